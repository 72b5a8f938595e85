// A child that does its worst: every deed is refused or becomes the right error, and nothing is left.

#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <thread>

#include <catch2/catch.hpp>

#include "pipeline/engine/fork_server.h"
#include "pipeline/engine/sandbox.h"
#include "tests/child_program.h"
#include "tests/places.h"
#include "tests/temporary_folder.h"

using namespace integrart;
using namespace std::chrono_literals;

namespace {

/// Seconds within which a child has begun and said its number, also under a sanitizer on a busy machine.
constexpr double time_to_start = 4;

/// A work folder with a file beside it that the child must not reach.
struct Yard {
  TemporaryFolder folder;
  ForkServer fork_server{test::trial_program("sandbox_child")};
  ChildRequest request;

  explicit Yard(const std::string& deed, bool forked = false) {
    if (forked) request.fork_server = &fork_server;
    std::filesystem::create_directory(folder.path() / "work");
    std::ofstream(folder.path() / "outside.txt") << "untouched";
    request.program = test::trial_program("sandbox_child");
    request.arguments = {deed};
    request.work_folder = folder.path() / "work";
    request.bounds = {.memory_bytes = 128U << 20U,
                      .file_bytes = 8U << 20U,
                      .cpu_seconds = 20,
                      .wall_seconds = 30,
                      .per_media_second = 0};
  }
  bool untouched() const {
    std::string text;
    std::getline(std::ifstream(folder.path() / "outside.txt"), text);
    struct stat status {};
    ::stat((folder.path() / "outside.txt").c_str(), &status);
    const auto entries = std::distance(std::filesystem::directory_iterator(folder.path()), {});
    return text == "untouched" && (status.st_mode & 0777) != 0777 && entries == 2;
  }
};

std::string answer_to(const std::string& deed, bool forked = false) {
  const Yard yard(deed, forked);
  const auto outcome = run_child(yard.request);
  if (!outcome) return render(outcome.error());
  CHECK(yard.untouched());
  return outcome->result;
}

Error error_of(const Yard& yard) {
  const auto outcome = run_child(yard.request);
  if (outcome) FAIL("the child got through: " << outcome->result);
  CHECK(yard.untouched());
  return outcome.error();
}

void check_error(const Error& error, Errc code, std::string_view id) {
  CHECK(error.code == code);
  CHECK(error.what.id == id);
}

bool exists(pid_t pid) {
  return ::kill(pid, 0) == 0;
}

void wait_until_gone(pid_t pid) {
  for (int tries = 0; tries < 400 && exists(pid); ++tries) std::this_thread::sleep_for(10ms);
  CHECK_FALSE(exists(pid));
}

/// The weaker level, asked for in this process's environment while the object lives.
struct WeakerLevel {
  WeakerLevel() { ::setenv("INTEGRART_SANDBOX", "seccomp", 1); }
  ~WeakerLevel() { ::unsetenv("INTEGRART_SANDBOX"); }
  WeakerLevel(const WeakerLevel&) = delete;
  WeakerLevel& operator=(const WeakerLevel&) = delete;
};

}  // namespace

TEST_CASE("a child gets its request and inputs, reports progress and returns a result") {
  const bool forked = GENERATE(false, true);
  CAPTURE(forked);
  Yard yard("echo", forked);
  const std::string input = yard.folder.string() + "/outside.txt";
  const auto opened = open_regular_file(input, 100);
  REQUIRE(opened);
  yard.request.request = "request/";
  yard.request.descriptors = {opened->second.descriptor};
  std::vector<std::string> lines;
  yard.request.on_progress = [&lines](std::string_view line) { lines.emplace_back(line); };
  const auto outcome = run_child(yard.request);
  REQUIRE(outcome);
  CHECK(outcome->result == "request/untouched");
  CHECK(lines == std::vector<std::string>{"0.25", "0.5", "1"});
  CHECK(outcome->wall_seconds > 0);
  CHECK(outcome->cpu_seconds < 5);
  CHECK(outcome->peak_memory_bytes > 1U << 20U);
}

