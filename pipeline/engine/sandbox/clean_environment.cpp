#include "pipeline/engine/sandbox/clean_environment.h"

#include <cstdlib>

namespace integrart {

std::vector<std::string> clean_environment() {
  // Two arenas: each costs 64 MiB of address space, and one per thread would use up the bound.
  std::vector<std::string> environment{"LC_ALL=C.UTF-8", "TMPDIR=.", "MALLOC_ARENA_MAX=2",
                                       "OMP_THREAD_LIMIT=1"};  // OCR threads that wait busily cost more than they save
  if (const char* level = std::getenv("INTEGRART_SANDBOX")) {
    environment.push_back(std::string("INTEGRART_SANDBOX=") + level);
  }
  // Its leak check traces the process, which the sandbox forbids.
  if (!memory_can_be_bounded) environment.emplace_back("ASAN_OPTIONS=detect_leaks=0");
  return environment;
}

}  // namespace integrart
