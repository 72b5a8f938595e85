#pragma once
// JPEG, PNG and WebP files taken apart and put together again without touching a pixel.

#include <string>
#include <string_view>

#include "pipeline/base/result.h"
#include "pipeline/media/still/header.h"

namespace integrart {

/// What a rewritten file says besides its pixels; empty parts are left out.
struct StillAnnotations {
  std::string exif;  // TIFF structure
  std::string xmp;   // packet
  std::string iptc;  // IIM datasets; only JPEG holds them
};

/// True for the containers `rewrite_still` knows.
bool can_rewrite(StillType type);

/// A chunk of a PNG file with its length and check sum (ISO/IEC 15948, 5.3). `type` has four letters.
std::string png_chunk(std::string_view type, std::string_view body);

/// The same picture with nothing but what shows it: compressed pixels, palette, transparency, animation, colour
/// profile. All comments, metadata, thumbnails, further pictures and bytes after the end are gone; `annotations` are
/// written in their place. Errors: corrupt_media when the structure is broken before the pixels end.
Result<std::string> rewrite_still(std::string_view bytes, const StillHeader& header, const std::string& name,
                                  const StillAnnotations& annotations);

}  // namespace integrart
