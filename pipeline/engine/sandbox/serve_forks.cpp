// The serving side of a fork server: a process with one thread that only forks, waits and tells.

#include <fcntl.h>
#include <linux/close_range.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>

#include "pipeline/engine/fork_server.h"
#include "pipeline/engine/sandbox/child_entry.h"
#include "pipeline/engine/sandbox/fork_message.h"

namespace integrart {
namespace {

constexpr int requests = 3;  // where the server finds its socket

using Work = std::function<int(const std::vector<std::string>&)>;

void tell_start(int keeper, const ChildStart& start) {
  // Who no longer listens has closed the keeper, which ends the child.
  [[maybe_unused]] const ssize_t told = ::send(keeper, &start, sizeof start, MSG_NOSIGNAL);
}

[[noreturn]] void become_child(ForkMessage& message, pid_t server, const Work& work) {
  die_with_parent(server);
  const int nothing = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  ChildEntry entry;
  entry.folder = message.folder.c_str();
  entry.sources = {nothing, nothing, message.standard_error.get()};
  for (const FileDescriptor& descriptor : message.descriptors) entry.sources.push_back(descriptor.get());
  entry.out_of_way.resize(entry.sources.size());
  entry.limits = &message.limits;
  entry.report = message.keeper.get();
  const bool entered = nothing >= 0 && enter_child(entry);
  tell_start(entry.report, {::getpid(), entered ? 0 : errno});
  // The server's socket, the lines of the other children, and what the message brought.
  if (!entered || ::syscall(SYS_close_range, static_cast<unsigned>(entry.sources.size()), ~0U, 0) != 0) ::_exit(127);
  const int status = work(message.arguments);
  std::fflush(nullptr);
  ::_exit(status);  // what the libraries would tidy up is given back with the process, and much quicker
}

struct ServedChild {
  pid_t pid = -1;
  FileDescriptor keeper;
};

class Server {
 public:
  explicit Server(const Work& work) : m_work(work) {}

  /// False when nobody asks any more.
  bool serve_once() {
    std::vector<pollfd> watched{{requests, POLLIN, 0}};
    for (const ServedChild& child : m_children) watched.push_back({child.keeper.get(), POLLIN, 0});
    if (::poll(watched.data(), watched.size(), -1) < 0) return errno == EINTR;
    for (std::size_t i = m_children.size(); i-- > 0;) {
      if (watched[i + 1].revents == 0) continue;
      conclude(m_children[i]);
      m_children.erase(m_children.begin() + static_cast<std::ptrdiff_t>(i));
    }
    return watched[0].revents == 0 || take_request();
  }

 private:
  bool take_request() {
    auto message = receive_fork_message(requests);
    if (!message) return message.error().code != Errc::unavailable;
    const pid_t server = ::getpid();
    const pid_t pid = ::fork();
    if (pid == 0) become_child(*message, server, m_work);
    if (pid < 0) {
      tell_start(message->keeper.get(), {-1, errno});
    } else {
      m_children.push_back({pid, std::move(message->keeper)});
    }
    return true;
  }

  /// Who asked wants to know the end, or is gone.
  static void conclude(ServedChild& child) {
    char please = 0;
    if (::recv(child.keeper.get(), &please, sizeof please, MSG_DONTWAIT) != sizeof please) ::kill(-child.pid, SIGKILL);
    ProcessEnd end;
    while (::wait4(child.pid, &end.status, 0, &end.usage) < 0 && errno == EINTR) continue;
    [[maybe_unused]] const ssize_t told = ::send(child.keeper.get(), &end, sizeof end, MSG_NOSIGNAL);
  }

  const Work& m_work;
  std::vector<ServedChild> m_children;
};

}  // namespace

int serve_forks(const Work& work) {
  Server server(work);
  while (server.serve_once()) continue;
  return 0;  // the children die with us
}

}  // namespace integrart
