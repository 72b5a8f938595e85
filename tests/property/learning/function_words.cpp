// Words that hold sentences together are never what a learner is asked for first, whatever the sentence.
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <random>

#include "pipeline/learning/activities.h"
#include "pipeline/learning/function_words.h"
#include "pipeline/learning/words.h"
#include "tests/learning_trial_works.h"

using namespace integrart;

namespace {

struct LanguageWords {
  std::string language;
  std::vector<std::string> holding, meaning;
};

const std::vector<LanguageWords> language_words = {
    {"uk", {"але", "вона", "через", "який", "що", "не"}, {"вікно", "ріка", "співати", "тихо", "сніг", "ключ"}},
    {"pl", {"ale", "ona", "przez", "jak", "nie", "która"}, {"okno", "rzeka", "śpiewać", "cicho", "śnieg", "klucz"}},
    {"nl",
     {"maar", "zij", "door", "welke", "niet", "omdat"},
     {"raam", "rivier", "zingen", "stil", "sneeuw", "sleutel"}},
    {"nb", {"men", "hun", "gjennom", "hvordan", "ikke", "fordi"}, {"vindu", "elv", "synge", "stille", "snø", "nøkkel"}},
    {"nn",
     {"men", "ho", "gjennom", "korleis", "ikkje", "fordi"},
     {"vindauge", "elv", "synge", "stille", "snø", "nykel"}},
    {"en",
     {"but", "she", "through", "which", "not", "because"},
     {"window", "river", "singing", "quiet", "snow", "key"}},
    {"ru", {"но", "она", "через", "который", "не", "что"}, {"окно", "река", "петь", "тихо", "снег", "ключ"}},
    {"ar", {"في", "من", "على", "هذا", "التي", "لا"}, {"نافذة", "نهر", "غناء", "هدوء", "ثلج", "مفتاح"}}};

LinesOfText mixed_lines(const LanguageWords& words, std::mt19937& chance) {
  LinesOfText lines;
  for (int i = 0; i < 20; ++i) {
    std::string line;
    const std::size_t length = 3 + chance() % 7;
    for (std::size_t word = 0; word < length; ++word) {
      const auto& from = chance() % 2 == 0 ? words.holding : words.meaning;
      line += (line.empty() ? "" : " ") + from[chance() % from.size()];
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

struct Asked {
  std::size_t holding = 0, meaning = 0;
};

/// The words that one item asks for.
Asked asked_by(const ActivityItem& item, const LanguageTag& language) {
  Asked asked;
  const auto count = [&](const std::string& word) {
    const std::vector<std::string> folded = learning::folded_words(word, language);
    const bool holds =
        std::ranges::any_of(folded, [&](const std::string& one) { return learning::is_function_word(one, language); });
    ++(holds ? asked.holding : asked.meaning);
  };
  if (const auto* gap_line = std::get_if<GapItem>(&item.content))
    for (const ActivityGap& gap : gap_line->gaps) count(gap.answers.front());
  if (const auto* choice = std::get_if<ChoiceItem>(&item.content))
    for (const std::string& option : choice->options) count(option);
  if (const auto* word = std::get_if<VocabularyItem>(&item.content)) count(word->word);
  return asked;
}

}  // namespace

TEST_CASE("function words are no gaps, no options and no words to learn; hard gaps have them beside others only",
          "[learning][property]") {
  std::mt19937 chance(20261129);
  std::map<std::string, std::size_t> seen;
  std::size_t beside_others = 0;
  for (int round = 0; round < 10; ++round)
    for (const LanguageWords& words : language_words) {
      std::vector<PackWork> works{song_of("song", {{words.language, mixed_lines(words, chance)}})};
      REQUIRE(learning::add_activities(works, collection_asking_for({"gap_fill", "choice", "vocabulary"})));
      for (const Activity& activity : works.front().activities)
        for (const ActivityItem& item : activity.items) {
          INFO(words.language << " " << activity.id << " " << item.id);
          const Asked asked = asked_by(item, activity.language);
          CHECK(asked.meaning > 0);
          if (activity.level < 3) CHECK(asked.holding == 0);
          seen[words.language + " " + activity.kind] += asked.meaning;
          beside_others += asked.holding;
        }
    }
  // A promise about nothing is none.
  for (const LanguageWords& words : language_words)
    for (const char* kind : {" gap_fill", " choice", " vocabulary"}) {
      INFO(words.language << kind);
      CHECK(seen[words.language + kind] > 20);
    }
  CHECK(beside_others > 100);
  for (const LanguageWords& words : language_words)
    for (const std::string& word : words.holding) {
      INFO(words.language << " " << word);
      CHECK(learning::is_function_word(word, LanguageTag::parse(words.language).value().value));
    }
}
