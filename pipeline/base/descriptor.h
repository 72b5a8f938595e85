#pragma once
// Plug-ins are `const` descriptors of plain functions, listed in a visible .def table; this is what they share.

#include <span>
#include <string_view>

namespace integrart {

/// An input that the plug-in must accept (or refuse) when the conformance suite runs over the table.
struct Example {
  std::string_view name;
  std::string_view input;
  bool accepted = true;
};

/// Documentation that travels with the code; `integrart doc` prints it, and a test checks that none is empty.
struct Doc {
  std::string_view summary;  // one sentence
  std::string_view details;  // what it keeps and loses, limits, thread rule
  std::string_view source;   // URL of the specification or paper
  std::span<const Example> examples;
};

}  // namespace integrart
