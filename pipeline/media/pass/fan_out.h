#pragma once
// Brings decoded pictures and sound to the sinks of a pass and collects what they make. Private to pipeline/media.

#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

#include "pipeline/media/decode_pass.h"
#include "pipeline/media/libav.h"
#include "pipeline/media/pass/serial_queues.h"
#include "pipeline/media/pass/video_fan_out.h"
#include "pipeline/media/sound_fan_out.h"

namespace integrart {

/// Pictures and sound are pushed by one thread; sinks work in the pool. Every sink has a queue of its own, the sound of
/// all of them shares one more.
class FanOut {
 public:
  /// `video` describes the upright pictures that will be pushed; absent when there are none.
  static Result<std::unique_ptr<FanOut>> create(std::vector<std::unique_ptr<FrameSink>> sinks, const VideoFacts* video,
                                                bool has_sound, const DecodePassOptions& options);

  bool wants_pictures() const { return m_video != nullptr; }
  bool wants_sound() const { return m_sound != nullptr; }

  Result<> push_picture(std::shared_ptr<const AVFrame> picture, MediaTime time);
  void push_sound(libav::Frame sound, MediaTime time);
  /// Absent while all goes well; errors of sound conversion stop the pass like those of pictures do.
  std::optional<Error> sound_error();

  /// Runs everything to its end. `video_end` is when the last picture stops being shown. Call once.
  std::vector<Result<StepOutput>> finish(MediaTime video_end, std::vector<Message>& notes);
  /// After `finish`: the processor time of each sink's calls.
  std::vector<double> cpu_seconds() const;

 private:
  struct Member {  // a sink and what has become of it
    std::unique_ptr<FrameSink> sink;
    FrameNeeds needs;
    std::mutex turn;  // one thread at a time, for sinks that take pictures and sound
    std::optional<Error> error;
    std::optional<StepOutput> output;
    double cpu_seconds = 0;  // of the threads that served it
  };
  /// Stands for a sink in the sound fan-out and takes its turn.
  class SoundEntry;

  FanOut();

 public:
  ~FanOut();

 private:
  Result<> prepare_video(const VideoFacts& video);
  Result<> prepare_sound(const DecodePassOptions& options);
  void deliver(std::size_t member, VideoFrame frame);
  void finish_member(std::size_t member);
  std::size_t sound_queue() const { return m_members.size(); }

  std::vector<std::unique_ptr<Member>> m_members;
  std::vector<std::size_t> m_video_members;  // consumer of the video fan-out -> member
  std::vector<std::unique_ptr<SoundEntry>> m_sound_entries;
  std::unique_ptr<VideoFanOut> m_video;
  std::unique_ptr<SoundFanOut> m_sound;
  std::mutex m_sound_mutex;
  std::optional<Error> m_sound_error;
  std::unique_ptr<SerialQueues> m_queues;  // last: its threads use all of the above
};

}  // namespace integrart
