#pragma once
// Recycled memory for pictures of one size and layout. Private to pipeline/media.

#include <memory>

#include "pipeline/base/result.h"
#include "pipeline/media/frame.h"
#include "pipeline/media/libav.h"

namespace integrart {

/// Pictures may be released in any thread; `take` is called by one.
class PicturePool {
 public:
  static Result<PicturePool> create(int width, int height, PixelLayout layout);
  /// An uninitialised picture with aligned planes and our colour properties.
  Result<libav::Frame> take();

 private:
  PicturePool() = default;
  struct Close {
    void operator()(AVBufferPool* pool) const { av_buffer_pool_uninit(&pool); }
  };
  std::unique_ptr<AVBufferPool, Close> m_pool;
  int m_width = 0;
  int m_height = 0;
  PixelLayout m_layout = PixelLayout::i420;
  std::array<int, 3> m_strides{};
  std::array<std::size_t, 3> m_offsets{};
};

/// Marks a picture as 8-bit BT.709 limited with left-sited chroma, square pixels, progressive.
void mark_as_ours(AVFrame& picture);

/// The planes of a picture of ours. Luma of an i420 picture can be seen as gray8.
PictureView view_of(const AVFrame& picture, PixelLayout layout);

/// A deep copy into aligned memory.
Result<libav::Frame> aligned_copy(const AVFrame& picture);

}  // namespace integrart