TEST_CASE("a child inherits no descriptor and no environment") {
  const bool forked = GENERATE(false, true);
  CAPTURE(forked);
  CHECK(answer_to("early_descriptors", forked) == "0 1 2 3 4 5 ");
  ::setenv("INTEGRART_TEST_SECRET", "hunter2", 1);
  const std::string environment = answer_to("early_environment", forked);
  ::unsetenv("INTEGRART_TEST_SECRET");
  CHECK(environment.find("LC_ALL=C.UTF-8\n") != std::string::npos);
  CHECK(environment.find("hunter2") == std::string::npos);
  CHECK(environment.find("PATH") == std::string::npos);
  CHECK(environment.find("HOME") == std::string::npos);
}

TEST_CASE("what decoders need works inside the sandbox") {
  const bool forked = GENERATE(false, true);
  CAPTURE(forked);
  CHECK(answer_to("threads", forked) == "36");
  CHECK(answer_to("work_files", forked) == "ok");
  CHECK(answer_to("library", forked) == "ok");
}

TEST_CASE("no file outside the work folder can be touched") {
  const bool forked = GENERATE(false, true);
  CAPTURE(forked);
  const std::string deed = GENERATE("read_passwd", "read_root", "read_environment_of_parent", "read_above",
                                    "create_elsewhere", "overwrite_outside", "remove_outside", "truncate_by_reading");
  CAPTURE(deed);
  CHECK_THAT(answer_to(deed, forked), Catch::Equals("EACCES") || Catch::Equals("EPERM"));
}

TEST_CASE("a file cannot be moved out, linked in or changed in passing") {
  const bool forked = GENERATE(false, true);
  CAPTURE(forked);
  const std::string deed = GENERATE("move_out", "link_in", "symlink_in", "truncate_outside", "change_mode");
  CAPTURE(deed);
  CHECK_THAT(answer_to(deed, forked), Catch::Equals("EACCES") || Catch::Equals("EPERM") || Catch::Equals("EXDEV"));
}

TEST_CASE("there is no network, no new process, no tracing and no other way out") {
  const bool forked = GENERATE(false, true);
  CAPTURE(forked);
  const std::string deed = GENERATE("tcp", "udp", "unix_socket", "netlink", "fork", "trace_parent", "signal_parent",
                                    "io_uring", "bpf", "new_namespace", "raise_limit");
  CAPTURE(deed);
  CHECK(answer_to(deed, forked) == "EPERM");
}

TEST_CASE("system calls that no decoder needs do not exist") {
  const bool forked = GENERATE(false, true);
  CAPTURE(forked);
  CHECK(answer_to("clone3", forked) == "ENOSYS");
  CHECK(answer_to("unknown_call", forked) == "ENOSYS");
  CHECK(answer_to("shell", forked) == "refused");
}

TEST_CASE("a decoder that starts a program is stopped and the file refused") {
  const bool forked = GENERATE(false, true);
  CAPTURE(forked);
  check_error(error_of(Yard("exec", forked)), Errc::refused_by_policy, "engine.child_forbidden");
}

#if !defined(INTEGRART_SANITIZED)  // sanitizers catch the signal and need the memory
TEST_CASE("a crash is told as damaged media with its signal") {
  const bool forked = GENERATE(false, true);
  CAPTURE(forked);
  const Error segfault = error_of(Yard("segfault", forked));
  check_error(segfault, Errc::corrupt_media, "engine.child_crashed");
  CHECK(render(segfault).find("SIGSEGV") != std::string::npos);
  check_error(error_of(Yard("abort", forked)), Errc::corrupt_media, "engine.child_crashed");
}

TEST_CASE("a child that eats memory is stopped at its bound") {
  const bool forked = GENERATE(false, true);
  CAPTURE(forked);
  const std::string deed = GENERATE("memory_new", "memory_malloc", "memory_at_once");
  CAPTURE(deed);
  check_error(error_of(Yard(deed, forked)), Errc::limit_exceeded, "engine.child_memory");
}
#endif

TEST_CASE("a child that computes for too long is stopped, with one thread or several") {
  const bool forked = GENERATE(false, true);
  CAPTURE(forked);
  Yard yard(GENERATE("spin", "spin_in_threads"), forked);
  yard.request.bounds.cpu_seconds = 1;
  check_error(error_of(yard), Errc::limit_exceeded, "engine.child_cpu_time");
}

