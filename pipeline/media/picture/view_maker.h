#pragma once
// All views of one source picture that the sinks of a pass asked for. Private to pipeline/media.

#include <memory>
#include <optional>
#include <vector>

#include "pipeline/base/result.h"
#include "pipeline/media/frame.h"
#include "pipeline/media/picture/picture_pool.h"
#include "pipeline/media/picture/picture_scaler.h"

struct SwsContext;

namespace integrart {

/// Which conversion is made from which. A view of a given size always comes to be in the same way, whoever else takes
/// part in the pass: from the smallest standard size (1440, 1080, 720, 480, 360, 240, 144 lines) that holds it, which
/// itself comes from the next larger one, and so on up to the source. So fused and lone sinks see equal pictures, and
/// a ladder of standard rungs costs one small step each.
class ViewMaker {
 public:
  /// `needs` with 0 x 0 mean the base size. Views that differ in layout only share their scaling.
  static Result<ViewMaker> create(int base_width, int base_height, const std::vector<VideoNeeds>& needs);
  ViewMaker(ViewMaker&&) noexcept;
  ViewMaker& operator=(ViewMaker&&) noexcept;
  ~ViewMaker();

  /// Pictures made so far of one source picture.
  struct Views {
    std::shared_ptr<const AVFrame> base;
    std::vector<std::shared_ptr<const AVFrame>> made;  // by node
  };
  /// The view that need `need` (index into `needs`) wants; made now or taken from `views`.
  Result<std::shared_ptr<const AVFrame>> make(Views& views, std::size_t need);

 private:
  struct Node;
  struct Request {
    std::size_t scaled = 0;             // node of that size; the base is node 0
    std::optional<std::size_t> packed;  // index of the bgr24 conversion
  };
  ViewMaker();
  std::size_t node_for(int width, int height, bool with_chroma);
  Result<> prepare();
  Result<std::shared_ptr<const AVFrame>> scaled(Views& views, std::size_t node);
  Result<std::shared_ptr<const AVFrame>> packed(Views& views, std::size_t node);

  std::vector<Node> m_nodes;
  std::vector<Request> m_requests;
};

/// Width and height of a rung with that short side: the picture's shape, the long side rounded to even.
struct RungSize {
  int width;
  int height;
};
RungSize rung_size(int width, int height, int short_side);

}  // namespace integrart
