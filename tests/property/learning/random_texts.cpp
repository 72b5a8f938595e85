// What must hold for exercises whatever the words are.
#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <set>

#include "pipeline/base/text.h"
#include "pipeline/learning/activities.h"
#include "tests/learning_trial_works.h"

using namespace integrart;

namespace {

/// Lines of words, names, hyphens, markup of every format, emoji, marks in heaps, right-to-left text and controls.
LinesOfText random_lines(std::mt19937& chance, std::size_t count) {
  static const std::vector<std::string> pieces = {"дім",
                                                  "пам'ятає",
                                                  "пам’ятає",
                                                  "Оксана",
                                                  "будь-який",
                                                  "вікно",
                                                  "łódź",
                                                  "śnieg",
                                                  "Kraków",
                                                  "één",
                                                  "huis",
                                                  "ijs",
                                                  "fjell",
                                                  "Åse",
                                                  "skog",
                                                  "home",
                                                  "Paris",
                                                  "it's",
                                                  "ёлка",
                                                  "بيت",
                                                  "الشَّمس",
                                                  "محمد",
                                                  "*",
                                                  "**a*",
                                                  "/",
                                                  "::",
                                                  ":",
                                                  "<b>",
                                                  "</i>",
                                                  "&amp;",
                                                  "a_b",
                                                  "x*y",
                                                  "a/b",
                                                  "c:d",
                                                  "{{x}}",
                                                  "[[1]]",
                                                  "$",
                                                  "%",
                                                  "\\",
                                                  "|",
                                                  "=",
                                                  "~",
                                                  "#",
                                                  "12",
                                                  "3.5",
                                                  "٣٤",
                                                  "💙",
                                                  "👩‍👩‍👧",
                                                  "e\u0301\u0301\u0301\u0301",
                                                  "\u202Eabc",
                                                  "\u200B",
                                                  ".",
                                                  "!",
                                                  "?",
                                                  "—",
                                                  "…",
                                                  "«",
                                                  "»",
                                                  "\"",
                                                  "'",
                                                  "’",
                                                  "♪",
                                                  "\t",
                                                  "\n",
                                                  "a@b.org",
                                                  "http://x.org/a*b",
                                                  "word",
                                                  "слово",
                                                  "słowo",
                                                  "woord",
                                                  "ord",
                                                  "كلمة"};
  LinesOfText lines;
  for (std::size_t i = 0; i < count; ++i) {
    std::string line;
    const std::size_t words = 1 + chance() % 12;
    for (std::size_t word = 0; word < words; ++word) {
      if (!line.empty() && chance() % 5 != 0) line += ' ';
      line += pieces[chance() % pieces.size()];
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

/// Letters and apostrophes: nothing that H5P, Moodle, Markdown or HTML would read as theirs.
bool has_no_markup(const std::string& answer) {
  return !answer.empty() &&
         answer.find_first_of("*/:|#=~{}[]<>&$%\\_@.,;!?\"()0123456789 \t\n\r`^+-") == std::string::npos;
}

void check_gap(const std::string& text, const ActivityGap& gap, const LanguageTag& language) {
  REQUIRE(gap.begin + gap.length <= text.size());
  const std::string answer = text.substr(gap.begin, gap.length);
  CHECK(is_valid_utf8(answer));
  REQUIRE_FALSE(gap.answers.empty());
  CHECK(gap.answers.front() == answer);
  for (const std::string& other : gap.answers) CHECK(has_no_markup(other));
  const std::vector<ByteRange> words = word_ranges(text, language);
  CHECK(std::ranges::find(words, ByteRange{gap.begin, gap.begin + gap.length}) != words.end());
}

void check(const Activity& activity, const ActivityItem& item) {
  if (const auto* gaps = std::get_if<GapItem>(&item.content)) {
    REQUIRE_FALSE(gaps->gaps.empty());
    std::size_t end = 0;
    for (const ActivityGap& gap : gaps->gaps) {
      CHECK(gap.begin >= end);
      end = gap.begin + gap.length;
      check_gap(gaps->text, gap, activity.language);
    }
    std::string again;
    for (const std::string& piece : gap_pieces(gaps->text, gaps->gaps)) again += piece;
    CHECK(again == gaps->text);
  }
  if (const auto* choice = std::get_if<ChoiceItem>(&item.content)) {
    check_gap(choice->text, choice->gap, activity.language);
    REQUIRE(choice->correct < choice->options.size());
    CHECK(choice->options[choice->correct] == choice->gap.answers.front());
    CHECK(std::set(choice->options.begin(), choice->options.end()).size() == choice->options.size());
    for (const std::string& option : choice->options) CHECK(has_no_markup(option));
  }
  if (const auto* order = std::get_if<OrderItem>(&item.content)) {
    CHECK(order->lines.size() >= 3);
    CHECK_FALSE(std::ranges::is_sorted(order->shown));
  }
  if (const auto* word = std::get_if<VocabularyItem>(&item.content)) {
    CHECK(has_no_markup(word->word));
    REQUIRE(word->begin + word->length <= word->example.size());
  }
}

}  // namespace

TEST_CASE("exercises of random texts keep their promises", "[learning][property]") {
  std::mt19937 chance(20260111);
  std::size_t gaps = 0, choices = 0;
  for (int round = 0; round < 60; ++round) {
    const std::string language = std::vector<std::string>{"uk", "pl", "nl", "nb", "nn", "en", "ru", "ar"}[chance() % 8];
    const LinesOfText lines = random_lines(chance, 3 + chance() % 30), other = random_lines(chance, lines.size());
    std::vector<PackWork> works{song_of("song", {{language, lines}, {language == "en" ? "uk" : "en", other}})};
    REQUIRE(learning::add_activities(works, collection_asking_for(every_kind())));
    std::vector<PackWork> same{song_of("song", {{language, lines}, {language == "en" ? "uk" : "en", other}})};
    REQUIRE(learning::add_activities(same, collection_asking_for(every_kind())));
    REQUIRE(works[0].activities.size() == same[0].activities.size());
    for (std::size_t i = 0; i < works[0].activities.size(); ++i) {
      const Activity& activity = works[0].activities[i];
      INFO(language << " " << activity.id << " round " << round);
      CHECK(activity.to_json().dump() == same[0].activities[i].to_json().dump());
      const auto again = Activity::from_json(activity.to_json());
      REQUIRE(again);
      CHECK(again->to_json() == activity.to_json());
      std::set<std::string> ids;
      for (const ActivityItem& item : activity.items) {
        CHECK(ids.insert(item.id).second);
        check(activity, item);
        gaps += std::holds_alternative<GapItem>(item.content) ? 1 : 0;
        choices += std::holds_alternative<ChoiceItem>(item.content) ? 1 : 0;
      }
    }
  }
  // A promise about nothing is none.
  CHECK(gaps > 500);
  CHECK(choices > 100);
}
