// Personal data in titles, descriptions and alternative texts, masked before anything is made of them.
#include "pipeline/engine/label_masks.h"

#include <array>
#include <catch2/catch.hpp>

#include "pipeline/base/filter.h"
#include "pipeline/base/text.h"
#include "pipeline/engine/steps.h"

using namespace integrart;

namespace {

/// Finds the first "067" and nothing else.
const Filter finds_numbers = [] {
  Filter filter{};
  filter.id = "pii";
  filter.version = 7;
  filter.look_at_text = [](std::string_view utf8, const LanguageTag&, const Json&) -> Result<FilterResult> {
    FilterResult result;
    if (const std::size_t at = utf8.find("067"); at != std::string_view::npos) {
      Finding finding;
      finding.kind = "pii.phone";
      const auto begin = static_cast<std::int64_t>(code_point_count(utf8.substr(0, at)));
      finding.span = TextSpan{begin, begin + 3};
      result.findings.push_back(finding);
    }
    return result;
  };
  return filter;
}();
const std::array<const Filter*, 1> number_filters{&finds_numbers};

CollectionWork work_with_numbers() {
  CollectionWork work;
  work.id = "lullaby";
  work.file = "067.mov";
  work.title.by_language = {{"uk", "067"}, {"en", "Home"}};
  work.description.by_language = {{"pl", "tel 067 067"}};
  work.alt.by_language = {{"en", "A door, 067"}, {"uk", ""}};
  work.creators.push_back({"Oksana 067", "singer", true});
  return work;
}

Result<StepOutput> masked(const PlannedStep& step, const Catalogue& catalogue) {
  const StepKind* kind = find_by_id(step_kinds(), step.kind);
  REQUIRE(kind != nullptr);
  StepContext context{step.parameters, {}, {}, catalogue, {}, {}, nullptr};
  return kind->run(context);
}

}  // namespace

TEST_CASE("titles, descriptions and alternative texts of all languages are masked, creators are not") {
  Catalogue catalogue;
  catalogue.filters = number_filters;
  CollectionWork work = work_with_numbers();
  const PlannedStep step = plan_masked_labels(work, Recipe::default_recipe(), catalogue, "2026-12-01");
  CHECK(step.required);
  CHECK(step.parameters.at_or_null("version") == Json(7));
  CHECK(step.parameters.at_or_null("labels").items().size() == 4);
  const auto made = masked(step, catalogue);
  REQUIRE(made);
  CHECK(made->document.at_or_null("masked") == Json(4));
  CHECK(made->document.at_or_null("left") == Json(0));
  CHECK(made->notes.size() == 1);
  REQUIRE(take_masked_labels(made->document, work));
  CHECK(work.title.by_language.at("uk") == "•••");
  CHECK(work.title.by_language.at("en") == "Home");
  CHECK(work.description.by_language.at("pl") == "tel ••• •••");
  CHECK(work.alt.by_language.at("en") == "A door, •••");
  CHECK(work.creators.front().name == "Oksana 067");
}

TEST_CASE("nothing is said where nothing is masked, and without the filter there are no masks") {
  Catalogue catalogue;
  CollectionWork work;
  work.title.by_language = {{"en", "Home"}};
  CHECK_FALSE(masked(plan_masked_labels(work, Recipe::default_recipe(), catalogue, ""), catalogue));
  catalogue.filters = number_filters;
  const auto made = masked(plan_masked_labels(work, Recipe::default_recipe(), catalogue, ""), catalogue);
  REQUIRE(made);
  CHECK(made->notes.empty());
}

TEST_CASE("masks for other places than those of the work are refused") {
  for (const char* place : {"credit:1", "title:pl", "title", "", "file_name:a.mov"}) {
    CAPTURE(place);
    CollectionWork work = work_with_numbers();
    CHECK_FALSE(take_masked_labels(
        Json::object({{"labels", Json::array({Json::object({{"place", place}, {"text", "x"}})})}}), work));
  }
  CHECK(can_be_masked("alt:en"));
  CHECK_FALSE(can_be_masked("credit:1"));
  CHECK_FALSE(can_be_masked("tag:title"));
}
