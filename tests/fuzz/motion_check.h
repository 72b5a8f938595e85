#pragma once
// What the fuzzer and the replay ask of animated pictures.

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/media/still/animation.h"
#include "pipeline/media/still/apng.h"
#include "pipeline/media/still/gif_parts.h"

namespace integrart::test {

/// Every part says its own size, and can be shown; those of a PNG lie inside the canvas.
template <class Reader>
std::string problem_of_parts(Reader reader, int width, int height, std::uint64_t pictures, bool inside) {
  constexpr int largest = 256;  // of canvases that are laid out; larger ones are taken apart only
  const bool shown = width > 0 && height > 0 && width <= largest && height <= largest;
  AnimationCanvas canvas(shown ? width : 1, shown ? height : 1);
  std::uint64_t parts = 0;
  for (auto part = reader.next(); part; part = reader.next()) {
    if (part->left < 0 || part->top < 0 || part->width < 1 || part->height < 1) return "a part without pixels";
    if (inside && (part->left + part->width > width || part->top + part->height > height))
      return "a part outside of the canvas";
    const auto own = read_still_header(part->file, "part", ImageLimits{});
    const bool small = part->width <= largest && part->height <= largest;
    if (small && (!own || own->width != part->width || own->height != part->height)) return "a part that is no picture";
    if (++parts > pictures) return "more parts than pictures";
    if (shown && small)
      canvas.show(*part, std::vector<std::uint8_t>(std::size_t{4} * static_cast<std::size_t>(part->width) *
                                                       static_cast<std::size_t>(part->height),
                                                   127));
  }
  return "";
}

inline std::string problem_of_still_motion(std::string_view bytes) {
  constexpr std::uint64_t most = 100;
  const auto header = read_still_header(bytes, "picture", ImageLimits{});
  if (!header) return "";
  const StillMotion motion = read_motion(bytes, header->type, most);
  if (motion.pictures == 0) return "no picture";
  const bool moves = motion.pictures > 1;
  if (moves && motion.followed && motion.delays.size() != std::min(motion.pictures, most)) return "lost delays";
  if (!moves && !motion.delays.empty()) return "delays of what stands still";
  if (motion.pictures > bytes.size()) return "more pictures than bytes";
  for (const std::uint32_t delay : motion.delays)
    if (played_milliseconds(delay) <= 10) return "too short for a browser";
  if (header->type == StillType::png && moves)
    return problem_of_parts(ApngReader(bytes, header->width, header->height), header->width, header->height,
                            motion.pictures, true);
  if (header->type == StillType::gif) {
    const GifReader reader(bytes);
    const GifCanvas canvas = reader.canvas();
    if (canvas.width > header->width || canvas.height > header->height) return "a canvas above its bounds";
    return problem_of_parts(reader, canvas.width, canvas.height, motion.pictures, false);
  }
  return "";
}

}  // namespace integrart::test
