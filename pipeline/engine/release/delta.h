#pragma once
// From one release of a pack to the next without fetching what is there: made by anybody, trusted by nobody. What a
// client ends up with is checked against the publisher's signature, file by file, before it takes the place of the old.
//
// A delta is an archive of "delta.json", the new release's pack.json and its signature, and one file per digest that
// the old release lacks. "pack-delta/1":
// {"schema","id","format","list_folder","from","to","from_edition","to_edition"}; "from" and "to" are the SHA-256 of
// the two lists.

#include <filesystem>
#include <string_view>

#include "pipeline/base/archive_format.h"
#include "pipeline/engine/pack_writer.h"
#include "pipeline/engine/release/withdrawals.h"

namespace integrart {

/// Writes the delta between two releases of one pack in one format. Deterministic. Errc::conflict when they are of
/// different packs or formats, or `to` is not the later edition, or a file of `to` is not as its list says.
Result<WrittenPack> write_delta(const std::filesystem::path& from, const std::filesystem::path& to,
                                const ArchiveFormat& archive, const std::filesystem::path& out);

struct AppliedDelta {
  std::int64_t from_edition = 0, to_edition = 0;
  std::uint64_t bytes = 0;  // of the new release
};

/// Turns the release at `installed`, a folder or an archive, into the one that `update` leads to: a delta, or a whole
/// later release, which may also come where nothing is installed yet. Afterwards no file of the old release that is not
/// in the new one is there any more. `withdrawals` may be null. Whatever goes wrong, and whenever the process is
/// killed, the old release is there as it was: Errc::refused_by_policy when a release is not signed by the owner of
/// `public_key_hex` or the new one holds a withdrawn work, Errc::conflict when the delta is for another release or the
/// update leads back to an older one, Errc::invalid_input when it is damaged, incomplete or holds what it need not.
Result<AppliedDelta> apply_delta(const std::filesystem::path& installed, const std::filesystem::path& update,
                                 std::string_view public_key_hex, const Withdrawals* withdrawals,
                                 const ArchiveFormat& archive);

}  // namespace integrart
