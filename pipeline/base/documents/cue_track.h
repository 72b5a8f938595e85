#pragma once
// Timed text in its canonical form. Document "cues/1". The shape follows WebVTT, which can hold what all others say
// about placement; what a format cannot hold is a note of its writer.

#include <optional>
#include <string>
#include <vector>

#include "pipeline/base/json.h"
#include "pipeline/base/language.h"
#include "pipeline/base/time.h"

namespace integrart {

/// A node of the parsed payload: "text", "timestamp", or an element ("b", "i", "u", "c", "ruby", "rt", "v", "lang").
struct CueNode {
  std::string type;
  std::string text;                    // of "text"
  std::optional<MediaTime> timestamp;  // of "timestamp"
  std::vector<std::string> classes;
  std::string annotation;  // of "v": the speaker
  std::string lang;        // language in force at this node
  std::vector<CueNode> children;
};

struct CuePlacement {
  std::string vertical;  // "", "rl", "lr"
  bool snap_to_lines = true;
  std::optional<double> line;           // absent: "auto"
  std::string line_align = "start";     // start | center | end
  std::optional<double> position;       // absent: "auto"; percent
  std::string position_align = "auto";  // auto | line-left | center | line-right
  double size = 100;                    // percent
  std::string align = "center";         // start | center | end | left | right
  std::string region;                   // id; empty when none

  bool operator==(const CuePlacement&) const = default;
};

struct WordTiming {
  TimeRange when;
  std::string text;
};

struct Cue {
  std::string id;  // stable through edit, fix, convert and translate; unique in its track
  TimeRange when;
  std::string text;           // payload as written in WebVTT cue text syntax
  std::vector<CueNode> tree;  // the payload parsed
  CuePlacement placement;
  std::string speaker;            // empty when unknown
  std::vector<WordTiming> words;  // empty when words have no times
  /// How sure the times are: "aligned" (found in the sound), "unsure" (found, to be looked at), "interpolated" (set
  /// between neighbours), "manual" (a person tapped or confirmed it: nothing automatic moves its start). Empty when
  /// unknown, as for every file that came with times.
  std::string confidence;
  /// Where the words of a draft come from ("memory 100%, human", "engine: apertium"). Empty for what people wrote.
  std::string origin;
};

/// Whether a person set the start of the cue.
bool has_confirmed_start(const Cue& cue);

struct CueRegion {
  std::string id;
  double width = 100;
  std::int64_t lines = 3;
  double region_anchor_x = 0, region_anchor_y = 100, viewport_anchor_x = 0, viewport_anchor_y = 100;
  std::string scroll;  // "" or "up"
};

struct CueTrack {
  LanguageTag language;
  std::string kind = "subtitles";  // subtitles | captions | lyrics
  std::string variant;             // of a translation: "literal" or "singable" (base/track_name.h); mostly empty
  bool draft = false;              // a suggestion of memory and engines that nobody has looked at
  std::vector<Cue> cues;           // in order of the file
  std::vector<CueRegion> regions;

  Json to_json() const;
  static Result<CueTrack> from_json(const Json& json);
};

/// The words of a cue without markup; line breaks stay.
std::string plain_text(const Cue& cue);

}  // namespace integrart
