#pragma once
// From decoded pictures of any kind to the one kind that sinks see. Private to pipeline/media.

#include <functional>
#include <memory>
#include <optional>

#include "pipeline/base/documents/facts.h"
#include "pipeline/base/result.h"
#include "pipeline/media/libav.h"
#include "pipeline/media/source/orientation.h"

struct AVFilterContext;
struct AVFilterGraph;

namespace integrart {

/// Turns, unsquares, deinterlaces, tone-maps and converts to 8-bit 4:2:0 BT.709 limited of one size. Pictures that are
/// so already pass through untouched. Size, format and colour may change from one picture to the next. One thread.
class UprightPictures {
 public:
  /// Everything that comes out has this size. `interlaced`: what the container says; a picture that says so of itself
  /// counts too. `time_base` is that of the pictures' pts, in and out.
  struct Target {
    int width = 0;
    int height = 0;
    Orientation orientation;
    bool interlaced = false;
    AVRational time_base{1, 1000};
  };
  using Deliver = std::function<Result<>(libav::Frame)>;

  UprightPictures(const Target& target, Deliver deliver);
  ~UprightPictures();

  Result<> push(libav::Frame picture);
  /// Delivers what is still inside (deinterlacing looks one picture ahead).
  Result<> finish();

 private:
  struct Shape;  // what a graph was built for
  struct CloseGraph {
    void operator()(AVFilterGraph* graph) const;
  };
  bool passes_through(const Shape& shape) const;
  Result<> build(const Shape& shape);
  Result<> collect();

  Target m_target;
  Deliver m_deliver;
  std::unique_ptr<Shape> m_shape;
  std::unique_ptr<AVFilterGraph, CloseGraph> m_graph;
  AVFilterContext* m_entry = nullptr;  // both belong to the graph
  AVFilterContext* m_exit = nullptr;
};

/// The chain of filters for pictures of that colour and shape, as libavfilter reads it; empty when none is needed.
/// Made of fixed words and numbers only. Exposed for tests.
struct PictureColour {
  AVColorSpace matrix = AVCOL_SPC_BT709;
  AVColorPrimaries primaries = AVCOL_PRI_BT709;
  AVColorTransferCharacteristic transfer = AVCOL_TRC_BT709;
  bool full_range = false;
  bool operator==(const PictureColour&) const = default;
};
/// What is not declared is taken for what such pictures are: up to 576 lines BT.601, above BT.709.
PictureColour colour_of(const AVFrame& picture);
std::string colour_chain(const PictureColour& colour, AVPixelFormat format, int width, int height, bool resizes);

}  // namespace integrart
