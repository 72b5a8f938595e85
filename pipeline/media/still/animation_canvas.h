#pragma once
// Pictures of an animation laid over each other, as animated PNG (PNG, third edition, 11.3.6) and GIF89a (23) have it.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace integrart {

/// What becomes of a picture's place when the next one comes.
enum class PartDisposal : std::uint8_t { none, background, previous };

/// One picture of the animation: an ordinary file of its own, and where it goes. Of a GIF it may reach beyond the
/// canvas, of a PNG never.
struct AnimationPart {
  std::string file;
  int left = 0, top = 0, width = 0, height = 0;
  PartDisposal disposal = PartDisposal::none;
  bool over = false;  // laid over what is there; else in its place
};

/// Samples red, green, blue, alpha of eight bits, row by row; nothing but what shines through in the beginning, and
/// where a part went back to the background (browsers leave the background colour of a GIF aside).
class AnimationCanvas {
 public:
  AnimationCanvas(int width, int height);
  /// Lays the part there, as far as it lies on the canvas; `pixels`: width x height of the part, as samples of the
  /// canvas.
  const std::vector<std::uint8_t>& show(const AnimationPart& part, const std::vector<std::uint8_t>& pixels);

 private:
  struct Place {
    int left = 0, top = 0, width = 0, height = 0;
    PartDisposal disposal = PartDisposal::none;
  };

  void dispose();
  std::uint8_t* row(const Place& place, int row);

  int m_width;
  int m_height;
  std::vector<std::uint8_t> m_samples;
  Place m_shown;                       // of the last part
  std::vector<std::uint8_t> m_before;  // what lay under it, when it goes back to that
};

}  // namespace integrart
