#pragma once
// What probing found out about a source. Document "facts/1". The planner sees this and nothing else of the file.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/base/json.h"
#include "pipeline/base/time.h"

namespace integrart {

enum class FrameRateKind : std::uint8_t { constant, variable, still };
enum class DynamicRange : std::uint8_t { standard, pq, hlg };

struct VideoFacts {
  int stream_index = 0;
  std::string codec;  // libav codec name: "h264"
  int width = 0;      // as displayed: after rotation and with square pixels
  int height = 0;
  int coded_width = 0;  // as stored
  int coded_height = 0;
  int rotation = 0;  // clockwise degrees to turn the stored picture for display: 0, 90, 180, 270
  bool mirrored = false;
  Rational sample_aspect{1, 1};
  Rational frame_rate{25, 1};  // average
  FrameRateKind frame_rate_kind = FrameRateKind::constant;
  bool interlaced = false;
  int bit_depth = 8;
  std::string chroma;  // "4:2:0", "4:2:2", "4:4:4", "gray", "rgb"
  DynamicRange dynamic_range = DynamicRange::standard;
  std::string matrix, primaries, transfer;  // libav colour names; "unknown" when not declared
  bool full_range = false;
  double duration_seconds = 0;
  std::int64_t bit_rate = 0;  // bits per second; 0 when unknown
  bool has_alpha = false;
};

struct AudioFacts {
  int stream_index = 0;
  std::string codec;
  int channels = 0;
  std::string layout;  // "mono", "stereo", "5.1"
  int sample_rate = 0;
  double duration_seconds = 0;
  std::int64_t bit_rate = 0;
  std::string language;  // BCP 47; empty when not declared
  std::string title;
};

struct SubtitleFacts {
  int stream_index = 0;
  std::string codec;
  std::string language;
};

/// Classes of metadata that are present; never their values (facts are written into ledgers and reports). Titles, which
/// are there to be shown, are the exception.
struct MetadataFacts {
  bool location = false;
  bool device = false;
  bool person = false;
  bool creation_time = false;
  bool credit = false;
  bool licence = false;
  bool unreadable = false;  // there are metadata, but they are damaged: what they say is not known
  bool comment = false;     // words that somebody wrote freely beside the picture: no program knows what they tell

  /// Adds the classes that `others` have.
  void add(const MetadataFacts& others);
  bool operator==(const MetadataFacts&) const = default;
};

struct SourceFacts {
  std::string kind;       // "video", "audio", "image", "text"
  std::string container;  // libav demuxer family ("mov"), image or text format ("jpeg", "markdown")
  std::uint64_t bytes = 0;
  double duration_seconds = 0;      // of the longest used stream after edit lists
  std::optional<VideoFacts> video;  // the stream that is shown; never a cover picture
  std::vector<AudioFacts> audio;    // in container order
  std::vector<SubtitleFacts> subtitles;
  bool has_cover = false;  // an attached picture
  int image_width = 0;     // of a still image, as displayed
  int image_height = 0;
  int image_orientation = 1;  // EXIF 1..8
  std::string text_encoding;
  MetadataFacts metadata;
  MetadataFacts cover_metadata;  // that lie in attached pictures themselves
  std::string title;  // that a sound file gives the whole of itself, shortened and without control characters

  Json to_json() const;
  static Result<SourceFacts> from_json(const Json& json);
};

}  // namespace integrart
