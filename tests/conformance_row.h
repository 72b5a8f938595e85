#pragma once
// One row of the conformance table of timed text: how many cases were right, asked about or wrong.

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include <iostream>
#include <string>

namespace integrart::test {

/// How the answers to the cases of a row were. `asked` is right too: the system said that it does not know.
struct Row {
  std::string name;
  int right = 0;
  int asked = 0;
  int wrong = 0;

  /// Prints the row; at least 99 % must be right or asked, none silently wrong.
  void finish() const {
    std::cout << fmt::format("conformance | {:<34} | {:>5} cases | {:>5} right | {:>4} asked | {:>3} wrong\n", name,
                             right + asked + wrong, right, asked, wrong);
    CHECK(wrong == 0);
    CHECK(right + asked > 0);
  }
};

}  // namespace integrart::test
