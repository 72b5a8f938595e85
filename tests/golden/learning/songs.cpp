// The exercises of the two sample songs in five languages, as a person would look through them. When a rule changes on
// purpose, look at every line that differs, then run once with INTEGRART_UPDATE_GOLDEN=1.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "pipeline/learning/activities.h"
#include "tests/learning_trial_works.h"

using namespace integrart;

namespace {

const std::string source = INTEGRART_SOURCE_FOLDER;

std::string with_brackets(const std::string& text, const std::vector<ActivityGap>& gaps) {
  std::string marked;
  const std::vector<std::string> pieces = gap_pieces(text, gaps);
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (i % 2 == 0) {
      marked += pieces[i];
      continue;
    }
    const ActivityGap& gap = gaps[i / 2];
    marked += "[" + pieces[i];
    for (std::size_t other = 1; other < gap.answers.size(); ++other) marked += "|" + gap.answers[other];
    marked += gap.tip.empty() ? "]" : " " + gap.tip + "]";
  }
  return marked;
}

std::string joined(const std::vector<std::string>& list, const std::string& between) {
  std::string text;
  for (const std::string& item : list) text += (text.empty() ? "" : between) + item;
  return text;
}

std::string in_order(const std::vector<std::size_t>& order) {
  std::vector<std::string> numbers;
  for (const std::size_t index : order) numbers.push_back(std::to_string(index + 1));
  return joined(numbers, " ");
}

struct Shown {
  std::string operator()(const GapItem& item) const { return with_brackets(item.text, item.gaps); }
  std::string operator()(const ChoiceItem& item) const {
    return with_blank(item) + "  (" + joined(item.options, ", ") + ") = " + std::to_string(item.correct + 1);
  }
  std::string operator()(const OrderItem& item) const {
    return joined(item.lines, " / ") + "  shown " + in_order(item.shown);
  }
  std::string operator()(const MatchItem& item) const {
    std::vector<std::string> pairs;
    for (const MatchPair& pair : item.pairs) pairs.push_back(pair.line + " = " + pair.translation.in("en"));
    return joined(pairs, " / ") + "  shown " + in_order(item.shown);
  }
  std::string operator()(const DictationItem& item) const { return joined(item.accepted, "  or  "); }
  std::string operator()(const VocabularyItem& item) const {
    return item.word + " " + std::to_string(item.count) +
           "x: " + with_brackets(item.example, {{item.begin, item.length, {item.word}, ""}});
  }
  std::string operator()(const FlashcardItem& item) const { return item.front + " -> " + item.back.in("en"); }
  std::string operator()(const LineItem& item) const {
    std::string text = item.text;
    for (const WordTiming& word : item.words) {
      std::ostringstream time;
      time << " " << word.when.begin.seconds();
      text += time.str() + ":" + word.text;
    }
    return text;
  }
  std::string operator()(const QuestionItem& item) const { return item.question.in("en"); }
};

std::string sheet_of(const std::vector<PackWork>& works) {
  std::string sheet;
  for (const PackWork& work : works) {
    sheet += "# " + work.id + "\n";
    for (const Activity& activity : work.activities) {
      sheet += "\n## " + activity.id + "\n";
      for (const ActivityItem& item : activity.items)
        sheet += item.id + "  " + std::visit(Shown{}, item.content) + "\n";
    }
    sheet += "\n";
  }
  return sheet;
}

std::vector<PackWork> songs_in(const std::string& language) {
  std::vector<PackWork> works;
  for (const std::string song : {"two-keys", "first-bike"}) {
    const auto lines = [&](const std::string& tag) {
      return lines_of_file(source + "/samples/two-homes/songs/" + song + "." + tag + ".txt");
    };
    std::vector<std::pair<std::string, LinesOfText>> tracks{{language, lines(language)}};
    for (const std::string other : {"uk", "pl", "nl", "nb", "en"})
      if (other != language) tracks.emplace_back(other, lines(other));
    works.push_back(song_of(song, tracks));
  }
  return works;
}

}  // namespace

TEST_CASE("the exercises of the sample songs are the ones that were looked through", "[learning][golden]") {
  for (const std::string language : {"uk", "pl", "nl", "nb", "en"}) {
    INFO(language);
    std::vector<PackWork> works = songs_in(language);
    REQUIRE(works[0].tracks.size() == 5);
    REQUIRE(learning::add_activities(works, collection_asking_for(every_kind())));
    std::size_t lines = 0;
    for (const PackWork& work : works) lines += work.activities.front().items.size();
    REQUIRE(lines >= 20);
    const std::string sheet = sheet_of(works);
    const std::string file = source + "/tests/golden/learning/songs." + language + ".txt";
    if (std::getenv("INTEGRART_UPDATE_GOLDEN") != nullptr) std::ofstream(file) << sheet;
    std::ostringstream golden;
    golden << std::ifstream(file).rdbuf();
    CHECK(sheet == golden.str());
  }
}
