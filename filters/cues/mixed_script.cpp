// No letter of another alphabet hides in a word.

#include <algorithm>
#include <array>

#include "filters/cues/sheet/cue_sheet.h"
#include "filters/cues/sheet/letters.h"

namespace integrart {
namespace {

struct Letter {
  std::size_t begin = 0;  // of the shown text
  std::size_t end = 0;
  char32_t point = 0;
};

bool is_capital(char32_t point) {
  return (point >= U'A' && point <= U'Z') || (point >= U'А' && point <= U'Я') || point == U'І' || point == U'Ї';
}

bool prefers_cyrillic(std::string_view language) {
  constexpr auto cyrillic = std::to_array<std::string_view>({"uk", "ru", "be", "bg", "sr", "mk", "kk", "ky", "mn"});
  return std::find(cyrillic.begin(), cyrillic.end(), language) != cyrillic.end();
}

/// Replaces the letters of one alphabet by their twins of the other; nothing when one of them has none.
std::vector<ShownEdit> as_one_script(const std::vector<Letter>& word, bool cyrillic) {
  std::vector<ShownEdit> edits;
  for (const Letter& letter : word) {
    if (is_cyrillic(letter.point) == cyrillic) continue;
    const char32_t twin = cyrillic ? cyrillic_twin(letter.point) : latin_twin(letter.point);
    if (twin == 0) return {};
    edits.push_back({letter.begin, letter.end, utf8_of(twin)});
  }
  return edits;
}

/// "VIPів", "SMSка": a Latin abbreviation with a Cyrillic ending is how people write.
bool is_inflected_abbreviation(const std::vector<Letter>& word) {
  std::size_t capitals = 0;
  while (capitals < word.size() && is_latin(word[capitals].point) && is_capital(word[capitals].point)) ++capitals;
  return capitals >= 2 &&
         std::all_of(word.begin() + static_cast<std::ptrdiff_t>(capitals), word.end(),
                     [](auto letter) { return is_cyrillic(letter.point) && !is_capital(letter.point); });
}

std::vector<ShownEdit> mended_word(const std::vector<Letter>& word, std::string_view language) {
  const auto cyrillic = std::count_if(word.begin(), word.end(), [](auto letter) { return is_cyrillic(letter.point); });
  if (cyrillic == 0 || cyrillic == std::ssize(word) || is_inflected_abbreviation(word)) return {};
  const bool first_choice = prefers_cyrillic(language);
  auto edits = as_one_script(word, first_choice);
  return edits.empty() ? as_one_script(word, !first_choice) : edits;
}

std::vector<ShownEdit> twins_in(std::string_view shown, std::string_view language) {
  std::vector<ShownEdit> edits;
  if (shown.find_first_of("\xD0\xD1\xD2\xD3") == std::string_view::npos) return edits;  // no Cyrillic at all
  std::vector<Letter> word;
  const auto end_word = [&] {
    for (ShownEdit& edit : mended_word(word, language)) edits.push_back(std::move(edit));
    word.clear();
  };
  for (std::string_view rest = shown; !rest.empty();) {
    const std::size_t begin = shown.size() - rest.size();
    const char32_t point = take_code_point(rest);
    if (is_latin(point) || is_cyrillic(point))
      word.push_back({begin, shown.size() - rest.size(), point});
    else
      end_word();
  }
  end_word();
  return edits;
}

void check(const CueSheet& sheet, std::vector<CueIssue>& issues) {
  for (std::size_t i = 0; i < sheet.size(); ++i) {
    const std::string& shown = sheet.view(i).shown;
    const auto edits = twins_in(shown, sheet.primary());
    if (edits.empty()) continue;
    const ShownEdit& first = edits.front();
    const std::string letter = shown.substr(first.begin, first.end - first.begin);
    issues.push_back(sheet.issue(i, "mixed_script", "cues.mixed_script",
                                 {{"letter", letter}, {"count", static_cast<std::int64_t>(edits.size())}}));
  }
}

bool fix(CueSheet& sheet) {
  bool changed = false;
  for (std::size_t i = 0; i < sheet.size(); ++i) {
    const auto edits = twins_in(sheet.view(i).shown, sheet.primary());
    if (edits.empty()) continue;
    sheet.edit_text(i, edits);
    changed = true;
  }
  return changed;
}

constexpr auto broken = std::to_array<ExampleCue>({{1000, 3000, "Добрий вeчір, сусіде!"}});
constexpr auto mended = std::to_array<ExampleCue>({{1000, 3000, "Добрий вечір, сусіде!"}});
constexpr CueRuleExample example{.language = "uk", .broken = broken, .mended = mended};

}  // namespace

extern const CueRule cue_rule_mixed_script;
const CueRule cue_rule_mixed_script{
    .id = "mixed_script",
    .version = 1,
    .doc = {.summary = "No letter of another alphabet hides in a word.",
            .details = "Latin and Cyrillic letters that look alike, mixed in one word: it reads well and is neither "
                       "found nor spoken. The letters are replaced by those of the word, which looks the same. "
                       "Inflected abbreviations are left alone.",
            .source = "https://www.unicode.org/reports/tr39/",
            .examples = {}},
    .explanation = "cues.mixed_script_why",
    .example = example,
    .check = check,
    .fix = fix,
};

}  // namespace integrart
