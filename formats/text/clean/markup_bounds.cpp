#include "formats/text/clean/markup_bounds.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>

namespace integrart {
namespace {

/// Elements that never hold others, or that the next of their kind ends.
constexpr auto ends_by_itself = std::to_array<std::string_view>(
    {"area", "base", "br", "col",    "dd",    "dt", "embed", "hr", "img",   "input", "li",    "link", "meta",
     "p",    "rp",   "rt", "source", "tbody", "td", "tfoot", "th", "thead", "tr",    "track", "wbr"});

/// The list of active formatting elements (HTML, 13.2.4.3).
constexpr auto formatting = std::to_array<std::string_view>(
    {"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"});

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool ends_name(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == '/' || c == '>';
}

std::string lower_name(std::string_view html, std::size_t begin) {
  std::size_t end = begin;
  while (end < html.size() && end - begin < 32 && !ends_name(html[end])) ++end;
  std::string name(html.substr(begin, end - begin));
  std::ranges::transform(name, name.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return name;
}

template <std::size_t Count>
bool is_one_of(const std::array<std::string_view, Count>& names, const std::string& name) {
  return std::ranges::find(names, name) != names.end();
}

}  // namespace

MarkupEstimate estimate_markup(std::string_view html) {
  MarkupEstimate estimate;
  std::map<std::string, std::size_t> open;
  std::size_t depth = 0;
  std::size_t open_formatting = 0;
  for (std::size_t at = html.find('<'); at != std::string_view::npos && at + 1 < html.size();
       at = html.find('<', at + 1)) {
    const bool end_tag = html[at + 1] == '/';
    const std::size_t name_begin = at + (end_tag ? 2 : 1);
    if (name_begin >= html.size() || !is_letter(html[name_begin])) continue;
    ++estimate.tags;
    const std::string name = lower_name(html, name_begin);
    if (is_one_of(ends_by_itself, name)) continue;
    std::size_t& count = open[name];
    const bool formats = is_one_of(formatting, name);
    if (!end_tag) {
      ++count;
      estimate.depth = std::max(estimate.depth, ++depth);
      if (formats) estimate.open_formatting = std::max(estimate.open_formatting, ++open_formatting);
    } else if (count > 0) {
      --count;
      --depth;
      if (formats) --open_formatting;
    }
  }
  return estimate;
}

}  // namespace integrart
