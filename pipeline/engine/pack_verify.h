#pragma once
// Is this pack what its publisher signed? For `integrart pack verify`.

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/archive_format.h"
#include "pipeline/base/result.h"

namespace integrart {

/// One thing that is not as signed.
struct PackDifference {
  enum class Kind { missing, extra, changed, signature, archive };
  Kind kind = Kind::changed;
  std::string path;  // inside the pack; empty when it is not known which file of an archive is damaged
  Message what;
};
std::string_view name_of(PackDifference::Kind kind);

/// Compares the pack, a folder or an archive, with its pack.json, and that with its signature by the owner of
/// `public_key_hex` (when that is empty: of the key that the pack itself names, which shows that the pack is whole but
/// not who made it). An empty answer: every byte is as signed. Errors only when the pack cannot be read at all; a pack
/// without pack.json or with a wrong signature is an answer, not an error.
Result<std::vector<PackDifference>> verify_pack(const std::filesystem::path& pack, std::string_view public_key_hex,
                                                const ArchiveFormat& archive);

}  // namespace integrart
