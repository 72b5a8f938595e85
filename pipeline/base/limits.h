#pragma once
// Bounds on hostile input. One place, so that a reader sees what the system accepts and a test can walk the edges.

#include <cstdint>

namespace integrart {

struct MediaLimits {
  /// Phones write 17 Mb/s (1080p: 2 hours are 15.3 GB) to 45 Mb/s (2160p). What a source costs in work is bounded by
  /// its duration and pictures; this bounds the room it takes on the disk and the time of reading it once.
  std::uint64_t source_bytes = 16ULL << 30U;
  int streams = 16;                     // 300 audio streams were seen to be all decoded by default
  std::int64_t pixels = 4096LL * 2304;  // per picture of a video; 8K costs 400 MB a decoder
  int side = 8192;                      // longest side of a video picture
  double duration_seconds = 2 * 3600;   // of the container and of what is really decoded
  double frames_per_second = 240;       // slow-motion phones
  int channels = 8;                     // 7.1
  int sample_rate = 192000;
  std::int64_t allocation_bytes = 256LL << 20U;  // av_max_alloc: no single libav allocation above it
  int metadata_entries = 256;
  int metadata_bytes = 64 << 10;
};

struct ImageLimits {
  std::uint64_t source_bytes = 100ULL << 20U;
  std::int64_t pixels = 50'000'000;  // checked in the header, before any row is decoded
  int side = 20000;
};

struct TextLimits {
  std::uint64_t source_bytes = 8ULL << 20U;
  std::uint64_t line_bytes = 1ULL << 20U;
  int combining_marks_in_a_row = 30;  // "zalgo" text
};

struct SubtitleLimits {
  std::uint64_t source_bytes = 8ULL << 20U;
  std::uint64_t cues = 50'000;
  std::uint64_t cue_bytes = 16ULL << 10U;
  double last_second = 100 * 3600;  // the W3C's own tests use 60 hours; later cues are left out with a note
  double frame_rate = 25;           // pictures per second of formats that count them and do not say their rate
};

struct ExchangeLimits {
  std::uint64_t source_bytes = 64ULL << 20U;  // a translation memory of 100,000 units is about 40 MB
  std::uint64_t units = 500'000;
  std::uint64_t text_bytes = 1ULL << 20U;  // of one text
};

struct CollectionLimits {
  std::uint64_t document_bytes = 4ULL << 20U;
  std::uint64_t works = 2'000;
  std::uint64_t objectives = 20;       // of one work
  std::uint64_t reviews = 100;         // of one work
  std::uint64_t audio_languages = 20;  // of one work
};

}  // namespace integrart
