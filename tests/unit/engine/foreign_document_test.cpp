// What is no text is told from its first bytes.
#include "pipeline/engine/foreign_document.h"

#include <array>
#include <catch2/catch.hpp>
#include <string>
#include <utility>

using namespace integrart;
using namespace std::string_view_literals;

TEST_CASE("documents of other programs are told by their first bytes") {
  constexpr auto documents = std::to_array<std::pair<std::string_view, std::string_view>>({
      {"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n"sv, "pdf"},
      {"\n%PDF-1.4"sv, "pdf"},
      {"%!PS-Adobe-3.0 EPSF-3.0\n"sv, "postscript"},
      {"{\\rtf1\\ansi Hello}"sv, "rtf"},
      {"\xEF\xBB\xBF{\\rtf1"sv, "rtf"},
      {"PK\x03\x04\x14\0"sv, "office"},
      {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0"sv, "office"},
      {"<svg xmlns='http://www.w3.org/2000/svg'><text>a</text></svg>"sv, "svg"},
      {"<?xml version='1.0'?>\n<!-- made by hand --><!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'x'>\n<svg>"sv,
       "svg"},
      {"<!DOCTYPE svg [<!ENTITY a '<svg>'> ]>\n<s:svg xmlns:s='http://www.w3.org/2000/svg'/>"sv, "svg"},
      {"<svg/>"sv, "svg"},
  });
  for (const auto& [beginning, document] : documents) {
    INFO(beginning);
    CHECK(foreign_document(beginning) == document);
  }
}

TEST_CASE("texts stay texts, also those about documents") {
  constexpr auto texts = std::to_array<std::string_view>(
      {""sv, " "sv, "A PDF begins with %PDF-"sv, "PK is a unit"sv, "{\"rtf\": 1}"sv, "<p>An <svg> in a page</p>"sv,
       "<?xml version='1.0'?><tt xmlns='http://www.w3.org/ns/ttml'/>"sv, "<svgs>"sv, "<!-- never closed <svg>"sv,
       "<!DOCTYPE svg [ never closed"sv, "<?xml"sv, "<"sv, "<html><svg/></html>"sv, "# Title"sv});
  for (const std::string_view text : texts) {
    INFO(text);
    CHECK(foreign_document(text).empty());
  }
}
