#pragma once
// How high the peaks are of what an encoder made, as it will be heard.

#include <optional>
#include <vector>

#include "pipeline/media/libav.h"
#include "pipeline/media/sound/loudness_meter.h"

namespace integrart {

/// Decodes the packets of one encoder and measures them: lossy encoders put peaks above those of the sound they got.
/// Not thread-safe.
class DecodedPeak {
 public:
  /// `encoder` is open, with AV_CODEC_FLAG_GLOBAL_HEADER; it is only read here.
  static Result<DecodedPeak> create(const AVCodecContext& encoder);

  /// The packet is only read.
  Result<> add(const AVPacket& packet);
  /// After the last packet: the true peak in dBTP; absent for silence.
  Result<std::optional<double>> finish();

 private:
  DecodedPeak(libav::CodecContext decoder, libav::Frame frame, LoudnessMeter meter);
  Result<> decode(const AVPacket* packet);

  libav::CodecContext m_decoder;
  libav::Frame m_frame;
  LoudnessMeter m_meter;
  std::vector<float> m_interleaved;
};

}  // namespace integrart
