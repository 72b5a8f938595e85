#pragma once
// Where tests find what is not compiled in. Only places.cpp is given the folders, so that no other file's command
// changes with the clone.

#include <string>
#include <string_view>

namespace integrart::test {

/// The folder of the sources, without a slash at the end.
std::string source_folder();

/// A program of tests/programs: its whole path.
std::string trial_program(std::string_view name);

}  // namespace integrart::test
