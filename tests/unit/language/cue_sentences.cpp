#include "pipeline/language/cue_sentences.h"

#include <catch2/catch.hpp>
#include <random>

#include "pipeline/base/text.h"

using namespace integrart;

namespace {

CueTrack track_of(const std::vector<std::pair<double, std::string>>& lines, double length = 1.8, double step = 2) {
  CueTrack track;
  (void)step;
  for (const auto& [start, text] : lines) {
    Cue cue;
    cue.id = "c" + std::to_string(track.cues.size() + 1);
    cue.when = {MediaTime::from_seconds(start), MediaTime::from_seconds(start + length)};
    cue.text = text;
    CueNode node;
    node.type = "text";
    node.text = text;
    cue.tree = {node};
    track.cues.push_back(std::move(cue));
  }
  return track;
}

std::vector<std::size_t> counts_of(const std::vector<CueSentence>& groups) {
  std::vector<std::size_t> counts;
  for (const CueSentence& group : groups) counts.push_back(group.count);
  return counts;
}

}  // namespace

TEST_CASE("cues are grouped to sentences") {
  const CueTrack track = track_of(
      {{0, "When I was young,"}, {2, "we had two\nhomes."}, {4, "And a song"}, {9, "after a pause"}, {11, "- Yes."}});
  const auto groups = cue_sentences(track);
  CHECK(counts_of(groups) == std::vector<std::size_t>{2, 1, 1, 1});
  CHECK(groups[0].text == "When I was young, we had two homes.");
  CueTrack lyrics = track;
  lyrics.kind = "lyrics";
  CHECK(cue_sentences(lyrics).size() == 5);
  std::vector<std::pair<double, std::string>> endless;
  for (int i = 0; i < 12; ++i) endless.emplace_back(i * 2.0, "and on and on");
  for (const CueSentence& group : cue_sentences(track_of(endless))) CHECK(group.count <= 5);
}

TEST_CASE("a sentence is split between words, at good places, and nothing is lost") {
  CHECK(split_sentence("Kiedy byłam mała, mieliśmy dwa domy.", {17, 18}) ==
        std::vector<std::string>{"Kiedy byłam mała,", "mieliśmy dwa domy."});
  // Not after the one-letter word, though that is nearer to the middle.
  const auto parts = split_sentence("mieszkaliśmy daleko w domu", {19, 7});
  CHECK(parts == std::vector<std::string>{"mieszkaliśmy daleko", "w domu"});
  CHECK(split_sentence("jedno", {1, 1}) == std::vector<std::string>{"jedno", ""});
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    std::string text;
    const int words = 1 + static_cast<int>(random() % 20);
    for (int i = 0; i < words; ++i)
      text += (i == 0 ? "" : " ") + std::string(1 + random() % 9, static_cast<char>('a' + random() % 26));
    std::vector<double> weights;
    for (std::size_t i = 0; i < 1 + random() % 5; ++i) weights.push_back(static_cast<double>(random() % 30));
    std::string joined;
    for (const std::string& part : split_sentence(text, weights))
      if (!part.empty()) joined += (joined.empty() ? "" : " ") + part;
    CHECK(joined == text);
  }
}

TEST_CASE("long lines are broken in two, speed counts graphemes") {
  CHECK(wrapped("short") == "short");
  const std::string two = wrapped("To jest bardzo długie zdanie, które nie mieści się w jednym wierszu");
  CHECK(std::count(two.begin(), two.end(), '\n') == 1);
  const CueTrack track = track_of({{0, "x"}}, 2);
  CHECK(reading_speed(track.cues[0], "żółw é!") == Approx(3.5));
  CHECK(reading_speed(Cue{}, "abc") == 0);
}

TEST_CASE("two tracks are paired by overlap, not by number") {
  const CueTrack first = track_of({{0, "a"}, {2, "b"}, {10, "c"}});
  const CueTrack second = track_of({{0.1, "A"}, {1.2, "A and B"}, {2.2, "B"}, {20, "nowhere"}}, 1);
  const auto pairs = pair_by_overlap(first, second);
  REQUIRE(pairs.size() == 3);
  CHECK(pairs[0].second == std::vector<std::size_t>{0, 1});
  CHECK(pairs[1].second == std::vector<std::size_t>{2});
  CHECK(pairs[2].second.empty());
}
