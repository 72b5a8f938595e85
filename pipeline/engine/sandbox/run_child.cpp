// The parent's side of the sandbox: bounds, what the child says, and what its end means.

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <optional>
#include <system_error>

#include "pipeline/engine/fork_server.h"
#include "pipeline/engine/sandbox.h"
#include "pipeline/engine/sandbox/child_process.h"
#include "pipeline/engine/sandbox/clean_environment.h"
#include "pipeline/engine/sandbox/sandbox_exit.h"

namespace integrart {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t most_result_bytes = 64U << 20U;
constexpr std::size_t most_log_bytes = 16U << 10U;
constexpr std::size_t most_line_bytes = 4U << 10U;
constexpr std::uint64_t library_address_space = 1ULL << 30U;
constexpr std::uint64_t untouched_library_bytes = 32U
                                                  << 20U;  // counts as allocated (VmData), is not resident: 26 MiB seen
constexpr rlim_t most_descriptors = 256;
constexpr rlim_t stack_bytes = 4U << 20U;  // glibc gives every thread as much, and it counts as allocated
constexpr std::chrono::milliseconds look_interval{200};

struct Pipe {
  FileDescriptor read_end;
  FileDescriptor write_end;
};

Result<Pipe> make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
    return fail(Errc::unavailable, "engine.child_not_started", {{"reason", std::generic_category().message(errno)}});
  }
  Pipe pipe{FileDescriptor(ends[0]), FileDescriptor(ends[1])};
  ::fcntl(pipe.read_end.get(), F_SETFL, O_NONBLOCK);
  return pipe;
}

