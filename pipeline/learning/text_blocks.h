#pragma once
// Which paragraph or heading the sentences of a text stand in: its clean HTML says it.

#include <string_view>
#include <vector>

namespace integrart::learning {

/// Of one sentence.
struct SentencePlace {
  std::size_t block = 0;  // paragraphs, headings and list items, counted from 0
  bool is_heading = false;
};

/// The places of the first `count` sentences of clean HTML, whose spans are called "s1", "s2" and so on; empty when it
/// does not say them all.
std::vector<SentencePlace> sentence_places(std::string_view html, std::size_t count);

}  // namespace integrart::learning
