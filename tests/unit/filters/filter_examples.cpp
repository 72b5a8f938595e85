// The examples in the filters' own documentation, drawn and tried.

#include <catch2/catch.hpp>

#include "pipeline/policy.h"
#include "tests/unit/filters/drawn_clip.h"

using namespace integrart;

namespace {

Json parsed(const Example& example) {
  const Result<Json> json = parse_json(example.input);
  REQUIRE(json);
  return *json;
}

DrawnClip flash_clip(const Json& description) {
  const auto number = [&description](std::string_view key, double fallback) {
    return description.at_or_null(key).number_or(fallback);
  };
  const double hertz = number("hertz", 1);
  const double area = number("area", 1);
  const double low = number("low", 0);
  const double high = number("high", 1);
  const int checker = static_cast<int>(number("checker", 0));
  const bool opposed = description.at_or_null("other").string_or("") == "opposed";
  DrawnClip clip;
  clip.samples = checker > 0 ? 5 : 1;
  clip.seconds = number("seconds", 4);
  clip.state = [hertz](double t) { return static_cast<int>(std::floor(t * 2 * hertz + 1e-6)) % 2; };
  clip.drawing = [=](double x, double y, double t) {
    bool second = static_cast<int>(std::floor(t * 2 * hertz + 1e-6)) % 2 != 0;
    if (checker > 0) second ^= (static_cast<int>(x) / checker + static_cast<int>(y) / checker) % 2 != 0;
    if (y >= area * screen_height) {
      if (!opposed) return grey(0.2);
      second = !second;
    }
    return grey(second ? high : low);
  };
  return clip;
}

DrawnClip pattern_clip(const Json& description) {
  const double pairs = description.at_or_null("pairs").number_or(0);
  const double hertz = description.at_or_null("hertz").number_or(0);
  const std::string movement = description.at_or_null("movement").string_or("");
  return {.drawing =
              [=](double x, double, double t) {
                const double moved = movement == "drifting" ? t * hertz : 0;
                const bool inverted = movement == "inverting" && static_cast<int>(t * 2 * hertz + 1e-6) % 2 != 0;
                const double place = pairs * x / screen_width + moved + (inverted ? 0.5 : 0);
                return grey(place - std::floor(place) < 0.5 ? 0 : 1);
              },
          .seconds = 2,
          .samples = 3};
}

DrawnClip black_clip(const Json& description) {
  const double moving = description.at_or_null("moving").number_or(0);
  const double black = moving + description.at_or_null("black").number_or(0);
  const double still = black + description.at_or_null("still").number_or(0);
  const auto scene = [](double x, double y, double t) {
    return grey(0.5 + 0.4 * std::sin(x / 90 + 5 * t) * std::cos(y / 70));
  };
  return {[=](double x, double y, double t) {
            if (t < moving) return scene(x, y, t);
            if (t < black) return grey(0);
            return t < still ? scene(x, y, 0.7) : scene(x, y, t);
          },
          still + 2,
          {}};
}

}  // namespace

TEST_CASE("every filter is documented, has examples, and reports only kinds of its own") {
  for (const Filter* filter : filters()) {
    CAPTURE(filter->id);
    CHECK_FALSE(filter->doc.summary.empty());
    CHECK_FALSE(filter->doc.details.empty());
    CHECK(filter->doc.source.starts_with("https://"));
    CHECK_FALSE(filter->doc.examples.empty());
    CHECK_FALSE(filter->kinds.empty());
    for (const std::string_view kind : filter->kinds) CHECK(kind.substr(0, kind.find('.')) == filter->id);
  }
}

TEST_CASE("the examples of flash are told as documented") {
  for (const Example& example : filter_named("flash").doc.examples) {
    CAPTURE(example.name);
    CHECK(look_at(filter_named("flash"), flash_clip(parsed(example))).findings.empty() == example.accepted);
  }
}

