#pragma once
// A track laid out for checking: times in milliseconds, lines as they are seen. Fixes go through it, so that what is
// laid out never differs from the track.

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "filters/cues/sheet/payload.h"
#include "pipeline/base/cue_rule.h"

namespace integrart {

struct CueView {
  std::string shown;                 // without markup; lines separated by '\n'
  std::vector<std::string> lines;    // the same, without bidirectional controls
  std::vector<std::size_t> lengths;  // grapheme clusters of each line
  std::int64_t begin = 0;            // milliseconds
  std::optional<std::int64_t> end;   // absent: until the end of the medium
  bool start_is_fixed = false;       // a person confirmed it, or words have times of their own

  std::size_t characters() const;  // of all lines
  std::int64_t duration() const { return end ? *end - begin : 0; }
};

class CueSheet {
 public:
  CueSheet(CueTrack track, const CueCheckSettings& settings);

  std::size_t size() const { return m_views.size(); }
  const CueView& view(std::size_t index) const { return m_views[index]; }
  const Cue& cue(std::size_t index) const { return m_track.cues[index]; }
  const CueTrack& track() const { return m_track; }
  const CueNumbers& numbers() const { return m_numbers; }
  const LanguageTag& language() const { return m_track.language; }
  const std::string& primary() const { return m_primary; }
  bool is_lyrics() const { return m_track.kind == "lyrics"; }
  bool spelling() const { return m_spelling; }
  const std::vector<std::int64_t>& shots() const { return m_shots; }
  /// Ids of the cues whose text was changed.
  const std::set<std::string>& changed() const { return m_changed; }

  /// The next cue in the same place of the picture; absent for the last.
  std::optional<std::size_t> next(std::size_t index) const;
  CueIssue issue(std::size_t index, std::string_view rule, std::string_view message,
                 MessageArguments arguments = {}) const;

  void set_text(std::size_t index, std::string payload);
  void edit_text(std::size_t index, const std::vector<ShownEdit>& edits);
  void set_begin(std::size_t index, std::int64_t milliseconds);
  void set_end(std::size_t index, std::int64_t milliseconds);
  /// Keeps the cues at those indices, in that order.
  void arrange(const std::vector<std::size_t>& order);

 private:
  static CueView lay_out(const Cue& cue);

  CueTrack m_track;
  CueNumbers m_numbers;
  std::string m_primary;
  std::vector<std::int64_t> m_shots;
  std::vector<CueView> m_views;
  std::set<std::string> m_changed;
  bool m_spelling = false;
};

}  // namespace integrart
