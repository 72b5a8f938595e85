#pragma once
// Immutable decoded pictures and sound as encoders and analysers see them. No libav type is visible here: filters
// include this header and must not link libav.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "pipeline/base/artefact.h"
#include "pipeline/base/documents/facts.h"
#include "pipeline/base/documents/recipe.h"
#include "pipeline/base/result.h"
#include "pipeline/base/time.h"

struct AVFrame;

namespace integrart {

enum class PixelLayout : std::uint8_t {
  i420,   // 8-bit planar Y'CbCr 4:2:0, BT.709, limited range: what encoders take
  gray8,  // 8-bit luma Y' of the same, limited range
  bgr24,  // 8-bit packed B'G'R', full range: what OpenCV takes
};

/// Planes of a picture; borrowed from the frame that owns them.
struct PictureView {
  int width = 0;
  int height = 0;
  PixelLayout layout = PixelLayout::i420;
  std::array<const std::uint8_t*, 3> planes{};
  std::array<int, 3> strides{};  // bytes
};

/// A decoded picture, upright, square pixels, progressive, BT.709. Shared and immutable; copying copies a pointer.
struct VideoFrame {
  PictureView picture;
  MediaTime time;                         // presentation time; the medium begins at 0
  MediaTime duration;                     // until the next picture
  std::int64_t index = 0;                 // number of the source picture, from 0
  std::shared_ptr<const AVFrame> native;  // keeps the planes alive
};

/// Interleaved 32-bit float samples, nominal range [-1, 1]. Blocks follow each other without gaps from time 0.
struct AudioBlock {
  std::span<const float> samples;  // frames x channels; valid during the call only
  int channels = 0;
  int sample_rate = 0;
  std::int64_t first_frame = 0;  // time = first_frame / sample_rate
};

/// Measured by ITU-R BS.1770-4 / EBU R128 over the whole medium. Silence measures as absent.
struct Loudness {
  std::optional<double> integrated_lufs;
  std::optional<double> range_lu;
  std::optional<double> true_peak_dbtp;
};
struct LoudnessReport {
  Loudness before;
  Loudness after;
  double gain_db = 0;                                           // static gain that was applied before limiting
  bool limited = false;                                         // the true-peak limiter had to act
  std::optional<double> decoded_true_peak_dbtp = std::nullopt;  // of what a lossy encoder made of it
};

struct VideoNeeds {
  int width = 0;  // 0 x 0: the displayed size of the source
  int height = 0;
  PixelLayout layout = PixelLayout::i420;
  double max_frame_rate = 0;  // pictures are left out evenly above it; 0: all pictures
  bool operator==(const VideoNeeds&) const = default;
};
/// Pictures of the film's shape whose long side is at most `longest_side` pixels; never enlarged, at least 2 x 2.
/// `most_a_second` 0: all pictures. Who asks for the same pictures shares them.
inline VideoNeeds needs_within(const VideoFacts& video, int longest_side, PixelLayout layout, double most_a_second) {
  const double scale = std::min(1.0, longest_side / static_cast<double>(std::max({video.width, video.height, 1})));
  const auto scaled = [scale](int side) { return std::max(2, static_cast<int>(std::lround(side * scale))); };
  return {scaled(video.width), scaled(video.height), layout, most_a_second};
}

struct AudioNeeds {
  int track = 0;  // index into SourceFacts::audio
  int sample_rate = 48000;
  int channels = 2;
  /// When set, the sink gets sound brought to this loudness, after the whole source has been measured.
  std::optional<LoudnessTarget> normalise = std::nullopt;
  /// Sound after it is cut off and not measured; 0: all is heard.
  double most_seconds = 0;
};
struct FrameNeeds {
  std::optional<VideoNeeds> video;
  std::optional<AudioNeeds> audio;
};

/// Takes part in a decode pass: encoders and analysers alike. Calls come from one thread at a time, in time order.
/// An error detaches the sink; the others go on.
class FrameSink {
 public:
  FrameSink() = default;
  FrameSink(const FrameSink&) = delete;
  FrameSink& operator=(const FrameSink&) = delete;
  virtual ~FrameSink() = default;

  /// Asked once, before the first frame.
  virtual FrameNeeds needs() const = 0;
  /// Called only for what the sink asked for.
  virtual Result<> consume(const VideoFrame& /*frame*/) { return {}; }
  virtual Result<> consume(const AudioBlock& /*block*/) { return {}; }
  /// Told before `finish` to sinks that asked for normalised sound. Who would be heard louder than was asked for
  /// answers with another target: the whole sound comes again, from its first frame, brought to that one.
  virtual Result<std::optional<LoudnessTarget>> sound_was_normalised(const LoudnessReport&) {
    return std::optional<LoudnessTarget>();
  }
  /// Called once after the last frame. Files are written into the work folder the sink was made with.
  virtual Result<StepOutput> finish() = 0;
};

}  // namespace integrart
