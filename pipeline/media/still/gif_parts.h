#pragma once
// The pictures of an animated GIF (GIF89a) taken apart: each is an ordinary GIF file of its own.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "pipeline/media/still/animation_canvas.h"

namespace integrart {

struct GifCanvas {
  int width = 0;
  int height = 0;
};

/// Walks through the parts. libvips lays them over each other too, but on the background colour of the file, which no
/// browser shows. `bytes` is borrowed.
class GifReader {
 public:
  explicit GifReader(std::string_view bytes);

  /// What browsers show: the logical screen, which only the first picture may widen. Pixels, each from 0 to 131,070; 0
  /// when the head is cut off.
  GifCanvas canvas() const;
  /// The next part; absent when the structure is broken or cut off, a part has no pixels, or there is none.
  std::optional<AnimationPart> next();

 private:
  std::optional<AnimationPart> part_at(std::size_t at);

  std::string_view m_bytes;
  std::size_t m_first;         // offset of the first block
  std::size_t m_at;            // of the next block
  std::string_view m_colours;  // of the whole file
  std::string m_control;       // the graphic control extension of the picture that follows, without its delay
  PartDisposal m_disposal = PartDisposal::none;
};

}  // namespace integrart
