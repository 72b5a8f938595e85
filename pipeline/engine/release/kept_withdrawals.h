#pragma once
// What a client remembers of its publisher's withdrawals.

#include <filesystem>
#include <string_view>

#include "pipeline/engine/release/withdrawals.h"

namespace integrart {

/// Where a client keeps the list that counts for it: beside the installed pack, "songs.web.zip.withdrawn.json".
std::filesystem::path kept_withdrawals_of(const std::filesystem::path& installed);

/// The list that counts for a client from now on, so that no older delta, pack or list brings a work back: the later of
/// `given` (empty: none) and the one that is kept, which it becomes. Nothing was ever withdrawn when there is neither.
/// The list is kept as its publisher signed it, and checked each time. Errors of Withdrawals::read for both;
/// Errc::unavailable when the list cannot be kept.
Result<Withdrawals> remember_withdrawals(const std::filesystem::path& installed, const std::filesystem::path& given,
                                         std::string_view public_key_hex);

}  // namespace integrart