/// A sealed file in memory: unlike a pipe, it cannot make parent and child wait for each other.
Result<FileDescriptor> in_memory_file(std::string_view bytes) {
  FileDescriptor file(::memfd_create("request", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  while (file && !bytes.empty()) {
    const ssize_t written = ::write(file.get(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) break;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  const bool ready = file && bytes.empty() && ::lseek(file.get(), 0, SEEK_SET) == 0 &&
                     ::fcntl(file.get(), F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK) == 0;
  if (!ready) {
    return fail(Errc::unavailable, "engine.child_not_started", {{"reason", std::generic_category().message(errno)}});
  }
  return file;
}

double cpu_bound(const ChildRequest& request) {
  return request.bounds.cpu_seconds + request.bounds.per_media_second * request.media_seconds;
}
double wall_bound(const ChildRequest& request) {
  return request.bounds.wall_seconds + request.bounds.per_media_second * request.media_seconds;
}

std::vector<std::pair<int, rlimit>> limits_of(const ChildRequest& request) {
  const auto equal = [](rlim_t value) { return rlimit{value, value}; };
  const auto cpu_seconds = static_cast<rlim_t>(std::max(1.0, std::ceil(cpu_bound(request))));
  std::vector<std::pair<int, rlimit>> limits{
      {RLIMIT_CORE, equal(0)},
      {RLIMIT_NOFILE, equal(most_descriptors)},
      {RLIMIT_STACK, equal(stack_bytes)},
      {RLIMIT_FSIZE, equal(request.bounds.file_bytes)},
      {RLIMIT_CPU, {cpu_seconds, cpu_seconds + 2}},  // SIGXCPU tells what it was; SIGKILL comes for who ignores it
  };
  if (memory_can_be_bounded) {
    limits.emplace_back(RLIMIT_DATA, equal(request.bounds.memory_bytes));
    limits.emplace_back(RLIMIT_AS, equal(request.bounds.memory_bytes + library_address_space));
  }
  return limits;
}

/// Peak of resident memory, "VmHWM" of /proc/PID/status; 0 when it cannot be read.
std::uint64_t resident_peak(pid_t pid) {
  std::ifstream status("/proc/" + std::to_string(pid) + "/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return std::strtoull(line.c_str() + 6, nullptr, 10) << 10U;
  }
  return 0;
}

/// Calls back for every complete line; the last one need not end with a line feed.
class LineSplitter {
 public:
  explicit LineSplitter(const std::function<void(std::string_view)>& each) : m_each(each) {}
  void add(std::string_view bytes) {
    for (const char byte : bytes) {
      if (byte == '\n') {
        finish();
      } else if (m_line.size() < most_line_bytes) {
        m_line += byte;
      } else {
        m_too_long = true;
      }
    }
  }
  void finish() {
    if (m_each && !m_line.empty() && !m_too_long) m_each(m_line);
    m_line.clear();
    m_too_long = false;
  }

 private:
  const std::function<void(std::string_view)>& m_each;
  std::string m_line;
  bool m_too_long = false;
};

enum class Killed : std::uint8_t { no, wall_time, result_size, cancelled };

/// One child from start to end.
class ChildRun {
 public:
  explicit ChildRun(const ChildRequest& request) : m_request(request), m_lines(request.on_progress) {}
  ~ChildRun() {
    if (m_process.pid <= 0) return;
    end(Killed::cancelled);
    reap();
  }
  ChildRun(const ChildRun&) = delete;
  ChildRun& operator=(const ChildRun&) = delete;

  Result<> start();
  void watch();
  Result<ChildResult> conclude();

 private:
  void look_once(std::array<pollfd, 5>& watched);
  bool read_some(FileDescriptor& pipe, const std::function<void(std::string_view)>& take);
  bool read_round();
  void take_result(std::string_view bytes);
  void take_log(std::string_view bytes);
  void end(Killed why);
  void reap();
  Result<> meaning_of_status() const;
  Result<> meaning_of_signal(int signal) const;
  bool memory_was_short() const;

  const ChildRequest& m_request;
  LineSplitter m_lines;
  Pipe m_result, m_progress, m_log;
  FileDescriptor m_stop;
  SpawnedProcess m_process;
  Clock::time_point m_started;
  Clock::time_point m_next_look;  // at the child's memory
  Killed m_killed = Killed::no;
  bool m_ended = false;
  std::uint64_t m_inherited_peak = 0;
  std::uint64_t m_seen_peak = 0;
  int m_status = 0;
  rusage m_usage{};
  std::string m_log_tail;
  ChildResult m_outcome;
};

Result<> ChildRun::start() {
  TRY_ASSIGN(const FileDescriptor bytes, in_memory_file(m_request.request));
  TRY_ASSIGN(m_result, make_pipe());
  TRY_ASSIGN(m_progress, make_pipe());
  TRY_ASSIGN(m_log, make_pipe());
  m_stop = FileDescriptor(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  SpawnRequest spawn_request;
  spawn_request.program = m_request.program.empty() ? "/proc/self/exe" : m_request.program;
  spawn_request.arguments = m_request.arguments;
  spawn_request.environment = clean_environment();
  spawn_request.descriptors = {bytes.get(), m_result.write_end.get(), m_progress.write_end.get()};
  spawn_request.descriptors.insert(spawn_request.descriptors.end(), m_request.descriptors.begin(),
                                   m_request.descriptors.end());
  spawn_request.standard_error = m_log.write_end.get();
  spawn_request.current_folder = m_request.work_folder;
  spawn_request.limits = limits_of(m_request);
  m_started = Clock::now();
  m_inherited_peak = resident_peak(::getpid());
  TRY_ASSIGN(m_process,
             m_request.fork_server != nullptr ? m_request.fork_server->spawn(spawn_request) : spawn(spawn_request));
  for (Pipe* pipe : {&m_result, &m_progress, &m_log}) pipe->write_end = FileDescriptor();
  return {};
}

/// True while there may be more at once; a pipe whose other ends are closed is closed here too.
bool ChildRun::read_some(FileDescriptor& pipe, const std::function<void(std::string_view)>& take) {
  if (!pipe) return false;
  std::array<char, 65536> bytes;
  const ssize_t count = ::read(pipe.get(), bytes.data(), bytes.size());
  if (count > 0) {
    take({bytes.data(), static_cast<std::size_t>(count)});
    return true;
  }
  if (count < 0 && errno == EINTR) return true;
  if (count == 0 || errno != EAGAIN) pipe = FileDescriptor();
  return false;
}

void ChildRun::take_result(std::string_view bytes) {
  if (m_outcome.result.size() + bytes.size() > most_result_bytes) return end(Killed::result_size);
  m_outcome.result += bytes;
}

void ChildRun::take_log(std::string_view bytes) {
  m_log_tail += bytes;
  if (m_log_tail.size() > most_log_bytes) m_log_tail.erase(0, m_log_tail.size() - most_log_bytes);
}

/// One read of each pipe, so that a flood on one keeps us neither from the others nor from the clock. True while there
/// may be more at once.
bool ChildRun::read_round() {
  const bool result = read_some(m_result.read_end, [this](std::string_view bytes) { take_result(bytes); });
  const bool progress = read_some(m_progress.read_end, [this](std::string_view bytes) { m_lines.add(bytes); });
  const bool log = read_some(m_log.read_end, [this](std::string_view bytes) { take_log(bytes); });
  return result || progress || log;
}

/// Kills the whole session of the child. The first reason counts.
void ChildRun::end(Killed why) {
  if (m_killed == Killed::no) m_killed = why;
  ::kill(-m_process.pid, SIGKILL);
}

void ChildRun::look_once(std::array<pollfd, 5>& watched) {
  watched = {{{m_process.handle.get(), POLLIN, 0},
              {m_result.read_end.get(), POLLIN, 0},
              {m_progress.read_end.get(), POLLIN, 0},
              {m_log.read_end.get(), POLLIN, 0},
              {m_killed == Killed::no ? m_stop.get() : -1, POLLIN, 0}}};
  ::poll(watched.data(), watched.size(), static_cast<int>(look_interval.count()));
  read_round();
  if (Clock::now() >= m_next_look) {
    m_seen_peak = std::max(m_seen_peak, resident_peak(m_process.pid));
    m_next_look = Clock::now() + look_interval;
  }
  m_ended = watched[0].revents != 0;
}

void ChildRun::watch() {
  const std::stop_callback on_stop(m_request.stop, [this] {
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t told = ::write(m_stop.get(), &one, sizeof one);
  });
  const auto deadline =
      m_started + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(wall_bound(m_request)));
  std::array<pollfd, 5> watched{};
  while (!m_ended) {
    look_once(watched);
    if (m_ended) break;
    if (m_request.stop.stop_requested()) end(Killed::cancelled);
    if (Clock::now() >= deadline) end(Killed::wall_time);
  }
  // Before it is waited for, so that the number cannot be another's yet. Whatever it started goes with it.
  ::kill(-m_process.pid, SIGKILL);
  while (read_round()) continue;
  m_lines.finish();
  reap();
}

void ChildRun::reap() {
  const ProcessEnd how = wait_for(m_process);
  m_status = how.status;
  m_usage = how.usage;
}

Result<ChildResult> ChildRun::conclude() {
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  m_outcome.cpu_seconds = seconds(m_usage.ru_utime) + seconds(m_usage.ru_stime);
  m_outcome.wall_seconds = std::chrono::duration<double>(Clock::now() - m_started).count();
  // The kernel's peak starts with that of the process we forked from; only above it does it tell about the child.
  const std::uint64_t kernel_peak = static_cast<std::uint64_t>(m_usage.ru_maxrss) << 10U;
  m_outcome.peak_memory_bytes = kernel_peak > m_inherited_peak || m_seen_peak == 0 ? kernel_peak : m_seen_peak;
  if (m_request.on_log && !m_log_tail.empty()) m_request.on_log(m_log_tail);
  TRY(meaning_of_status());
  return std::move(m_outcome);
}

/// A crash with nearly all allowed memory in use is a lack of memory: not every library survives a failed allocation.
bool ChildRun::memory_was_short() const {
  const std::uint64_t bound = m_request.bounds.memory_bytes;
  return m_outcome.peak_memory_bytes + std::max(bound / 10, untouched_library_bytes) >= bound;
}

Result<> ChildRun::meaning_of_signal(int signal) const {
  const auto megabytes = [](std::uint64_t bytes) { return static_cast<std::int64_t>(bytes >> 20U); };
  if (signal == SIGXCPU)
    return fail(Errc::limit_exceeded, "engine.child_cpu_time", {{"seconds", std::ceil(cpu_bound(m_request))}});
  if (signal == SIGXFSZ) {
    return fail(Errc::limit_exceeded, "engine.child_file_size",
                {{"megabytes", megabytes(m_request.bounds.file_bytes)}});
  }
  if (signal == SIGSYS) return fail(Errc::refused_by_policy, "engine.child_forbidden");
  if (signal == SIGKILL && m_outcome.cpu_seconds >= cpu_bound(m_request)) {
    return fail(Errc::limit_exceeded, "engine.child_cpu_time", {{"seconds", std::ceil(cpu_bound(m_request))}});
  }
  if (signal == SIGKILL) return fail(Errc::unavailable, "engine.child_killed");
  if (memory_was_short()) {
    return fail(Errc::limit_exceeded, "engine.child_memory", {{"megabytes", megabytes(m_request.bounds.memory_bytes)}});
  }
  const char* name = ::sigabbrev_np(signal);
  return fail(Errc::corrupt_media, "engine.child_crashed",
              {{"signal", name != nullptr ? "SIG" + std::string(name) : std::to_string(signal)}});
}

Result<> ChildRun::meaning_of_status() const {
  switch (m_killed) {
    case Killed::cancelled:
      return fail(Errc::cancelled, "engine.child_cancelled");
    case Killed::wall_time:
      return fail(Errc::limit_exceeded, "engine.child_wall_time", {{"seconds", std::ceil(wall_bound(m_request))}});
    case Killed::result_size:
      return fail(Errc::limit_exceeded, "engine.child_result_size",
                  {{"megabytes", static_cast<std::int64_t>(most_result_bytes >> 20U)}});
    case Killed::no:
      break;
  }
  if (WIFSIGNALED(m_status)) return meaning_of_signal(WTERMSIG(m_status));
  const int exit_status = WEXITSTATUS(m_status);
  if (exit_status == 0) return {};
  if (exit_status == exit_status_of_exhausted_memory) {
    return fail(Errc::limit_exceeded, "engine.child_memory",
                {{"megabytes", static_cast<std::int64_t>(m_request.bounds.memory_bytes >> 20U)}});
  }
  return fail(Errc::internal, "engine.child_failed", {{"status", std::int64_t{exit_status}}});
}

}  // namespace

Result<ChildResult> run_child(const ChildRequest& request) {
  if (request.stop.stop_requested()) return fail(Errc::cancelled, "engine.child_cancelled");
  ChildRun run(request);
  TRY(run.start());
  run.watch();
  return run.conclude();
}

}  // namespace integrart
