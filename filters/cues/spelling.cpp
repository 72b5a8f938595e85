// Words that no dictionary knows, as hints.

#include <array>

#include "filters/cues/sheet/cue_sheet.h"
#include "filters/cues/sheet/letters.h"
#include "filters/cues/spelling/dictionary.h"
#include "pipeline/base/text.h"

namespace integrart {
namespace {

bool is_capital(std::string_view word) {
  const char32_t first = take_code_point(word);
  return (first >= U'A' && first <= U'Z') || (first >= 0xC0 && first <= 0xDE) || (first >= 0x400 && first <= 0x42F) ||
         first == U'Ґ' || first == U'Ł' || first == U'Ś' || first == U'Ż' || first == U'Ź' || first == U'Ć';
}

/// Words worth asking about: no numbers, and no names, which begin with a capital where no sentence does.
std::vector<std::string> words_of(const CueSheet& sheet, std::size_t index) {
  std::vector<std::string> words;
  const std::string& shown = sheet.view(index).shown;
  for (const ByteRange& range : word_ranges(shown, sheet.language())) {
    std::string word = shown.substr(range.begin, range.end - range.begin);
    const bool has_digit = word.find_first_of("0123456789") != std::string::npos;
    if (!has_digit && !is_capital(word)) words.push_back(without_bidi_controls(word));
  }
  return words;
}

void check(const CueSheet& sheet, std::vector<CueIssue>& issues) {
  if (!sheet.spelling()) return;
  auto dictionary = Dictionary::open(sheet.language());
  if (!dictionary) return;  // said by the checker
  for (std::size_t i = 0; i < sheet.size(); ++i) {
    std::string unknown;
    for (const std::string& word : words_of(sheet, i))
      if (!dictionary->knows(word)) unknown += (unknown.empty() ? "" : ", ") + word;
    if (!unknown.empty()) issues.push_back(sheet.issue(i, "spelling", "cues.spelling", {{"words", unknown}}));
  }
}

constexpr auto broken = std::to_array<ExampleCue>({{1000, 3000, "We allways sing together."}});
constexpr CueRuleExample example{.broken = broken};

}  // namespace

extern const CueRule cue_rule_spelling;
const CueRule cue_rule_spelling{
    .id = "spelling",
    .version = 1,
    .doc = {.summary = "Words that no dictionary knows, as hints.",
            .details = "Asked only on demand, with the Hunspell dictionaries of this machine, and never in the "
                       "pipeline, whose results must not depend on them. Capitalised words may be names and are not "
                       "asked about. Songs hold dialect and sung forms, so nothing is ever changed.",
            .source = "https://hunspell.github.io/",
            .examples = {}},
    .explanation = "cues.spelling_why",
    .example = example,
    .check = check,
};

}  // namespace integrart
