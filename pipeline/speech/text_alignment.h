#pragma once
// Known words to a known sound: what the step and the command call.

#include <functional>
#include <optional>
#include <string_view>

#include "pipeline/base/documents/cue_track.h"
#include "pipeline/base/json.h"
#include "pipeline/base/result.h"
#include "pipeline/speech/sound_features.h"

namespace integrart {

struct AlignmentWishes {
  LanguageTag language;  // that is sung or spoken; never guessed
  bool words = true;     // times inside lines
  Json taps;             // see taps.h; null: none
};

/// Raised whenever the times may come out otherwise; named in step keys.
inline constexpr int alignment_version = 4;  // 2: gaps learnt; 3: no waiting inside lines, 10 ms; 4: abbreviations

/// A track of kind "lyrics" with the confidence of every cue; notes say how many lines a person should listen to, and
/// that nothing was heard. Words in `utf8` as lyric_lines.h reads them. Deterministic. Errors: of the text, of the
/// voice (unsupported: no voice for the language), of the taps.
Result<Noted<CueTrack>> align_text(const SoundFeatures& sound, std::string_view utf8, const AlignmentWishes& wishes,
                                   const std::function<void(double)>& progress = {});

/// The synthetic voice's version: times depend on it.
std::string speech_toolchain();

}  // namespace integrart
