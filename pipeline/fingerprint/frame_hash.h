#pragma once
// A picture of a film and its hash.

#include "pipeline/fingerprint/pdq_hash.h"

namespace integrart {

struct FrameHash {
  double time = 0;  // seconds
  PdqHash hash;
  int quality = 100;  // lists do not say; they hold good ones

  bool operator==(const FrameHash&) const = default;
};

}  // namespace integrart
