// Every rule of the table: its example breaks it, its fix mends it, and a second check has nothing to say.

#include <catch2/catch.hpp>

#include "tests/missing_judge.h"
#include "tests/unit/filters/cue_tracks.h"

using namespace integrart;

namespace {

bool says(const CueCheckResult& result, std::string_view rule) {
  for (const CueIssue& issue : result.issues)
    if (issue.rule == rule && !issue.fixed) return true;
  return false;
}

std::string mended(std::string_view text, std::string_view language, std::string_view profile = "plain") {
  const ExampleCue cue{1000, 6000, text};
  return checked(track_of({&cue, 1}, language), profile, true).track.cues.front().text;
}

std::string left_in(std::string_view text, std::string_view language, std::string_view profile = "plain") {
  const ExampleCue cue{1000, 6000, text};
  return rules_left(checked(track_of({&cue, 1}, language), profile, false));
}

}  // namespace

TEST_CASE("the example of every rule breaks it, the fix mends it, and a second check reports nothing") {
  REQUIRE(cue_checker().rules.size() >= 22);
  for (const CueRule* rule : cue_checker().rules) {
    CAPTURE(rule->id);
    const CueRuleExample& example = rule->example;
    const CueTrack broken = track_of(example.broken, example.language);
    if (rule->id == "spelling") continue;  // needs a dictionary: a test of its own
    REQUIRE(says(checked(broken, example.profile, false, example.shots_ms), rule->id));
    CHECK((rule->fix != nullptr) == !example.mended.empty());
    if (rule->fix == nullptr) continue;
    const CueCheckResult once = checked(broken, example.profile, true, example.shots_ms);
    CHECK_FALSE(says(once, rule->id));
    CHECK(written(once.track) == written(track_of(example.mended, example.language)));
    const CueCheckResult twice = checked(once.track, example.profile, true, example.shots_ms);
    CHECK(twice.issues.empty());
    CHECK(written(twice.track) == written(once.track));
  }
}

TEST_CASE("every rule explains itself in six languages and says where it comes from") {
  for (const CueRule* rule : cue_checker().rules) {
    CAPTURE(rule->id);
    CHECK_FALSE(rule->doc.summary.empty());
    CHECK_FALSE(rule->doc.details.empty());
    CHECK(rule->doc.source.starts_with("https://"));
    for (const std::string& language : message_languages())
      CHECK_FALSE(message_pattern(rule->explanation, language).empty());
  }
}

TEST_CASE("profiles are documents, and every number says where it comes from") {
  for (const std::string_view id : {"netflix", "bbc", "plain", "lyrics", "children"}) {
    CAPTURE(id);
    const auto profile = cue_checker().profile(id);
    REQUIRE(profile);
    CHECK(profile->id == id);
    for (const std::string_view language : {"uk", "pl", "nl", "nb", "nn", "en", "ru", "ar", "de"})
      CHECK(profile->languages.contains(language));
  }
  CHECK(cue_checker().profile("vogue").error().code == Errc::not_found);
  CHECK_FALSE(CueProfile::from_json(*parse_json(R"({"schema":"cue_profile/1","numbers":{"lines":{"value":2}}})")));
  CHECK_FALSE(CueProfile::from_json(*parse_json(R"({"schema":"cue_profile/1","numbers":{"line":{}}})")));
  CHECK_FALSE(CueProfile::from_json(*parse_json(R"({"schema":"cue_profile/2"})")));
  const CueProfile netflix = *cue_checker().profile("netflix");
  CHECK(netflix.numbers_for(LanguageTag::parse("ru")->value).characters_per_line == 39);
  CHECK(netflix.numbers_for(LanguageTag::parse("ar")->value).characters_per_second == 20);
  CHECK(netflix.numbers_for(LanguageTag::parse("fi")->value).characters_per_second == 17);
}

TEST_CASE("characters are counted by grapheme cluster, without tags and bidirectional controls") {
  // 42 letters: 'й' and 'і' with combining marks, a family of four code points and joiners, controls, markup.
  CHECK(left_in("<i>Мій дядько живе тут, а тітка живе онде, ой</i>", "uk").empty());
  CHECK(left_in("\u202bМи\u0306й дядько живе тут, а ті\u0308тка живе там, ой\u202c", "uk").empty());
  CHECK(left_in(
            "👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦 wir sind alle zusammen hier, "
            "ach "
            "so "
            "ja",
            "de")
            .empty());
  CHECK(left_in("Мій дядько живе тут, а тітка живе отам, ой-ой", "uk") == "line_length");
}

TEST_CASE("confirmed starts stay, whatever the rules say") {
  constexpr auto cues = std::to_array<ExampleCue>({{5120, 7000, "Look at that sky!"}});
  constexpr std::int64_t cut = 5000;
  CueTrack track = track_of(cues, "en");
  track.cues.front().confidence = "manual";
  const CueCheckResult result = checked(track, "netflix", true, {&cut, 1});
  CHECK(result.track.cues.front().when.begin == MediaTime::from_milliseconds(5120));
  track.cues.front().confidence = "aligned";
  CHECK(checked(track, "netflix", true, {&cut, 1}).track.cues.front().when.begin == MediaTime::from_milliseconds(5000));
}

