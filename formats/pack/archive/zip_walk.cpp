// The strict reader. It re-makes every record from what it understood and compares bytes, so that what `pack verify`
// says holds for the whole file: headers, order, padding bits and all.
#include <algorithm>
#include <vector>

#include "formats/pack/archive/zip.h"
#include "formats/pack/archive/zip_content.h"
#include "formats/pack/archive/zip_record.h"
#include "pipeline/base/pack_path.h"
#include "pipeline/base/text.h"

namespace integrart {
namespace {

constexpr std::uint64_t largest_directory = 64ULL << 20U;  // 300,000 members with long names

tl::unexpected<Error> not_ours(const InputFile& archive, std::string_view member) {
  if (member.empty()) return fail(Errc::invalid_input, "pack.archive_not_ours", {{"file", display_name(archive.name)}});
  return fail(Errc::invalid_input, "pack.archive_member_damaged",
              {{"file", display_name(archive.name)}, {"member", display_name(member, pack_path_bytes)}});
}

/// Exactly `bytes` bytes from `offset`; a short file is an error.
Result<std::string> read_at(const InputFile& archive, std::uint64_t offset, std::uint64_t bytes) {
  auto text = zip::bytes_at(archive, offset, bytes);
  if (!text) return not_ours(archive, "");
  return std::move(*text);
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

/// The name in the local header at `offset`; empty where there is no header.
std::string local_name(const InputFile& archive, std::uint64_t offset) {
  const auto header = zip::bytes_at(archive, offset, zip::local_bytes);
  if (!header || zip::number_at(*header, 0, 4) != zip::local_signature) return {};
  return zip::bytes_at(archive, offset + zip::local_bytes, zip::number_at(*header, 26, 2)).value_or("");
}

/// The members as the directory has them.
struct Listing {
  std::vector<zip::Member> members;
  std::vector<bool> is_damaged;  // the local header of the member says something else

  /// The first damaged member.
  const zip::Member* damaged() const {
    const auto found = std::ranges::find(is_damaged, true);
    return found == is_damaged.end() ? nullptr : &members[static_cast<std::size_t>(found - is_damaged.begin())];
  }
};

/// Every file is named twice. The name in a record that is damaged, or that makes the next one one, is not believed,
/// but that of the local header; `offset` is where the next one must lie.
tl::unexpected<Error> bad_record(const InputFile& archive, const Listing& listing, std::uint64_t offset) {
  const zip::Member* damaged = listing.damaged();
  return not_ours(archive, local_name(archive, damaged != nullptr ? damaged->offset : offset));
}

Result<Listing> read_members(const InputFile& archive, const zip::Directory& place, const ZipOptions& options) {
  if (place.bytes > largest_directory) {
    return fail(Errc::limit_exceeded, "pack.archive_not_ours", {{"file", display_name(archive.name)}});
  }
  TRY_ASSIGN(const std::string directory, read_at(archive, place.offset, place.bytes));
  Listing listing;
  std::uint64_t offset = 0;  // where the next local header must lie
  for (std::size_t at = 0; at < directory.size();) {
    if (directory.size() - at < zip::central_bytes) return bad_record(archive, listing, offset);
    zip::Member member = parse_member(directory, at);
    const std::string expected = zip::central_header(member, options.zip64_from);
    const bool is_ours =
        directory.compare(at, expected.size(), expected) == 0 &&
        (member.method == zip::deflated || (member.method == zip::stored && member.packed_bytes == member.bytes)) &&
        member.offset == offset && member.packed_bytes <= place.offset;
    if (!is_ours) return bad_record(archive, listing, offset);
    const std::string header = zip::local_header(member, options.zip64_from);
    listing.is_damaged.push_back(zip::bytes_at(archive, offset, header.size()) != header);
    offset += header.size() + member.packed_bytes;
    at += expected.size();
    listing.members.push_back(std::move(member));
  }
  if (listing.members.size() != place.members || offset != place.offset) return bad_record(archive, listing, offset);
  return listing;
}

Result<> check_order(const InputFile& archive, const Listing& listing, const ZipOptions& options) {
  std::vector<std::string_view> paths;
  for (const zip::Member& member : listing.members) paths.push_back(member.path);
  const zip::Member* damaged = listing.damaged();
  const Result<> checked = check_pack_paths(paths);
  if (!checked && damaged != nullptr) return not_ours(archive, local_name(archive, damaged->offset));
  TRY(checked);
  const auto rest = !paths.empty() && paths.front() == options.first ? paths.begin() + 1 : paths.begin();
  // A damaged name may stand anywhere; the walk ends in an error anyway.
  if (damaged == nullptr && !std::is_sorted(rest, paths.end())) return not_ours(archive, "");
  return {};
}

}  // namespace

Result<> walk_zip(const InputFile& archive, const ArchiveVisitor& visit, const ZipOptions& options) {
  TRY_ASSIGN(const zip::Directory place, read_directory_place(archive, options));
  TRY_ASSIGN(const Listing listing, read_members(archive, place, options));
  TRY(check_order(archive, listing, options));
  for (std::size_t i = 0; i < listing.members.size(); ++i) {
    const zip::Member& member = listing.members[i];
    const std::uint64_t begin = member.offset + zip::local_header(member, options.zip64_from).size();
    const auto damage = [&] { return not_ours(archive, member.path).value(); };
    TRY(visit(member.path, member.bytes, [&](const ByteSink& sink) -> Result<> {
      if (listing.is_damaged[i]) return tl::unexpected<Error>(damage());
      return zip::read_content(archive, member, begin, zip::DeflateTail::zero_bits, damage, sink);
    }));
  }
  if (const zip::Member* damaged = listing.damaged()) return not_ours(archive, damaged->path);
  return {};
}

}  // namespace integrart
