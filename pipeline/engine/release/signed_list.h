#pragma once
// The signed list of a pack, read back: what its publisher says is in it.

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/archive_format.h"
#include "pipeline/base/digest.h"
#include "pipeline/base/json.h"

namespace integrart {

struct ListedFile {
  std::string path;
  std::uint64_t bytes = 0;
  Digest digest;
};

struct SignedList {
  std::string text, signature;  // the two files, byte for byte
  std::string folder;           // in which they lie: one of pack_list_folders
  std::string id, format, public_key;
  std::int64_t edition = 0;
  std::vector<ListedFile> files;  // names as check_pack_paths takes them
  Json contents;                  // release/contents.h
};

/// Reads the text of a pack.json, "pack-files/1", from wherever it comes. `file` names it in errors:
/// Errc::invalid_input for what is no such list, for names that are not portable, and for sizes and digests that are
/// none.
Result<SignedList> parse_signed_list(std::string text, std::string signature, std::string folder,
                                     const std::string& file);

/// The list of a pack on disk, a folder or an archive. Errc::invalid_input when there is none.
Result<SignedList> read_signed_list(const std::filesystem::path& pack, const ArchiveFormat& archive);

/// Errc::refused_by_policy unless the owner of `public_key_hex` signed the list.
Result<> check_signed_by(const SignedList& list, std::string_view public_key_hex, const std::string& file);

}  // namespace integrart
