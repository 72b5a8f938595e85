#include "pipeline/engine/sandbox/child_process.h"

#include <fcntl.h>
#include <linux/close_range.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <system_error>

namespace integrart {
namespace {

tl::unexpected<Error> not_started(int error_number) {
  return fail(Errc::internal, "engine.child_not_started", {{"reason", std::generic_category().message(error_number)}});
}

/// Everything the child needs between fork and exec, made ready before: there, with other threads' locks copied in
/// whatever state, only async-signal-safe functions may be called (signal-safety(7)), so nothing may be allocated.
struct Prepared {
  const char* program = nullptr;
  const char* folder = nullptr;
  std::vector<char*> arguments;
  std::vector<char*> environment;
  std::vector<int> sources;     // for descriptors 0, 1, 2, 3, ...
  std::vector<int> out_of_way;  // room for as many
  const std::vector<std::pair<int, rlimit>>* limits = nullptr;
  int report = -1;  // where the error number goes; closed by a successful exec
  pid_t parent = -1;
};

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

void reset_signals() {
  for (int signal = 1; signal < NSIG; ++signal) ::signal(signal, SIG_DFL);  // ignored ones would stay ignored
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

/// First everything is moved above the places to be filled, so that none overwrites one that is still needed.
bool place_descriptors(Prepared& prepared) {
  const int count = static_cast<int>(prepared.sources.size());
  prepared.report = ::fcntl(prepared.report, F_DUPFD_CLOEXEC, count);
  if (prepared.report < 0) return false;
  for (std::size_t place = 0; place < prepared.sources.size(); ++place) {
    prepared.out_of_way[place] = ::fcntl(prepared.sources[place], F_DUPFD_CLOEXEC, count);
    if (prepared.out_of_way[place] < 0) return false;
  }
  for (int place = 0; place < count; ++place) {
    if (::dup2(prepared.out_of_way[static_cast<std::size_t>(place)], place) < 0) return false;
  }
  return ::syscall(SYS_close_range, static_cast<unsigned>(count), ~0U, CLOSE_RANGE_CLOEXEC) == 0;
}

bool set_limits(const std::vector<std::pair<int, rlimit>>& limits) {
  for (const auto& [resource, limit] : limits) {
    if (::setrlimit(static_cast<__rlimit_resource_t>(resource), &limit) != 0) return false;
  }
  return true;
}

[[noreturn]] void become_child(Prepared& prepared) {
  ::setsid();
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != prepared.parent) ::_exit(1);  // the parent ended before the line above
  reset_signals();
  if (::chdir(prepared.folder) == 0 && place_descriptors(prepared) && set_limits(*prepared.limits)) {
    ::execve(prepared.program, prepared.arguments.data(), prepared.environment.data());
  }
  const int error_number = errno;
  [[maybe_unused]] const ssize_t told = ::write(prepared.report, &error_number, sizeof error_number);
  ::_exit(127);
}

/// 0 when the child's exec succeeded (which closed the other end), else the error number.
int exec_error(const FileDescriptor& report) {
  int error_number = 0;
  ssize_t count = 0;
  do {
    count = ::read(report.get(), &error_number, sizeof error_number);
  } while (count < 0 && errno == EINTR);
  return count == sizeof error_number ? error_number : 0;
}

}  // namespace

Result<SpawnedProcess> spawn(const SpawnRequest& request) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return not_started(errno);
  const FileDescriptor report(ends[0]);
  FileDescriptor child_report(ends[1]);
  const FileDescriptor nothing(::open("/dev/null", O_RDWR | O_CLOEXEC));
  if (!nothing) return not_started(errno);

  std::vector<std::string> arguments{request.program.filename().string()};
  arguments.insert(arguments.end(), request.arguments.begin(), request.arguments.end());
  std::vector<std::string> environment = request.environment;
  Prepared prepared;
  prepared.program = request.program.c_str();
  prepared.folder = request.current_folder.c_str();
  prepared.arguments = pointers_to(arguments);
  prepared.environment = pointers_to(environment);
  prepared.sources = {nothing.get(), nothing.get(), request.standard_error};
  prepared.sources.insert(prepared.sources.end(), request.descriptors.begin(), request.descriptors.end());
  prepared.out_of_way.resize(prepared.sources.size());
  prepared.limits = &request.limits;
  prepared.report = child_report.get();
  prepared.parent = ::getpid();

  const pid_t pid = ::fork();
  if (pid < 0) return not_started(errno);
  if (pid == 0) become_child(prepared);
  child_report = FileDescriptor();
  int error_number = exec_error(report);
  FileDescriptor handle(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
  if (error_number == 0 && !handle) error_number = errno;
  if (error_number != 0) {
    ::kill(pid, SIGKILL);
    ::waitpid(pid, nullptr, 0);
    return not_started(error_number);
  }
  return SpawnedProcess{pid, std::move(handle)};
}

}  // namespace integrart
