#pragma once
// Finds and reads QR codes and bar codes in a picture. (ZXing's home)

#include <string>
#include <vector>

#include "pipeline/base/documents/finding.h"
#include "pipeline/base/result.h"
#include "pipeline/media/frame.h"

namespace integrart {

struct SeenCode {
  std::string format;   // "QRCode", as ZXing calls it
  std::string payload;  // valid UTF-8, at most 8000 bytes
  Box box;
  bool operator==(const SeenCode&) const = default;
};

/// QR, Micro QR, Aztec, Data Matrix and PDF417, and the bar codes EAN-13, UPC-A and Code 128, dark on light and light
/// on dark, turned any way, in a gray8 picture; small pictures are also looked at in double size. At most 20 of each
/// brightness. Errors: internal, when the picture is of another kind or the library fails.
Result<std::vector<SeenCode>> read_codes(const PictureView& picture);

}  // namespace integrart
