#pragma once
// Which part of a picture a hash is of: the ways people frame a picture anew, undone.

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "pipeline/base/result.h"
#include "pipeline/fingerprint/pdq.h"

namespace integrart {

enum class FramingKind : std::uint8_t {
  // What was found by looking.
  whole,
  inside,            // without uniform borders: letterboxes, frames
  between_captions,  // without bands above and below: what stays of a picture that they were added to
  under_captions,    // the whole, as if such bands lay over it: what they cover is guessed
  // What is tried on every picture, by a share of its sides.
  upper,       // without the lowest per cent
  lower,       // without the uppermost
  centred,     // the whole, so that turning it is exact
  inner,       // without so much of each side: the other picture was cropped
  outer,       // continued on each side: this one was cropped
  outer_left,  // ... on one side
  outer_right,
  outer_top,
  outer_bottom,
  outer_wide,  // ... on the left and on the right
  outer_tall,  // ... above and below
};

struct Framing {
  FramingKind kind = FramingKind::whole;
  int percent = 0;  // of what is tried: of the side, at every side that is meant

  /// Whether it was found in the picture: one such stands on at least one side of a comparison, so that parts of two
  /// pictures that are both only tried are not compared with each other.
  bool is_found() const { return kind <= FramingKind::under_captions; }
  /// For people: "inside", "upper_85", "outer_2".
  std::string name() const;
  bool operator==(const Framing&) const = default;
};

std::string_view name_of(FramingKind kind);
/// Errors: invalid_input.
Result<FramingKind> framing_kind_from(std::string_view name);

/// What is tried on still pictures. Bands with a caption take 6 to 30 % of the height, cut-off edges up to 6 %; steps
/// are so small that a hash in the middle between two is found by both.
std::span<const Framing> tried_on_stills();
/// What is tried on pictures of films: less, since there are many.
std::span<const Framing> tried_on_films();

/// Nearly the hash of the picture in that framing, of those that are tried.
PdqSpectrum spectrum_of(const SmoothPicture& picture, const Framing& framing);

/// Nearly the hash of a part of the picture.
PdqSpectrum spectrum_of(const SmoothPicture& picture, const Part& part);

/// An area of a picture of that size in shares.
Part part_of(const Area& area, const Luma& luma);

}  // namespace integrart
