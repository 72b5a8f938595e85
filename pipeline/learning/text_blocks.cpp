#include "pipeline/learning/text_blocks.h"

#include <algorithm>
#include <array>
#include <string>

namespace integrart::learning {

namespace {

bool is_heading(std::string_view tag) {
  return tag.size() == 2 && tag[0] == 'h' && tag[1] >= '1' && tag[1] <= '6';
}

/// Tags of marks inside of a line, of which many stand in one sentence.
bool is_inline(std::string_view tag) {
  constexpr auto tags =
      std::to_array<std::string_view>({"span", "em", "strong", "sup", "sub", "ruby", "rt", "rp", "a", "br"});
  return std::ranges::find(tags, tag) != tags.end();
}

}  // namespace

std::vector<SentencePlace> sentence_places(std::string_view html, std::size_t count) {
  std::vector<SentencePlace> places;
  SentencePlace here;
  bool begins_block = false;
  for (std::size_t at = html.find('<'); at != std::string_view::npos && places.size() < count;
       at = html.find('<', at)) {
    const std::string_view inside = html.substr(at + 1, html.find('>', at) - at - 1);
    const bool closes = inside.starts_with('/');
    const std::string_view tag = inside.substr(closes ? 1 : 0, inside.find(' ') - (closes ? 1 : 0));
    at += inside.size() + 1;
    if (!is_inline(tag)) {
      begins_block = true;
      here.is_heading = !closes && is_heading(tag);
    } else if (inside == "span class=\"s\" id=\"s" + std::to_string(places.size() + 1) + "\"") {
      if (begins_block && !places.empty()) ++here.block;
      begins_block = false;
      places.push_back(here);
    }
  }
  if (places.size() < count) places.clear();
  return places;
}

}  // namespace integrart::learning
