#pragma once
// What fuzzers ask of the readers of exchange formats.

#include <string>
#include <string_view>

#include "formats/tables.h"
#include "pipeline/base/catalogue.h"
#include "pipeline/base/text.h"

namespace integrart::test {

/// What is wrong with the answer to `bytes`; empty when all is well.
inline std::string problem_of_exchange(std::string_view id, std::string_view bytes) {
  const ExchangeFormat& format = *find_by_id(exchange_formats(), id);
  if (const auto problems = format.check(bytes, {}))
    for (const ExchangeProblem& problem : *problems)
      if (!is_valid_utf8(render(problem.message))) return "a problem that is no UTF-8";
  const auto document = format.read(bytes, {});
  if (!document) return render(document.error()).empty() ? "an error without words" : "";
  if (!parse_json(document->value.to_json().dump())) return "the document is no JSON";
  for (const ExchangeFormat* const writer : exchange_formats()) {
    for (const std::string_view version : writer->versions) {
      const auto written = writer->write(document->value, version);
      if (!written) continue;  // nothing to write
      const auto again = writer->read(written->value, {});
      if (!again && !document->value.units.empty() && writer == &format && writer->id != "glossary_csv")
        return "what was written cannot be read: " + render(again.error());
      if (!again) continue;
      // Writing settles a document: a second round changes nothing.
      const auto twice = writer->write(again->value, version);
      if (twice && writer->write(writer->read(twice->value, {}).value().value, version).value().value != twice->value)
        return std::string("writing does not settle: ") + std::string(writer->id);
    }
  }
  return {};
}

}  // namespace integrart::test
