#pragma once
// Decoded sound of one source for many sinks: one conversion per distinct need, gaps mended, loudness normalised.

#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

#include "pipeline/base/result.h"
#include "pipeline/base/time.h"
#include "pipeline/media/frame.h"

struct AVFrame;

namespace integrart {

/// Feeds the audio sinks of a decode pass. Calls must come from one thread at a time; sinks are called in that thread.
///
/// Every sink gets blocks that follow each other from time 0 without gaps: missing sound becomes silence, sound that
/// overlaps what was already delivered is cut. A sink that asked for normalised sound gets all of it inside `finish`.
/// Memory does not grow with duration; normalised sound is spilled once, as 32-bit float, to an unlinked scratch file.
class SoundFanOut {
 public:
  /// `sinks` are borrowed and must outlive this; those whose needs() has no audio are ignored. The others want the same
  /// track: a source with several has one SoundFanOut for each. `scratch_folder` must
  /// exist and is used only when a sink asks for normalised sound.
  static Result<std::unique_ptr<SoundFanOut>> create(const std::vector<FrameSink*>& sinks,
                                                     const std::filesystem::path& scratch_folder, std::stop_token stop);
  ~SoundFanOut();

  /// Takes decoded sound that is heard from `time` on (the medium begins at 0; what lies before is cut). Sample format,
  /// rate and channels may change from one call to the next. Errors: limit_exceeded when `time` lies beyond
  /// MediaLimits::duration_seconds, cancelled, or a conversion that failed; never an error of a sink.
  Result<> push(const AVFrame& decoded, MediaTime time);

  /// Delivers what is still buffered, then measures, normalises and delivers to the sinks that asked for it, and tells
  /// them the report. Does not call FrameSink::finish. Call once.
  Result<> finish();

  /// The error that detached the sink of that index; absent while it takes part.
  std::optional<Error> error_of(std::size_t sink) const;

  /// What was mended so far; each note is given once.
  std::vector<Message> take_notes();

 private:
  struct State;
  explicit SoundFanOut(std::unique_ptr<State> state);
  std::unique_ptr<State> m_state;
};

}  // namespace integrart
