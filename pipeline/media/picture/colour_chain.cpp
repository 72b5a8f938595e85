#include <fmt/format.h>

#include "pipeline/media/picture/upright.h"

extern "C" {
#include <libavutil/pixdesc.h>
}

namespace integrart {
namespace {

bool is_high_dynamic_range(AVColorTransferCharacteristic transfer) {
  return transfer == AVCOL_TRC_SMPTE2084 || transfer == AVCOL_TRC_ARIB_STD_B67;
}

/// zscale's word for a matrix; pictures with others are shown as BT.709.
std::string_view matrix_word(AVColorSpace matrix) {
  switch (matrix) {
    case AVCOL_SPC_RGB:
      return "gbr";
    case AVCOL_SPC_FCC:
      return "fcc";
    case AVCOL_SPC_BT470BG:
    case AVCOL_SPC_SMPTE170M:
      return "170m";
    case AVCOL_SPC_YCGCO:
      return "ycgco";
    case AVCOL_SPC_BT2020_NCL:
      return "2020_ncl";
    case AVCOL_SPC_BT2020_CL:
      return "2020_cl";
    default:
      return "709";
  }
}

/// The primaries of SMPTE 170M and BT.470 BG lie so near to BT.709's that converting them changes less than 8-bit
/// rounding on skin and costs ten times the matrix; players do not convert them either. Only wide gamuts are converted.
std::string_view primaries_word(AVColorPrimaries primaries) {
  switch (primaries) {
    case AVCOL_PRI_BT2020:
      return "2020";
    case AVCOL_PRI_SMPTE431:
      return "smpte431";
    case AVCOL_PRI_SMPTE432:
      return "smpte432";
    default:
      return "709";
  }
}

std::string_view range_word(bool full) {
  return full ? "full" : "limited";
}

/// Standard dynamic range and its relatives share one curve for our purpose.
std::string_view transfer_word(AVColorTransferCharacteristic transfer) {
  if (transfer == AVCOL_TRC_SMPTE2084) return "smpte2084";
  if (transfer == AVCOL_TRC_ARIB_STD_B67) return "arib-std-b67";
  return "709";
}

}  // namespace

PictureColour colour_of(const AVFrame& picture) {
  PictureColour colour{picture.colorspace, picture.color_primaries, picture.color_trc,
                       picture.color_range == AVCOL_RANGE_JPEG};
  const AVPixFmtDescriptor* format = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(picture.format));
  const bool is_rgb = format != nullptr && (format->flags & AV_PIX_FMT_FLAG_RGB) != 0;
  if (is_rgb) {
    colour.matrix = AVCOL_SPC_RGB;
    colour.full_range = true;
  } else if (colour.matrix == AVCOL_SPC_UNSPECIFIED || colour.matrix == AVCOL_SPC_RESERVED ||
             colour.matrix == AVCOL_SPC_RGB) {
    colour.matrix = picture.height > 576 || picture.width > 1024 ? AVCOL_SPC_BT709 : AVCOL_SPC_SMPTE170M;
    if (is_high_dynamic_range(colour.transfer)) colour.matrix = AVCOL_SPC_BT2020_NCL;
  }
  if (picture.format == AV_PIX_FMT_YUVJ420P || picture.format == AV_PIX_FMT_YUVJ422P ||
      picture.format == AV_PIX_FMT_YUVJ444P || picture.format == AV_PIX_FMT_YUVJ440P)
    colour.full_range = true;
  if (colour.primaries == AVCOL_PRI_UNSPECIFIED && is_high_dynamic_range(colour.transfer))
    colour.primaries = AVCOL_PRI_BT2020;
  return colour;
}

std::string colour_chain(const PictureColour& colour, AVPixelFormat format, int width, int height, bool resizes) {
  const std::string_view matrix = matrix_word(colour.matrix);
  const std::string_view primaries = primaries_word(colour.primaries);
  const bool is_our_colour = matrix == "709" && primaries == "709" && !colour.full_range &&
                             !is_high_dynamic_range(colour.transfer) && format == AV_PIX_FMT_YUV420P;
  if (is_our_colour && !resizes) return {};
  const std::string source = fmt::format(
      "zscale=w={}:h={}:filter=bicubic:param_a=0:param_b=0.6:dither=none:matrixin={}:primariesin={}:transferin={}:"
      "rangein={}",
      width, height, matrix, primaries, transfer_word(colour.transfer), range_word(colour.full_range));
  if (!is_high_dynamic_range(colour.transfer))
    return source + ":matrix=709:primaries=709:transfer=709:range=limited,format=yuv420p";
  // 100 cd/m2 is diffuse white; what is brighter is rolled off (Hable's curve) instead of cut.
  return source +
         ":transfer=linear:npl=100,format=gbrpf32le,zscale=primaries=709,tonemap=tonemap=hable:desat=0,"
         "zscale=transfer=709:matrix=709:primaries=709:range=limited:dither=none,format=yuv420p";
}

}  // namespace integrart
