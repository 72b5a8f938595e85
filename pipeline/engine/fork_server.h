#pragma once
// Children without the cost of starting a program. Loading the libraries takes longer than most steps do, so a process
// that has loaded them, and has done nothing else, forks a child for every request (decision 0022).

#include <filesystem>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/input_file.h"
#include "pipeline/base/result.h"

namespace integrart {

struct SpawnRequest;
struct SpawnedProcess;

/// First argument by which a program knows that it is a fork server: it calls serve_forks() and ends.
inline constexpr std::string_view fork_server_argument = "internal-fork-server";

/// Our end of a fork server, which is started when the first child is asked for, and again when it has died. It dies
/// with this object or this process, and its children with it: the object must live until they have been waited for.
class ForkServer {
 public:
  /// `program` calls serve_forks(); empty: this program itself.
  explicit ForkServer(std::filesystem::path program = {}) : m_program(std::move(program)) {}
  ~ForkServer();
  ForkServer(const ForkServer&) = delete;
  ForkServer& operator=(const ForkServer&) = delete;

  /// As spawn(), but `program` and `environment` are the server's own. A child is killed when the server dies, not with
  /// the calling thread. At most 200 descriptors. Thread-safe. Errc::internal "engine.child_not_started".
  Result<SpawnedProcess> spawn(const SpawnRequest& request);

 private:
  Result<> start();
  Result<FileDescriptor> ask(const SpawnRequest& request);

  const std::filesystem::path m_program;
  std::mutex m_mutex;
  FileDescriptor m_requests;  // to the running server; none: not started, or known to have died
  int m_pid = -1;
};

/// The other end, by the only thread of its process: in each forked child `work` gets the arguments of the request and
/// gives the exit status. Returns the server's own exit status when whoever started it is gone.
int serve_forks(const std::function<int(const std::vector<std::string>&)>& work);

}  // namespace integrart
