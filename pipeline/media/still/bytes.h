#pragma once
// Numbers out of and into byte strings, bounded.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace integrart {

enum class ByteOrder : std::uint8_t { big, little };

/// The unsigned number of `width` bytes (1 to 8) at `offset`; absent when it does not lie wholly inside `bytes`.
inline std::optional<std::uint64_t> number_at(std::string_view bytes, std::uint64_t offset, unsigned width,
                                              ByteOrder order = ByteOrder::big) {
  if (offset > bytes.size() || bytes.size() - offset < width) return std::nullopt;
  std::uint64_t value = 0;
  for (unsigned i = 0; i < width; ++i) {
    const unsigned from = order == ByteOrder::big ? i : width - 1 - i;
    value = (value << 8U) | static_cast<unsigned char>(bytes[static_cast<std::size_t>(offset) + from]);
  }
  return value;
}

inline std::string bytes_of(std::uint64_t value, unsigned width, ByteOrder order = ByteOrder::big) {
  std::string bytes(width, '\0');
  for (unsigned i = 0; i < width; ++i) {
    const unsigned shift = 8 * (order == ByteOrder::big ? width - 1 - i : i);
    bytes[i] = static_cast<char>((value >> shift) & 0xFFU);
  }
  return bytes;
}

/// The bytes [offset, offset + size), shortened to what is there.
inline std::string_view part_of(std::string_view bytes, std::uint64_t offset, std::uint64_t size) {
  if (offset >= bytes.size()) return {};
  return bytes.substr(static_cast<std::size_t>(offset),
                      static_cast<std::size_t>(std::min<std::uint64_t>(size, bytes.size())));
}

}  // namespace integrart
