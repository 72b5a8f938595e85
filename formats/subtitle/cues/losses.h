#pragma once
// What a format cannot hold, counted while it is written and told once for each kind.

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/documents/cue_track.h"
#include "pipeline/base/subtitle_format.h"

namespace integrart {

class Losses {
 public:
  /// One more cue (or region) loses `what`: "class", "cue", "language", "line_break", "markup", "placement", "regions",
  /// "rounding", "ruby", "speaker", "word_times".
  void add(std::string_view what, std::int64_t count = 1);
  /// Everything that the track has and `keeps` does not claim. Ruby counts as markup of its own: `keeps_ruby`.
  void add_unkept(const CueTrack& track, const CueFeatures& keeps, bool keeps_ruby);
  /// One note "subtitle.cannot_hold" for each kind, in alphabetical order.
  void tell(std::string_view format, std::vector<Message>& notes) const;

 private:
  std::map<std::string, std::int64_t, std::less<>> m_lost;
};

/// The kinds of markup that a cue uses: "b", "i", "u", "class" (classes of any element), "language", "ruby", "speaker",
/// "word_times".
std::set<std::string, std::less<>> markup_of(const Cue& cue);

/// The parsed payload of a cue, parsed now if it was not.
std::vector<CueNode> tree_of(const Cue& cue);

/// The words of a cue for formats without markup: no empty lines, readings of ruby in parentheses.
std::string spoken_words(const Cue& cue);

}  // namespace integrart
