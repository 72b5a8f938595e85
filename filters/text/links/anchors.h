#pragma once
// The links of a cleaned HTML text: what they say and where they lead. Pure; any thread.

#include <string>
#include <string_view>
#include <vector>

namespace integrart::links {

struct Anchor {
  std::string address;
  std::string text;  // what people read and touch, without markup
};

/// `html` as text formats write it (see CleanText): lower-case names, attributes in double quotes, escaped text. Other
/// HTML breaks nothing, and some of its links may not be seen.
std::vector<Anchor> anchors_of(std::string_view html);

}  // namespace integrart::links
