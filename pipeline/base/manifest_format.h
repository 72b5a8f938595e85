#pragma once
// Descriptor of a streaming manifest (formats/manifest.def): playlists over CMAF track files. Pure functions.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pipeline/base/descriptor.h"
#include "pipeline/base/language.h"
#include "pipeline/base/result.h"

namespace integrart {

struct ByteSegment {
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
  double start = 0;  // seconds
  double duration = 0;
};

/// A CMAF track file and where its segments lie in it.
struct StreamTrack {
  std::string id;             // "720p", "aac"
  std::string file;           // relative URL from the manifest
  std::string codec_string;   // RFC 6381
  int width = 0, height = 0;  // of video
  double frame_rate = 0;
  int channels = 0, sample_rate = 0;  // of audio
  std::string language;               // of audio; empty when unknown
  std::string label;
  std::string recipe;  // of audio: how it was encoded; sounds of one recipe are heard in place of each other
  std::int64_t timescale = 1000;
  std::int64_t average_bitrate = 0, peak_bitrate = 0;  // bits per second
  std::uint64_t init_offset = 0, init_size = 0;
  std::uint64_t index_offset = 0, index_size = 0;  // segment index box; size 0: none
  std::vector<ByteSegment> segments;
  std::vector<ByteSegment> key_frames;  // of video, for the I-frame playlist
};

/// A subtitle track as one WebVTT text; writers that need segments cut it themselves.
struct StreamSubtitles {
  LanguageTag language;
  std::string label;
  std::string webvtt;
  bool captions = false;
};

struct StreamSet {
  std::vector<StreamTrack> video;  // best first
  std::vector<StreamTrack> audio;
  std::vector<StreamSubtitles> subtitles;
  double duration = 0;
};

struct ManifestFormat {
  std::string_view id;  // "hls", "dash"
  Doc doc;
  /// Files by relative name, the entry manifest first.
  Result<std::vector<std::pair<std::string, std::string>>> (*write)(const StreamSet& streams);
};

}  // namespace integrart
