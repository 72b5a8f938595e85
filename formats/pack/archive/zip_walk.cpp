// The strict reader. It re-makes every record from what it understood and compares bytes, so that what `pack verify`
// says holds for the whole file: headers, order, padding bits and all.
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <vector>

#include "formats/pack/archive/zip.h"
#include "formats/pack/archive/zip_record.h"
#include "pipeline/base/pack_path.h"
#include "pipeline/base/text.h"

namespace integrart {
namespace {

constexpr std::uint64_t largest_directory = 64ULL << 20U;  // 300,000 members with long names

tl::unexpected<Error> not_ours(const InputFile& archive, std::string_view member) {
  if (member.empty()) return fail(Errc::invalid_input, "pack.archive_not_ours", {{"file", display_name(archive.name)}});
  return fail(Errc::invalid_input, "pack.archive_member_damaged",
              {{"file", display_name(archive.name)}, {"member", display_name(member)}});
}

/// Exactly `bytes` bytes from `offset`; a short file is an error.
Result<std::string> read_at(const InputFile& archive, std::uint64_t offset, std::uint64_t bytes) {
  if (offset > archive.bytes || archive.bytes - offset < bytes) return not_ours(archive, "");
  std::string text(bytes, '\0');
  std::size_t have = 0;
  while (have < text.size()) {
    const ssize_t count =
        pread(archive.descriptor, text.data() + have, text.size() - have, static_cast<off_t>(offset + have));
    if (count <= 0) return not_ours(archive, "");
    have += static_cast<std::size_t>(count);
  }
  return text;
}

Result<zip::Directory> read_directory_place(const InputFile& archive, const ZipOptions& options) {
  if (archive.bytes < zip::end_bytes) return not_ours(archive, "");
  constexpr std::uint64_t longest = zip::zip64_end_bytes + zip::zip64_locator_bytes + zip::end_bytes;
  const std::uint64_t tail_bytes = std::min<std::uint64_t>(archive.bytes, longest);
  TRY_ASSIGN(const std::string tail, read_at(archive, archive.bytes - tail_bytes, tail_bytes));
  const std::string_view end = std::string_view(tail).substr(tail.size() - zip::end_bytes);
  zip::Directory directory{
      .members = zip::number_at(end, 10, 2), .bytes = zip::number_at(end, 12, 4), .offset = zip::number_at(end, 16, 4)};
  if (tail.size() == longest && zip::number_at(tail, 0, 4) == zip::zip64_end_signature &&
      zip::number_at(tail, zip::zip64_end_bytes, 4) == zip::zip64_locator_signature) {
    directory = {.members = zip::number_at(tail, 24, 8),
                 .bytes = zip::number_at(tail, 40, 8),
                 .offset = zip::number_at(tail, 48, 8)};
  }
  const std::string expected = zip::end_records(directory, options.zip64_from);
  if (!tail.ends_with(expected) || directory.bytes > archive.bytes || directory.offset > archive.bytes ||
      directory.offset + directory.bytes + expected.size() != archive.bytes) {
    return not_ours(archive, "");
  }
  return directory;
}

/// One directory record at `at`; the caller compares its canonical form, so the fields need no checks here.
zip::Member parse_member(std::string_view directory, std::size_t at) {
  zip::Member member;
  member.method = static_cast<std::uint16_t>(zip::number_at(directory, at + 10, 2));
  member.crc = static_cast<std::uint32_t>(zip::number_at(directory, at + 16, 4));
  member.packed_bytes = zip::number_at(directory, at + 20, 4);
  member.bytes = zip::number_at(directory, at + 24, 4);
  member.offset = zip::number_at(directory, at + 42, 4);
  const std::size_t name_bytes = zip::number_at(directory, at + 28, 2);
  const std::size_t extra_bytes = zip::number_at(directory, at + 30, 2);
  member.path = directory.substr(at + zip::central_bytes, name_bytes);
  std::size_t extra = at + zip::central_bytes + name_bytes + 4;
  if (extra_bytes >= 4 + 16) {
    member.bytes = zip::number_at(directory, extra, 8);
    member.packed_bytes = zip::number_at(directory, extra + 8, 8);
    extra += 16;
  }
  if (extra_bytes == 4 + 8 || extra_bytes == 4 + 24) member.offset = zip::number_at(directory, extra, 8);
  return member;
}

Result<std::vector<zip::Member>> read_members(const InputFile& archive, const zip::Directory& place,
                                              const ZipOptions& options) {
  if (place.bytes > largest_directory) {
    return fail(Errc::limit_exceeded, "pack.archive_not_ours", {{"file", display_name(archive.name)}});
  }
  TRY_ASSIGN(const std::string directory, read_at(archive, place.offset, place.bytes));
  std::vector<zip::Member> members;
  std::uint64_t expected_offset = 0;
  for (std::size_t at = 0; at < directory.size();) {
    if (directory.size() - at < zip::central_bytes) return not_ours(archive, "");
    zip::Member member = parse_member(directory, at);
    const std::string expected = zip::central_header(member, options.zip64_from);
    if (directory.compare(at, expected.size(), expected) != 0) return not_ours(archive, member.path);
    if (member.method != zip::stored && member.method != zip::deflated) return not_ours(archive, member.path);
    if (member.method == zip::stored && member.packed_bytes != member.bytes) return not_ours(archive, member.path);
    const std::uint64_t header_bytes = zip::local_header(member, options.zip64_from).size();
    if (member.offset != expected_offset || member.packed_bytes > place.offset) return not_ours(archive, member.path);
    expected_offset += header_bytes + member.packed_bytes;
    at += expected.size();
    members.push_back(std::move(member));
  }
  if (members.size() != place.members || expected_offset != place.offset) return not_ours(archive, "");
  return members;
}

Result<> check_order(const InputFile& archive, const std::vector<zip::Member>& members, const ZipOptions& options) {
  std::vector<std::string_view> paths;
  for (const zip::Member& member : members) paths.push_back(member.path);
  TRY(check_pack_paths(paths));
  const auto rest = !paths.empty() && paths.front() == options.first ? paths.begin() + 1 : paths.begin();
  if (!std::is_sorted(rest, paths.end())) return not_ours(archive, "");
  return {};
}

class Inflater {
 public:
  Inflater() { m_ready = inflateInit2(&m_stream, -MAX_WBITS) == Z_OK; }
  ~Inflater() {
    if (m_ready) inflateEnd(&m_stream);
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  /// Inflates one piece. False when the stream is broken, goes on after its end, or has padding bits that are not zero.
  Result<bool> add(std::string_view piece, const ByteSink& sink) {
    if (!m_ready) return fail(Errc::limit_exceeded, "pack.no_memory");
    m_stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(piece.data()));
    m_stream.avail_in = static_cast<uInt>(piece.size());
    std::array<char, 64U << 10U> chunk;
    while (true) {
      if (m_ended) return m_stream.avail_in == 0;
      m_stream.next_out = reinterpret_cast<Bytef*>(chunk.data());
      m_stream.avail_out = static_cast<uInt>(chunk.size());
      // Z_BLOCK stops after each block, so that the bits after the last one can be seen (zlib.h on data_type).
      const int status = inflate(&m_stream, Z_BLOCK);
      if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR) return false;
      TRY(sink({chunk.data(), chunk.size() - m_stream.avail_out}));
      constexpr int last_block = 64, at_block_end = 128;
      const bool stopped = (m_stream.data_type & at_block_end) != 0 && (m_stream.data_type & last_block) != 0;
      const auto* const begin = reinterpret_cast<const Bytef*>(piece.data());
      if (m_stream.next_in != begin) m_last = *(m_stream.next_in - 1);
      if (stopped && !m_padding_seen && !padding_is_zero(m_stream.data_type & 7)) return false;
      if (status == Z_STREAM_END) m_ended = true;
      if (!m_ended && m_stream.avail_in == 0 && m_stream.avail_out != 0 && !stopped) return true;
    }
  }
  bool ended() const { return m_ended; }

