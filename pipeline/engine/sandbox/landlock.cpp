#include "pipeline/engine/sandbox/landlock.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <system_error>

#include "pipeline/base/input_file.h"

namespace integrart {
namespace {

// Rights that came after Debian 12's header: https://docs.kernel.org/userspace-api/landlock.html
constexpr std::uint64_t fs_truncate = 1ULL << 14U;      // version 3
constexpr std::uint64_t fs_ioctl_device = 1ULL << 15U;  // version 5
constexpr std::uint64_t net_bind_tcp = 1ULL << 0U;      // version 4
constexpr std::uint64_t net_connect_tcp = 1ULL << 1U;
constexpr std::uint64_t scope_abstract_sockets = 1ULL << 0U;  // version 6
constexpr std::uint64_t scope_signals = 1ULL << 1U;

struct RulesetAttributes {  // struct landlock_ruleset_attr as of version 6
  std::uint64_t files = 0;
  std::uint64_t network = 0;
  std::uint64_t scoped = 0;
};

constexpr std::uint64_t read_rights = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
constexpr std::uint64_t rights_of_plain_files =
    LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | fs_truncate;
/// No devices, sockets, links or programs, even in the work folder.
constexpr std::uint64_t write_rights = read_rights | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG |
                                       LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE |
                                       LANDLOCK_ACCESS_FS_REMOVE_DIR | fs_truncate;

std::uint64_t handled_rights(int version) {
  std::uint64_t rights = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1U) - 1;  // all of version 1
  if (version >= 2) rights |= LANDLOCK_ACCESS_FS_REFER;
  if (version >= 3) rights |= fs_truncate;
  if (version >= 5) rights |= fs_ioctl_device;
  return rights;
}

tl::unexpected<Error> no_sandbox(const char* what, int error_number) {
  return fail(Errc::unavailable, "engine.sandbox_failed",
              {{"what", std::string(what)}, {"reason", std::generic_category().message(error_number)}});
}

Result<> allow(const FileDescriptor& ruleset, const char* path, std::uint64_t rights, bool must_exist) {
  const FileDescriptor opened(::open(path, O_PATH | O_CLOEXEC));
  struct stat status {};
  if (!opened || ::fstat(opened.get(), &status) != 0) {
    if (must_exist) return no_sandbox(path, errno);
    return {};
  }
  landlock_path_beneath_attr rule{};
  rule.allowed_access = S_ISDIR(status.st_mode) ? rights : rights & rights_of_plain_files;
  rule.parent_fd = opened.get();
  if (::syscall(SYS_landlock_add_rule, ruleset.get(), LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0) return {};
  return no_sandbox(path, errno);
}

}  // namespace

int landlock_version() {
  const long version = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
  return std::max(0, static_cast<int>(version));
}

Result<> restrict_files(const std::filesystem::path& writable, std::span<const char* const> readable) {
  const int version = landlock_version();
  RulesetAttributes attributes;
  attributes.files = handled_rights(version);
  if (version >= 4) attributes.network = net_bind_tcp | net_connect_tcp;
  if (version >= 6) attributes.scoped = scope_abstract_sockets | scope_signals;
  // A kernel takes a longer structure than it knows only when the rest is zero, which it then is.
  const FileDescriptor ruleset(
      static_cast<int>(::syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0)));
  if (!ruleset) return no_sandbox("Landlock", errno);
  TRY(allow(ruleset, writable.c_str(), write_rights & attributes.files, true));
  for (const char* path : readable) TRY(allow(ruleset, path, read_rights, false));
  if (::syscall(SYS_landlock_restrict_self, ruleset.get(), 0) != 0) return no_sandbox("Landlock", errno);
  return {};
}

}  // namespace integrart
