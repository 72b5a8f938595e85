#pragma once
// What the fuzzer and the replay ask of animated pictures.

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/media/still/animation.h"
#include "pipeline/media/still/apng.h"

namespace integrart::test {

/// Every part lies inside the canvas, says its own size, and can be shown.
inline std::string problem_of_apng_parts(std::string_view bytes, const StillHeader& header, std::uint64_t pictures) {
  constexpr int largest = 256;  // of canvases that are laid out; larger ones are taken apart only
  const bool shown = header.width <= largest && header.height <= largest;
  ApngReader reader(bytes, header.width, header.height);
  ApngCanvas canvas(shown ? header.width : 1, shown ? header.height : 1);
  std::uint64_t parts = 0;
  for (auto part = reader.next(); part; part = reader.next()) {
    if (part->left < 0 || part->top < 0 || part->width < 1 || part->height < 1 ||
        part->left + part->width > header.width || part->top + part->height > header.height)
      return "a part outside of the canvas";
    const auto own = read_still_header(part->png, "part", ImageLimits{});
    if (!own || own->width != part->width || own->height != part->height) return "a part that is no picture";
    if (++parts > pictures) return "more parts than pictures";
    if (shown)
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
  if (header->type == StillType::png && moves) return problem_of_apng_parts(bytes, *header, motion.pictures);
  return "";
}

}  // namespace integrart::test
