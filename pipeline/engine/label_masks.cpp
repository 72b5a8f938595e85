#include "pipeline/engine/label_masks.h"

#include <algorithm>
#include <array>

#include "pipeline/base/filter.h"
#include "pipeline/engine/work_labels.h"

namespace integrart {

namespace {

struct MaskableText {
  std::string_view kind;  // of its place
  LocalisedText CollectionWork::*text;
};
constexpr auto maskable_texts = std::to_array<MaskableText>(
    {{"title", &CollectionWork::title}, {"description", &CollectionWork::description}, {"alt", &CollectionWork::alt}});

Json maskable_labels(const CollectionWork& work) {
  Json labels = Json::empty_array();
  for (const MaskableText& maskable : maskable_texts)
    for (const auto& [language, text] : (work.*maskable.text).by_language)
      if (!text.empty())
        labels.push_back(Json::object(
            {{"place", std::string(maskable.kind) + ":" + language}, {"language", language}, {"text", text}}));
  return labels;
}

}  // namespace

bool can_be_masked(std::string_view place) {
  return std::ranges::find(maskable_texts, kind_of_place(place), &MaskableText::kind) != maskable_texts.end();
}

PlannedStep plan_masked_labels(const CollectionWork& work, const Recipe& recipe, const Catalogue& catalogue,
                               std::string_view today) {
  Json parameters = Json::empty_object();
  if (!recipe.term_lists.empty()) parameters["term_lists"] = recipe.to_json().at_or_null("term_lists");
  if (const Filter* pii = find_by_id(catalogue.filters, "pii"); pii != nullptr) {
    parameters["version"] = pii->version;
    const Json of_today = pii->of_the_day != nullptr ? pii->of_the_day(parameters, today) : Json::empty_object();
    for (const auto& [key, value] : of_today.members()) parameters[key] = value;
  }
  parameters["labels"] = maskable_labels(work);
  return {std::string(masked_labels_step), std::string(masked_labels_step), std::move(parameters), {}, true};
}

Result<> take_masked_labels(const Json& document, CollectionWork& work) {
  for (const Json& label : document.at_or_null("labels").items()) {
    TRY_ASSIGN(const std::string place, label.require_string("place"));
    TRY_ASSIGN(std::string text, label.require_string("text"));
    const auto maskable = std::ranges::find(maskable_texts, kind_of_place(place), &MaskableText::kind);
    if (maskable == maskable_texts.end()) return fail(Errc::internal, "engine.input_missing", {{"role", place}});
    auto& texts = (work.*maskable->text).by_language;
    const auto found = texts.find(std::string_view(place).substr(std::min(place.size(), maskable->kind.size() + 1)));
    if (found == texts.end()) return fail(Errc::internal, "engine.input_missing", {{"role", place}});
    found->second = std::move(text);
  }
  return {};
}

}  // namespace integrart
