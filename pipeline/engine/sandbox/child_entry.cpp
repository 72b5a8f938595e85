#include "pipeline/engine/sandbox/child_entry.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <csignal>

namespace integrart {
namespace {

void reset_signals() {
  for (int signal = 1; signal < NSIG; ++signal) ::signal(signal, SIG_DFL);  // ignored ones would stay ignored
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

/// First everything is moved above the places to be filled, so that none overwrites one that is still needed.
bool place_descriptors(ChildEntry& entry) {
  const int count = static_cast<int>(entry.sources.size());
  entry.report = ::fcntl(entry.report, F_DUPFD_CLOEXEC, count);
  if (entry.report < 0) return false;
  for (std::size_t place = 0; place < entry.sources.size(); ++place) {
    entry.out_of_way[place] = ::fcntl(entry.sources[place], F_DUPFD_CLOEXEC, count);
    if (entry.out_of_way[place] < 0) return false;
  }
  for (int place = 0; place < count; ++place) {
    if (::dup2(entry.out_of_way[static_cast<std::size_t>(place)], place) < 0) return false;
  }
  return true;
}

bool set_limits(const std::vector<std::pair<int, rlimit>>& limits) {
  for (const auto& [resource, limit] : limits) {
    if (::setrlimit(static_cast<__rlimit_resource_t>(resource), &limit) != 0) return false;
  }
  return true;
}

}  // namespace

void die_with_parent(pid_t parent) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(1);  // it ended before the line above
}

bool enter_child(ChildEntry& entry) {
  ::setsid();
  reset_signals();
  return ::chdir(entry.folder) == 0 && place_descriptors(entry) && set_limits(*entry.limits);
}

}  // namespace integrart
