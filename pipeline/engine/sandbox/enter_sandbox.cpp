// The child's side of the sandbox.

#include "pipeline/engine/sandbox.h"

#include <fcntl.h>
#include <linux/capability.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <iterator>
#include <new>
#include <system_error>

#include "pipeline/engine/sandbox/landlock.h"
#include "pipeline/engine/sandbox/sandbox_exit.h"
#include "pipeline/engine/sandbox/system_calls.h"

namespace integrart {
namespace {

// What libraries read while they work: their code and tables, the time zone, what the machine offers.
constexpr const char* readable[] = {
    "/usr",          "/lib",          "/lib64",     "/etc/ld.so.cache",        "/etc/localtime",           "/proc/self",
    "/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/sys/devices/system/cpu", "/sys/devices/system/node", "/dev/null",
    "/dev/zero",     "/dev/urandom",
};

tl::unexpected<Error> no_sandbox(std::string what, int error_number) {
  return fail(Errc::unavailable, "engine.sandbox_failed",
              {{"what", std::move(what)}, {"reason", std::generic_category().message(error_number)}});
}

/// Landlock binds only the calling thread and those it starts later.
Result<> require_one_thread() {
  std::error_code error;
  const auto threads = std::filesystem::directory_iterator("/proc/self/task", error);
  if (error) return no_sandbox("/proc/self/task", error.value());
  if (std::distance(begin(threads), end(threads)) == 1) return {};
  return fail(Errc::internal, "engine.sandbox_too_late");
}

/// A superuser keeps only the right to pass by file permissions (which Landlock bounds), so that work folders of others
/// can be used.
Result<> drop_capabilities() {
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  std::array<__user_cap_data_struct, 2> sets{};
  if (::syscall(SYS_capget, &header, sets.data()) != 0) return no_sandbox("capabilities", errno);
  constexpr unsigned kept = (1U << CAP_DAC_OVERRIDE) | (1U << CAP_DAC_READ_SEARCH);
  sets[0].effective &= kept;
  sets[0].permitted &= kept;
  sets[0].inheritable = 0;
  sets[1] = {};
  if (::syscall(SYS_capset, &header, sets.data()) != 0) return no_sandbox("capabilities", errno);
  return {};
}

/// Without Landlock: nothing but the work folder has a name any more.
Result<> make_root_folder(const std::filesystem::path& folder) {
  if (::chdir(folder.c_str()) != 0) return no_sandbox("chdir", errno);
  // Who is not root is it in a namespace of its own, where that is allowed.
  if (::geteuid() != 0 && ::unshare(CLONE_NEWUSER) != 0) return no_sandbox("unshare", errno);
  if (::chroot(".") != 0 || ::chdir("/") != 0) return no_sandbox("chroot", errno);
  return {};
}

void end_for_lack_of_memory() {
  ::_exit(exit_status_of_exhausted_memory);
}

bool weaker_level_is_accepted() {
  const char* level = std::getenv("INTEGRART_SANDBOX");
  return level != nullptr && std::string_view(level) == "seccomp";
}

}  // namespace

Result<SandboxLevel> enter_sandbox(const std::filesystem::path& work_folder) {
  TRY(require_one_thread());
  std::set_new_handler(end_for_lack_of_memory);
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return no_sandbox("no_new_privs", errno);
  const bool weaker = weaker_level_is_accepted();
  if (!weaker && landlock_version() == 0) return fail(Errc::unavailable, "engine.sandbox_no_landlock");
  if (weaker) {
    TRY(make_root_folder(work_folder));
  } else {
    TRY(restrict_files(work_folder, readable));
  }
  TRY(drop_capabilities());
  TRY(restrict_system_calls());
  return weaker ? SandboxLevel::seccomp_only : SandboxLevel::landlock;
}

}  // namespace integrart
