// What a file is by its first bytes: one of the known names or none, however they are broken, and no later byte counts.

#include "pipeline/engine/foreign_document.h"

#include <algorithm>
#include <array>

#include "tests/fuzz/target.h"

namespace {

using namespace integrart;

std::string problem_of_foreign_document(std::string_view bytes) {
  constexpr std::array<std::string_view, 6> names{"", "pdf", "postscript", "rtf", "svg", "office"};
  const std::string_view document = foreign_document(bytes);
  if (std::ranges::find(names, document) == names.end()) return "a document that nobody knows";
  const std::string longer = std::string(bytes) + " and more";
  return document.empty() || foreign_document(longer) == document ? "" : "another document by what follows";
}

}  // namespace

FUZZ_READER(problem_of_foreign_document)
