#include "pipeline/media/cover.h"

#include <string_view>

#include "pipeline/media/source/stream_facts.h"

namespace integrart {
namespace {

/// By the signatures of ISO/IEC 10918-1, ISO/IEC 15948, RFC 9649 and the GIF specification.
MediaType picture_type(std::string_view bytes) {
  using namespace std::string_view_literals;
  if (bytes.starts_with("\xFF\xD8\xFF"sv)) return "image/jpeg";
  if (bytes.starts_with("\x89PNG\r\n\x1A\n"sv)) return "image/png";
  if (bytes.starts_with("RIFF"sv) && bytes.size() >= 12 && bytes.substr(8, 4) == "WEBP"sv) return "image/webp";
  if (bytes.starts_with("GIF87a"sv) || bytes.starts_with("GIF89a"sv)) return "image/gif";
  return {};
}

}  // namespace

Result<Cover> extract_cover(const InputFile& file, const MediaLimits& limits, const ImageLimits& image_limits) {
  TRY_ASSIGN(MediaSource source, MediaSource::open(file, limits));
  for (unsigned index = 0; index < source.context().nb_streams; ++index) {
    const AVStream& stream = *source.context().streams[index];
    const AVPacket& picture = stream.attached_pic;
    if ((stream.disposition & AV_DISPOSITION_ATTACHED_PIC) == 0 || picture.size <= 0) continue;
    const auto size = static_cast<std::size_t>(picture.size);
    if (size > image_limits.source_bytes)
      return fail(Errc::limit_exceeded, "media.cover_too_large", {{"file", source.name()}});
    Cover cover;
    cover.bytes.assign(reinterpret_cast<const char*>(picture.data), size);
    cover.type = picture_type(cover.bytes);
    if (cover.type.empty()) return fail(Errc::unsupported, "media.cover_unknown", {{"file", source.name()}});
    return cover;
  }
  return fail(Errc::not_found, "media.no_cover", {{"file", source.name()}});
}

}  // namespace integrart
