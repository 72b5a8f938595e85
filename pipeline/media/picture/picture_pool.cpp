#include "pipeline/media/picture/picture_pool.h"

#include "pipeline/media/picture/picture_scaler.h"

extern "C" {
#include <libavutil/buffer.h>
#include <libavutil/imgutils.h>
}

namespace integrart {
namespace {

constexpr std::size_t tail_bytes = 128;  // vector code may read past the last row

int aligned(int length) {
  return (length + picture_alignment - 1) / picture_alignment * picture_alignment;
}

AVPixelFormat format_of(PixelLayout layout) {
  switch (layout) {
    case PixelLayout::gray8:
      return AV_PIX_FMT_GRAY8;
    case PixelLayout::bgr24:
      return AV_PIX_FMT_BGR24;
    case PixelLayout::i420:
      break;
  }
  return AV_PIX_FMT_YUV420P;
}

}  // namespace

Result<PicturePool> PicturePool::create(int width, int height, PixelLayout layout) {
  PicturePool pool;
  pool.m_width = width;
  pool.m_height = height;
  pool.m_layout = layout;
  std::size_t bytes = 0;
  const int planes = layout == PixelLayout::i420 ? 3 : 1;
  for (int plane = 0; plane < planes; ++plane) {
    const auto index = static_cast<std::size_t>(plane);
    const int rows = plane == 0 ? height : (height + 1) / 2;
    pool.m_strides[index] = aligned(layout == PixelLayout::bgr24 ? width * 3 : (plane == 0 ? width : (width + 1) / 2));
    pool.m_offsets[index] = bytes;
    bytes += static_cast<std::size_t>(pool.m_strides[index]) * static_cast<std::size_t>(rows);
  }
  pool.m_pool.reset(av_buffer_pool_init(bytes + picture_alignment + tail_bytes, nullptr));
  if (pool.m_pool == nullptr) return fail(Errc::limit_exceeded, "media.out_of_memory");
  return pool;
}

Result<libav::Frame> PicturePool::take() {
  TRY_ASSIGN(libav::Frame picture, libav::check_allocated(libav::Frame(av_frame_alloc())));
  picture->buf[0] = av_buffer_pool_get(m_pool.get());
  if (picture->buf[0] == nullptr) return fail(Errc::limit_exceeded, "media.out_of_memory");
  const auto address = reinterpret_cast<std::uintptr_t>(picture->buf[0]->data);
  std::uint8_t* begin = picture->buf[0]->data + (picture_alignment - address % picture_alignment) % picture_alignment;
  for (std::size_t plane = 0; plane < 3 && m_strides[plane] != 0; ++plane) {
    picture->data[plane] = begin + m_offsets[plane];
    picture->linesize[plane] = m_strides[plane];
  }
  picture->width = m_width;
  picture->height = m_height;
  picture->format = format_of(m_layout);
  mark_as_ours(*picture);
  return picture;
}

void mark_as_ours(AVFrame& picture) {
  picture.color_range = picture.format == AV_PIX_FMT_BGR24 ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG;
  picture.colorspace = picture.format == AV_PIX_FMT_BGR24 ? AVCOL_SPC_RGB : AVCOL_SPC_BT709;
  picture.color_primaries = AVCOL_PRI_BT709;
  picture.color_trc = AVCOL_TRC_BT709;
  picture.chroma_location = AVCHROMA_LOC_LEFT;
  picture.sample_aspect_ratio = {1, 1};
  picture.interlaced_frame = 0;
  picture.pict_type = AV_PICTURE_TYPE_NONE;
}

PictureView view_of(const AVFrame& picture, PixelLayout layout) {
  PictureView view;
  view.width = picture.width;
  view.height = picture.height;
  view.layout = layout;
  const std::size_t planes = layout == PixelLayout::i420 ? 3 : 1;
  for (std::size_t plane = 0; plane < planes; ++plane) {
    view.planes[plane] = picture.data[plane];
    view.strides[plane] = picture.linesize[plane];
  }
  return view;
}

Result<libav::Frame> aligned_copy(const AVFrame& picture) {
  TRY_ASSIGN(PicturePool pool, PicturePool::create(picture.width, picture.height, PixelLayout::i420));
  TRY_ASSIGN(libav::Frame copy, pool.take());
  TRY(libav::check(av_frame_copy(copy.get(), &picture), "media.scaling_failed"));
  return copy;
}

}  // namespace integrart
