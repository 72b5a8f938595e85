#pragma once
// Sinks that make the playable renditions. Each writes one fragmented MP4 (CMAF track file, ISO/IEC 23000-19) or WebM.

#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "pipeline/base/documents/facts.h"
#include "pipeline/base/documents/recipe.h"
#include "pipeline/media/frame.h"

namespace integrart {

struct VideoRenditionSettings {
  std::string encoder = "x264";  // encoders.def
  std::string preset = "veryfast";
  std::map<std::string, std::string> tuning;
  int width = 0;  // even
  int height = 0;
  double crf = 23;
  int max_bitrate_kbps = 0;  // 0: no cap
  double gop_seconds = 2;
  double max_frame_rate = 60;
  int threads = 1;
  Rational frame_rate{25, 1};  // of the source, a hint for rate control; times stay exact (variable rate kept)

  Json to_json() const;
  static Result<VideoRenditionSettings> from_json(const Json& json);
};

/// Writes "video.mp4" into `folder`: one closed group of pictures per `gop_seconds` (keyframes at the first picture at
/// or after every multiple, so all rungs of a source cut at equal times), one fragment per group, brand cmfc.
/// Document: {"codec_string":"avc1.64001F","width","height","frame_rate","duration","bytes","peak_bitrate",
/// "average_bitrate","timescale","init":{"offset","size"},"segments":[{"offset","size","start","duration"}]}.
Result<std::unique_ptr<FrameSink>> make_video_rendition(const VideoRenditionSettings& settings,
                                                        const std::filesystem::path& folder);

struct AudioRenditionSettings {
  std::string encoder = "aac";  // aac | opus
  int track = 0;                // index into SourceFacts::audio
  int bitrate_kbps = 128;
  int channels = 2;
  int sample_rate = 48000;
  double segment_seconds = 2;
  double most_seconds = 0;  // what is longer is cut, with a note; 0: nothing is
  std::optional<LoudnessTarget> loudness = std::nullopt;

  Json to_json() const;
  static Result<AudioRenditionSettings> from_json(const Json& json);
};

/// Writes "audio.mp4" (CMAF, AAC or Opus in MP4) into `folder`; the same document as above plus "sample_rate",
/// "channels" and, when normalised, "loudness":{"before":{"integrated_lufs","range_lu","true_peak_dbtp"},"after":{...},
/// "gain_db","limited","decoded_true_peak_dbtp"}: lossy encoders put peaks above those of the sound they got, so what
/// they made is decoded, and made again of sound with lower peaks where it is above the target. The encoder delay is
/// cut by an edit list so that sound and picture start together.
Result<std::unique_ptr<FrameSink>> make_audio_rendition(const AudioRenditionSettings& settings,
                                                        const std::filesystem::path& folder);

/// The encoders and muxers renditions depend on, for step keys.
std::string rendition_toolchain();

}  // namespace integrart
