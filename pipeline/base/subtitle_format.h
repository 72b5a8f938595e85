#pragma once
// Descriptor of a timed-text format (formats/subtitle.def). Pure functions, no media library.

#include <span>
#include <string>
#include <string_view>

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
};

}  // namespace integrart
