#pragma once
// Scaling of upright pictures with zimg. Private to pipeline/media.

#include <memory>

#include "pipeline/base/result.h"
#include "pipeline/media/libav.h"

struct zimg_filter_graph;

namespace integrart {

/// Scales 8-bit BT.709 limited pictures of one size to another with a bicubic kernel. Luma is computed alike whether or
/// not chroma takes part. One thread at a time.
class PictureScaler {
 public:
  struct Size {
    int width;
    int height;
  };
  static Result<PictureScaler> create(Size from, Size to, bool with_chroma);

  /// Planes of both must be aligned (see is_aligned) and of the sizes given to `create`.
  Result<> scale(const AVFrame& from, AVFrame& to);

 private:
  struct FreeGraph {
    void operator()(zimg_filter_graph* graph) const;
  };
  struct FreeMemory {
    void operator()(void* memory) const;
  };
  PictureScaler() = default;
  std::unique_ptr<zimg_filter_graph, FreeGraph> m_graph;
  std::unique_ptr<void, FreeMemory> m_scratch;
  int m_planes = 3;
};

/// zimg's widest code reads and writes whole 64-byte vectors.
constexpr int picture_alignment = 64;
bool is_aligned(const AVFrame& picture);

}  // namespace integrart
