#pragma once
// Text tracks inside media files, taken out as the text that subtitle readers know.

#include <string>
#include <vector>

#include "pipeline/base/input_file.h"
#include "pipeline/base/limits.h"
#include "pipeline/base/result.h"

namespace integrart {

struct EmbeddedText {
  std::string codec;                   // libav's name: "subrip", "ass", "webvtt", "mov_text", "ttml"
  std::string language;                // as the container states it; empty when it does not
  std::vector<std::string> documents;  // SubRip, ASS, WebVTT or TTML; several for TTML in samples, to be joined
};

/// Whether the bytes begin like an MP4, QuickTime or Matroska file: those hold text tracks.
bool may_hold_text_tracks(const InputFile& file);

/// Text track number `track` (from 1, in order of the file, pictures of words not counted): SubRip, ASS and WebVTT of
/// Matroska; tx3g, wvtt and stpp of MP4. Only the packets of that track are looked at, nothing is decoded. Errors:
/// not_found when there is no such track; limit_exceeded beyond `limits`; those of opening media.
Result<EmbeddedText> read_embedded_text(const InputFile& file, int track, const MediaLimits& limits,
                                        const SubtitleLimits& text_limits);

}  // namespace integrart
