#pragma once
// Gathers what a reader finds into a track: bounds, ids that are unique and stable, notes.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/documents/cue_track.h"
#include "pipeline/base/limits.h"
#include "pipeline/base/result.h"

namespace integrart {

/// The text without byte order mark, with "\n" as its only line end and U+FFFD for U+0000; refused when it is no UTF-8
/// or longer than the limit.
Result<std::string> normalised_lines(std::string_view utf8, const SubtitleLimits& limits);

/// The first 64 KiB of a text in the same form, whatever it holds, for telling formats apart.
std::string beginning_of(std::string_view utf8);

class TrackBuilder {
 public:
  explicit TrackBuilder(const SubtitleLimits& limits) : m_limits(limits) {}

  /// Takes a cue whose `text` and `when` are set; tree, speaker and words are filled here. `line` is where it stands in
  /// the file. A cue that begins after the last second is left out with a note. Errors: limit_exceeded.
  Result<> add(Cue cue, std::int64_t line);
  void add(CueRegion region) { m_track.regions.push_back(std::move(region)); }
  /// "subtitle.<id>" about a line; after the first hundred they are only counted.
  void note(std::string_view id, std::int64_t line, MessageArguments more = {});
  /// With the notes of its reading ("ua" became "uk").
  void set_language(Noted<LanguageTag> language);
  void set_kind(std::string_view kind) { m_track.kind = kind; }
  const std::vector<CueRegion>& regions() const { return m_track.regions; }
  bool empty() const { return m_track.cues.empty(); }

  /// Gives ids to cues that have none ("c1", by their place) and changes those that stand twice ("7" becomes "7-2").
  Noted<CueTrack> finish();

 private:
  SubtitleLimits m_limits;
  CueTrack m_track;
  std::vector<std::int64_t> m_lines;  // of the cues
  std::vector<Message> m_notes;
  std::int64_t m_notes_left_out = 0;
};

}  // namespace integrart
