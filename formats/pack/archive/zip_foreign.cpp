// The reader of zip files that somebody else made. The directory counts; what it says is checked against the bytes.
#include <algorithm>
#include <set>
#include <vector>

#include "formats/pack/archive/zip.h"
#include "formats/pack/archive/zip_content.h"
#include "formats/pack/archive/zip_record.h"
#include "pipeline/base/pack_path.h"
#include "pipeline/base/text.h"

namespace integrart {
namespace {

constexpr std::uint64_t longest_comment = 0xFFFF;
constexpr std::uint64_t largest_directory = 16ULL << 20U;
constexpr std::uint64_t in_zip64 = 0xFFFF'FFFF;

tl::unexpected<Error> problem(Errc code, const InputFile& archive, std::string_view member, std::string_view kind) {
  return fail(code, "pack.foreign_archive",
              {{"file", display_name(archive.name)},
               {"kind", std::string(kind)},
               {"member", member.empty() ? "-" : display_name(member)}});
}
tl::unexpected<Error> damaged(const InputFile& archive, std::string_view member = {}) {
  return problem(Errc::invalid_input, archive, member, "damaged");
}

Result<std::string> bytes_at(const InputFile& archive, std::uint64_t offset, std::uint64_t bytes) {
  auto text = zip::bytes_at(archive, offset, bytes);
  if (!text) return damaged(archive);
  return std::move(*text);
}

/// The end record is the last one whose comment reaches exactly to the end of the file.
Result<zip::Directory> find_directory(const InputFile& archive) {
  const std::uint64_t tail_bytes = std::min<std::uint64_t>(archive.bytes, zip::end_bytes + longest_comment);
  TRY_ASSIGN(const std::string tail, bytes_at(archive, archive.bytes - tail_bytes, tail_bytes));
  for (std::size_t back = zip::end_bytes; back <= tail.size(); ++back) {
    const std::size_t at = tail.size() - back;
    if (zip::number_at(tail, at, 4) != zip::end_signature) continue;
    if (zip::number_at(tail, at + 20, 2) != back - zip::end_bytes) continue;
    const zip::Directory directory{.members = zip::number_at(tail, at + 10, 2),
                                   .bytes = zip::number_at(tail, at + 12, 4),
                                   .offset = zip::number_at(tail, at + 16, 4)};
    const bool in_parts = zip::number_at(tail, at + 4, 4) != 0 || zip::number_at(tail, at + 8, 2) != directory.members;
    if (in_parts || directory.members == 0xFFFF || directory.offset == in_zip64)
      return problem(Errc::unsupported, archive, {}, "packing");
    if (directory.offset + directory.bytes > archive.bytes - back) return damaged(archive);
    return directory;
  }
  return problem(Errc::invalid_input, archive, {}, "no_zip");
}

struct ForeignMember {
  zip::Member record;
  bool is_folder = false;
};

/// One record of the directory, and `at` behind it.
Result<ForeignMember> next_member(const InputFile& archive, std::string_view directory, std::size_t& at) {
  if (directory.size() - at < zip::central_bytes || zip::number_at(directory, at, 4) != zip::central_signature)
    return damaged(archive);
  const auto number = [&](std::size_t offset, std::size_t bytes) {
    return zip::number_at(directory, at + offset, bytes);
  };
  const std::size_t name_bytes = number(28, 2);
  const std::size_t record_bytes = zip::central_bytes + name_bytes + number(30, 2) + number(32, 2);
  if (directory.size() - at < record_bytes) return damaged(archive);
  ForeignMember member;
  member.record = {.path = std::string(directory.substr(at + zip::central_bytes, name_bytes)),
                   .method = static_cast<std::uint16_t>(number(10, 2)),
                   .crc = static_cast<std::uint32_t>(number(16, 4)),
                   .packed_bytes = number(20, 4),
                   .bytes = number(24, 4),
                   .offset = number(42, 4)};
  const std::string& path = member.record.path;
  member.is_folder = path.ends_with('/');
  constexpr unsigned made_by_unix = 3, link = 0xA, encrypted = 1;
  if (number(5, 1) == made_by_unix && number(38, 4) >> 28U == link)
    return problem(Errc::invalid_input, archive, path, "link");
  const bool known = member.record.method == zip::stored || member.record.method == zip::deflated;
  if ((number(8, 2) & encrypted) != 0 || !known || member.record.bytes == in_zip64 ||
      member.record.packed_bytes == in_zip64 || member.record.offset == in_zip64)
    return problem(Errc::unsupported, archive, path, "packing");
  if (path.empty() || (member.record.method == zip::stored && member.record.packed_bytes != member.record.bytes))
    return damaged(archive, path);
  at += record_bytes;
  return member;
}

Result<std::vector<zip::Member>> files_of(const InputFile& archive, const ForeignArchiveLimits& limits) {
  TRY_ASSIGN(const zip::Directory place, find_directory(archive));
  if (place.members > limits.members || place.bytes > largest_directory)
    return problem(Errc::limit_exceeded, archive, {}, "large");
  TRY_ASSIGN(const std::string directory, bytes_at(archive, place.offset, place.bytes));
  std::vector<zip::Member> files;
  std::set<std::string> paths;
  std::uint64_t total = 0;
  std::size_t at = 0;
  for (std::uint64_t i = 0; i < place.members; ++i) {
    TRY_ASSIGN(ForeignMember member, next_member(archive, directory, at));
    if (!paths.insert(folded_pack_path(member.record.path)).second)
      return problem(Errc::invalid_input, archive, member.record.path, "twice");
    if (member.is_folder) continue;
    total += member.record.bytes;
    if (member.record.bytes > limits.file_bytes || total > limits.total_bytes)
      return problem(Errc::limit_exceeded, archive, member.record.path, "large");
    files.push_back(std::move(member.record));
  }
  return files;
}

/// Where the bytes of a member begin: behind its local header, whose lengths may differ from the directory's.
Result<std::uint64_t> begin_of(const InputFile& archive, const zip::Member& member) {
  TRY_ASSIGN(const std::string header, bytes_at(archive, member.offset, zip::local_bytes));
  if (zip::number_at(header, 0, 4) != zip::local_signature) return damaged(archive, member.path);
  const std::uint64_t begin =
      member.offset + zip::local_bytes + zip::number_at(header, 26, 2) + zip::number_at(header, 28, 2);
  if (begin > archive.bytes || archive.bytes - begin < member.packed_bytes) return damaged(archive, member.path);
  return begin;
}

}  // namespace

Result<> walk_foreign_zip(const InputFile& archive, const ForeignArchiveLimits& limits, const ArchiveVisitor& visit) {
  TRY_ASSIGN(const std::vector<zip::Member> files, files_of(archive, limits));
  for (const zip::Member& file : files) {
    const auto damage = [&] { return damaged(archive, file.path).value(); };
    TRY(visit(file.path, file.bytes, [&](const ByteSink& sink) -> Result<> {
      TRY_ASSIGN(const std::uint64_t begin, begin_of(archive, file));
      return zip::read_content(archive, file, begin, zip::DeflateTail::anything, damage, sink);
    }));
  }
  return {};
}

}  // namespace integrart
