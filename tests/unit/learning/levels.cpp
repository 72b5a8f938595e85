// What is easy and what is hard: frequent words first in easy gaps, rare ones first in hard gaps; words keep their
// time.
#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "pipeline/learning/activities.h"
#include "pipeline/learning/lines.h"
#include "tests/learning_trial_works.h"

using namespace integrart;

namespace {

/// "river" four times, "stones" twice, everything else once.
const LinesOfText river_song = {"the river carries grey stones", "the river washes tall windows",
                                "the river follows yellow trams", "the river remembers old stones"};

std::vector<Activity> exercises_of(const PackWork& song, const std::string& kind) {
  std::vector<PackWork> works{song};
  REQUIRE(learning::add_activities(works, collection_asking_for({kind})));
  return works.front().activities;
}

std::set<std::string> words_in_gaps(const ActivityItem& line) {
  std::set<std::string> words;
  for (const ActivityGap& gap : std::get<GapItem>(line.content).gaps) words.insert(gap.answers.front());
  return words;
}

}  // namespace

TEST_CASE("words are counted in three bands, and languages for themselves", "[learning]") {
  learning::WordCounts counts;
  counts.add(learning::lines_of(song_of("song", {{"en", river_song}})).value());
  const auto band = [&](const char* language, const char* word) {
    return counts.band(LanguageTag::parse(language).value().value, word);
  };
  CHECK(band("en", "trams") == 0);
  CHECK(band("en", "stones") == 1);
  CHECK(band("en", "river") == 2);
  CHECK(band("en", "boat") == 0);
  CHECK(band("nl", "river") == 0);
  counts.add(learning::lines_of(song_of("other", {{"en", {"stones and trams", "stones"}}})).value());
  CHECK(band("en", "stones") == 2);
  CHECK(band("en", "trams") == 1);
}

TEST_CASE("easy gaps are words that the pack says often, hard ones begin with those it says once", "[learning]") {
  const std::vector<Activity> levels = exercises_of(song_of("song", {{"en", river_song}}), "gap_fill");
  REQUIRE(levels.size() == 3);
  REQUIRE(levels[0].items.size() == 4);
  REQUIRE(levels[2].items.size() == 4);
  for (std::size_t i = 0; i < 4; ++i) {
    CAPTURE(river_song[i]);
    CHECK(words_in_gaps(levels[0].items[i]) == std::set<std::string>{"river"});
    const std::set<std::string> hard = words_in_gaps(levels[2].items[i]);
    CHECK(hard.size() == 2);
    for (const char* frequent : {"river", "the"})
      if (hard.contains(frequent)) CHECK(hard.size() > 1);
    std::size_t rare = 0;
    for (const char* once :
         {"carries", "grey", "washes", "tall", "windows", "follows", "yellow", "trams", "remembers", "old"})
      rare += hard.contains(once) ? 1 : 0;
    CHECK(rare > 0);
  }
}

TEST_CASE("a word to learn carries the time in which its line is heard", "[learning]") {
  const std::vector<Activity> lists = exercises_of(song_of("song", {{"en", river_song}}), "vocabulary");
  REQUIRE(lists.size() == 1);
  std::set<std::string> words;
  for (const ActivityItem& item : lists[0].items) {
    const VocabularyItem& word = std::get<VocabularyItem>(item.content);
    const auto line = std::ranges::find(river_song, word.example);
    REQUIRE(line != river_song.end());
    const auto begin = static_cast<std::int64_t>(2000 * (line - river_song.begin()));
    REQUIRE(item.when);
    CHECK(item.when->begin == MediaTime::from_milliseconds(begin));
    REQUIRE(item.when->end);
    CHECK(*item.when->end == MediaTime::from_milliseconds(begin + 2000));
    CHECK(item.cues == std::vector<std::string>{"c" + std::to_string(line - river_song.begin() + 1)});
    words.insert(word.word);
  }
  CHECK(words.contains("river"));
  CHECK(words.contains("trams"));
}
