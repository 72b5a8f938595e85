#pragma once
// A small H.264 track written by the test, picture by picture.

#include <filesystem>
#include <vector>

#include "pipeline/base/json.h"

namespace integrart::test {

struct DrawnVideo {
  int width = 160;
  int height = 90;
  int b_frames = 2;
  std::int64_t gop = 50;            // pictures
  std::vector<std::int64_t> times;  // milliseconds, rising
  std::vector<std::int64_t> white;  // pictures (by index) that are all white; the others are dark
};

/// `count` pictures, 40 ms apart.
DrawnVideo steady_video(std::int64_t count);

/// Encodes with x264 and writes `file` through CmafWriter; what its `finish` gave.
Json write_cmaf(const DrawnVideo& video, const std::filesystem::path& file);

}  // namespace integrart::test
