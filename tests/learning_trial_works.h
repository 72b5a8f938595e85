#pragma once
// Works made of a few lines, for the tests of activities.

#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/base/documents/cue_track.h"
#include "pipeline/base/documents/pack_manifest.h"

namespace integrart {

using LinesOfText = std::vector<std::string>;

inline LinesOfText lines_of_file(const std::string& file) {
  LinesOfText lines;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);)
    if (!line.empty()) lines.push_back(line);
  return lines;
}

/// Every line two seconds long, one after the other.
inline PackTrack track_of(const std::string& language, const LinesOfText& lines) {
  CueTrack track;
  track.language = LanguageTag::parse(language).value().value;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    Cue cue;
    cue.id = "c" + std::to_string(i + 1);
    const auto begin = static_cast<std::int64_t>(2000 * i);
    cue.when = {MediaTime::from_milliseconds(begin), MediaTime::from_milliseconds(begin + 2000)};
    CueNode text;
    text.type = "text";
    text.text = lines[i];
    cue.tree.push_back(std::move(text));
    track.cues.push_back(std::move(cue));
  }
  PackTrack packed;
  packed.language = track.language;
  packed.kind = "lyrics";
  packed.cues = track.to_json();
  return packed;
}

/// A song; the first track is in its own language.
inline PackWork song_of(const std::string& id, const std::vector<std::pair<std::string, LinesOfText>>& tracks) {
  PackWork work;
  work.id = id;
  work.kind = "audio";
  work.licence = "CC-BY-SA-4.0";
  work.language = LanguageTag::parse(tracks.front().first).value().value;
  for (const auto& [language, lines] : tracks) work.tracks.push_back(track_of(language, lines));
  PackRendition& sound = work.renditions.emplace_back();
  sound.id = "audio";
  sound.role = "audio";
  return work;
}

/// A collection that asks for `kinds`.
inline Collection collection_asking_for(std::vector<std::string> kinds) {
  Collection collection;
  collection.pack.activities = std::move(kinds);
  return collection;
}

inline std::vector<std::string> every_kind() {
  return {activity_kinds.begin(), activity_kinds.end()};
}

}  // namespace integrart
