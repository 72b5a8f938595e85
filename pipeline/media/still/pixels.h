#pragma once
// Decoding, colour, scaling and encoding of stills. (libvips' home)

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/documents/picture_masks.h"
#include "pipeline/base/result.h"
#include "pipeline/media/frame.h"
#include "pipeline/media/still.h"
#include "pipeline/media/still/header.h"
#include "pipeline/media/still/metadata.h"

namespace integrart {

/// What lies behind a picture with alpha.
enum class Backdrop : std::uint8_t { white, black };

/// A decoded picture, upright, sRGB, 8 bit, with or without alpha, without any metadata. Copying shares the pixels.
class StillPicture {
 public:
  /// Decodes the first picture in `bytes` (borrowed until the call returns), scaled so that its long side is at most
  /// `long_side`; never enlarged. JPEG is decoded at a reduced size where that is enough.
  static Result<StillPicture> decode(std::string_view bytes, const StillHeader& header, const std::string& name,
                                     int long_side);

  /// Samples red, green, blue, alpha of eight bits, row by row: width x height x 4.
  static Result<StillPicture> of_samples(std::vector<std::uint8_t> samples, int width, int height);

  int width() const;
  int height() const;
  int long_side() const { return std::max(width(), height()); }

  /// Scaled down so that the long side is `long_side`.
  Result<StillPicture> scaled_to(int long_side) const;
  /// Packed pixels (no padding) of exactly that size, which may change the shape. bgr24 or gray8.
  Result<std::string> packed(int width, int height, PixelLayout layout, Backdrop backdrop = Backdrop::white) const;
  /// The same picture with those places covered.
  Result<StillPicture> covered(const std::vector<Box>& boxes, MaskStyle style) const;
  /// Scaled to 16 pixels of width and given as a data: URI.
  Result<std::string> placeholder() const;

  /// The bytes of a "webp", "jpeg", "avif" or "png" file that names `credit`; alpha becomes white in JPEG.
  /// `quality` is 1..100.
  Result<std::string> encode(std::string_view format, int quality, const StillCredit& credit) const;

 private:
  struct Pixels;
  explicit StillPicture(std::shared_ptr<const Pixels> pixels) : m_pixels(std::move(pixels)) {}

  std::shared_ptr<const Pixels> m_pixels;
};

/// Displayed size of the picture as the decoder itself sees it, without decoding a row.
struct StillSize {
  int width = 0;
  int height = 0;
  int bit_depth = 8;
  bool has_alpha = false;
};
Result<StillSize> decoder_size(std::string_view bytes, const StillHeader& header, const std::string& name);

/// What the decoder found beside the pixels, without decoding a row; empty where there is nothing.
Result<StillBlocks> metadata_blocks(std::string_view bytes, const StillHeader& header, const std::string& name);

/// Every sample of the picture, as read_stored_pixels (pipeline/media/still.h) gives them.
Result<StoredPixels> stored_pixels(std::string_view bytes, const StillHeader& header, const std::string& name);

/// The same picture in the same format (HEIC, AVIF, TIFF, GIF), encoded again with no metadata but the credit.
Result<std::string> encode_again(std::string_view bytes, const StillHeader& header, const std::string& name,
                                 const StillCredit& credit);

/// Starts libvips, once; the functions above that begin with bytes call it themselves.
void prepare_still_pixels();
std::string pixels_toolchain();

}  // namespace integrart
