#pragma once
// What a picture claims to be, read from its first bytes without any image library.

#include <string>
#include <string_view>

#include "pipeline/base/limits.h"
#include "pipeline/base/result.h"

namespace integrart {

enum class StillType : std::uint8_t { jpeg, png, webp, gif, heic, avif, tiff };

/// "jpeg", "png", "webp", "gif", "heic", "avif" or "tiff".
std::string_view name_of(StillType type);

struct StillHeader {
  StillType type = StillType::jpeg;
  int width = 0;  // of the largest canvas the file declares, before orientation
  int height = 0;
};

/// Tells the type by the magic bytes and reads the declared size. Nothing is decoded and nothing is allocated, so a
/// picture of a size that would fill the memory costs nothing. `name` is for messages. Errors: unrecognised,
/// corrupt_media (no size where it must be), limit_exceeded (size; scans of a progressive JPEG), unsupported.
Result<StillHeader> read_still_header(std::string_view bytes, const std::string& name, const ImageLimits& limits);

}  // namespace integrart
