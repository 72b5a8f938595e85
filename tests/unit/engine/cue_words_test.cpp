// The words of cues as filters read them, and when they are shown.
#include "pipeline/engine/cue_words.h"

#include <catch2/catch.hpp>

using namespace integrart;

namespace {

Cue cue(std::int64_t begin, std::optional<std::int64_t> end, const std::string& text) {
  Cue made;
  made.when.begin = MediaTime::from_milliseconds(begin);
  if (end) made.when.end = MediaTime::from_milliseconds(*end);
  made.text = text;
  return made;
}

Finding at(std::int64_t begin, std::int64_t end) {
  Finding finding;
  finding.span = TextSpan{begin, end};
  return finding;
}

}  // namespace

TEST_CASE("words of cues are shown from the first to the last cue that they stand in") {
  CueTrack track;
  track.cues = {cue(1000, 2500, "Їду <i>додому</i>"), cue(3000, 4000, ""), cue(4000, 6250, "дім"),
                cue(7000, std::nullopt, "end")};
  CHECK(joined_words(track) == "Їду додому\n\nдім\nend\n");
  std::vector<Finding> findings{at(0, 3), at(4, 10), at(4, 13), at(12, 15), at(12, 18), at(16, 19), at(99, 120)};
  findings.emplace_back();  // nowhere in the words
  give_times(times_of(track), findings);
  const auto times = [&](std::size_t i) { return std::pair(findings[i].start.value(), findings[i].end.value_or(-1)); };
  CHECK(times(0) == std::pair(1.0, 2.5));
  CHECK(times(1) == std::pair(1.0, 2.5));
  CHECK(times(2) == std::pair(1.0, 6.25));  // on into the next cue that has words
  CHECK(times(3) == std::pair(4.0, 6.25));
  CHECK(times(4) == std::pair(4.0, -1.0));  // nobody said when the last one ends
  CHECK(times(5) == std::pair(7.0, -1.0));
  CHECK(times(6) == std::pair(7.0, -1.0));  // beyond the words: as near as can be
  CHECK_FALSE(findings[7].start);
  CHECK_FALSE(findings[7].end);
  Json kept = Json::empty_array();
  for (const ShownWords& part : times_of(track)) kept.push_back(part.to_json());
  CHECK(kept.dump() == "[[11,1,2.5],[12,3,4],[16,4,6.25],[20,7,null]]");
  std::vector<Finding> again{at(4, 13)};
  give_times(ShownWords::list_from_json(kept), again);
  CHECK(again.front().end == 6.25);
}

TEST_CASE("findings among no cues have no time") {
  std::vector<Finding> findings{at(0, 3)};
  give_times({}, findings);
  CHECK_FALSE(findings.front().start);
}
