#include "pipeline/engine/sandbox/system_calls.h"

#include <asm/termbits.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <cerrno>
#include <memory>
#include <system_error>

namespace integrart {
namespace {

// Seen in use by libav, x264, SVT-AV1, libvips, OpenCV, Exiv2 and ICU, and their neighbours of the same kind.
constexpr const char* allowed[] = {
    // memory
    "brk",
    "mmap",
    "mmap2",
    "mprotect",
    "munmap",
    "mremap",
    "madvise",
    "msync",
    "mincore",
    "mlock",
    "mlock2",
    "munlock",
    "membarrier",
    "get_mempolicy",
    "set_mempolicy",
    "mbind",
    // files; where is Landlock's part
    "read",
    "readv",
    "pread64",
    "preadv",
    "preadv2",
    "write",
    "writev",
    "pwrite64",
    "pwritev",
    "pwritev2",
    "lseek",
    "_llseek",
    "open",
    "openat",
    "creat",
    "close",
    "close_range",
    "fstat",
    "fstat64",
    "stat",
    "stat64",
    "lstat",
    "lstat64",
    "newfstatat",
    "fstatat64",
    "statx",
    "statfs",
    "statfs64",
    "fstatfs",
    "fstatfs64",
    "access",
    "faccessat",
    "faccessat2",
    "readlink",
    "readlinkat",
    "getdents",
    "getdents64",
    "getcwd",
    "chdir",
    "fchdir",
    "umask",
    "fcntl",
    "fcntl64",
    "flock",
    "fsync",
    "fdatasync",
    "sync_file_range",
    "ftruncate",
    "ftruncate64",
    "fallocate",
    "fadvise64",
    "fadvise64_64",
    "copy_file_range",
    "sendfile",
    "sendfile64",
    "mkdir",
    "mkdirat",
    "rmdir",
    "unlink",
    "unlinkat",
    "rename",
    "renameat",
    "renameat2",
    // descriptors and waiting
    "dup",
    "dup2",
    "dup3",
    "pipe",
    "pipe2",
    "poll",
    "ppoll",
    "select",
    "_newselect",
    "pselect6",
    "epoll_create1",
    "epoll_ctl",
    "epoll_wait",
    "epoll_pwait",
    "eventfd2",
    // threads
    "futex",
    "futex_time64",
    "futex_waitv",
    "set_robust_list",
    "get_robust_list",
    "rseq",
    "set_tid_address",
    "gettid",
    "exit",
    "exit_group",
    "sched_yield",
    "sched_getaffinity",
    "sched_setaffinity",
    "sched_getparam",
    "sched_getscheduler",
    "sched_get_priority_min",
    "sched_get_priority_max",
    "getcpu",
    "getpriority",
    "restart_syscall",
    // signals
    "rt_sigaction",
    "rt_sigprocmask",
    "rt_sigreturn",
    "rt_sigpending",
    "rt_sigtimedwait",
    "sigaltstack",
    "pause",
    // time and identity
    "clock_gettime",
    "clock_gettime64",
    "clock_getres",
    "clock_nanosleep",
    "clock_nanosleep_time64",
    "nanosleep",
    "gettimeofday",
    "time",
    "times",
    "getpid",
    "getppid",
    "getpgrp",
    "getpgid",
    "getsid",
    "getuid",
    "geteuid",
    "getgid",
    "getegid",
    "getgroups",
    "getresuid",
    "getresgid",
    "getrandom",
    "uname",
    "sysinfo",
    "getrusage",
    "getrlimit",
    "ugetrlimit",
    "arch_prctl",
    "capget",
};

// Answered with "not permitted", which programs expect; everything else does not exist for them (ENOSYS).
constexpr const char* refused[] = {
    "socket",
    "socketpair",
    "connect",
    "bind",
    "listen",
    "accept",
    "accept4",
    "sendto",
    "sendmsg",
    "sendmmsg",
    "recvfrom",
    "recvmsg",
    "recvmmsg",
    "fork",
    "vfork",
    "ptrace",
    "process_vm_readv",
    "process_vm_writev",
    "pidfd_getfd",
    "pidfd_open",
    "pidfd_send_signal",
    "bpf",
    "io_uring_setup",
    "io_uring_enter",
    "io_uring_register",
    "userfaultfd",
    "perf_event_open",
    "keyctl",
    "add_key",
    "request_key",
    "mount",
    "umount2",
    "pivot_root",
    "chroot",
    "unshare",
    "setns",
    "open_tree",
    "move_mount",
    "fsopen",
    "fsmount",
    "chmod",
    "fchmod",
    "fchmodat",
    "chown",
    "fchown",
    "lchown",
    "fchownat",
    "link",
    "linkat",
    "symlink",
    "symlinkat",
    "mknod",
    "mknodat",
    "truncate",
    "truncate64",
    "utimensat",
    "setxattr",
    "fsetxattr",
    "setuid",
    "setgid",
    "setreuid",
    "setregid",
    "setresuid",
    "setresgid",
    "setgroups",
    "capset",
    "setrlimit",
    "setpriority",
    "sched_setscheduler",
    "sched_setparam",
    "sched_setattr",
    "ioprio_set",
    "setsid",
    "setpgid",
    "shmget",
    "msgget",
    "semget",
    "memfd_create",
    "memfd_secret",
    "name_to_handle_at",
    "open_by_handle_at",
    "inotify_init1",
    "fanotify_init",
};

class Filter {
 public:
  Filter() : m_context(seccomp_init(SCMP_ACT_ERRNO(ENOSYS)), &seccomp_release) {
    if (!m_context) m_error = ENOMEM;
  }

