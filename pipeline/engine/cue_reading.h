#pragma once
// Cues out of files: what several steps read.

#include <string>
#include <string_view>

#include "pipeline/base/documents/cue_track.h"
#include "pipeline/engine/step.h"

namespace integrart {

struct ReadTrack {
  Noted<CueTrack> track;
  std::string_view format;
  std::string encoding;
};

/// Cues of a text in any registered format. What the text looks like decides, not the extension: people name files
/// anything. `name` is the file's, for messages. Errors: unrecognised; those of the format.
Result<ReadTrack> read_cues(const StepContext& context, const std::string& text, const std::string& name);

/// Cues of text track number `track` (from 1) of a media file, in the language that the file states. Errors: those of
/// reading text tracks.
Result<ReadTrack> read_text_track(const StepContext& context, const InputFile& file, int track);

}  // namespace integrart
