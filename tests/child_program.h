#pragma once
// Another program that a test starts, and may stop at any moment.

#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace integrart {

class ChildProgram {
 public:
  explicit ChildProgram(std::vector<std::string> arguments) {
    std::vector<char*> pointers;
    for (std::string& argument : arguments) pointers.push_back(argument.data());
    pointers.push_back(nullptr);
    if (::posix_spawn(&m_pid, pointers.front(), nullptr, nullptr, pointers.data(), environ) != 0) {
      throw std::runtime_error("cannot start " + arguments.front());
    }
  }
  ~ChildProgram() {
    if (m_pid > 0) kill_and_wait();
  }
  ChildProgram(const ChildProgram&) = delete;
  ChildProgram& operator=(const ChildProgram&) = delete;
  ChildProgram(ChildProgram&& other) noexcept : m_pid(std::exchange(other.m_pid, 0)) {}
  ChildProgram& operator=(ChildProgram&& other) noexcept {
    std::swap(m_pid, other.m_pid);
    return *this;
  }

  void send(int signal) const { ::kill(m_pid, signal); }
  /// kill -9, then the status of wait(2).
  int kill_and_wait() {
    send(SIGKILL);
    return wait();
  }
  int wait() {
    int status = 0;
    ::waitpid(m_pid, &status, 0);
    m_pid = 0;
    return status;
  }

 private:
  pid_t m_pid = 0;
};

}  // namespace integrart
