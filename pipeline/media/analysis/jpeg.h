#pragma once
// Small pictures of our own, written as JPEG.

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/result.h"
#include "pipeline/media/frame.h"

namespace integrart {

/// Owns an 8-bit Y'CbCr 4:2:0 picture, BT.709, limited range, of even size; rows follow each other without padding.
struct PlanarPicture {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> y, cb, cr;

  /// All black.
  static PlanarPicture black(int width, int height);
  /// Puts `view` (i420) at `left`, `top` (even); it must fit.
  void paste(const PictureView& view, int left, int top);
  PictureView view() const;
};

/// `view` (i420) shrunk by averaging areas; the size must be even and not larger.
PlanarPicture shrunk(const PictureView& view, int width, int height);

/// Baseline JPEG (JFIF: BT.601, full range), bit-exact. `quantiser` is 2 (best) to 31.
Result<std::string> encode_jpeg(const PlanarPicture& picture, int quantiser);

/// Writes a whole file; the error names it.
Result<> write_whole_file(const std::filesystem::path& file, std::string_view bytes);

}  // namespace integrart
