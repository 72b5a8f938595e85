#pragma once
// What tells the tracks of a work apart: in file names, in steps, and in what viewers choose from.

#include <string>
#include <string_view>

#include "pipeline/base/language.h"

namespace integrart {

/// Two translations of one lyric: word for word, and one whose syllables fit the tune.
bool is_track_variant(std::string_view text);  // "literal", "singable"

struct TrackName {
  std::string language = "und";  // canonical tag
  std::string variant;           // empty, or one of the above

  /// "pl", "pl.singable".
  std::string text() const;
  /// The reverse of `text`.
  static TrackName parse(std::string_view text);
  /// By what stands before the extension of a file: "song.pl.srt", "song.pl.singable.srt", "song.pl.sdh.srt" (players'
  /// words are passed over). Without a language, or with something else there: "und".
  static TrackName of_file(std::string_view path);

  bool operator==(const TrackName&) const = default;
};

/// Whether a track in the language `one` is what somebody who asks for `other` wants: "nb" and "nb-NO" serve each
/// other, "sr-Latn" and "sr-Cyrl" do not.
bool serves(std::string_view one, std::string_view other);

/// "polski", "polski (draft)", "polski – singable (draft)": the language's name in itself, the rest as the message
/// catalogue has it in `viewer`; English where it has not.
std::string shown_name(const TrackName& track, bool draft, std::string_view viewer);

}  // namespace integrart
