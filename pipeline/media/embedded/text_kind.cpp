#include "pipeline/media/embedded/text_kind.h"

namespace integrart {

namespace {

constexpr std::uint32_t tag_of(const char (&name)[5]) {
  return static_cast<std::uint32_t>(static_cast<unsigned char>(name[0])) |
         static_cast<std::uint32_t>(static_cast<unsigned char>(name[1])) << 8U |
         static_cast<std::uint32_t>(static_cast<unsigned char>(name[2])) << 16U |
         static_cast<std::uint32_t>(static_cast<unsigned char>(name[3])) << 24U;
}

}  // namespace

std::optional<TextKind> text_kind_of(const AVCodecParameters& codec) {
  if (codec.codec_tag == tag_of("wvtt")) return TextKind::wvtt;
  if (codec.codec_tag == tag_of("stpp")) return TextKind::stpp;
  switch (codec.codec_id) {
    case AV_CODEC_ID_SUBRIP:
    case AV_CODEC_ID_TEXT:
      return TextKind::subrip;
    case AV_CODEC_ID_ASS:
    case AV_CODEC_ID_SSA:
      return TextKind::ass;
    case AV_CODEC_ID_WEBVTT:
      return TextKind::webvtt;
    case AV_CODEC_ID_MOV_TEXT:
      return TextKind::tx3g;
    case AV_CODEC_ID_TTML:
      return TextKind::stpp;
    default:
      return std::nullopt;
  }
}

std::string text_codec_name(const AVCodecParameters& codec, TextKind kind) {
  if (kind == TextKind::wvtt) return "wvtt";
  if (kind == TextKind::stpp) return "stpp";
  return avcodec_get_name(codec.codec_id);
}

}  // namespace integrart
