#include "filters/text/links/anchors.h"

#include <algorithm>
#include <array>
#include <utility>

#include "filters/text/reading/code_points.h"
#include "pipeline/base/text.h"

namespace integrart::links {
namespace {

constexpr std::size_t most_anchors = 20000;
constexpr std::size_t longest_text = 4000;  // of one link, bytes
constexpr auto references = std::to_array<std::pair<std::string_view, char>>(
    {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}, {"&apos;", '\''}});

std::string unescaped(std::string_view text) {
  std::string plain;
  while (!text.empty()) {
    const auto reference =
        std::ranges::find_if(references, [&](const auto& one) { return text.starts_with(one.first); });
    const bool found = reference != references.end();
    plain += found ? reference->second : text.front();
    text.remove_prefix(found ? reference->first.size() : 1);
  }
  return plain;
}

std::string without_tags(std::string_view html) {
  std::string text;
  while (!html.empty()) {
    const std::size_t tag = std::min(html.find('<'), html.size());
    text += html.substr(0, tag);
    html.remove_prefix(tag);
    html.remove_prefix(html.empty() ? 0 : std::min(html.find('>'), html.size() - 1) + 1);
  }
  return unescaped(text);
}

/// A text that is cut at its longest may end inside a letter.
std::string whole_letters(std::string text) {
  return is_valid_utf8(text) ? std::move(text) : to_utf8(code_points(text));
}

}  // namespace

std::vector<Anchor> anchors_of(std::string_view html) {
  constexpr std::string_view opening = "<a href=\"";
  std::vector<Anchor> anchors;
  for (std::size_t at = html.find(opening); at != std::string_view::npos && anchors.size() < most_anchors;
       at = html.find(opening, at)) {
    const std::size_t address = at + opening.size();
    const std::size_t address_end = html.find('"', address);
    const std::size_t text = address_end == std::string_view::npos ? address_end : html.find('>', address_end);
    if (text == std::string_view::npos) break;
    const std::size_t end = std::min({html.find("</a>", text), html.size(), text + longest_text});
    anchors.push_back({whole_letters(unescaped(html.substr(address, address_end - address))),
                       whole_letters(without_tags(html.substr(text + 1, end - std::min(end, text + 1))))});
    at = text;
  }
  return anchors;
}

}  // namespace integrart::links