TEST_CASE("a child that hangs is stopped by the clock on the wall") {
  const bool forked = GENERATE(false, true);
  CAPTURE(forked);
  Yard yard("hang", forked);
  yard.request.bounds.wall_seconds = time_to_start;
  pid_t child = 0;
  yard.request.on_progress = [&child](std::string_view line) { child = std::stoi(std::string(line)); };
  const auto begin = std::chrono::steady_clock::now();
  check_error(error_of(yard), Errc::limit_exceeded, "engine.child_wall_time");
  CHECK(std::chrono::steady_clock::now() - begin < 10s);
  REQUIRE(child > 0);
  CHECK_FALSE(exists(child));
}

TEST_CASE("the bounds grow with the medium") {
  const bool forked = GENERATE(false, true);
  CAPTURE(forked);
  Yard yard("hang", forked);
  yard.request.bounds.wall_seconds = 0.1;
  yard.request.bounds.per_media_second = 0.1;
  yard.request.media_seconds = 3;
  const auto begin = std::chrono::steady_clock::now();
  check_error(error_of(yard), Errc::limit_exceeded, "engine.child_wall_time");
  CHECK(std::chrono::steady_clock::now() - begin >= 400ms);
}

TEST_CASE("a file that grows too large stops the child") {
  const bool forked = GENERATE(false, true);
  CAPTURE(forked);
  const Yard yard("huge_file", forked);
  check_error(error_of(yard), Errc::limit_exceeded, "engine.child_file_size");
  CHECK(std::filesystem::file_size(yard.request.work_folder / "huge.bin") <= yard.request.bounds.file_bytes);
}

TEST_CASE("a flood of results, progress or complaints is bounded") {
  const bool forked = GENERATE(false, true);
  CAPTURE(forked);
  check_error(error_of(Yard("flood_result", forked)), Errc::limit_exceeded, "engine.child_result_size");
  CHECK(answer_to("flood_progress", forked) == "ok");
  Yard yard("flood_log", forked);
  std::string log;
  yard.request.on_log = [&log](std::string_view text) { log = text; };
  REQUIRE(run_child(yard.request));
  CHECK(log.size() == 16U << 10U);
  CHECK(log.ends_with("line 19999\n"));
}

TEST_CASE("a child killed from outside may be tried again") {
  const bool forked = GENERATE(false, true);
  CAPTURE(forked);
  const Error error = error_of(Yard("killed", forked));
  check_error(error, Errc::unavailable, "engine.child_killed");
  CHECK(policy_of(error.code).retry == Retry::later);
}

TEST_CASE("a child that ends with an exit status, or cannot be started, is our fault") {
  const bool forked = GENERATE(false, true);
  CAPTURE(forked);
  Yard yard("early_exit", forked);
  std::string log;
  yard.request.on_log = [&log](std::string_view text) { log = text; };
  check_error(error_of(yard), Errc::internal, "engine.child_failed");
  CHECK(log == "something went wrong\n");

  Yard nowhere("nothing");
  nowhere.request.program = "/nonexistent/program";
  ForkServer absent("/nonexistent/program");
  if (forked) nowhere.request.fork_server = &absent;
  check_error(error_of(nowhere), Errc::internal, "engine.child_not_started");
  Yard no_folder("nothing", forked);
  no_folder.request.work_folder = no_folder.folder.path() / "absent";
  check_error(error_of(no_folder), Errc::internal, "engine.child_not_started");
}

TEST_CASE("a child is stopped when it is no longer wanted") {
  const bool forked = GENERATE(false, true);
  CAPTURE(forked);
  Yard yard("hang", forked);
  std::stop_source stop;
  yard.request.stop = stop.get_token();
  std::jthread stopper([&stop] {
    std::this_thread::sleep_for(200ms);
    stop.request_stop();
  });
  check_error(error_of(yard), Errc::cancelled, "engine.child_cancelled");
  check_error(error_of(yard), Errc::cancelled, "engine.child_cancelled");  // before it starts
}

TEST_CASE("what a child started before the sandbox goes with it") {
  const bool forked = GENERATE(false, true);
  CAPTURE(forked);
  Yard yard("early_grandchild", forked);
  yard.request.bounds.wall_seconds = time_to_start;
  pid_t grandchild = 0;
  yard.request.on_progress = [&grandchild](std::string_view line) { grandchild = std::stoi(std::string(line)); };
  check_error(error_of(yard), Errc::limit_exceeded, "engine.child_wall_time");
  REQUIRE(grandchild > 0);
  wait_until_gone(grandchild);
}

