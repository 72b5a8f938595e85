#pragma once
// A foreign container opened without trusting it. Private to pipeline/media.

#include <memory>
#include <string>

#include "pipeline/base/input_file.h"
#include "pipeline/base/limits.h"
#include "pipeline/base/result.h"
#include "pipeline/media/libav.h"

namespace integrart {

/// Reads an InputFile for libav by position, so that the descriptor may be shared.
class DescriptorReader {
 public:
  static Result<std::unique_ptr<DescriptorReader>> create(const InputFile& file);
  ~DescriptorReader();
  DescriptorReader(const DescriptorReader&) = delete;
  DescriptorReader& operator=(const DescriptorReader&) = delete;

  AVIOContext* context() const { return m_context; }
  const InputFile& file() const { return m_file; }

 private:
  explicit DescriptorReader(const InputFile& file) : m_file(file) {}
  static int read(void* self, std::uint8_t* buffer, int size);
  static std::int64_t seek(void* self, std::int64_t offset, int whence);

  InputFile m_file;
  std::int64_t m_position = 0;
  AVIOContext* m_context = nullptr;
};

/// Whether to take the XMP packet out of an MP4 or MOV file, or the ID3 tags of a song, where no list of tags shows it
/// (ISO 16684-3; XMP specification, part 3).
enum class XmpPacket : std::uint8_t { passed_over, taken };

/// A container of an allow-listed kind whose streams are within the limits. Opens nothing but the descriptor it was
/// given: no protocol, no second file, no external data reference.
class MediaSource {
 public:
  /// Errors: unrecognised (no known container), corrupt_media, limit_exceeded.
  static Result<MediaSource> open(const InputFile& file, const MediaLimits& limits,
                                  XmpPacket xmp = XmpPacket::passed_over);

  AVFormatContext& context() const { return *m_context; }
  const std::string& name() const { return m_name; }  // fit for messages
  const MediaLimits& limits() const { return m_limits; }
  /// Foreign bytes of any length that libav gives out; empty: there is none, or it was passed over.
  const std::string& xmp() const { return m_xmp; }

  /// Next packet of any stream; false at the end. Damage is Errc::corrupt_media.
  Result<bool> read(AVPacket& packet);

  /// Whether bytes that the container promises are missing at the end (file_end.h).
  bool breaks_off() const;

 private:
  MediaSource(std::unique_ptr<DescriptorReader> reader, libav::InputContext context, std::string name,
              const MediaLimits& limits)
      : m_reader(std::move(reader)), m_context(std::move(context)), m_name(std::move(name)), m_limits(limits) {}

  std::unique_ptr<DescriptorReader> m_reader;  // outlives the context that reads through it
  libav::InputContext m_context;
  std::string m_name;
  MediaLimits m_limits;
  std::string m_xmp;
};

/// Whether the codec is one of those that the system opens.
bool is_allowed(AVCodecID codec);

/// A single-threaded decoder of an allow-listed codec, bounded by the limits. `name` stands in messages.
Result<libav::CodecContext> open_decoder(const AVStream& stream, const MediaLimits& limits, const std::string& name);

/// Silences libav and bounds every single allocation it makes. Process-wide by libav's design; repeating it is
/// harmless.
void restrain_libav(const MediaLimits& limits);

}  // namespace integrart
