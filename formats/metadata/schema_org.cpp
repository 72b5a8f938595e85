#include "formats/metadata/schema_org.h"

#include <algorithm>
#include <cmath>

#include "formats/metadata/licence.h"

namespace integrart {
namespace {

/// One text in several languages: {"@value","@language"} each.
Json localised(const LocalisedText& text) {
  Json values = Json::empty_array();
  for (const auto& [language, words] : text.by_language) {
    if (words.empty()) continue;
    Json value = Json::object({{"@value", words}});
    if (language != "und") value["@language"] = language;
    values.push_back(std::move(value));
  }
  return values;
}

/// What learners practise: every sentence in every language.
Json taught(const std::vector<LocalisedText>& objectives) {
  Json values = Json::empty_array();
  for (const LocalisedText& objective : objectives) {
    const Json sentences = localised(objective);
    for (const Json& sentence : sentences.items()) values.push_back(sentence);
  }
  return values;
}

void set_text(Json& json, std::string_view key, const LocalisedText& text) {
  if (!text.empty()) json[key] = localised(text);
}

Json licence_of(const std::string& spdx) {
  const std::string url = licence_terms(spdx).url;
  return url.empty() ? Json(spdx) : Json(url);
}

std::string type_of(const PackWork& work) {
  if (work.kind == "video") return "VideoObject";
  if (work.kind == "audio") return "AudioObject";
  if (work.kind == "image") return "ImageObject";
  return "CreativeWork";
}

/// schema.org hangs roles between a work and its maker: https://schema.org/Role
Json creators_of(const PackWork& work) {
  Json creators = Json::empty_array();
  for (const Creator& creator : work.creators) {
    Json person = Json::object({{"@type", "Person"}, {"name", creator.name}});
    if (creator.role.empty()) {
      creators.push_back(std::move(person));
      continue;
    }
    creators.push_back(Json::object({{"@type", "Role"}, {"roleName", creator.role}, {"creator", std::move(person)}}));
  }
  return creators;
}

Json media_of(const WorkFiles& files) {
  Json media = Json::empty_array();
  for (const auto& [rendition, path] : files.media) {
    Json object = Json::object({{"@type", "MediaObject"},
                                {"contentUrl", path},
                                {"encodingFormat", rendition->file.type},
                                {"contentSize", std::to_string(rendition->file.bytes)},
                                {"sha256", rendition->file.digest.hex()}});
    if (rendition->width > 0) object["width"] = rendition->width;
    if (rendition->height > 0) object["height"] = rendition->height;
    if (rendition->is_other_sound()) object["inLanguage"] = rendition->language.text();
    media.push_back(std::move(object));
  }
  return media;
}

/// The words of the work in its own language; a translation is none, and a draft is not promised.
bool are_captions(const PackTrack& track, const PackWork& work) {
  return !track.draft && !work.language.is_undetermined() && track.language.primary() == work.language.primary();
}

bool has_lines(const PackTrack& track) {
  return !track.cues.at_or_null("cues").items().empty();
}

/// Whether all that sounds can be read on the page of the work.
bool has_transcript(const PackWork& work, const WorkFiles& files) {
  const bool sounds = std::ranges::any_of(files.media, [](const auto& one) { return one.first->role != "image"; });
  if (!sounds || files.page.empty() || work.language.is_undetermined()) return false;
  const auto is_own = [&](const LanguageTag& language) { return language.primary() == work.language.primary(); };
  if (std::ranges::any_of(work.texts, [&](const PackText& text) { return is_own(text.language); })) return true;
  return files.page_shows_lines && std::ranges::any_of(files.tracks, [&](const auto& one) {
           return are_captions(*one.first, work) && has_lines(*one.first);
         });
}

Json part_of(const PackWork& work, const WorkFiles& files, const std::string& published) {
  Json part = Json::object({{"@type", Json::array({type_of(work), "LearningResource"})},
                            {"identifier", work.id},
                            {"license", licence_of(work.licence)},
                            {"isAccessibleForFree", true},
                            {"creator", creators_of(work)}});
  set_text(part, "name", work.title);
  set_text(part, "description", work.description);
  if (!work.language.is_undetermined()) part["inLanguage"] = work.language.text();
  if (!work.level.empty()) part["educationalLevel"] = work.level;
  part["learningResourceType"] = work.activities.empty() ? Json(work.kind) : Json::array({work.kind, "exercise"});
  if (!work.about.empty()) part["about"] = json_list(work.about);
  if (!work.objectives.empty()) part["teaches"] = taught(work.objectives);
  if (work.duration_seconds > 0) part["duration"] = part["timeRequired"] = iso_duration(work.duration_seconds);
  // Texts are no media objects and have no such date.
  if (!published.empty() && type_of(work) != "CreativeWork") part["uploadDate"] = published;
  if (!files.page.empty()) part["url"] = files.page;
  if (!files.thumbnail.empty()) part["thumbnailUrl"] = files.thumbnail;
  if (!files.media.empty()) part["encoding"] = media_of(files);
  Json captions = Json::empty_array(), features = Json::empty_array();
  for (const auto& [track, path] : files.tracks) {
    captions.push_back(Json::object({{"@type", "MediaObject"},
                                     {"contentUrl", path},
                                     {"encodingFormat", "text/vtt"},
                                     {"inLanguage", track->language.text()}}));
  }
  if (std::ranges::any_of(files.tracks, [&](const auto& one) { return are_captions(*one.first, work); }))
    features.push_back("captions");
  if (has_transcript(work, files)) features.push_back("transcript");
  if (!work.alt.empty()) features.push_back("alternativeText");
  if (!captions.items().empty()) part["caption"] = std::move(captions);
  if (!features.items().empty()) part["accessibilityFeature"] = std::move(features);
  return part;
}

}  // namespace

std::string iso_duration(double seconds) {
  return "PT" + std::to_string(std::llround(std::max(0.0, seconds))) + "S";
}

Json schema_org(const PackManifest& manifest, const std::vector<WorkFiles>& files) {
  Json languages = Json::empty_array(), parts = Json::empty_array();
  for (const LanguageTag& language : manifest.languages) languages.push_back(language.text());
  for (std::size_t i = 0; i < manifest.works.size(); ++i)
    parts.push_back(part_of(manifest.works[i], files[i], manifest.published));
  Json pack = Json::object({{"@context", "https://schema.org"},
                            {"@type", Json::array({"Collection", "LearningResource"})},
                            {"identifier", manifest.identity()},
                            {"inLanguage", std::move(languages)},
                            {"isAccessibleForFree", true},
                            {"hasPart", std::move(parts)}});
  set_text(pack, "name", manifest.title);
  set_text(pack, "description", manifest.description);
  if (!manifest.published.empty()) pack["datePublished"] = manifest.published;
  if (!manifest.licence.empty()) pack["license"] = licence_of(manifest.licence);
  return pack;
}

}  // namespace integrart
