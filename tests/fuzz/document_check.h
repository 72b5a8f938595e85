#pragma once
// What the fuzzer asks of every document that is read from JSON: words for what is refused, and what is accepted comes
// back the same.

#include <string>

#include "pipeline/base/json.h"
#include "pipeline/base/message.h"

namespace integrart::test {

template <class Document>
std::string problem_of_document(const Json& json, const char* name) {
  const auto document = Document::from_json(json);
  if (!document) return render(document.error()).empty() ? std::string(name) + ": an error without words" : "";
  const Json written = document->to_json();
  const auto again = Document::from_json(written);
  return again && again->to_json() == written ? "" : std::string(name) + ": another document came back";
}

}  // namespace integrart::test
