#include "pipeline/media/picture/masked.h"

#include "pipeline/media/picture/covering.h"
#include "pipeline/media/picture/picture_pool.h"

namespace integrart {

namespace {

constexpr std::uint8_t mask_luma = 98;  // limited range: the grey 96 of 255
constexpr std::uint8_t no_chroma = 128;

}  // namespace

Result<libav::Frame> masked(libav::Frame picture, const std::vector<Box>& boxes, MaskStyle style) {
  if (boxes.empty()) return picture;
  TRY_ASSIGN(libav::Frame copy, aligned_copy(*picture));  // the decoder may still refer to its own
  for (std::size_t plane = 0; plane < 3; ++plane) {
    const bool is_luma = plane == 0;
    cover({copy->data[plane],
           copy->linesize[plane],
           is_luma ? copy->width : (copy->width + 1) / 2,
           is_luma ? copy->height : (copy->height + 1) / 2,
           1,
           {is_luma ? mask_luma : no_chroma}},
          boxes, style);
  }
  return copy;
}

}  // namespace integrart
