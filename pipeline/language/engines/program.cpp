#include "pipeline/language/engines/program.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <system_error>

#include "pipeline/base/input_file.h"

namespace integrart {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t most_errors = 4096;
constexpr int look_milliseconds = 100;

tl::unexpected<Error> not_started(const std::string& program, int reason) {
  return fail(Errc::unavailable, "language.program_not_started",
              {{"program", program}, {"reason", std::generic_category().message(reason)}});
}

struct Pipe {
  FileDescriptor read_end, write_end;
};
Result<Pipe> make_pipe(const std::string& program) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return not_started(program, errno);
  return Pipe{FileDescriptor(ends[0]), FileDescriptor(ends[1])};
}

/// What posix_spawn is told; freed at the end.
class SpawnSettings {
 public:
  SpawnSettings() {
    ::posix_spawn_file_actions_init(&m_actions);
    ::posix_spawnattr_init(&m_attributes);
    ::posix_spawnattr_setpgroup(&m_attributes, 0);
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    ::posix_spawnattr_setsigmask(&m_attributes, &none);
    ::posix_spawnattr_setsigdefault(&m_attributes, &all);
    ::posix_spawnattr_setflags(&m_attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  }
  ~SpawnSettings() {
    ::posix_spawn_file_actions_destroy(&m_actions);
    ::posix_spawnattr_destroy(&m_attributes);
  }
  SpawnSettings(const SpawnSettings&) = delete;
  SpawnSettings& operator=(const SpawnSettings&) = delete;

  void connect(const FileDescriptor& end, int descriptor) {
    ::posix_spawn_file_actions_adddup2(&m_actions, end.get(), descriptor);
  }
  const posix_spawn_file_actions_t* actions() const { return &m_actions; }
  const posix_spawnattr_t* attributes() const { return &m_attributes; }

 private:
  posix_spawn_file_actions_t m_actions{};
  posix_spawnattr_t m_attributes{};
};

/// A started program; killed with all it started when it is still running at the end.
class Child {
 public:
  explicit Child(pid_t pid) : m_pid(pid) {}
  ~Child() {
    if (m_pid > 0) {
      ::kill(-m_pid, SIGKILL);
      wait();
    }
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  int wait() {
    int status = 0;
    while (::waitpid(m_pid, &status, 0) < 0 && errno == EINTR) {
    }
    m_pid = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }

 private:
  pid_t m_pid;
};

/// Writing to a program that has ended must give an error, not a signal that ends us.
class PipeSignalBlocked {
 public:
  PipeSignalBlocked() {
    sigemptyset(&m_pipe);
    sigaddset(&m_pipe, SIGPIPE);
    ::pthread_sigmask(SIG_BLOCK, &m_pipe, &m_before);
  }
  ~PipeSignalBlocked() {
    const timespec now{0, 0};
    while (::sigtimedwait(&m_pipe, nullptr, &now) > 0) {
    }
    ::pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
  }
  PipeSignalBlocked(const PipeSignalBlocked&) = delete;
  PipeSignalBlocked& operator=(const PipeSignalBlocked&) = delete;

 private:
  sigset_t m_pipe{}, m_before{};
};

/// Reads what is there; closes the pipe at its end.
void read_some(FileDescriptor& pipe, std::string& into, std::size_t most) {
  std::array<char, 16384> bytes{};
  const ssize_t count = ::read(pipe.get(), bytes.data(), bytes.size());
  if (count > 0 && into.size() < most) into.append(bytes.data(), static_cast<std::size_t>(count));
  if (count == 0 || (count < 0 && errno != EINTR && errno != EAGAIN)) pipe = FileDescriptor();
}

void write_some(FileDescriptor& pipe, std::string_view& input) {
  const ssize_t count = ::write(pipe.get(), input.data(), input.size());
  if (count > 0) input.remove_prefix(static_cast<std::size_t>(count));
  if (input.empty() || (count < 0 && errno != EINTR && errno != EAGAIN)) pipe = FileDescriptor();
}

}  // namespace

Result<ProgramRun> run_program(const std::string& program, const std::vector<std::string>& arguments,
                               std::string_view input, std::size_t most_output, std::chrono::milliseconds most_time,
                               const std::stop_token& stop) {
  TRY_ASSIGN(Pipe in, make_pipe(program));
  TRY_ASSIGN(Pipe out, make_pipe(program));
  TRY_ASSIGN(Pipe err, make_pipe(program));
  SpawnSettings settings;
  settings.connect(in.read_end, STDIN_FILENO);
  settings.connect(out.write_end, STDOUT_FILENO);
  settings.connect(err.write_end, STDERR_FILENO);
  std::vector<std::string> words{program};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  const char* path = std::getenv("PATH");
  std::array<std::string, 2> variables{std::string("PATH=") + (path != nullptr ? path : "/usr/bin:/bin"),
                                       "LC_ALL=C.UTF-8"};
  std::array<char*, 3> environment{variables[0].data(), variables[1].data(), nullptr};
  pid_t pid = 0;
  const int reason =
      ::posix_spawnp(&pid, program.c_str(), settings.actions(), settings.attributes(), argv.data(), environment.data());
  if (reason != 0) return not_started(program, reason);
  Child child(pid);
  in.read_end = FileDescriptor();
  out.write_end = FileDescriptor();
  err.write_end = FileDescriptor();
  ::fcntl(in.write_end.get(), F_SETFL, O_NONBLOCK);
  const PipeSignalBlocked no_signal;
  ProgramRun run;
  if (input.empty()) in.write_end = FileDescriptor();
  const Clock::time_point end = Clock::now() + most_time;
  while (out.read_end || err.read_end) {
    if (stop.stop_requested()) return fail(Errc::cancelled, "language.cancelled");
    if (Clock::now() > end || run.output.size() >= most_output)
      return fail(Errc::limit_exceeded, "language.program_beyond_bounds", {{"program", program}});
    std::array<pollfd, 3> watched{pollfd{in.write_end ? in.write_end.get() : -1, POLLOUT, 0},
                                  pollfd{out.read_end ? out.read_end.get() : -1, POLLIN, 0},
                                  pollfd{err.read_end ? err.read_end.get() : -1, POLLIN, 0}};
    ::poll(watched.data(), watched.size(), look_milliseconds);
    if (watched[0].revents != 0) write_some(in.write_end, input);
    if (watched[1].revents != 0) read_some(out.read_end, run.output, most_output);
    if (watched[2].revents != 0) read_some(err.read_end, run.errors, most_errors);
  }
  run.exit_status = child.wait();
  return run;
}

}  // namespace integrart
