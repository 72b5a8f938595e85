// What a hostile file could make a decoder do, on demand: sandbox_child DEED. Enters the sandbox first (unless the deed
// begins with "early_"), tries the deed, and writes to the result what the system answered.

#include <arpa/inet.h>
#include <fcntl.h>
#include <iconv.h>
#include <linux/capability.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <thread>

#include "pipeline/engine/fork_server.h"
#include "pipeline/engine/sandbox.h"

namespace {

using namespace integrart;

void say(int descriptor, std::string_view text) {
  if (::write(descriptor, text.data(), text.size()) < 0) std::_Exit(3);
}
void answer(std::string_view text) {
  say(ChildDescriptors::result, text);
}
/// "ok", or the name of the error the last system call gave.
void answer_call(long outcome) {
  answer(outcome >= 0 ? "ok" : ::strerrorname_np(errno));
}

std::string read_descriptor(int descriptor) {
  std::string text(1U << 16U, '\0');
  const ssize_t count = ::read(descriptor, text.data(), text.size());
  text.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
  return text;
}

/// RFC 3493 address of a port on this machine that something may listen on.
sockaddr_in local_address() {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(22);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

void spin() {
  for (std::atomic<unsigned long> turns = 0;; ++turns) continue;
}

void eat_memory_with_new() {
  for (;;) {
    auto* block = new char[1U << 20U];
    std::memset(block, 1, 1U << 20U);
  }
}
void eat_memory_with_malloc() {
  for (;;) {
    void* block = std::malloc(1U << 20U);
    std::memset(block, 1, 1U << 20U);  // crashes on the null pointer, as careless C code does
  }
}

void list_descriptors() {
  std::string open;
  for (int descriptor = 0; descriptor < 256; ++descriptor) {
    if (::fcntl(descriptor, F_GETFD) >= 0) open += std::to_string(descriptor) + " ";
  }
  answer(open);
}

void list_environment() {
  for (char** variable = environ; *variable != nullptr; ++variable) answer(std::string(*variable) + "\n");
}

void use_threads() {
  std::atomic<int> sum = 0;
  std::vector<std::thread> threads;
  for (int thread = 1; thread <= 8; ++thread) threads.emplace_back([&sum, thread] { sum += thread; });
  for (std::thread& thread : threads) thread.join();
  answer(std::to_string(sum));
}

void write_work_files() {
  std::ofstream("out.bin") << "made";
  const bool renamed = ::rename("out.bin", "final.bin") == 0;
  const bool folder = ::mkdir("segments", 0755) == 0;
  std::ofstream("segments/1.m4s") << "segment";
  answer(renamed && folder && std::ifstream("segments/1.m4s") ? "ok" : "failed");
}

/// A conversion that glibc loads a library for.
void load_a_library() {
  iconv_t conversion = ::iconv_open("UTF-8", "WINDOWS-1251");
  answer(conversion == reinterpret_cast<iconv_t>(-1) ? ::strerrorname_np(errno) : "ok");
}

void signal_parent() {
  answer_call(::kill(::getppid(), 0));
}

void raise_limit() {
  const rlimit more{RLIM_INFINITY, RLIM_INFINITY};
  answer_call(::setrlimit(RLIMIT_DATA, &more));
}

void flood_progress() {
  for (int line = 0; line < 200'000; ++line) say(ChildDescriptors::progress, "0.5\n");
  answer("ok");
}

void flood_result() {
  const std::string block(1U << 20U, 'x');
  for (;;) answer(block);
}

void flood_log() {
  for (int line = 0; line < 20'000; ++line) std::cerr << "the decoder complains, line " << line << "\n";
  answer("ok");
}

void huge_file() {
  const int file = ::open("huge.bin", O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  const std::string block(1U << 20U, 'x');
  while (::write(file, block.data(), block.size()) > 0) continue;
  answer("stopped");
}

/// Starts a process of its own and waits for ever: neither may be left.
void leave_a_grandchild() {
  if (const pid_t pid = ::fork(); pid != 0) say(ChildDescriptors::progress, std::to_string(pid) + "\n");
  for (;;) ::pause();
}

/// Is itself a parent: starts a child that hangs and tells its number.
void be_a_parent_with(ForkServer* fork_server) {
  ChildRequest request;
  request.fork_server = fork_server;
  request.arguments = {"hang"};
  request.work_folder = ".";
  request.on_progress = [](std::string_view line) { std::cout << line << std::endl; };
  if (const auto outcome = run_child(request); !outcome) std::cerr << render(outcome.error()) << "\n";
}

void be_a_parent() {
  be_a_parent_with(nullptr);
}

void be_a_parent_by_fork_server() {
  ForkServer fork_server;
  be_a_parent_with(&fork_server);
}

void connect_somewhere() {
  const int connection = ::socket(AF_INET, SOCK_STREAM, 0);
  if (connection < 0) return answer_call(connection);
  const sockaddr_in address = local_address();
  answer_call(::connect(connection, reinterpret_cast<const sockaddr*>(&address), sizeof address));
}

const std::map<std::string_view, std::function<void()>>& deeds() {
  static const std::map<std::string_view, std::function<void()>> table{
      {"echo",
       [] {
         answer(read_descriptor(ChildDescriptors::request) + read_descriptor(ChildDescriptors::first_input));
         say(ChildDescriptors::progress, "0.25\n\n" + std::string(10'000, 'x') + "\n0.5\n1");
       }},
      {"early_descriptors", list_descriptors},
      {"early_environment", list_environment},
      {"early_grandchild", leave_a_grandchild},
      {"early_parent", be_a_parent},
      {"early_parent_by_fork_server", be_a_parent_by_fork_server},
      {"early_parent_is_killed",
       [] {
         ::kill(::getppid(), SIGKILL);
         for (;;) ::pause();
       }},
      {"early_exit",
       [] {
         std::cerr << "something went wrong\n";
         std::exit(7);
       }},
      {"early_thread",
       [] {
         std::thread other([] {
           for (;;) ::pause();
         });
         const auto entered = enter_sandbox(".");
         answer(entered ? "entered" : entered.error().what.id);
         std::_Exit(0);
       }},
      {"threads", use_threads},
      {"work_files", write_work_files},
      {"library", load_a_library},
      {"read_passwd", [] { answer_call(::open("/etc/passwd", O_RDONLY)); }},
      {"read_root", [] { answer_call(::open("/", O_RDONLY | O_DIRECTORY)); }},
      {"read_environment_of_parent",
       [] { answer_call(::open(("/proc/" + std::to_string(::getppid()) + "/environ").c_str(), O_RDONLY)); }},
      {"read_above", [] { answer_call(::open("../outside.txt", O_RDONLY)); }},
      {"create_elsewhere", [] { answer_call(::open("../created.txt", O_WRONLY | O_CREAT, 0600)); }},
      {"overwrite_outside", [] { answer_call(::open("../outside.txt", O_WRONLY | O_TRUNC)); }},
      {"truncate_outside", [] { answer_call(::truncate("../outside.txt", 0)); }},
      {"truncate_by_reading", [] { answer_call(::open("../outside.txt", O_RDONLY | O_TRUNC)); }},
      {"remove_outside", [] { answer_call(::unlink("../outside.txt")); }},
      {"move_out",
       [] {
         std::ofstream("a") << "a";
         answer_call(::rename("a", "../a"));
       }},
      {"link_in", [] { answer_call(::link("../outside.txt", "stolen")); }},
      {"symlink_in", [] { answer_call(::symlink("/etc/passwd", "stolen")); }},
      {"change_mode", [] { answer_call(::chmod("../outside.txt", 0777)); }},
      {"tcp", connect_somewhere},
      {"udp", [] { answer_call(::socket(AF_INET, SOCK_DGRAM, 0)); }},
      {"unix_socket", [] { answer_call(::socket(AF_UNIX, SOCK_STREAM, 0)); }},
      {"netlink", [] { answer_call(::socket(AF_NETLINK, SOCK_RAW, 0)); }},
      {"fork", [] { answer_call(::fork()); }},
      {"clone3", [] { answer_call(::syscall(SYS_clone3, nullptr, 0)); }},
      {"exec",
       [] {
         const char* arguments[] = {"/bin/true", nullptr};
         ::execv(arguments[0], const_cast<char**>(arguments));
         answer_call(-1);
       }},
      {"shell", [] { answer(std::system("true") == 0 ? "ok" : "refused"); }},
      {"trace_parent", [] { answer_call(::ptrace(PTRACE_ATTACH, ::getppid(), nullptr, nullptr)); }},
      {"signal_parent", signal_parent},
      {"io_uring", [] { answer_call(::syscall(SYS_io_uring_setup, 8, nullptr)); }},
      {"bpf", [] { answer_call(::syscall(SYS_bpf, 0, nullptr, 0)); }},
      {"unknown_call", [] { answer_call(::syscall(SYS_kexec_load, 0, 0, nullptr, 0)); }},
      {"new_namespace", [] { answer_call(::syscall(SYS_unshare, 0x10000000)); }},
      {"raise_limit", raise_limit},
      {"memory_new", eat_memory_with_new},
      {"memory_malloc", eat_memory_with_malloc},
      {"memory_at_once", [] { answer(std::string(std::size_t{1} << 40U, 'x')); }},
      {"spin", spin},
      {"spin_in_threads",
       [] {
         std::thread other(spin);
         spin();
       }},
      {"hang",
       [] {
         say(ChildDescriptors::progress, std::to_string(::getpid()) + "\n");
         for (;;) ::pause();
       }},
      {"segfault", [] { std::raise(SIGSEGV); }},
      {"abort", [] { std::abort(); }},
      {"killed", [] { ::kill(::getpid(), SIGKILL); }},
      {"flood_progress", flood_progress},
      {"flood_result", flood_result},
      {"flood_log", flood_log},
      {"huge_file", huge_file},
      {"nothing", [] {}},
  };
  return table;
}

}  // namespace

namespace {

int do_deed(const std::vector<std::string>& arguments) {
  const auto deed = arguments.size() == 1 ? deeds().find(arguments[0]) : deeds().end();
  if (deed == deeds().end()) return 2;
  if (!deed->first.starts_with("early_")) {
    if (const auto entered = enter_sandbox("."); !entered) {
      answer(entered.error().what.id);
      return 0;
    }
  }
  deed->second();
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  if (count == 2 && arguments[1] == fork_server_argument) return serve_forks(do_deed);
  return do_deed({arguments + 1, arguments + count});
}