TEST_CASE("the examples of pattern are told as documented") {
  for (const Example& example : filter_named("pattern").doc.examples) {
    CAPTURE(example.name);
    CHECK(look_at(filter_named("pattern"), pattern_clip(parsed(example))).findings.empty() == example.accepted);
  }
}

TEST_CASE("the examples of black are told as documented") {
  for (const Example& example : filter_named("black").doc.examples) {
    CAPTURE(example.name);
    CHECK(look_at(filter_named("black"), black_clip(parsed(example))).findings.empty() == example.accepted);
  }
}

TEST_CASE("the examples of metadata are told as documented") {
  for (const Example& example : filter_named("metadata").doc.examples) {
    CAPTURE(example.name);
    const Json json = parsed(example);
    const auto flag = [&json](std::string_view key) { return json.at_or_null(key).boolean_or(false); };
    SourceFacts facts;
    facts.kind = "image";
    facts.metadata = {flag("location"), flag("device"),  flag("person"),     flag("creation_time"),
                      flag("credit"),   flag("licence"), flag("unreadable"), flag("comment")};
    const auto result = filter_named("metadata").look_at_facts(facts);
    REQUIRE(result);
    CHECK(result->findings.empty() == example.accepted);
    CHECK(result->evidence.at_or_null("credit").boolean_or(false) == flag("credit"));
  }
}

TEST_CASE("the examples of filters that read words are told as documented") {
  for (const Filter* filter : filters()) {
    if (filter->look_at_text == nullptr) continue;
    for (const Example& example : filter->doc.examples) {
      CAPTURE(filter->id, example.name);
      const auto result = filter->look_at_text(example.input, LanguageTag{}, {});
      REQUIRE(result);
      CHECK(result->findings.empty() == example.accepted);
      for (const Finding& finding : result->findings) {
        CHECK(finding.producer == std::string(filter->id) + "/" + std::to_string(filter->version));
        for (const std::string& language : message_languages())
          CHECK(render(finding.message, language).find("filters.") == std::string::npos);
      }
    }
  }
}

TEST_CASE("the examples of duplicate are told as documented") {
  for (const Example& example : filter_named("duplicate").doc.examples) {
    CAPTURE(example.name);
    const auto result = filter_named("duplicate").look_at_likeness(parsed(example));
    REQUIRE(result);
    CHECK(result->findings.empty() == example.accepted);
    CHECK(result->evidence == parsed(example));
    for (const Finding& finding : result->findings)
      for (const std::string& language : message_languages())
        CHECK(render(finding.message, language).find("filters.") == std::string::npos);
  }
}

TEST_CASE("known media ask a person; a list alone never blocks, and a policy may agree with it") {
  const auto verdict = [](const Policy& policy, std::string_view terms) {
    const Json likeness = *parse_json(
        R"({"lists":1,"kind":"image","pictures":"yes","look_alikes":[{"media":"image","entry":"e","distance":9,"similarity":0.93,)" +
        std::string(terms) + "}]}");
    const auto result = filter_named("duplicate").look_at_likeness(likeness);
    REQUIRE(result);
    REQUIRE(result->findings.size() == 1);
    CHECK(result->findings.front().kind == "duplicate.image");
    return judge(policy, result->findings, {}).kind;
  };
  const Policy careful = Policy::default_policy();
  CHECK(verdict(careful, R"("sure":true,"action":"note")") == VerdictKind::warn);
  CHECK(verdict(careful, R"("sure":true,"work":"lullaby","action":"review")") == VerdictKind::warn);
  CHECK(verdict(careful, R"("sure":true,"action":"review")") == VerdictKind::review);
  CHECK(verdict(careful, R"("sure":true,"action":"block")") == VerdictKind::review);
  Policy agreeing = careful;
  agreeing.rules.push_back({"duplicate", 1, VerdictKind::block});
  CHECK(verdict(agreeing, R"("sure":true,"action":"review")") == VerdictKind::review);
  CHECK(verdict(agreeing, R"("sure":false,"action":"block")") == VerdictKind::review);
  CHECK(verdict(agreeing, R"("sure":true,"action":"block")") == VerdictKind::block);
}

