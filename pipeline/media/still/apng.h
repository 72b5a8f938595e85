#pragma once
// The pictures of an animated PNG (PNG, third edition, 4.9) taken apart, and laid over each other again.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace integrart {

enum class ApngDisposal : std::uint8_t { none, background, previous };

/// One picture of the animation: an ordinary PNG file of its own, and where it goes.
struct ApngPart {
  std::string png;
  int left = 0, top = 0, width = 0, height = 0;
  ApngDisposal disposal = ApngDisposal::none;
  bool over = false;  // laid over what is there; else in its place
};

/// Walks through the parts. `bytes` is borrowed.
class ApngReader {
 public:
  /// `width` and `height`: of the canvas.
  ApngReader(std::string_view bytes, int width, int height) : m_bytes(bytes), m_width(width), m_height(height) {}

  /// The next part; absent when the structure is broken, a part does not fit the canvas or has no pixels, or there is
  /// none.
  std::optional<ApngPart> next();

 private:
  std::optional<ApngPart> control(std::string_view body) const;
  std::string file_of(const ApngPart& part, std::string_view pixels) const;

  std::string_view m_bytes;
  int m_width;
  int m_height;
  std::uint64_t m_at = 8;
  std::string m_head;      // body of IHDR
  std::string m_palettes;  // PLTE and tRNS, whole
};

/// Samples red, green, blue, alpha of eight bits, row by row.
class ApngCanvas {
 public:
  ApngCanvas(int width, int height);
  /// Lays the part there; `pixels`: width x height of the part, as samples of the canvas.
  const std::vector<std::uint8_t>& show(const ApngPart& part, const std::vector<std::uint8_t>& pixels);

 private:
  void dispose();
  std::uint8_t* row(const ApngPart& part, int row);

  int m_width;
  std::vector<std::uint8_t> m_samples;
  std::optional<ApngPart> m_shown;     // without its file
  std::vector<std::uint8_t> m_before;  // what lay under it, when it goes back to that
};

}  // namespace integrart
