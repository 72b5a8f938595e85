#pragma once
// Where the fragments and samples of a fragmented MP4 file with one track lie (ISO/IEC 14496-12).

#include <cstdint>
#include <vector>

#include "pipeline/base/input_file.h"
#include "pipeline/base/result.h"

namespace integrart {

struct IndexedSample {
  std::uint32_t size = 0;               // bytes
  std::uint32_t duration = 0;           // ticks
  std::int64_t composition_offset = 0;  // ticks
  bool is_sync = false;
};

/// A movie fragment box and its media data box, with whatever boxes stand before them.
struct IndexedFragment {
  std::uint64_t offset = 0;       // of the first box, from the start of the file
  std::uint64_t size = 0;         // up to the end of the media data
  std::uint64_t data_offset = 0;  // of the first sample, from the start of the file
  std::int64_t decode_time = 0;   // ticks, of the first sample
  std::vector<IndexedSample> samples;

  std::int64_t earliest() const;  // ticks, smallest composition time
  std::int64_t latest() const;    // ticks, largest end of a sample's composition
};

struct TrackIndex {
  std::uint64_t init_size = 0;     // file type and movie box; they stand at offset 0
  std::uint64_t index_offset = 0;  // of the segment index box (8.16.3), 0 when there is none
  std::uint64_t index_size = 0;
  std::int64_t timescale = 0;    // ticks per second
  std::int64_t media_start = 0;  // tick that is presented at time 0 (edit list)
  std::uint64_t bytes = 0;       // of the whole file
  std::vector<IndexedFragment> fragments;

  double seconds(std::int64_t ticks) const { return static_cast<double>(ticks) / static_cast<double>(timescale); }
};

/// Reads the boxes, never the media. Errors: corrupt_media when a box does not fit, there is more than one track, or no
/// fragment; limit_exceeded for header boxes above 16 MiB.
Result<TrackIndex> index_track(const InputFile& file);

}  // namespace integrart
