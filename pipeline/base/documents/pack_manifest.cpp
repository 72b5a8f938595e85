#include "pipeline/base/documents/pack_manifest.h"

#include "pipeline/base/licence_name.h"

namespace integrart {

namespace {

LocalisedText localised_from(const Json& json) {
  LocalisedText text;
  for (const auto& [language, value] : json.members()) text.by_language[language] = value.string_or("");
  return text;
}

Result<LanguageTag> language_from(const Json& json) {
  TRY_ASSIGN(auto parsed, LanguageTag::parse(json.string_or("und")));
  return std::move(parsed.value);
}

Json json_of(const PackRendition& rendition) {
  Json json = Json::object({{"id", rendition.id},
                            {"role", rendition.role},
                            {"file", rendition.file.to_json()},
                            {"extension", rendition.extension},
                            {"width", rendition.width},
                            {"height", rendition.height},
                            {"duration_seconds", rendition.duration_seconds}});
  if (rendition.is_other_sound()) json["language"] = rendition.language.text();
  if (rendition.is_spare) json["spare"] = true;
  return json;
}

Result<PackRendition> rendition_from(const Json& json) {
  PackRendition rendition;
  TRY_ASSIGN(rendition.id, json.require_string("id"));
  TRY_ASSIGN(rendition.role, json.require_string("role"));
  TRY_ASSIGN(rendition.file, ArtefactRef::from_json(json.at_or_null("file")));
  TRY_ASSIGN(rendition.extension, json.require_string("extension"));
  rendition.width = static_cast<int>(json.at_or_null("width").integer_or(0));
  rendition.height = static_cast<int>(json.at_or_null("height").integer_or(0));
  rendition.duration_seconds = json.at_or_null("duration_seconds").number_or(0);
  TRY_ASSIGN(rendition.language, language_from(json.at_or_null("language")));
  rendition.is_spare = json.at_or_null("spare").boolean_or(false);
  return rendition;
}

Json json_of(const PackTrack& track) {
  Json json = Json::object({{"language", track.language.text()},
                            {"kind", track.kind},
                            {"cues", track.cues},
                            {"webvtt", track.webvtt.to_json()}});
  if (!track.variant.empty()) json["variant"] = track.variant;
  if (track.draft) json["draft"] = true;
  return json;
}

Result<PackTrack> track_from(const Json& json) {
  PackTrack track;
  TRY_ASSIGN(track.language, language_from(json.at_or_null("language")));
  TRY_ASSIGN(track.kind, json.require_string("kind"));
  track.cues = json.at_or_null("cues");
  TRY_ASSIGN(track.webvtt, ArtefactRef::from_json(json.at_or_null("webvtt")));
  track.variant = json.at_or_null("variant").string_or("");
  track.draft = json.at_or_null("draft").boolean_or(false);
  return track;
}

Json json_of(const PackLineSound& sound) {
  return Json::object({{"cues", json_list(sound.cues)}, {"file", sound.file.to_json()}});
}

Result<PackLineSound> line_sound_from(const Json& json) {
  PackLineSound sound;
  sound.cues = texts_of(json.at_or_null("cues"));
  TRY_ASSIGN(sound.file, ArtefactRef::from_json(json.at_or_null("file")));
  return sound;
}

Json json_of(const PackText& text) {
  return Json::object({{"language", text.language.text()},
                       {"html", text.html},
                       {"plain", text.plain},
                       {"sentences", json_list(text.sentences)}});
}

Result<PackText> text_from(const Json& json) {
  PackText text;
  TRY_ASSIGN(text.language, language_from(json.at_or_null("language")));
  TRY_ASSIGN(text.html, json.require_string("html"));
  TRY_ASSIGN(text.plain, json.require_string("plain"));
  text.sentences = texts_of(json.at_or_null("sentences"));
  return text;
}

Json json_of(const PackSource& source) {
  return Json::object(
      {{"kind", source.kind}, {"sha256", source.digest.hex()}, {"bytes", static_cast<std::int64_t>(source.bytes)}});
}

Result<PackSource> source_from(const Json& json) {
  PackSource source;
  TRY_ASSIGN(source.kind, json.require_string("kind"));
  TRY_ASSIGN(const std::string hex, json.require_string("sha256"));
  TRY_ASSIGN(source.digest, Digest::from_hex(hex));
  TRY_ASSIGN(const std::int64_t bytes, json.require_integer("bytes"));
  if (bytes < 0) return fail(Errc::invalid_input, "base.json_member", {{"key", "bytes"}, {"expected", "integer >= 0"}});
  source.bytes = static_cast<std::uint64_t>(bytes);
  return source;
}

/// What people wrote about the work, without what is made of it.
void write_lesson(const PackWork& work, Json& json) {
  if (!work.objectives.empty()) json["objectives"] = to_json(work.objectives);
  if (!work.sources.empty()) json["sources"] = Json::empty_array();
  for (const PackSource& source : work.sources) json["sources"].push_back(json_of(source));
  if (work.consent)
    json["consent"] = Json::object({{"people", work.consent->people},
                                    {"granted", json_list(work.consent->granted)},
                                    {"expires", work.consent->expires}});
}

Result<> read_lesson(const Json& json, PackWork& work) {
  for (const Json& item : json.at_or_null("objectives").items()) work.objectives.push_back(localised_from(item));
  for (const Json& item : json.at_or_null("sources").items()) {
    TRY_ASSIGN(PackSource source, source_from(item));
    work.sources.push_back(std::move(source));
  }
  if (const Json& consent = json.at_or_null("consent"); !consent.is_null())
    work.consent = PackConsent{static_cast<int>(consent.at_or_null("people").integer_or(0)),
                               texts_of(consent.at_or_null("granted")), consent.at_or_null("expires").string_or("")};
  return {};
}

Json json_of(const PackWork& work) {
  Json json = Json::object({{"id", work.id},
                            {"kind", work.kind},
                            {"language", work.language.text()},
                            {"title", to_json(work.title)},
                            {"description", to_json(work.description)},
                            {"alt", to_json(work.alt)},
                            {"creators", to_json(work.creators)},
                            {"licence", work.licence},
                            {"level", work.level},
                            {"about", json_list(work.about)},
                            {"duration_seconds", work.duration_seconds},
                            {"placeholder", work.placeholder},
                            {"storyboard_webvtt", work.storyboard_webvtt},
                            {"waveform", work.waveform}});
  write_lesson(work, json);
  json["renditions"] = Json::empty_array();
  for (const PackRendition& rendition : work.renditions) json["renditions"].push_back(json_of(rendition));
  json["poster"] = work.poster ? json_of(*work.poster) : Json();
  json["storyboard"] = work.storyboard ? work.storyboard->to_json() : Json();
  json["tracks"] = Json::empty_array();
  for (const PackTrack& track : work.tracks) json["tracks"].push_back(json_of(track));
  if (!work.line_sounds.empty()) json["line_sounds"] = Json::empty_array();
  for (const PackLineSound& sound : work.line_sounds) json["line_sounds"].push_back(json_of(sound));
  json["texts"] = Json::empty_array();
  for (const PackText& text : work.texts) json["texts"].push_back(json_of(text));
  json["activities"] = Json::empty_array();
  for (const Activity& activity : work.activities) json["activities"].push_back(activity.to_json());
  return json;
}

Result<> read_media(const Json& json, PackWork& work) {
  for (const Json& item : json.at_or_null("renditions").items()) {
    TRY_ASSIGN(PackRendition rendition, rendition_from(item));
    work.renditions.push_back(std::move(rendition));
  }
  if (const Json& poster = json.at_or_null("poster"); !poster.is_null()) {
    TRY_ASSIGN(work.poster, rendition_from(poster));
  }
  if (const Json& storyboard = json.at_or_null("storyboard"); !storyboard.is_null()) {
    TRY_ASSIGN(work.storyboard, ArtefactRef::from_json(storyboard));
  }
  for (const Json& item : json.at_or_null("tracks").items()) {
    TRY_ASSIGN(PackTrack track, track_from(item));
    work.tracks.push_back(std::move(track));
  }
  for (const Json& item : json.at_or_null("line_sounds").items()) {
    TRY_ASSIGN(PackLineSound sound, line_sound_from(item));
    work.line_sounds.push_back(std::move(sound));
  }
  for (const Json& item : json.at_or_null("texts").items()) {
    TRY_ASSIGN(PackText text, text_from(item));
    work.texts.push_back(std::move(text));
  }
  for (const Json& item : json.at_or_null("activities").items()) {
    TRY_ASSIGN(Activity activity, Activity::from_json(item));
    work.activities.push_back(std::move(activity));
  }
  return {};
}

Result<PackWork> work_from(const Json& json) {
  PackWork work;
  TRY_ASSIGN(work.id, json.require_string("id"));
  TRY_ASSIGN(work.kind, json.require_string("kind"));
  TRY_ASSIGN(work.language, language_from(json.at_or_null("language")));
  work.title = localised_from(json.at_or_null("title"));
  work.description = localised_from(json.at_or_null("description"));
  work.alt = localised_from(json.at_or_null("alt"));
  for (const Json& creator : json.at_or_null("creators").items())
    work.creators.push_back({creator.at_or_null("name").string_or(""), creator.at_or_null("role").string_or(""),
                             creator.at_or_null("pseudonym").boolean_or(false)});
  TRY_ASSIGN(work.licence, json.require_string("licence"));
  work.level = json.at_or_null("level").string_or("");
  work.about = texts_of(json.at_or_null("about"));
  work.duration_seconds = json.at_or_null("duration_seconds").number_or(0);
  work.placeholder = json.at_or_null("placeholder").string_or("");
  work.storyboard_webvtt = json.at_or_null("storyboard_webvtt").string_or("");
  work.waveform = json.at_or_null("waveform");
  TRY(read_lesson(json, work));
  TRY(read_media(json, work));
  return work;
}

}  // namespace

Json PackManifest::to_json() const {
  Json json = Json::object({{"schema", "pack/1"},
                            {"id", id},
                            {"title", integrart::to_json(title)},
                            {"description", integrart::to_json(description)},
                            {"licence", licence},
                            {"tool_version", tool_version},
                            {"publisher", publisher},
                            {"edition", edition}});
  if (!published.empty()) json["published"] = published;
  json["languages"] = Json::empty_array();
  for (const LanguageTag& language : languages) json["languages"].push_back(language.text());
  json["works"] = Json::empty_array();
  for (const PackWork& work : works) json["works"].push_back(json_of(work));
  return json;
}

Result<PackManifest> PackManifest::from_json(const Json& json) {
  TRY_ASSIGN(const std::string schema, json.require_string("schema"));
  if (schema != "pack/1")
    return fail(Errc::unsupported, "base.schema_unknown", {{"schema", schema}, {"expected", "pack/1"}});
  PackManifest manifest;
  TRY_ASSIGN(manifest.id, json.require_string("id"));
  TRY_ASSIGN(manifest.licence, json.require_string("licence"));
  TRY_ASSIGN(manifest.tool_version, json.require_string("tool_version"));
  manifest.publisher = json.at_or_null("publisher").string_or("");
  manifest.published = json.at_or_null("published").string_or("");
  manifest.edition = json.at_or_null("edition").integer_or(1);
  manifest.title = localised_from(json.at_or_null("title"));
  manifest.description = localised_from(json.at_or_null("description"));
  for (const Json& tag : json.at_or_null("languages").items()) {
    TRY_ASSIGN(LanguageTag language, language_from(tag));
    manifest.languages.push_back(std::move(language));
  }
  for (const Json& item : json.at_or_null("works").items()) {
    TRY_ASSIGN(PackWork work, work_from(item));
    manifest.works.push_back(std::move(work));
  }
  return manifest;
}

bool PackWork::may_be_changed() const {
  return integrart::may_be_changed(licence, consent ? consent->granted : std::vector<std::string>{});
}

}  // namespace integrart
