#pragma once
// Pictures of a film in which flashes are made weaker. Private to pipeline/media.

#include <array>
#include <vector>

#include "pipeline/base/documents/flash_softening.h"
#include "pipeline/media/libav.h"

namespace integrart {

/// Keeps, for each cell of a grid over the picture, what luma and chroma were on average lately, and brings pictures
/// near that: at the gentle levels by shifting all pixels of a cell alike, so that what is drawn in it stays; at the
/// last one the pixels themselves, so that nothing that the filters can see changes any more. Takes every picture of
/// the film, in the order of time.
class FlashSoftener {
 public:
  explicit FlashSoftener(FlashSoftening softening);

  /// The upright i420 picture: the same one outside of the stretches, else a changed copy. `time` in seconds.
  Result<libav::Frame> softened(libav::Frame picture, double time);

 private:
  struct Grid {
    int columns = 0;
    int rows = 0;
    std::vector<float> now;   // mean of each cell, this picture
    std::vector<float> mean;  // and lately
  };
  void measure(const AVFrame& picture, double time, double share);
  void dim(AVFrame& picture, double share) const;
  void desaturate(AVFrame& picture, double share) const;

  FlashSoftening m_softening;
  std::array<Grid, 3> m_grids;  // of the planes
  double m_before = -1;         // time of the picture before; negative: there was none
};

}  // namespace integrart
