#pragma once
// All hashes of a picture by which it is looked for in lists and among other works.

#include <optional>
#include <string>
#include <vector>

#include "pipeline/base/json.h"
#include "pipeline/fingerprint/framing.h"

namespace integrart {

/// A picture in one framing, as it comes and turned in the ways it may have been to escape a list.
struct FramedHashes {
  Framing framing;
  int quality = 0;
  std::array<PdqHash, all_turns.size()> turned;  // in the order of all_turns

  bool operator==(const FramedHashes&) const = default;
};

struct PictureHashes {
  std::vector<FramedHashes> framings;  // the whole first; those that were found only where they were

  /// What other programs call the PDQ hash of the picture.
  Pdq reference() const;
  /// Too dark or too plain to tell from others, in every framing.
  bool too_plain() const;

  Json to_json() const;
  static Result<PictureHashes> from_json(const Json& json);
  bool operator==(const PictureHashes&) const = default;
};

PictureHashes picture_hashes_of(const Luma& luma);

}  // namespace integrart
