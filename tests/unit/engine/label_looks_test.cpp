// Filters of words over short texts, each at a place of its own.
#include "pipeline/engine/label_looks.h"

#include <catch2/catch.hpp>

using namespace integrart;

namespace {

/// Finds the word "bad", and remembers in its evidence as what and in which language it read.
Filter bad_word_filter(std::string_view id) {
  Filter filter{};
  filter.id = id;
  filter.look_at_text = [](std::string_view utf8, const LanguageTag& language,
                           const Json& parameters) -> Result<FilterResult> {
    FilterResult result;
    result.evidence = Json::object({{"place", parameters.at_or_null("place")}, {"language", language.text()}});
    if (const std::size_t at = utf8.find("bad"); at != std::string_view::npos) {
      Finding finding;
      finding.kind = "term.other";
      finding.span = TextSpan{static_cast<std::int64_t>(at), static_cast<std::int64_t>(at) + 3};
      result.findings.push_back(finding);
    }
    return result;
  };
  return filter;
}

Json labels() {
  return Json::array({Json::object({{"place", "tag:comment"}, {"scope", "description"}, {"text", "a bad one"}}),
                      Json::object({{"place", "tag:comment"}, {"scope", "description"}, {"text", "another"}}),
                      Json::object({{"place", "tag:artist"}, {"scope", "credit"}, {"text", "bad"}}),
                      Json::object({{"place", "track:1"},
                                    {"scope", "subtitles"},
                                    {"language", "pl"},
                                    {"text", "good\nbad\n"},
                                    {"shown", Json::array({Json::array({Json(5), Json(1.0), Json(2.0)}),
                                                           Json::array({Json(9), Json(2.5), Json()})})}}),
                      Json::object({{"place", "file_name:b_a_d.mp4"}, {"text", "so_bad.mp4"}, {"words", "so bad"}})});
}

}  // namespace

TEST_CASE("words are read at each place, and findings name it and the time") {
  FilterResult all;
  REQUIRE(look_at_labels(bad_word_filter("term"), labels(), Json::object({{"language", "uk"}}), all));
  REQUIRE(all.findings.size() == 4);
  CHECK(all.findings[0].place == "tag:comment");
  CHECK(all.findings[0].text == "bad");
  CHECK_FALSE(all.findings[0].start);
  CHECK(all.findings[1].place == "tag:artist");
  CHECK(all.findings[2].place == "track:1");
  CHECK(all.findings[2].start == 2.5);
  CHECK_FALSE(all.findings[2].end);
  CHECK(all.findings[3].place == "file_name:b_a_d.mp4");
  CHECK(all.evidence.at_or_null("track:1").at_or_null("language") == Json("pl"));
  CHECK(all.evidence.at_or_null("track:1").at_or_null("place") == Json("subtitles"));
  CHECK(all.evidence.at_or_null("tag:comment").at_or_null("language") == Json("uk"));
  CHECK(all.evidence.find("tag:comment 2") != nullptr);
  CHECK(all.evidence.at_or_null("file_name:b_a_d.mp4").at_or_null("place") == Json("file_name"));
}

TEST_CASE("whoever made something wants to be named, also in a tag") {
  FilterResult all;
  REQUIRE(look_at_labels(bad_word_filter("pii"), labels(), Json::empty_object(), all));
  CHECK(all.findings.size() == 3);
  CHECK(all.evidence.find("tag:artist") == nullptr);
}

TEST_CASE("personal data inside a file are told without their words") {
  Filter filter = bad_word_filter("pii");
  filter.look_at_text = [](std::string_view, const LanguageTag&, const Json&) -> Result<FilterResult> {
    FilterResult result;
    Finding finding;
    finding.kind = "pii.address";
    finding.span = TextSpan{0, 4};
    finding.message = {"filters.pii_found", {{"found", std::string("Road")}}};
    result.findings.push_back(finding);
    return result;
  };
  FilterResult all;
  const Json two = Json::array({Json::object({{"place", "tag:comment"}, {"text", "Road 17"}}),
                                Json::object({{"place", "title"}, {"text", "Road 17"}})});
  REQUIRE(look_at_labels(filter, two, Json::empty_object(), all));
  REQUIRE(all.findings.size() == 2);
  CHECK(all.findings[0].text == "\u2026");
  CHECK(std::get<std::string>(all.findings[0].message.arguments[0].second) == "\u2026");
  CHECK(all.findings[1].text == "Road");
  CHECK(std::get<std::string>(all.findings[1].message.arguments[0].second) == "Road");
}
