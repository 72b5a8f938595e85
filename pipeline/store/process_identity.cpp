#include "pipeline/store/process_identity.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include <fmt/format.h>

#include "pipeline/base/input_file.h"

namespace integrart {
namespace {

std::string read_small_file(const std::string& path) {
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  std::array<char, 1024> bytes{};
  const ssize_t count = file ? ::read(file.get(), bytes.data(), bytes.size()) : 0;
  return {bytes.data(), static_cast<std::size_t>(std::max<ssize_t>(count, 0))};
}

/// Field 22 of /proc/PID/stat, clock ticks since boot (proc(5)). The command name in field 2 may hold spaces and
/// parentheses, so fields are counted from the last ')'. Empty when there is no such process.
std::optional<std::string> start_time_of(std::string_view pid) {
  const std::string stat = read_small_file(fmt::format("/proc/{}/stat", pid));
  std::size_t at = stat.rfind(')');
  if (at == std::string::npos) return std::nullopt;
  constexpr int spaces_before_start_time = 20;
  for (int field = 0; field < spaces_before_start_time; ++field) {
    at = stat.find(' ', at + 1);
    if (at == std::string::npos) return std::nullopt;
  }
  return stat.substr(at + 1, stat.find(' ', at + 1) - at - 1);
}

/// A process that has ended but whose parent has not asked about it yet is gone for us.
bool is_zombie(std::string_view pid) {
  const std::string stat = read_small_file(fmt::format("/proc/{}/stat", pid));
  const std::size_t at = stat.rfind(") ");
  return at != std::string::npos && at + 2 < stat.size() && (stat[at + 2] == 'Z' || stat[at + 2] == 'X');
}

std::string make_prefix() {
  std::string boot = read_small_file("/proc/sys/kernel/random/boot_id");
  std::erase_if(boot, [](char c) { return c == '-' || c == '\n'; });
  std::array<char, 64> link{};
  const ssize_t length = ::readlink("/proc/self/ns/pid", link.data(), link.size());
  std::string space(link.data(), static_cast<std::size_t>(std::max<ssize_t>(length, 0)));  // "pid:[4026531836]"
  std::erase_if(space, [](char c) { return c < '0' || c > '9'; });
  return fmt::format("{}.{}.", boot, space);
}

}  // namespace

std::string process_identity_prefix() {
  return make_prefix();
}

std::string process_identity() {
  const std::string pid = std::to_string(::getpid());
  return make_prefix() + pid + "." + start_time_of(pid).value_or("0");
}

Liveness liveness_of(std::string_view identity) {
  const std::string prefix = make_prefix();
  if (!identity.starts_with(prefix)) return Liveness::unknown;
  identity.remove_prefix(prefix.size());
  const std::size_t dot = identity.find('.');
  const bool digits = identity.find_first_not_of("0123456789.") == std::string_view::npos;
  if (!digits || dot == 0 || dot == std::string_view::npos) return Liveness::unknown;
  const std::string_view pid = identity.substr(0, dot);
  return start_time_of(pid) == identity.substr(dot + 1) && !is_zombie(pid) ? Liveness::alive : Liveness::gone;
}

}  // namespace integrart
