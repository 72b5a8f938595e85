#pragma once
// Sizes of the parts of a GIF file (GIF89a), bounded by the file.

#include <cstdint>
#include <string_view>

#include "pipeline/media/still/bytes.h"

namespace integrart {

/// Bytes of the colour table that a packed field announces.
inline std::size_t gif_colour_table_bytes(std::uint64_t packed) {
  return (packed & 0x80U) != 0 ? std::size_t{3} << ((packed & 7U) + 1) : 0;
}

/// Offset after a chain of data sub-blocks; past the end when it is cut off.
inline std::size_t after_gif_blocks(std::string_view bytes, std::size_t at) {
  while (true) {
    const auto size = number_at(bytes, at, 1);
    if (!size) return bytes.size() + 1;
    at += 1 + static_cast<std::size_t>(*size);
    if (*size == 0) return at;
  }
}

}  // namespace integrart
