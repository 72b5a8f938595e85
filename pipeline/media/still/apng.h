#pragma once
// The pictures of an animated PNG (PNG, third edition, 4.9) taken apart: each is an ordinary PNG file of its own.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "pipeline/media/still/animation_canvas.h"

namespace integrart {

/// Walks through the parts. `bytes` is borrowed.
class ApngReader {
 public:
  /// `width` and `height`: of the canvas.
  ApngReader(std::string_view bytes, int width, int height) : m_bytes(bytes), m_width(width), m_height(height) {}

  /// The next part; absent when the structure is broken, a part does not fit the canvas or has no pixels, or there is
  /// none.
  std::optional<AnimationPart> next();

 private:
  std::optional<AnimationPart> control(std::string_view body) const;
  std::string file_of(const AnimationPart& part, std::string_view pixels) const;

  std::string_view m_bytes;
  int m_width;
  int m_height;
  std::uint64_t m_at = 8;
  std::string m_head;      // body of IHDR
  std::string m_palettes;  // PLTE and tRNS, whole
};

}  // namespace integrart
