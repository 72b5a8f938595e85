#pragma once
// One upright picture after the other to every sink that wants pictures, as it wants them. Private to pipeline/media.

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "pipeline/base/documents/facts.h"
#include "pipeline/media/picture/view_maker.h"

namespace integrart {

/// Decides for one limit of the frame rate which source pictures are kept. Constant rates: every n-th picture, with the
/// smallest n that keeps the limit (within 1 %). Variable rates: a picture is kept when nine tenths of the shortest
/// allowed interval have passed since the last one that was.
class Cadence {
 public:
  Cadence(double max_frame_rate, const VideoFacts& facts);
  bool keeps(std::int64_t index, MediaTime time);

 private:
  std::int64_t m_every = 1;
  double m_least_interval = 0;  // seconds; 0: by number
  std::optional<MediaTime> m_last;
};

/// Pictures come in by time order and go out with the time until the next one that the same sink sees, so each is held
/// back by one. Works in one thread; `deliver` is called in it.
class VideoFanOut {
 public:
  using Deliver = std::function<void(std::size_t consumer, VideoFrame frame)>;

  /// Consumer n is the one of `needs[n]`. `base` gives the size of the pictures that come in, and their rate.
  static Result<VideoFanOut> create(const VideoFacts& base, const std::vector<VideoNeeds>& needs, Deliver deliver);

  Result<> push(std::shared_ptr<const AVFrame> base, MediaTime time);
  /// `end` is when the last picture stops being shown.
  void finish(MediaTime end);

 private:
  struct Group {  // consumers that keep the same pictures
    double max_frame_rate;
    Cadence cadence;
    std::vector<std::size_t> consumers;
    std::vector<VideoFrame> held;  // one for each consumer, their duration still unknown
  };
  VideoFanOut(ViewMaker views, std::vector<VideoNeeds> needs, Deliver deliver)
      : m_views(std::move(views)), m_needs(std::move(needs)), m_deliver(std::move(deliver)) {}
  void release(Group& group, MediaTime until);

  ViewMaker m_views;
  std::vector<VideoNeeds> m_needs;
  std::vector<Group> m_groups;
  Deliver m_deliver;
  std::int64_t m_index = 0;
};

}  // namespace integrart
