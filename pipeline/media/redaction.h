#pragma once
// Writing a medium anew without what is private in it.

#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>

#include "pipeline/base/artefact.h"
#include "pipeline/base/documents/facts.h"
#include "pipeline/base/input_file.h"
#include "pipeline/base/result.h"

namespace integrart {

struct RedactedMedium {
  InputFile source;
  SourceFacts facts;
  std::optional<InputFile> pictures;  // a video rendition that stands for the source's picture; absent: that is copied
  std::string container;              // mp4, m4v, mov, m4a, mkv, mka, webm, mp3, ogg, opus, flac, wav
};

/// The encoder (encoders.def) of pictures for that container; empty when it takes none. Errc::unsupported for a
/// container that is not known.
Result<std::string> picture_encoder_for(const std::string& container);

/// Writes picture and all sound tracks into `output`. Sound packets are copied where source and output are of one
/// family of containers; else sound is decoded and encoded without loss, sample by sample (FLAC, PCM in MOV).
/// Covers, data, timed places and all tags go, but title, credit and licence. Document: {"sound":["copied"|"lossless"],
/// "pictures":"copied"|"covered"|null,"removed":[metadata classes]}. Errc::unsupported when the container cannot hold
/// it.
Result<StepOutput> write_redacted(const RedactedMedium& medium, const std::filesystem::path& output,
                                  const std::stop_token& stop);

}  // namespace integrart
