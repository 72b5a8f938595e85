#pragma once
// What a media file is, found out without trusting it.

#include "pipeline/base/documents/facts.h"
#include "pipeline/base/input_file.h"
#include "pipeline/base/limits.h"
#include "pipeline/base/result.h"

namespace integrart {

/// Container, streams, rotation, colour, frame-rate kind, presence of metadata classes. Opens only allow-listed
/// demuxers and codecs on the descriptor itself; nothing else is ever opened. Reads at most a few MB plus the index.
/// Errors: unrecognised (not a known container), corrupt_media, unsupported, limit_exceeded.
Result<Noted<SourceFacts>> probe_media(const InputFile& file, const MediaLimits& limits);

/// The libraries decoding depends on, for step keys: "libavcodec 59.37.100 ...".
std::string media_toolchain();

}  // namespace integrart
