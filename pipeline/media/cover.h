#pragma once
// The picture that comes with a song.

#include <string>

#include "pipeline/base/artefact.h"
#include "pipeline/base/input_file.h"
#include "pipeline/base/limits.h"
#include "pipeline/base/result.h"

namespace integrart {

/// An attached picture exactly as it lies in the file: undecoded, untrusted, with its metadata.
struct Cover {
  std::string bytes;
  MediaType type;  // told from the bytes: "image/jpeg", "image/png", "image/webp", "image/gif"
};

/// The first attached picture of a media file. Errors: not_found (there is none), unsupported (no picture type that is
/// known), limit_exceeded (above ImageLimits::source_bytes), and those of probe_media.
Result<Cover> extract_cover(const InputFile& file, const MediaLimits& limits, const ImageLimits& image_limits);

}  // namespace integrart