 private:
  /// The highest `unused_bits` bits of the last byte that was taken in.
  bool padding_is_zero(int unused_bits) {
    m_padding_seen = true;
    return unused_bits == 0 || (m_last >> (8U - static_cast<unsigned>(unused_bits))) == 0;
  }

  z_stream m_stream{};
  bool m_ready = false;
  bool m_ended = false;
  bool m_padding_seen = false;
  unsigned m_last = 0;
};

/// Hands the content of `member` to `sink`; checks size and CRC-32.
Result<> read_member(const InputFile& archive, const zip::Member& member, std::uint64_t begin, const ByteSink& sink) {
  std::uint64_t given = 0;
  std::uint32_t crc = 0;
  const ByteSink checked = [&](std::string_view piece) -> Result<> {
    given += piece.size();
    if (given > member.bytes) return not_ours(archive, member.path);
    crc = static_cast<std::uint32_t>(crc32_z(crc, reinterpret_cast<const Bytef*>(piece.data()), piece.size()));
    return piece.empty() ? Result<>{} : sink(piece);
  };
  Inflater inflater;
  constexpr std::uint64_t step = 256U << 10U;
  for (std::uint64_t done = 0; done < member.packed_bytes; done += step) {
    TRY_ASSIGN(const std::string piece, read_at(archive, begin + done, std::min(step, member.packed_bytes - done)));
    if (member.method == zip::stored) {
      TRY(checked(piece));
      continue;
    }
    TRY_ASSIGN(const bool fine, inflater.add(piece, checked));
    if (!fine) return not_ours(archive, member.path);
  }
  const bool complete = member.method == zip::stored || inflater.ended();
  if (!complete || given != member.bytes || crc != member.crc) return not_ours(archive, member.path);
  return {};
}

}  // namespace

Result<> walk_zip(const InputFile& archive, const ArchiveVisitor& visit, const ZipOptions& options) {
  TRY_ASSIGN(const zip::Directory place, read_directory_place(archive, options));
  TRY_ASSIGN(const std::vector<zip::Member> members, read_members(archive, place, options));
  TRY(check_order(archive, members, options));
  for (const zip::Member& member : members) {
    const std::string expected = zip::local_header(member, options.zip64_from);
    TRY_ASSIGN(const std::string header, read_at(archive, member.offset, expected.size()));
    if (header != expected) return not_ours(archive, member.path);
    const std::uint64_t begin = member.offset + expected.size();
    TRY(visit(member.path, member.bytes,
              [&](const ByteSink& sink) { return read_member(archive, member, begin, sink); }));
  }
  return {};
}

}  // namespace integrart
