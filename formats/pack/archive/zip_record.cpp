#include "formats/pack/archive/zip_record.h"

namespace integrart::zip {
namespace {

constexpr std::uint16_t utf8_names = 1U << 11U;          // general purpose flag, APPNOTE 4.4.4
constexpr std::uint16_t plain_version = 20;              // 2.0: deflate
constexpr std::uint16_t zip64_version = 45;              // 4.5: zip64
constexpr std::uint16_t made_on_unix = 3U << 8U;         // APPNOTE 4.4.2
constexpr std::uint16_t midnight = 0;                    // MS-DOS time
constexpr std::uint16_t first_of_1980 = 0x0021;          // MS-DOS date 1980-01-01, the earliest there is
constexpr std::uint32_t regular_file = 0100644U << 16U;  // Unix mode in the external attributes
constexpr std::uint16_t zip64_extra = 0x0001;            // APPNOTE 4.5.3
constexpr std::uint64_t in_zip64_16 = 0xFFFF;
constexpr std::uint64_t in_zip64_32 = 0xFFFF'FFFF;

void append(std::string& out, std::uint64_t value, std::size_t bytes) {
  for (std::size_t i = 0; i < bytes; ++i) out += static_cast<char>((value >> (8 * i)) & 0xFFU);
}

bool has_large_size(const Member& member, std::uint64_t zip64_from) {
  return member.bytes >= zip64_from || member.packed_bytes >= zip64_from;
}

void append_common(std::string& out, const Member& member, bool large_size, std::uint16_t version,
                   std::size_t extra_bytes) {
  append(out, version, 2);
  append(out, utf8_names, 2);
  append(out, member.method, 2);
  append(out, midnight, 2);
  append(out, first_of_1980, 2);
  append(out, member.crc, 4);
  append(out, large_size ? in_zip64_32 : member.packed_bytes, 4);
  append(out, large_size ? in_zip64_32 : member.bytes, 4);
  append(out, member.path.size(), 2);
  append(out, extra_bytes, 2);
}

void append_extra(std::string& out, const Member& member, bool large_size, bool large_offset) {
  if (!large_size && !large_offset) return;
  append(out, zip64_extra, 2);
  append(out, (large_size ? 16U : 0U) + (large_offset ? 8U : 0U), 2);
  if (large_size) append(out, member.bytes, 8);
  if (large_size) append(out, member.packed_bytes, 8);
  if (large_offset) append(out, member.offset, 8);
}

}  // namespace

std::string local_header(const Member& member, std::uint64_t zip64_from) {
  const bool large = has_large_size(member, zip64_from);
  std::string out;
  append(out, local_signature, 4);
  append_common(out, member, large, large ? zip64_version : plain_version, large ? 20 : 0);
  out += member.path;
  append_extra(out, member, large, false);
  return out;
}

std::string central_header(const Member& member, std::uint64_t zip64_from) {
  const bool large = has_large_size(member, zip64_from);
  const bool far = member.offset >= zip64_from;
  const std::uint16_t version = large || far ? zip64_version : plain_version;
  const std::size_t extra = large || far ? 4U + (large ? 16U : 0U) + (far ? 8U : 0U) : 0U;
  std::string out;
  append(out, central_signature, 4);
  append(out, made_on_unix | version, 2);
  append_common(out, member, large, version, extra);
  append(out, 0, 2);  // comment
  append(out, 0, 2);  // disk
  append(out, 0, 2);  // internal attributes
  append(out, regular_file, 4);
  append(out, far ? in_zip64_32 : member.offset, 4);
  out += member.path;
  append_extra(out, member, large, far);
  return out;
}

std::string end_records(const Directory& directory, std::uint64_t zip64_from) {
  const bool many = directory.members >= in_zip64_16;
  const bool large = directory.bytes >= zip64_from;
  const bool far = directory.offset >= zip64_from;
  std::string out;
  if (many || large || far) {
    append(out, zip64_end_signature, 4);
    append(out, zip64_end_bytes - 12, 8);  // of what follows this field, APPNOTE 4.3.14.1
    append(out, made_on_unix | zip64_version, 2);
    append(out, zip64_version, 2);
    append(out, 0, 4);  // this disk
    append(out, 0, 4);  // disk of the directory
    append(out, directory.members, 8);
    append(out, directory.members, 8);
    append(out, directory.bytes, 8);
    append(out, directory.offset, 8);
    append(out, zip64_locator_signature, 4);
    append(out, 0, 4);
    append(out, directory.offset + directory.bytes, 8);
    append(out, 1, 4);  // disks
  }
  append(out, end_signature, 4);
  append(out, 0, 2);
  append(out, 0, 2);
  append(out, many ? in_zip64_16 : directory.members, 2);
  append(out, many ? in_zip64_16 : directory.members, 2);
  append(out, large ? in_zip64_32 : directory.bytes, 4);
  append(out, far ? in_zip64_32 : directory.offset, 4);
  append(out, 0, 2);  // comment
  return out;
}

std::uint64_t number_at(std::string_view text, std::size_t at, std::size_t bytes) {
  if (at > text.size() || text.size() - at < bytes) return 0;
  std::uint64_t value = 0;
  for (std::size_t i = bytes; i-- > 0;) value = (value << 8U) | static_cast<unsigned char>(text[at + i]);
  return value;
}

}  // namespace integrart::zip
