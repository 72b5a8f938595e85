#pragma once
// All hashes of a picture by which it is looked for in lists and among other works.

#include <optional>
#include <string>
#include <vector>

#include "pipeline/base/json.h"
#include "pipeline/fingerprint/pdq.h"

namespace integrart {

/// The part of a picture that a hash is of.
enum class Framing : std::uint8_t {
  whole,
  inside,  // without uniform borders: letterboxes, frames
  upper,   // the upper 85 %: what stays when a caption band is added below
  lower,   // the lower 85 %
};
inline constexpr double caption_band_share = 0.15;
std::string_view name_of(Framing framing);

/// A picture as it comes and in the ways it may have been changed to escape a list.
struct FramedHashes {
  Framing framing = Framing::whole;
  int quality = 0;
  std::array<PdqHash, all_turns.size()> turned;  // in the order of all_turns

  bool operator==(const FramedHashes&) const = default;
};

struct PictureHashes {
  std::vector<FramedHashes> framings;  // the whole first; `inside` only where there are borders

  /// What other programs call the PDQ hash of the picture.
  Pdq reference() const;
  /// Too dark or too plain to tell from others, in every framing.
  bool too_plain() const;

  Json to_json() const;
  static Result<PictureHashes> from_json(const Json& json);
  bool operator==(const PictureHashes&) const = default;
};

PictureHashes picture_hashes_of(const Luma& luma);

/// The picture without the uniform borders around it; absent when it has none. A border is at least 2 % of the side;
/// what is left is at least a third of it.
std::optional<Luma> without_borders(const Luma& luma);

}  // namespace integrart