  /// A name that this architecture does not have is left out.
  void add(std::uint32_t action, const char* name, std::initializer_list<scmp_arg_cmp> conditions = {}) {
    const int number = seccomp_syscall_resolve_name(name);
    if (number < 0 || m_error != 0) return;
    m_error = -seccomp_rule_add_array(m_context.get(), action, number, static_cast<unsigned>(conditions.size()),
                                      conditions.begin());
  }
  Result<> load() {
    // For every thread, also those that were there before.
    if (m_error == 0) m_error = -seccomp_attr_set(m_context.get(), SCMP_FLTATR_CTL_TSYNC, 1);
    if (m_error == 0) m_error = -seccomp_load(m_context.get());
    if (m_error == 0) return {};
    return fail(Errc::unavailable, "engine.sandbox_failed",
                {{"what", std::string("seccomp")}, {"reason", std::generic_category().message(m_error)}});
  }

 private:
  std::unique_ptr<void, void (*)(scmp_filter_ctx)> m_context;
  int m_error = 0;
};

constexpr scmp_arg_cmp equals(unsigned argument, scmp_datum_t value) {
  return {argument, SCMP_CMP_EQ, value, 0};
}
constexpr scmp_arg_cmp masked(unsigned argument, scmp_datum_t mask, scmp_datum_t value) {
  return {argument, SCMP_CMP_MASKED_EQ, mask, value};
}

void add_conditional_rules(Filter& filter) {
  const std::uint32_t refuse = SCMP_ACT_ERRNO(EPERM);
  // Threads, not processes. The flags of clone3 lie in memory where they cannot be checked: libc falls back to clone.
  filter.add(SCMP_ACT_ALLOW, "clone", {masked(0, CLONE_THREAD, CLONE_THREAD)});
  filter.add(refuse, "clone", {masked(0, CLONE_THREAD, 0)});
  // Signals to itself only, for abort(3) and raise(3).
  const auto self = static_cast<scmp_datum_t>(::getpid());
  for (const char* name : {"kill", "tgkill"}) {
    filter.add(SCMP_ACT_ALLOW, name, {equals(0, self)});
    filter.add(refuse, name, {{0, SCMP_CMP_NE, self, 0}});
  }
  // Its own limits may be read, not set.
  filter.add(SCMP_ACT_ALLOW, "prlimit64", {equals(2, 0)});
  filter.add(refuse, "prlimit64", {{2, SCMP_CMP_NE, 0, 0}});
  for (const int option : {PR_SET_NAME, PR_GET_NAME, PR_GET_DUMPABLE}) {
    filter.add(SCMP_ACT_ALLOW, "prctl", {equals(0, static_cast<scmp_datum_t>(option))});
  }
  for (const unsigned long request : {static_cast<unsigned long>(TCGETS), static_cast<unsigned long>(FIONREAD)}) {
    filter.add(SCMP_ACT_ALLOW, "ioctl", {equals(1, request)});
  }
  for (const char* name : {"execve", "execveat"}) filter.add(SCMP_ACT_KILL_PROCESS, name);
}

}  // namespace

Result<> restrict_system_calls() {
  Filter filter;
  for (const char* name : allowed) filter.add(SCMP_ACT_ALLOW, name);
  for (const char* name : refused) filter.add(SCMP_ACT_ERRNO(EPERM), name);
  add_conditional_rules(filter);
  return filter.load();
}

}  // namespace integrart
