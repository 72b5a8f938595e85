// The asking side of a fork server.

#include "pipeline/engine/fork_server.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <system_error>

#include "pipeline/engine/sandbox/child_process.h"
#include "pipeline/engine/sandbox/clean_environment.h"
#include "pipeline/engine/sandbox/fork_message.h"

namespace integrart {
namespace {

tl::unexpected<Error> not_started(int error_number) {
  return fail(Errc::internal, "engine.child_not_started", {{"reason", std::generic_category().message(error_number)}});
}

Result<std::pair<FileDescriptor, FileDescriptor>> packet_sockets() {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0) return not_started(errno);
  return std::pair(FileDescriptor(ends[0]), FileDescriptor(ends[1]));
}

/// What the new child says of itself; an error of ESRCH when the server died before it was one.
ChildStart start_told_by(const FileDescriptor& keeper) {
  ChildStart start;
  ssize_t count = 0;
  do {
    count = ::recv(keeper.get(), &start, sizeof start, 0);
  } while (count < 0 && errno == EINTR);
  return count == sizeof start ? start : ChildStart{-1, ESRCH};
}

}  // namespace

ForkServer::~ForkServer() {
  m_requests = FileDescriptor();
  if (m_pid > 0) {
    ::kill(m_pid, SIGKILL);
    ::waitpid(m_pid, nullptr, 0);
  }
}

Result<> ForkServer::start() {
  if (m_pid > 0) {  // it has died, or does not listen any more
    ::kill(m_pid, SIGKILL);
    ::waitpid(m_pid, nullptr, 0);
    m_pid = -1;
  }
  TRY_ASSIGN(auto ends, packet_sockets());
  const FileDescriptor nothing(::open("/dev/null", O_RDWR | O_CLOEXEC));
  if (!nothing) return not_started(errno);
  SpawnRequest request;
  request.program = m_program.empty() ? "/proc/self/exe" : m_program;
  request.arguments = {std::string(fork_server_argument)};
  request.environment = clean_environment();
  request.descriptors = {ends.second.get()};
  request.standard_error = nothing.get();
  request.current_folder = "/";
  request.outlives_thread = true;  // the end of the socket ends it
  TRY_ASSIGN(const SpawnedProcess server, integrart::spawn(request));
  m_pid = server.pid;
  m_requests = std::move(ends.first);
  return {};
}

/// Sends the request; gives our end of the line to the child's keeper.
Result<FileDescriptor> ForkServer::ask(const SpawnRequest& request) {
  TRY_ASSIGN(auto line, packet_sockets());
  const std::lock_guard lock(m_mutex);
  if (m_requests) {
    const auto sent = send_fork_message(m_requests.get(), request, line.second.get());
    if (sent) return std::move(line.first);
    if (sent.error().code != Errc::unavailable) return tl::unexpected(sent.error());
  }
  TRY(start());
  TRY(send_fork_message(m_requests.get(), request, line.second.get()));
  return std::move(line.first);
}

Result<SpawnedProcess> ForkServer::spawn(const SpawnRequest& request) {
  TRY_ASSIGN(FileDescriptor keeper, ask(request));
  const ChildStart start = start_told_by(keeper);
  if (start.error_number != 0) return not_started(start.error_number);
  SpawnedProcess process{start.pid, FileDescriptor(static_cast<int>(::syscall(SYS_pidfd_open, start.pid, 0))),
                         std::move(keeper)};
  if (!process.handle) {
    const int error_number = errno;
    ::kill(-process.pid, SIGKILL);
    wait_for(process);
    return not_started(error_number);
  }
  return process;
}

}  // namespace integrart
