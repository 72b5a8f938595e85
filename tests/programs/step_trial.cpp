// The child of the worker tests: runs trial steps (tests/trial_steps.h) in the sandbox, as `integrart` runs real ones.

#include "pipeline/engine/child.h"
#include "pipeline/engine/fork_server.h"
#include "tests/trial_steps.h"

int main(int count, char** arguments) {
  using namespace integrart;
  const Catalogue catalogue = trial::catalogue();
  const auto work = [&catalogue](const std::vector<std::string>&) { return run_child_steps(catalogue); };
  if (count == 2 && arguments[1] == fork_server_argument) return serve_forks(work);
  return work({});
}
