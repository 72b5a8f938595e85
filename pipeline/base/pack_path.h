#pragma once
// Names that every learning app, operating system and file system takes: the rules for paths inside packs.

#include <span>
#include <string>
#include <string_view>

#include "pipeline/base/result.h"

namespace integrart {

/// Longest path inside a pack, in bytes.
inline constexpr std::size_t pack_path_bytes = 120;

/// One path: printable ASCII without \ : * ? " < > |, at most `pack_path_bytes`, relative, '/' between parts; no part
/// is empty, "." or "..", begins with '.' or '_' (H5P drops such files silently), ends with '.' or a space, or is a
/// device name of Windows. Errc::invalid_input names the path.
Result<> check_pack_path(std::string_view path);

/// The path with the letters A-Z small. Paths of which this is the same are one file on many devices.
std::string folded_pack_path(std::string_view path);

/// All paths of one pack: each is valid, no two differ only in case, and none is also the folder of another.
Result<> check_pack_paths(std::span<const std::string_view> paths);

}  // namespace integrart