TEST_CASE("a child does not outlive a parent that is killed") {
  const bool forked = GENERATE(false, true);
  CAPTURE(forked);
  const Yard yard("nothing", forked);
  const std::string said = yard.folder.string() + "/work/child";
  ChildProgram parent({"/bin/sh", "-c",
                       "cd " + yard.folder.string() + "/work && exec " + test::trial_program("sandbox_child") + " " +
                           (forked ? "early_parent_by_fork_server" : "early_parent") + " > child"});
  pid_t child = 0;
  for (int tries = 0; tries < 1000 && !(std::ifstream(said) >> child); ++tries) std::this_thread::sleep_for(10ms);
  REQUIRE(exists(child));
  parent.kill_and_wait();
  wait_until_gone(child);
}

TEST_CASE("the sandbox is refused to a process that already has threads") {
  const bool forked = GENERATE(false, true);
  CAPTURE(forked);
  CHECK(answer_to("early_thread", forked) == "engine.sandbox_too_late");
}

TEST_CASE("children run side by side without mixing anything") {
  const bool forked = GENERATE(false, true);
  CAPTURE(forked);
  std::vector<std::string> results(8);
  {
    std::vector<std::jthread> threads;
    for (std::size_t number = 0; number < results.size(); ++number) {
      threads.emplace_back([&results, number, forked] {
        Yard yard("echo", forked);
        yard.request.request = std::to_string(number);
        if (const auto outcome = run_child(yard.request)) results[number] = outcome->result;
      });
    }
  }
  CHECK(results == std::vector<std::string>{"0", "1", "2", "3", "4", "5", "6", "7"});
}

TEST_CASE("a fork server serves children side by side, and none learns of another") {
  ForkServer fork_server(test::trial_program("sandbox_child"));
  std::vector<std::string> results(12);
  {
    std::vector<std::jthread> threads;
    for (std::size_t number = 0; number < results.size(); ++number) {
      threads.emplace_back([&results, &fork_server, number] {
        Yard yard(number % 2 == 0 ? "echo" : "early_descriptors");
        yard.request.fork_server = &fork_server;
        yard.request.request = std::to_string(number);
        if (const auto outcome = run_child(yard.request)) results[number] = outcome->result;
      });
    }
  }
  for (std::size_t number = 0; number < results.size(); ++number) {
    CHECK(results[number] == (number % 2 == 0 ? std::to_string(number) : "0 1 2 3 4 5 "));
  }
}

TEST_CASE("a fork server that dies takes its children with it, and another one follows") {
  Yard yard("early_parent_is_killed", true);
  check_error(error_of(yard), Errc::unavailable, "engine.child_killed");
  yard.request.arguments = {"echo"};
  yard.request.request = "again";
  const auto outcome = run_child(yard.request);
  REQUIRE(outcome);
  CHECK(outcome->result == "again");
}

TEST_CASE("a work folder may be named from the current folder") {
  Yard yard("work_files", true);
  yard.request.work_folder = std::filesystem::relative(yard.request.work_folder);
  const auto outcome = run_child(yard.request);
  REQUIRE(outcome);
  CHECK(outcome->result == "ok");
  CHECK(std::filesystem::exists(yard.request.work_folder / "final.bin"));
}

TEST_CASE("a child's time is its own, not what its server has used") {
  Yard yard("nothing", true);
  REQUIRE(run_child(yard.request));  // the server is up
  const auto begin = std::chrono::steady_clock::now();
  const auto outcome = run_child(yard.request);
  REQUIRE(outcome);
  CHECK(outcome->cpu_seconds <= std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
  CHECK(outcome->cpu_seconds > 0);
}

TEST_CASE("at the weaker level the work folder is all there is") {
  const bool forked = GENERATE(false, true);
  CAPTURE(forked);
  const WeakerLevel weaker;
  CHECK(answer_to("work_files", forked) == "ok");
  CHECK(answer_to("threads", forked) == "36");
  CHECK(answer_to("read_passwd", forked) == "ENOENT");
  CHECK(answer_to("read_above", forked) == "ENOENT");
  CHECK(answer_to("overwrite_outside", forked) == "ENOENT");
  CHECK(answer_to("remove_outside", forked) == "ENOENT");
  CHECK(answer_to("tcp", forked) == "EPERM");
  CHECK(answer_to("fork", forked) == "EPERM");
  check_error(error_of(Yard("exec", forked)), Errc::refused_by_policy, "engine.child_forbidden");
}