TEST_CASE("a confirmed cue is kept of two that say the same, and an empty one is not dropped") {
  constexpr auto cues =
      std::to_array<ExampleCue>({{1000, 3000, "Come in!"}, {1500, 3500, "Come in!"}, {5000, 6000, ""}});
  CueTrack track = track_of(cues, "en");
  track.cues[1].confidence = track.cues[2].confidence = "manual";
  const CueCheckResult result = checked(track, "plain", true);
  REQUIRE(result.track.cues.size() == 2);
  CHECK(result.track.cues[0].id == "c2");
  CHECK(result.track.cues[1].id == "c3");
}

TEST_CASE("lyrics are warned about and never changed") {
  constexpr auto cues = std::to_array<ExampleCue>(
      {{1000, 1500, "Ой у лузі червона калина  похилилася, чогось наша славна Україна"}, {1200, 3000, "зажурилася"}});
  const CueCheckResult result = checked(track_of(cues, "uk"), "lyrics", true);
  CHECK_FALSE(result.issues.empty());
  CHECK(written(result.track) == written(track_of(cues, "uk")));
  for (const CueIssue& issue : result.issues) CHECK_FALSE(issue.fixed);
}

TEST_CASE("markup stays where it was when the words around it are mended") {
  CHECK(mended("<i>Where  are</i>  you?", "en") == "<i>Where are</i> you?");
  CHECK(mended("Tom &amp; Ann  &lt;3", "en") == "Tom &amp; Ann &lt;3");
  CHECK(mended("<v Oksana>Mieszkam <i>teraz w\nKrakowie</i> z siostrą.", "pl") ==
        "<v Oksana>Mieszkam <i>teraz\nw Krakowie</i> z siostrą.");
  CHECK(mended("<i>one", "en") == "<i>one</i>");
  CHECK(mended("one</b>", "en") == "one");
}

TEST_CASE("house habits contradict each other, and profiles carry them") {
  CHECK(mended("- Hei!\n- Hallo!", "nl", "netflix") == "Hei!\n-Hallo!");
  CHECK(mended("-Cześć!\n-Hej!", "pl", "netflix") == "- Cześć!\n- Hej!");
  CHECK(mended("- Hi!\n- Hello!", "en", "netflix") == "-Hi!\n-Hello!");
  constexpr auto cues = std::to_array<ExampleCue>({{1000, 3000, "First we pack,"}, {3300, 5000, "then we go."}});
  CHECK(written(checked(track_of(cues, "en"), "netflix", true).track)[0] == "1000-3220 First we pack,");
  CHECK(written(checked(track_of(cues, "en"), "bbc", true).track)[0] == "1000-3300 First we pack,");
  CHECK(written(checked(track_of(cues, "en"), "plain", true).track)[0] == "1000-3000 First we pack,");
}

TEST_CASE("Polish and Ukrainian one-letter words never end a line that a fix made") {
  CHECK(mended("Pojechaliśmy do babci na wieś i do dziadka z całą rodziną.", "pl") ==
        "Pojechaliśmy do babci na wieś\ni do dziadka z całą rodziną.");
  CHECK(mended("Ми поїхали до бабусі в село й до дідуся з усією родиною.", "uk") ==
        "Ми поїхали до бабусі в село\nй до дідуся з усією родиною.");
}

TEST_CASE("spelling gives hints when asked, and says when it cannot") {
  const CueRule& rule = *cue_checker().rules.back();
  REQUIRE(rule.id == "spelling");
  const CueTrack track = track_of(rule.example.broken, rule.example.language);
  CHECK(checked(track, "plain", false).issues.empty());
  const CueCheckResult asked = checked(track, "plain", false, {}, true);
  if (asked.notes.empty()) {
    CHECK(says(asked, "spelling"));
  } else {
    test::is_missing("no English dictionary is installed");
  }
  const ExampleCue klingon{1000, 3000, "Heghlu'meH QaQ jajvam"};
  const CueCheckResult unchecked = checked(track_of({&klingon, 1}, "tlh"), "plain", false, {}, true);
  CHECK(unchecked.issues.empty());
  REQUIRE(unchecked.notes.size() == 1);
  CHECK(unchecked.notes.front().id == "cues.spelling_not_checked");
}

TEST_CASE("what comes to light only while mending is told too") {
  constexpr auto cues =
      std::to_array<ExampleCue>({{5000, 7000, "Wait for me"}, {1000, 4500, "Now."}, {6500, 8000, "at the corner."}});
  const CueCheckResult result = checked(track_of(cues, "en"), "plain", true);
  CHECK(rules_left(result).empty());
  bool told = false;
  for (const CueIssue& issue : result.issues) told = told || (issue.rule == "overlap" && issue.fixed);
  CHECK(told);
}
