#pragma once
// A program that is not here, though tests/packages.txt names it: skipped on a machine of one's own, a failure in CI.

#include <catch2/catch.hpp>
#include <cstdlib>
#include <iostream>
#include <string_view>

namespace integrart::test {

/// Says it. Fails the case where INTEGRART_ALL_JUDGES asks for every judge.
inline void is_missing(std::string_view what) {
  const char* all = std::getenv("INTEGRART_ALL_JUDGES");
  if (all != nullptr && *all != '\0') FAIL(what << ": INTEGRART_ALL_JUDGES asks for all of tests/packages.txt");
  std::cout << "skipped: " << what << "\n";
}

}  // namespace integrart::test
