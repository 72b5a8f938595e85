#include "tests/places.h"

namespace integrart::test {

std::string source_folder() {
  return INTEGRART_SOURCE_FOLDER;
}

std::string trial_program(std::string_view name) {
  return std::string(INTEGRART_PROGRAM_FOLDER "/").append(name);
}

}  // namespace integrart::test
