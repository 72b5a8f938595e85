#pragma once
// One CMAF track file (ISO/IEC 23000-19): init segment, then one fragment after the other.

#include <filesystem>
#include <memory>

#include "pipeline/base/json.h"
#include "pipeline/base/result.h"

struct AVCodecContext;
struct AVPacket;

namespace integrart {

/// Writes the packets of one encoder. Bit-exact: equal packets give equal bytes. Time 0 of the encoder is time 0 of the
/// file: pictures by negative composition offsets, sound by an edit list that cuts the encoder's delay. Not
/// thread-safe.
class CmafWriter {
 public:
  /// `encoder` is open, with AV_CODEC_FLAG_GLOBAL_HEADER and a time base; it is only read here. `file` is replaced.
  static Result<std::unique_ptr<CmafWriter>> create(const AVCodecContext& encoder, const std::filesystem::path& file);
  ~CmafWriter();

  /// Takes what `packet` refers to and leaves it blank. Times are in the encoder's time base. A picture that is a
  /// keyframe begins a new fragment. A picture lasts until the next in decoding order; the last one for its
  /// `duration`, or as long as the one before when that is 0.
  Result<> write(AVPacket& packet);

  /// Ends the fragment, for sound; without effect when nothing was written since the last cut.
  Result<> cut();

  /// Ends the file, puts a segment index in front of the fragments and describes it: {"init":{"offset","size"},
  /// "index":{"offset","size"},"segments":[{"offset","size","start","duration"}],
  /// "timescale","duration","bytes","average_bitrate","peak_bitrate"}; times in seconds of presentation, bit rates in
  /// bits per second, the peak over whole segments. Call once. Errors: invalid_input when nothing was written.
  Result<Json> finish();

 private:
  struct State;
  explicit CmafWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> m_state;
};

}  // namespace integrart
