#pragma once
// `integrart subtitles check`: what is wrong with a track, and the mended track.

#include <string>

#include "pipeline/base/documents/cue_track.h"
#include "pipeline/base/subtitle_format.h"
#include "pipeline/cli/session.h"

namespace integrart {

struct SubtitleCheck {
  std::string file;                        // as the person named it
  std::string profile = "plain";           // an id, or a file with a document "cue_profile/1"
  std::string shots;                       // file with seconds; empty when none
  std::string fix;                         // where to write the mended track; empty when nowhere
  const SubtitleFormat* format = nullptr;  // of `fix`
  bool spelling = false;
};

/// Prints the issues; sets the session's status to "the answer is no" when some are left.
Result<> check_subtitles(Session& session, const SubtitleCheck& asked, CueTrack track);

}  // namespace integrart
