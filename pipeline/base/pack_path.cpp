#include "pipeline/base/pack_path.h"

#include <algorithm>
#include <array>
#include <set>

namespace integrart {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string lower(std::string_view text) {
  std::string folded(text);
  std::ranges::transform(folded, folded.begin(), [](char c) { return lower(c); });
  return folded;
}

// https://learn.microsoft.com/windows/win32/fileio/naming-a-file: reserved with any extension.
bool is_device_name(std::string_view part) {
  static constexpr std::array<std::string_view, 4> devices{"con", "prn", "aux", "nul"};
  const std::string stem = lower(part.substr(0, part.find('.')));
  if (std::ranges::find(devices, stem) != devices.end()) return true;
  return stem.size() == 4 && (stem.starts_with("com") || stem.starts_with("lpt")) && stem[3] >= '1' && stem[3] <= '9';
}

bool is_valid_part(std::string_view part) {
  if (part.empty() || part.front() == '.' || part.front() == '_') return false;
  if (part.back() == '.' || part.back() == ' ') return false;
  const auto allowed = [](char c) {
    return c >= ' ' && c < 0x7f && std::string_view("\\:*?\"<>|").find(c) == std::string_view::npos;
  };
  return std::ranges::all_of(part, allowed) && !is_device_name(part);
}

}  // namespace

Result<> check_pack_path(std::string_view path) {
  const auto refused = [&](std::string_view id) {
    return fail(Errc::invalid_input, id, {{"path", std::string(path.substr(0, 2 * pack_path_bytes))}});
  };
  if (path.size() > pack_path_bytes) return refused("pack.path_too_long");
  std::string_view rest = path;
  while (true) {
    const std::size_t slash = rest.find('/');
    if (!is_valid_part(rest.substr(0, slash))) return refused("pack.path_not_portable");
    if (slash == std::string_view::npos) return {};
    rest.remove_prefix(slash + 1);
  }
}

std::string folded_pack_path(std::string_view path) {
  return lower(path);
}

Result<> check_pack_paths(std::span<const std::string_view> paths) {
  std::set<std::string> files, folders;
  for (const std::string_view path : paths) {
    TRY(check_pack_path(path));
    const std::string folded = folded_pack_path(path);
    if (!files.insert(folded).second) {
      return fail(Errc::conflict, "pack.path_twice", {{"path", std::string(path)}});
    }
    for (std::size_t slash = folded.find('/'); slash != std::string::npos; slash = folded.find('/', slash + 1)) {
      folders.insert(folded.substr(0, slash));
    }
  }
  for (const std::string& file : files) {
    if (folders.contains(file)) return fail(Errc::conflict, "pack.path_is_folder", {{"path", file}});
  }
  return {};
}

}  // namespace integrart
