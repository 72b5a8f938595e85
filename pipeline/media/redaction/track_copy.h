#pragma once
// Tracks on their way from one file into another. Private to pipeline/media.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

#include "pipeline/base/time.h"
#include "pipeline/media/libav.h"
#include "pipeline/media/source/media_source.h"

namespace integrart {

/// Packets of one stream, in the order of decoding.
class PacketSource {
 public:
  PacketSource() = default;
  PacketSource(const PacketSource&) = delete;
  PacketSource& operator=(const PacketSource&) = delete;
  virtual ~PacketSource() = default;

  /// The next packet, with times in `time_base()`; false at the end.
  virtual Result<bool> next(AVPacket& packet) = 0;
  virtual AVRational time_base() const = 0;
  /// What the muxer must know of the stream.
  virtual Result<> describe(AVStream& stream) const = 0;
};

/// Packets as they are, their times counted from `origin`.
Result<std::unique_ptr<PacketSource>> copied_packets(const InputFile& file, const MediaLimits& limits, int stream_index,
                                                     MediaTime origin);

/// Sound decoded and encoded without loss by `encoder` (libav's name), counted from `origin`.
Result<std::unique_ptr<PacketSource>> lossless_packets(const InputFile& file, const MediaLimits& limits,
                                                       int stream_index, MediaTime origin, const char* encoder,
                                                       bool global_header);

}  // namespace integrart
