#pragma once
// The fixed-shape records of a zip file, as write_zip makes them and walk_zip insists on them. Private to this folder.

#include <cstdint>
#include <string>
#include <string_view>

namespace integrart::zip {

inline constexpr std::uint32_t local_signature = 0x04034b50;
inline constexpr std::uint32_t central_signature = 0x02014b50;
inline constexpr std::uint32_t end_signature = 0x06054b50;
inline constexpr std::uint32_t zip64_end_signature = 0x06064b50;
inline constexpr std::uint32_t zip64_locator_signature = 0x07064b50;
inline constexpr std::size_t local_bytes = 30;
inline constexpr std::size_t central_bytes = 46;
inline constexpr std::size_t end_bytes = 22;
inline constexpr std::size_t zip64_end_bytes = 56;
inline constexpr std::size_t zip64_locator_bytes = 20;
inline constexpr std::uint16_t stored = 0;
inline constexpr std::uint16_t deflated = 8;

/// What the directory says about one member.
struct Member {
  std::string path;
  std::uint16_t method = stored;
  std::uint32_t crc = 0;
  std::uint64_t packed_bytes = 0;
  std::uint64_t bytes = 0;
  std::uint64_t offset = 0;  // of the local header
};

/// Where the directory stands and how much it holds.
struct Directory {
  std::uint64_t members = 0;
  std::uint64_t bytes = 0;
  std::uint64_t offset = 0;
};

std::string local_header(const Member& member, std::uint64_t zip64_from);
std::string central_header(const Member& member, std::uint64_t zip64_from);
/// End record, with the zip64 end record and its locator before it when a value does not fit.
std::string end_records(const Directory& directory, std::uint64_t zip64_from);

/// Little-endian number of `bytes` bytes at `at`; zero outside `text`.
std::uint64_t number_at(std::string_view text, std::size_t at, std::size_t bytes);

}  // namespace integrart::zip
