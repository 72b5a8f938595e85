#include "pipeline/engine/sandbox/child_process.h"

#include <fcntl.h>
#include <linux/close_range.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <system_error>

#include "pipeline/engine/sandbox/child_entry.h"

namespace integrart {
namespace {

tl::unexpected<Error> not_started(int error_number) {
  return fail(Errc::internal, "engine.child_not_started", {{"reason", std::generic_category().message(error_number)}});
}

/// Everything the child needs between fork and exec, made ready before: there, with other threads' locks copied in
/// whatever state, nothing may be allocated.
struct Prepared {
  const char* program = nullptr;
  std::vector<char*> arguments;
  std::vector<char*> environment;
  ChildEntry entry;  // the error number goes to its report, which a successful exec closes
  bool outlives_thread = false;
  pid_t parent = -1;
};

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

[[noreturn]] void become_child(Prepared& prepared) {
  if (!prepared.outlives_thread) die_with_parent(prepared.parent);
  if (enter_child(prepared.entry) &&
      ::syscall(SYS_close_range, static_cast<unsigned>(prepared.entry.sources.size()), ~0U, CLOSE_RANGE_CLOEXEC) == 0) {
    ::execve(prepared.program, prepared.arguments.data(), prepared.environment.data());
  }
  const int error_number = errno;
  [[maybe_unused]] const ssize_t told = ::write(prepared.entry.report, &error_number, sizeof error_number);
  ::_exit(127);
}

/// What the fork server says when it is asked to wait. One that is gone took its children with it.
ProcessEnd end_told_by(const FileDescriptor& keeper) {
  ProcessEnd end;
  const char please = 'w';
  ssize_t count = -1;
  if (::send(keeper.get(), &please, sizeof please, MSG_NOSIGNAL) == sizeof please) {
    do {
      count = ::recv(keeper.get(), &end, sizeof end, 0);
    } while (count < 0 && errno == EINTR);
  }
  if (count == sizeof end) return end;
  end = ProcessEnd();
  end.status = SIGKILL;  // as wait(2) tells it
  return end;
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
  prepared.arguments = pointers_to(arguments);
  prepared.environment = pointers_to(environment);
  prepared.entry.folder = request.current_folder.c_str();
  prepared.entry.sources = {nothing.get(), nothing.get(), request.standard_error};
  prepared.entry.sources.insert(prepared.entry.sources.end(), request.descriptors.begin(), request.descriptors.end());
  prepared.entry.out_of_way.resize(prepared.entry.sources.size());
  prepared.entry.limits = &request.limits;
  prepared.entry.report = child_report.get();
  prepared.outlives_thread = request.outlives_thread;
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
  return SpawnedProcess{pid, std::move(handle), {}};
}

ProcessEnd wait_for(SpawnedProcess& process) {
  ProcessEnd end;
  if (process.keeper) {
    end = end_told_by(process.keeper);
  } else {
    while (::wait4(process.pid, &end.status, 0, &end.usage) < 0 && errno == EINTR) continue;
  }
  process = SpawnedProcess();
  return end;
}

}  // namespace integrart
