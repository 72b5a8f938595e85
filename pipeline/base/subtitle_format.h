#pragma once
// Descriptor of a timed-text format (formats/subtitle.def). Pure functions, no media library.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/descriptor.h"
#include "pipeline/base/documents/cue_track.h"
#include "pipeline/base/limits.h"
#include "pipeline/base/result.h"

namespace integrart {

/// What survives a write followed by a read; the conformance suite checks the claim.
struct CueFeatures {
  bool identifiers = false;
  bool markup = false;
  bool placement = false;
  bool regions = false;
  bool word_times = false;
  bool speakers = false;
  bool language = false;
  bool every_cue = true;                 // also cues without words, and cues that begin together
  bool line_breaks = true;               // inside a cue
  std::int64_t ticks_per_second = 1000;  // cue times are kept to this
};

struct SubtitleFormat {
  std::string_view id;                           // "webvtt"
  std::string_view media_type;                   // "text/vtt"
  std::span<const std::string_view> extensions;  // without dot
  Doc doc;
  CueFeatures keeps;
  /// Errc::unrecognised when the text is not of this format at all.
  Result<Noted<CueTrack>> (*read)(std::string_view utf8, const SubtitleLimits& limits);
  Result<Noted<std::string>> (*write)(const CueTrack& track);
  /// How much the beginning of `utf8` looks like this format, [0, 1]; 0 when `read` would not recognise it. Quick: at
  /// most the first 64 KiB are looked at.
  double (*likeness)(std::string_view utf8);
  /// Fills tree, speaker and words of a cue from its text. Only of WebVTT, whose cue text all tracks hold.
  void (*complete)(Cue& cue) = nullptr;
};

/// The formats in the order in which a reader tries them: what the text looks like decides, the extension (lower case,
/// without dot) only between formats that it looks like equally.
std::vector<const SubtitleFormat*> by_likeness(std::span<const SubtitleFormat* const> formats, std::string_view utf8,
                                               std::string_view extension);

}  // namespace integrart
