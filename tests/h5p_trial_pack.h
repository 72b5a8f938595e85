#pragma once
// Works with exercises for H5P packs, and a look into what is written.

#include <catch2/catch.hpp>
#include <set>
#include <string>
#include <vector>

#include "formats/tables.h"
#include "pipeline/base/catalogue.h"
#include "tests/pack_trial_files.h"

namespace integrart::test::h5p_trial {

inline LanguageTag tag(const std::string& language) {
  return value_of(LanguageTag::parse(language)).value;
}

inline Activity exercise(const std::string& kind, int level, ActivityContent content) {
  Activity activity;
  activity.id = kind + (level == 0 ? "" : "-" + std::to_string(level));
  activity.kind = kind;
  activity.level = level;
  activity.language = tag("uk");
  activity.title = activity.instructions = {"web.words", {}};
  ActivityItem item;
  item.id = "1";
  item.content = std::move(content);
  activity.items = {item};
  return activity;
}

inline std::vector<Activity> exercises() {
  GapItem gaps;
  gaps.text = "Спи, мій малий";
  gaps.gaps.push_back({.begin = std::string("Спи, мій ").size(),
                       .length = std::string("малий").size(),
                       .answers = {"малий"},
                       .tip = "м…"});
  FlashcardItem card;
  card.front = "дім";
  card.back.by_language = {{"en", "home"}, {"uk", "дім"}};
  return {exercise("gap_fill", 1, gaps), exercise("gap_fill", 2, gaps), exercise("flashcards", 0, card)};
}

inline PackWork work(const std::string& id, const std::string& kind) {
  PackWork made;
  made.id = id;
  made.kind = kind;
  made.language = tag("uk");
  made.title.by_language = {{"en", "Two <windows>"}, {"uk", "Два <вікна>"}};
  made.alt.by_language = {{"en", "Two houses \"side by side\""}, {"uk", "Два будинки \"поруч\""}};
  made.description.by_language = {{"uk", "Опис *картини*"}};
  made.creators = {{"Оксана <b>", "маляр", true}};
  made.licence = "CC-BY-SA-4.0";
  made.activities = exercises();
  return made;
}

inline PackRendition picture(const std::string& extension, int width, int height) {
  return {std::to_string(width), "image", {digest_of(extension), 9, "image/" + extension}, extension, width, height, 0};
}

inline PackText text(const std::string& language, const std::string& html) {
  return {tag(language), html, html, {}};
}

/// A pack that speaks `language`.
inline PackManifest pack(const std::string& language, std::vector<PackWork> works) {
  PackManifest manifest;
  manifest.id = "trial";
  manifest.title.by_language = {{language, "Home"}};
  manifest.languages = {tag(language)};
  manifest.licence = "CC-BY-SA-4.0";
  manifest.works = std::move(works);
  return manifest;
}

inline PackTree written(const PackManifest& manifest) {
  return value_of(find_by_id(pack_formats(), "h5p")->write(manifest)).value;
}

inline std::vector<std::string> packages(const PackTree& tree) {
  std::vector<std::string> names;
  for (const PackEntry& entry : tree.entries)
    if (entry.path.ends_with(".h5p")) names.push_back(entry.path);
  return names;
}

inline Json json_in(const PackTree& tree, std::string_view package, std::string_view path) {
  for (const PackEntry& entry : tree.entries) {
    if (entry.path != package) continue;
    for (const PackEntry& inner : std::get<InnerArchive>(entry.content).entries)
      if (inner.path == path) return value_of(parse_json(std::get<std::string>(inner.content)));
  }
  FAIL("no " << package << " " << path);
  throw 0;
}

/// Everything of one library that stands in the content, in its order.
inline void collect(const Json& json, std::string_view library, std::vector<const Json*>& found) {
  if (json.at_or_null("library").string_or("").starts_with(library)) found.push_back(&json);
  for (const auto& [key, value] : json.members()) collect(value, library, found);
  for (const Json& value : json.items()) collect(value, library, found);
}

inline const Json& at(const Json& json, std::string_view path) {
  const Json* place = &json;
  for (std::size_t dot = path.find('.'); dot != std::string_view::npos; dot = path.find('.')) {
    place = &place->at_or_null(path.substr(0, dot));
    path.remove_prefix(dot + 1);
  }
  return place->at_or_null(path);
}

}  // namespace integrart::test::h5p_trial
