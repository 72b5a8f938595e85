#pragma once
// What the fuzzer and the replay ask of the picture headers.

#include <string>
#include <string_view>

#include "pipeline/media/still/header.h"

namespace integrart::test {

inline std::string problem_of_still_header(std::string_view bytes) {
  const ImageLimits limits;
  const auto header = read_still_header(bytes, "picture", limits);
  if (!header) return render(header.error()).empty() ? "an error without words" : "";
  const bool fits = header->width > 0 && header->height > 0 && header->width <= limits.side &&
                    header->height <= limits.side &&
                    static_cast<std::int64_t>(header->width) * header->height <= limits.pixels;
  return fits ? "" : "a size beyond the limits";
}

}  // namespace integrart::test
