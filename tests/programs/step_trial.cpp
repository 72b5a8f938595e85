// The child of the worker tests: runs trial steps (tests/trial_steps.h) in the sandbox, as `integrart` runs real ones.

#include "pipeline/engine/child.h"
#include "tests/trial_steps.h"

int main() {
  return integrart::run_child_steps(integrart::trial::catalogue());
}
