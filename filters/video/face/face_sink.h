#pragma once
// Follows faces through the pictures of a decode pass.

#include <memory>
#include <optional>
#include <vector>

#include "filters/video/face/cuts.h"
#include "filters/video/face/detector.h"
#include "filters/video/face/tracks.h"
#include "pipeline/base/documents/picture_masks.h"
#include "pipeline/media/frame.h"

namespace integrart::face {

/// How closely to look.
struct Sampling {
  int longest_side = 384;            // of the pictures looked at
  double pictures_per_second = 5;    // seen for cuts
  double seconds_between_looks = 4;  // in one shot; each shot is looked at once at least; 0: every picture
  double least_seconds = 1.5;        // between looks, whatever the cuts
  double most_gap = 8.5;             // of a track

  bool every_picture() const { return seconds_between_looks == 0; }
};
/// A few looks at each shot: for a person who decides.
Sampling glancing();
/// 12 to 15 pictures a second, for covering faces: the places between two looks follow from the links.
Sampling thorough();

class FaceSink final : public FrameSink {
 public:
  FaceSink(int width, int height, std::unique_ptr<Detector> detector, const Sampling& sampling);

  FrameNeeds needs() const override { return {m_needs, std::nullopt}; }
  using FrameSink::consume;
  Result<> consume(const VideoFrame& frame) override;
  Result<StepOutput> finish() override;

 private:
  bool is_due(double time) const;
  Json evidence(const std::vector<Track>& tracks) const;

  std::unique_ptr<Detector> m_detector;
  Sampling m_sampling;
  VideoNeeds m_needs;
  CutWatch m_cuts;
  TrackLinker m_linker;
  std::vector<TimeStretch> m_undecided;
  std::vector<double> m_cut_times;
  std::optional<double> m_last_look;
  bool m_shot_is_new = true;
  std::int64_t m_looks = 0;
  double m_end = 0;
};

}  // namespace integrart::face
