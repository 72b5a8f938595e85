#include "pipeline/engine/foreign_document.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace integrart {

namespace {

using namespace std::string_view_literals;

struct Signature {
  std::string_view bytes;
  std::string_view document;
};
constexpr auto signatures = std::to_array<Signature>({{"%PDF-"sv, "pdf"sv},
                                                      {"%!PS"sv, "postscript"sv},
                                                      {"{\\rtf"sv, "rtf"sv},
                                                      {"PK\x03\x04"sv, "office"sv},
                                                      {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, "office"sv}});

std::string_view without_space(std::string_view text) {
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front())) != 0) text.remove_prefix(1);
  return text;
}

/// What stands behind declarations, comments and the document type: the first element, or nothing.
std::string_view first_element(std::string_view xml) {
  struct Aside {
    std::string_view begin, end;
  };
  constexpr auto asides = std::to_array<Aside>({{"<?"sv, "?>"sv}, {"<!--"sv, "-->"sv}, {"<!"sv, ">"sv}});
  while (true) {
    xml = without_space(xml);
    const auto aside = std::ranges::find_if(asides, [&](const Aside& one) { return xml.starts_with(one.begin); });
    if (aside == asides.end()) return xml;
    std::string_view ending = aside->end;
    // A document type may hold a list of its own, in brackets.
    if (aside->begin == "<!" && xml.find('[') < xml.find(ending)) ending = "]>";
    const std::size_t end = xml.find(ending);
    if (end == std::string_view::npos) return {};
    xml.remove_prefix(end + ending.size());
  }
}

/// Also "<x:svg": a drawing with a prefix for its names.
bool begins_with_svg(std::string_view xml) {
  const std::string_view element = first_element(xml);
  if (!element.starts_with('<')) return false;
  std::string_view name = element.substr(1, element.substr(1).find_first_of(" \t\r\n/>"));
  if (const std::size_t colon = name.find(':'); colon != std::string_view::npos) name.remove_prefix(colon + 1);
  return name == "svg";
}

}  // namespace

std::string_view foreign_document(std::string_view beginning) {
  if (beginning.starts_with("\xEF\xBB\xBF")) beginning.remove_prefix(3);
  beginning = without_space(beginning);
  const auto known =
      std::ranges::find_if(signatures, [&](const Signature& one) { return beginning.starts_with(one.bytes); });
  if (known != signatures.end()) return known->document;
  return begins_with_svg(beginning) ? "svg" : "";
}

}  // namespace integrart
