#pragma once
// Progressive files from renditions, without encoding again.

#include <filesystem>
#include <optional>
#include <stop_token>
#include <vector>

#include "pipeline/base/input_file.h"
#include "pipeline/base/json.h"
#include "pipeline/base/result.h"

namespace integrart {

/// What a file says about itself wherever it goes; empty: nothing.
struct FileNaming {
  std::string title;
  std::string artist;     // whom to credit
  std::string copyright;  // the licence

  /// From the parameters of a step: "title", "artist", "copyright".
  static FileNaming from_json(const Json& json);
};

/// One MP4 with the index in front (faststart) from at most one video and at most one audio rendition of our own.
/// Bit-exact: equal inputs give equal bytes. With `sound_only` the brand is M4A.
struct ProgressiveInput {
  std::optional<InputFile> video;
  std::optional<InputFile> audio;
  FileNaming naming;
  std::string language;  // of the sound, BCP 47; empty: und
};
Result<> write_progressive_mp4(const ProgressiveInput& input, const std::filesystem::path& output,
                               const std::stop_token& stop);

/// Opus in Ogg, for those who want sound only, from an Opus rendition.
Result<> write_ogg_opus(const InputFile& audio, const std::filesystem::path& output, const std::stop_token& stop,
                        const FileNaming& naming = {});

/// The I-frame index of a video rendition: for each key picture its byte range and time. Document for manifests:
/// {"frames":[{"offset","size","start","duration"}]}.
Result<Json> key_frame_index(const InputFile& video);

}  // namespace integrart
