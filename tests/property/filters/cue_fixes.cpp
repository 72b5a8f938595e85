// Random tracks: fixes settle at once, report what they did honestly, and never touch words or confirmed starts.

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <random>

#include "tests/unit/filters/cue_tracks.h"

using namespace integrart;

namespace {

constexpr auto pieces = std::to_array<std::string_view>(
    {"w", "домі",  "Ja",     "the",   "sky", "і",    "...", "....",  "- ",   "-",      "\n",      "\n",
     " ", "  ",    "♪",      "#",     "<i>", "</i>", "<b>", "</b>",  "cоte", "Оксана", "YouTube", "هو",
     "؟", "&amp;", "długo,", "Ende.", "…",   "ы",    "na",  "słowo", "\t",   "\u200f"});

CueTrack random_track(std::mt19937& random, std::string_view language) {
  const auto upto = [&](int most) { return static_cast<int>(random() % static_cast<unsigned>(most + 1)); };
  CueTrack track;
  track.language = LanguageTag::parse(language)->value;
  std::int64_t at = 0;
  const int cues = upto(14);
  for (int i = 0; i < cues; ++i) {
    Cue cue;
    cue.id = "c" + std::to_string(i);
    at = std::max<std::int64_t>(0, at + upto(4000) - 500);
    cue.when.begin = MediaTime::from_milliseconds(at);
    if (upto(20) != 0) cue.when.end = MediaTime::from_milliseconds(std::max<std::int64_t>(0, at + upto(5000) - 200));
    for (int words = upto(16); words > 0; --words) {
      cue.text += pieces[static_cast<std::size_t>(upto(static_cast<int>(pieces.size()) - 1))];
      if (upto(3) != 0) cue.text += ' ';
    }
    if (upto(4) == 0) cue.confidence = "manual";
    if (upto(6) == 0) cue.placement.line = 0;
    track.cues.push_back(std::move(cue));
  }
  return track;
}

/// The Latin letters of a payload but those with a Cyrillic look-alike: what a fix must keep.
std::string letters_of(const Cue& cue) {
  constexpr std::string_view with_twins = "aceiopxyABCEHIKMOPTX";
  std::string letters;
  for (const char c : plain_text(cue))
    if (((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) && with_twins.find(c) == std::string_view::npos)
      letters += c;
  return letters;
}

}  // namespace

TEST_CASE("on random tracks a second run fixes nothing, words stay and confirmed starts stay") {
  std::mt19937 random(20240229);
  constexpr auto profiles = std::to_array<std::string_view>({"netflix", "bbc", "plain", "children", "lyrics"});
  constexpr auto languages = std::to_array<std::string_view>({"uk", "pl", "nl", "nb", "en", "ru", "ar", "de", "und"});
  for (int trial = 0; trial < 1500; ++trial) {
    const std::string_view profile = profiles[random() % profiles.size()];
    const std::string_view language = languages[random() % languages.size()];
    CAPTURE(trial, profile, language);
    const CueTrack track = random_track(random, language);
    std::vector<std::int64_t> shots;
    for (std::int64_t at = 300; at < 40000; at += static_cast<std::int64_t>(random() % 3000 + 100)) shots.push_back(at);
    const CueCheckResult once = checked(track, profile, true, shots);
    const CueCheckResult twice = checked(once.track, profile, true, shots);
    REQUIRE(written(twice.track) == written(once.track));
    for (const CueIssue& issue : twice.issues) REQUIRE_FALSE(issue.fixed);
    REQUIRE(rules_left(twice) == rules_left(once));
    std::map<std::string, const Cue*> before;
    for (const Cue& cue : track.cues) before[cue.id] = &cue;
    for (const Cue& cue : once.track.cues) {
      const Cue& original = *before.at(cue.id);
      REQUIRE(letters_of(cue) == letters_of(original));
      if (has_confirmed_start(original)) REQUIRE(cue.when.begin == original.when.begin);
    }
    const CueCheckResult same = checked(track, profile, true, shots);
    REQUIRE(written(same.track) == written(once.track));
  }
}
