// Only letters of the language.

#include <algorithm>
#include <array>

#include "filters/cues/sheet/cue_sheet.h"
#include "filters/cues/sheet/letters.h"

namespace integrart {
namespace {

struct Foreign {
  std::string_view language;
  std::u32string_view letters;
};
// Letters of a near relative's alphabet: the usual trace of a wrong keyboard, a wrong encoding or an unnoticed word.
constexpr std::array<Foreign, 5> foreign{{{"uk", U"ёъыэЁЪЫЭ"},
                                          {"ru", U"іїєґўІЇЄҐЎ"},
                                          {"be", U"ищъїєґИЩЪЇЄҐ"},
                                          {"bg", U"ёыэіїєґЁЫЭІЇЄҐ"},
                                          {"ar", U"\u06CC\u06A9"}}};

std::string foreign_letters(std::string_view shown, std::u32string_view letters) {
  std::string found;
  while (!shown.empty()) {
    const char32_t point = take_code_point(shown);
    const std::string letter = utf8_of(point);
    if (point > 0x7F && letters.find(point) != std::u32string_view::npos && found.find(letter) == std::string::npos)
      found += letter;
  }
  return found;
}

void check(const CueSheet& sheet, std::vector<CueIssue>& issues) {
  const auto own = std::find_if(foreign.begin(), foreign.end(),
                                [&](const Foreign& entry) { return entry.language == sheet.primary(); });
  if (own == foreign.end()) return;
  for (std::size_t i = 0; i < sheet.size(); ++i)
    if (const std::string found = foreign_letters(sheet.view(i).shown, own->letters); !found.empty())
      issues.push_back(
          sheet.issue(i, "foreign_letter", "cues.foreign_letter", {{"letters", found}, {"language", sheet.primary()}}));
}

constexpr auto broken = std::to_array<ExampleCue>({{1000, 3000, "Я тебе вижу здалеку, сынку."}});
constexpr CueRuleExample example{.language = "uk", .broken = broken};

}  // namespace

extern const CueRule cue_rule_foreign_letter;
const CueRule cue_rule_foreign_letter{
    .id = "foreign_letter",
    .version = 1,
    .doc = {.summary = "Only letters of the language.",
            .details = "Letters of a near relative in Ukrainian, Russian, Belarusian and Bulgarian, and Persian letter "
                       "forms in Arabic. Only a person can say which word was meant.",
            .source = "https://www.unicode.org/cldr/charts/latest/by_type/core_data.alphabetic_information.main.html",
            .examples = {}},
    .explanation = "cues.foreign_letter_why",
    .example = example,
    .check = check,
};

}  // namespace integrart