TEST_CASE("what could not be compared is said and asks for nothing") {
  const auto result =
      filter_named("duplicate")
          .look_at_likeness(
              *parse_json(R"({"lists":1,"kind":"video","pictures":"too_plain","sound":"silent","look_alikes":[]})"));
  REQUIRE(result);
  REQUIRE(result->findings.size() == 2);
  CHECK(result->findings[0].kind == "duplicate.video");
  CHECK(result->findings[0].rule == "too-plain");
  CHECK(result->findings[1].kind == "duplicate.audio");
  CHECK(judge(Policy::default_policy(), result->findings, {}).kind == VerdictKind::clear);
}

TEST_CASE("black and stillness are told with their times") {
  const FilterResult result =
      look_at(filter_named("black"), black_clip(*parse_json(R"({"moving":2,"black":5,"still":12})")));
  REQUIRE(result.findings.size() == 2);
  CHECK(result.findings[0].kind == "black.dark");
  CHECK(*result.findings[0].start == Approx(2).margin(0.3));
  CHECK(*result.findings[0].end == Approx(7).margin(0.3));
  CHECK(result.findings[0].severity == Severity::info);
  CHECK(result.findings[1].kind == "black.frozen");
  CHECK(*result.findings[1].start == Approx(7).margin(0.3));
  CHECK(*result.findings[1].end == Approx(19).margin(0.3));
}

TEST_CASE("all private metadata is told at once, and every finding has a text") {
  SourceFacts facts;
  facts.metadata = {true, true, true, true, true, true, false, true};
  const auto result = filter_named("metadata").look_at_facts(facts);
  REQUIRE(result);
  REQUIRE(result->findings.size() == 4);
  for (const Finding& finding : result->findings) {
    for (const std::string& language : message_languages()) {
      CHECK(render(finding.message, language).find("filters.") == std::string::npos);
    }
  }
}

TEST_CASE("what the cover of a song tells is told as the cover's") {
  SourceFacts facts;
  facts.has_cover = true;
  facts.metadata.device = true;
  facts.cover_metadata = {true, true, true, true, true, true, true, true};
  const auto result = filter_named("metadata").look_at_facts(facts);
  REQUIRE(result);
  std::vector<std::pair<std::string, std::string>> told;
  for (const Finding& finding : result->findings) {
    told.emplace_back(finding.kind, finding.message.id);
    for (const std::string& language : message_languages())
      CHECK(render(finding.message, language).find("filters.") == std::string::npos);
  }
  CHECK(told ==
        std::vector<std::pair<std::string, std::string>>{{"metadata.location", "filters.metadata_cover_location"},
                                                         {"metadata.device", "filters.metadata_device"},
                                                         {"metadata.device", "filters.metadata_cover_device"},
                                                         {"metadata.person", "filters.metadata_cover_person"},
                                                         {"metadata.comment", "filters.metadata_cover_comment"},
                                                         {"metadata.unreadable", "filters.metadata_cover_unreadable"}});
  CHECK(result->evidence.at_or_null("cover").at_or_null("location").boolean_or(false));
  CHECK_FALSE(result->evidence.at_or_null("location").boolean_or(true));
}

TEST_CASE("a filter's result survives being a document") {
  SourceFacts facts;
  facts.metadata.location = true;
  const FilterResult result = *filter_named("metadata").look_at_facts(facts);
  const auto again = filter_result_from_json(to_json(result));
  REQUIRE(again);
  CHECK(again->evidence == result.evidence);
  CHECK(again->findings == result.findings);
  CHECK_FALSE(filter_result_from_json(Json("no result")));
  CHECK_FALSE(filter_result_from_json(Json::object({{"evidence", Json::empty_object()}})));
}
