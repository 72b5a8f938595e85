#pragma once
// The words people put above parts of a song ("Chorus", "Приспів", "Refren"), in the languages of the project and their
// neighbours.

#include <optional>
#include <string>
#include <string_view>

namespace integrart {

/// Lower case for comparing labels: ASCII, Latin-1 and Cyrillic letters.
std::string folded(std::string_view utf8);

/// "x2", "2x", "(×3)", "2 рази", "bis" at the end of `line`, which is cut off. At most 20.
std::optional<int> take_repeat_mark(std::string_view& line);

/// What a line says about the song instead of being sung.
struct SectionLabel {
  std::string name;  // folded, without brackets and colon: "chorus", "verse 2"; empty: "[...]" that names nothing
  int times = 1;
};
/// `line` without white space around it. In square brackets everything is a label; without them, or in round ones,
/// only section words with a number, a colon or a repeat mark.
std::optional<SectionLabel> section_label(std::string_view line);

}  // namespace integrart
