#include <catch2/catch.hpp>

#include "pipeline/base/text.h"
#include "pipeline/engine/masking.h"

using namespace integrart;

namespace {

Cue cue_of(const std::string& id, const std::string& payload) {
  Cue cue;
  cue.id = id;
  cue.when = {MediaTime::from_milliseconds(1000), MediaTime::from_milliseconds(2000)};
  cue.text = payload;
  return cue;
}

}  // namespace

TEST_CASE("masked words keep their length and lines, and nothing around them changes") {
  CHECK(masked("Mam PESEL 44051401359.", {{10, 21}}, TextMaskStyle::bullets) == "Mam PESEL •••••••••••.");
  CHECK(masked("Їжак 🦔 тел. 067 12", {{12, 18}}, TextMaskStyle::bullets) ==
        "Їжак 🦔 тел. ••• ••");
  CHECK(masked("a\nb c\r\nd", {{0, 8}}, TextMaskStyle::bullets) == "•\n• •\r\n•");
  CHECK(masked("one two three", {{4, 7}}, TextMaskStyle::word) == "one [masked] three");
  CHECK(masked("nothing", {}, TextMaskStyle::bullets) == "nothing");
  CHECK(masked("", {{0, 5}}, TextMaskStyle::bullets).empty());
}

TEST_CASE("stretches that meet or overlap are masked once, those outside not at all") {
  CHECK(masked("abcdef", {{3, 5}, {1, 4}}, TextMaskStyle::word) == "a[masked]f");
  CHECK(masked("abcdef", {{1, 2}, {2, 3}}, TextMaskStyle::word) == "a[masked]def");
  CHECK(masked("abcdef", {{5, 99}, {-3, 1}}, TextMaskStyle::bullets) == "•bcde•");
  CHECK(masked("abcdef", {{4, 2}}, TextMaskStyle::bullets) == "abcdef");
}

TEST_CASE("cues keep markup, times and identifiers") {
  CueTrack track;
  track.cues = {cue_of("a", "Dzwoń: <b>601</b> 234 &amp; 567"), cue_of("b", "Refren"), cue_of("c", "tel. 912")};
  track.cues[2].words = {{{MediaTime::from_milliseconds(1000), MediaTime::from_milliseconds(1500)}, "912"}};
  const std::string words = joined_words(track);
  CHECK(words == "Dzwoń: 601 234 & 567\nRefren\ntel. 912\n");
  const auto changed = mask_cues(track, {{7, 20}, {33, 36}}, TextMaskStyle::bullets);
  CHECK(changed == std::vector<std::string>{"a", "c"});
  CHECK(track.cues[0].text == "Dzwoń: <b>•••</b> ••• • •••");
  CHECK(track.cues[1].text == "Refren");
  CHECK(track.cues[2].text == "tel. •••");
  CHECK(track.cues[2].words.empty());  // they would say it again
  CHECK(track.cues[0].when.begin == MediaTime::from_milliseconds(1000));
}

TEST_CASE("a stretch over several cues is masked in each") {
  CueTrack track;
  track.cues = {cue_of("a", "912 34"), cue_of("b", "567 la la")};
  mask_cues(track, {{0, 10}}, TextMaskStyle::bullets);
  CHECK(track.cues[0].text == "••• ••");
  CHECK(track.cues[1].text == "••• la la");
}

TEST_CASE("of a cue whose words are not told by its markup the markup goes, never the mask") {
  CueTrack track;
  track.cues = {cue_of("a", "<b>912</b>")};
  CueNode other;
  other.type = "text";
  other.text = "tel 912 <x>";  // as if the payload were read otherwise
  track.cues[0].tree = {other};
  mask_cues(track, {{4, 7}}, TextMaskStyle::bullets);
  CHECK(track.cues[0].text == "tel ••• &lt;x&gt;");
}
