#pragma once
// Names and addresses as they may stand in a manifest.

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/manifest_format.h"
#include "pipeline/base/result.h"

namespace integrart {

/// `text` without control characters and without those that would end a quoted string or turn the reading direction of
/// what follows; right-to-left letters themselves stay.
std::string display_label(std::string_view text);

/// A name for files: ASCII letters, digits, '-', '_' of `text`; "track" when nothing is left.
std::string file_label(std::string_view text);

/// `candidate`, or the first of candidate-2, candidate-3, ... that is not in `taken`; it is added there. `join` stands
/// between name and number.
std::string unique_name(std::string candidate, std::vector<std::string>& taken, std::string_view join = "-");

/// Label of a track for viewers: its own, else the language's name in itself, else `fallback`.
std::string label_of(const StreamTrack& track, std::string_view fallback);
std::string label_of(const StreamSubtitles& subtitles);

/// Checks everything that a manifest takes over from its tracks: relative addresses of URL characters, a codec string,
/// segments in order and within 2^53 bytes, positive durations. Errors (invalid_input) name the track.
Result<> check_streams(const StreamSet& streams);

/// Base name of the files of each subtitle track ("subtitles-uk"), in order, unique.
std::vector<std::string> subtitle_file_names(const StreamSet& streams);

}  // namespace integrart
