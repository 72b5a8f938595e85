#include "pipeline/media/source/file_end.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <cstdint>
#include <optional>
#include <string>

#include "pipeline/media/still/bytes.h"

namespace integrart {
namespace {

constexpr int most_boxes = 1'000'000;
constexpr std::uint64_t file_tail_bytes = 128U
                                          << 10U;  // more than an Ogg page or a packet of a program stream can have
constexpr std::uint64_t length_not_known = 0x7FFF0000;  // what writes into a pipe puts a number from here on

/// Up to `size` bytes at `offset`; fewer at the end of the file, or when it cannot be read.
std::string bytes_at(const InputFile& file, std::uint64_t offset, std::uint64_t size) {
  if (offset >= file.bytes) return {};
  std::string bytes(static_cast<std::size_t>(std::min(size, file.bytes - offset)), '\0');
  std::size_t filled = 0;
  while (filled < bytes.size()) {
    const ssize_t got =
        pread(file.descriptor, bytes.data() + filled, bytes.size() - filled, static_cast<off_t>(offset + filled));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    filled += static_cast<std::size_t>(got);
  }
  bytes.resize(filled);
  return bytes;
}

std::string tail_of(const InputFile& file) {
  return bytes_at(file, file.bytes - std::min(file.bytes, file_tail_bytes), file_tail_bytes);
}

/// MP4, MOV, 3GP: the last box, when it is one of media or of a fragment. (ISO/IEC 14496-12, 4.2) What lies behind the
/// media and is no box, or cut off without harm, is not looked at.
bool box_is_cut(const InputFile& file) {
  std::uint64_t offset = 0;
  for (int box = 0; box < most_boxes && offset < file.bytes; ++box) {
    const std::string header = bytes_at(file, offset, 16);
    std::uint64_t length = number_at(header, 0, 4).value_or(0);
    if (length == 1) length = number_at(header, 8, 8).value_or(0);
    if (length < 8) return false;  // 0: to the end of the file
    if (length > file.bytes - offset) {
      const std::string_view type = part_of(header, 4, 4);
      return type == "mdat" || type == "moof";
    }
    offset += length;
  }
  return false;
}

/// WAV, also with 64-bit lengths (EBU Tech 3306).
bool wave_is_cut(const InputFile& file) {
  std::uint64_t offset = 12;
  std::uint64_t long_length = 0;
  for (int chunk = 0; chunk < most_boxes && offset < file.bytes; ++chunk) {
    const std::string header = bytes_at(file, offset, 24);
    const std::string_view type = part_of(header, 0, 4);
    std::uint64_t length = number_at(header, 4, 4, ByteOrder::little).value_or(0);
    if (type == "ds64") long_length = number_at(header, 16, 8, ByteOrder::little).value_or(0);
    if (type == "data") {
      if (length == UINT32_MAX && long_length != 0)
        length = long_length;
      else if (length >= length_not_known)
        return false;
      return length > file.bytes - std::min(file.bytes, offset + 8);
    }
    offset += 8 + length + length % 2;
  }
  return false;
}

/// Ogg: the last page is whole and says that a stream ends. (RFC 3533, section 6)
bool page_is_cut(const InputFile& file) {
  constexpr std::size_t header_bytes = 27;
  constexpr unsigned char ends_stream = 4;
  const std::string tail = tail_of(file);
  const std::size_t page = tail.rfind(std::string_view("OggS\0", 5));
  if (page == std::string::npos) return true;  // no page is as long as the tail
  const std::string_view header = part_of(tail, page, header_bytes);
  if (header.size() < header_bytes) return true;
  const auto segments = static_cast<unsigned char>(header[26]);
  const std::string_view lengths = part_of(tail, page + header_bytes, segments);
  std::size_t end = page + header_bytes + segments;
  for (const char length : lengths) end += static_cast<unsigned char>(length);
  return lengths.size() < segments || end > tail.size() || (static_cast<unsigned char>(header[5]) & ends_stream) == 0;
}

/// An element of Matroska: its id, where its content begins, how long that is; `size` is absent when it was not known
/// while it was written. (RFC 8794)
struct Element {
  std::uint64_t id = 0;
  std::uint64_t content = 0;
  std::optional<std::uint64_t> size;
};

enum class Found : std::uint8_t { element, cut, nothing };

Found read_element(const InputFile& file, std::uint64_t offset, Element& element) {
  const std::string header = bytes_at(file, offset, 12);
  const auto width_at = [&](std::uint64_t at) {
    return static_cast<unsigned>(std::countl_zero(static_cast<std::uint8_t>(number_at(header, at, 1).value_or(0)))) + 1;
  };
  const unsigned id_width = width_at(0);
  if (id_width > 4) return Found::nothing;
  const auto id = number_at(header, 0, id_width);
  if (!id || header.size() <= id_width) return Found::cut;
  const unsigned size_width = width_at(id_width);
  if (size_width > 8) return Found::nothing;
  const auto size = number_at(header, id_width, size_width);
  if (!size) return Found::cut;
  const std::uint64_t most = (std::uint64_t{1} << (7 * size_width)) - 1;  // every bit set: not known
  element = {*id, offset + id_width + size_width, *size & most};
  if (element.size == most) element.size.reset();
  return Found::element;
}

/// Matroska and WebM: the segment; when it was written in one go (as browsers record), the last block.
bool element_is_cut(const InputFile& file) {
  constexpr std::uint64_t segment = 0x18538067;
  constexpr std::uint64_t cluster = 0x1F43B675;
  constexpr int most_elements = 20'000'000;
  Element element;
  std::uint64_t offset = 0;
  for (int number = 0; number < most_elements && offset < file.bytes; ++number) {
    const Found found = read_element(file, offset, element);
    if (found != Found::element) return found == Found::cut;
    const bool is_open = !element.size && (element.id == segment || element.id == cluster);
    if (!is_open && !element.size) return false;
    if (!is_open && *element.size > file.bytes - std::min(file.bytes, element.content)) return true;
    offset = element.content + (is_open ? 0 : *element.size);
  }
  return false;
}

/// A transport stream is made of packets of one length: ISO/IEC 13818-1, with time stamps (BDAV), with parity (DVB).
bool transport_packet_is_cut(const InputFile& file) {
  constexpr std::array<std::uint64_t, 3> packet_bytes{188, 192, 204};
  return std::ranges::none_of(packet_bytes, [&](std::uint64_t bytes) { return file.bytes % bytes == 0; });
}

/// MPEG program stream: follows the packets from the last pack header but a few. (ISO/IEC 11172-1, 13818-1)
bool program_packet_is_cut(const InputFile& file) {
  const std::string tail = tail_of(file);
  std::size_t at = tail.find(std::string_view("\0\0\1\xBA", 4));
  while (at < tail.size()) {
    const std::string_view start = part_of(tail, at, 14);
    if (start.size() < 4) return start != std::string_view("\0\0\0", start.size());
    if (!start.starts_with(std::string_view("\0\0\1", 3))) return false;  // padding, or lost
    const auto code = static_cast<unsigned char>(start[3]);
    if (code == 0xB9) return false;  // the end, as it should be
    if (code == 0xBA) {
      const std::uint64_t fifth = number_at(start, 4, 1).value_or(0);
      const bool is_second = fifth >> 6U == 1;  // MPEG-2
      at += is_second ? 14 + (number_at(start, 13, 1).value_or(0) & 7U) : 12;
    } else {
      at += 6 + number_at(start, 4, 2).value_or(file_tail_bytes);
    }
  }
  return at != std::string::npos && at > tail.size();
}

}  // namespace

bool breaks_off(const InputFile& file, std::string_view container) {
  if (container == "mov") return box_is_cut(file);
  if (container == "matroska") return element_is_cut(file);
  if (container == "wav") return wave_is_cut(file);
  if (container == "ogg") return page_is_cut(file);
  if (container == "mpegts") return transport_packet_is_cut(file);
  if (container == "mpeg") return program_packet_is_cut(file);
  return false;
}

}  // namespace integrart
