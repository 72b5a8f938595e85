#pragma once
// The payload of a cue as a person sees it, and edits of what is seen that leave the markup alone.

#include <string>
#include <string_view>
#include <vector>

namespace integrart {

/// What is shown: tags out, the character references of WebVTT in; other references stay as they are written.
std::string shown_text(std::string_view payload);

struct ShownEdit {
  std::size_t begin = 0;  // byte offsets of the shown text, half-open
  std::size_t end = 0;
  std::string with;  // plain text
};
/// The payload after edits in ascending order that do not overlap. Tags inside a replaced stretch stay, behind the
/// new text.
std::string edited(std::string_view payload, const std::vector<ShownEdit>& edits);

}  // namespace integrart
