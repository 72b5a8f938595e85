#pragma once
// Stretches of a sound rendition as small files of their own, without encoding again.

#include <filesystem>
#include <span>
#include <stop_token>
#include <string>

#include "pipeline/base/input_file.h"
#include "pipeline/base/result.h"
#include "pipeline/base/time.h"

namespace integrart {

struct SoundClip {
  TimeRange when;    // in the time of the rendition; its end is needed
  std::string name;  // of the file, unique among the clips: "3.m4a"
};

/// Copies the frames of an AAC rendition of our own into one M4A for each clip, in `folder`. A frame has about 21 ms at
/// 48 kHz: a clip begins with the frame that holds its begin and ends with the one that holds its end; the frame
/// before, without which the decoder cannot begin (overlapping windows, ISO/IEC 14496-3 4.6.11.3), stands in front and
/// is not played. Clips behind the end of the sound are not written. Bit-exact. Errors: invalid_input for a rendition
/// that is not AAC or a clip without an end; those of index_track; cancelled.
Result<> write_sound_clips(const InputFile& audio, std::span<const SoundClip> clips,
                           const std::filesystem::path& folder, const std::stop_token& stop);

}  // namespace integrart
