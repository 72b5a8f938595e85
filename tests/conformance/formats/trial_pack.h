#pragma once
// A lesson for packs, made in memory, and ways to look into what a format made of it.

#include <string>
#include <string_view>
#include <vector>

#include "formats/tables.h"
#include "pipeline/base/catalogue.h"
#include "pipeline/base/documents/cue_track.h"
#include "pipeline/base/pack_format.h"
#include "tests/pack_trial_files.h"

namespace integrart {

inline ArtefactRef trial_artefact(const std::string& bytes, const MediaType& type) {
  return {digest_of(bytes), bytes.size(), type};
}

inline Activity trial_gap_fill(const std::string& text, const std::string& answer, const std::string& more) {
  Activity activity;
  activity.id = "gap_fill-2";
  activity.kind = "gap_fill";
  activity.level = 2;
  activity.title = activity.instructions = {"web.words", {}};
  GapItem item;
  item.text = text;
  item.gaps.push_back({.begin = text.find(answer), .length = answer.size(), .answers = {answer, more}, .tip = more});
  ActivityItem one;
  one.id = "1";
  one.when = TimeRange{MediaTime::from_milliseconds(1500), MediaTime::from_milliseconds(4000)};
  one.content = item;
  activity.items = {one};
  return activity;
}

/// A film with words in time and an exercise, and a poem; `text` stands everywhere.
inline PackManifest trial_pack(const std::string& text) {
  CueTrack cues;
  cues.language = value_of(LanguageTag::parse("uk")).value;
  Cue cue;
  cue.id = "1";
  cue.when = {MediaTime::from_milliseconds(1500), MediaTime::from_milliseconds(4000)};
  cue.text = "Спи, мій малий";
  cue.words = {{{MediaTime::from_milliseconds(1500), MediaTime::from_milliseconds(2000)}, "Спи"},
               {{MediaTime::from_milliseconds(2000), MediaTime::from_milliseconds(3000)}, "мій"}};
  cues.cues = {cue};
  PackWork film;
  film.id = "film";
  film.kind = "video";
  film.language = cues.language;
  film.title.by_language = {{"en", text}};
  film.alt.by_language = {{"en", text}};
  film.licence = "CC-BY-4.0";
  film.creators = {{text, text, true}};
  film.about = {text};
  film.duration_seconds = 10;
  film.renditions = {{"720p", "video", trial_artefact("large film", "video/mp4"), "mp4", 1280, 720, 10},
                     {"360p", "video", trial_artefact("film", "video/mp4"), "mp4", 640, 360, 10},
                     {"audio", "audio_only", trial_artefact("sound", "audio/mp4"), "m4a", 0, 0, 10}};
  film.tracks = {{cues.language, "subtitles", cues.to_json(), trial_artefact("vtt", "text/vtt")}};
  film.activities = {trial_gap_fill("Спи, мій малий " + text, "малий", text)};
  PackWork poem;
  poem.id = "poem";
  poem.kind = "text";
  poem.language = cues.language;
  poem.licence = "CC-BY-4.0";
  poem.texts = {{cues.language, "<p>Дім.<br>" + text + "</p>", text, {"Дім."}}};
  PackManifest manifest;
  manifest.id = "trial";
  manifest.title.by_language = {{"en", text}};
  manifest.languages = {cues.language};
  manifest.licence = "CC-BY-4.0";
  manifest.tool_version = "integrart 0.1.0";
  manifest.works = {film, poem};
  return manifest;
}

inline const PackFormat& pack_format_of(std::string_view id) {
  return *find_by_id(pack_formats(), id);
}

inline const std::string* text_of(const std::vector<PackEntry>& entries, std::string_view path) {
  for (const PackEntry& entry : entries)
    if (entry.path == path) return std::get_if<std::string>(&entry.content);
  return nullptr;
}

inline const std::vector<PackEntry>& archive_in(const PackTree& tree, std::string_view path) {
  for (const PackEntry& entry : tree.entries)
    if (entry.path == path) return std::get<InnerArchive>(entry.content).entries;
  FAIL("no " << path);
  throw 0;
}

}  // namespace integrart
