#include "pipeline/fingerprint/framing.h"

#include <fmt/format.h>

#include <algorithm>

namespace integrart {

namespace {

constexpr auto kind_names = std::to_array<std::string_view>(
    {"whole", "inside", "between_captions", "under_captions", "upper", "lower", "centred", "inner", "outer",
     "outer_left", "outer_right", "outer_top", "outer_bottom", "outer_wide", "outer_tall"});

using enum FramingKind;

/// A hash moves by 20 of its 256 bits when 2 % of each side are cut off, by less when of one side (measured on 32
/// photos, drawings, pages and pictures of films), and 31 are allowed.
constexpr auto for_stills = std::to_array<Framing>({
    {upper, 7},      {upper, 11},     {upper, 15},       {upper, 19},       {upper, 23},       {upper, 27},
    {upper, 31},     {lower, 7},      {lower, 11},       {lower, 15},       {lower, 19},       {lower, 23},
    {lower, 27},     {lower, 31},     {inner, 2},        {inner, 4},        {inner, 6},        {outer, 1},
    {outer, 2},      {outer, 3},      {outer, 4},        {outer, 5},        {outer, 6},        {outer_left, 2},
    {outer_left, 3}, {outer_left, 5}, {outer_right, 2},  {outer_right, 3},  {outer_right, 5},  {outer_top, 2},
    {outer_top, 3},  {outer_top, 5},  {outer_bottom, 2}, {outer_bottom, 3}, {outer_bottom, 5}, {outer_wide, 2},
    {outer_wide, 3}, {outer_wide, 4}, {outer_tall, 2},   {outer_tall, 3},   {outer_tall, 4},
});

constexpr auto for_films = std::to_array<Framing>(
    {{centred, 0}, {outer, 3}, {outer, 7}, {outer_left, 5}, {outer_right, 5}, {outer_top, 5}, {outer_bottom, 5}});

}  // namespace

std::string_view name_of(FramingKind kind) {
  return kind_names.at(static_cast<std::size_t>(kind));
}

Result<FramingKind> framing_kind_from(std::string_view name) {
  const auto found = std::ranges::find(kind_names, name);
  if (found == kind_names.end()) return fail(Errc::invalid_input, "fingerprint.no_document");
  return static_cast<FramingKind>(found - kind_names.begin());
}

std::string Framing::name() const {
  if (is_found() || kind == centred) return std::string(name_of(kind));
  const bool is_rest = kind == upper || kind == lower || kind == inner;
  return fmt::format("{}_{}", name_of(kind), is_rest ? 100 - percent : percent);
}

std::span<const Framing> tried_on_stills() {
  return for_stills;
}

std::span<const Framing> tried_on_films() {
  return for_films;
}

PdqSpectrum spectrum_of(const SmoothPicture& picture, const Framing& framing) {
  const double share = framing.percent / 100.0;
  const auto continued = [&](bool left, bool top, bool right, bool bottom) {
    const Part part{left ? -share : 0, top ? -share : 0, right ? 1 + share : 1, bottom ? 1 + share : 1};
    return PdqSpectrum(picture.points(part, {}));
  };
  switch (framing.kind) {
    case upper:
      return spectrum_of(picture, Part{0, 0, 1, 1 - share});
    case lower:
      return spectrum_of(picture, Part{0, share, 1, 1});
    case centred:
      return PdqSpectrum(picture.centred_points());
    case inner:
      return spectrum_of(picture, Part{share, share, 1 - share, 1 - share});
    case outer:
      return continued(true, true, true, true);
    case outer_left:
      return continued(true, false, false, false);
    case outer_right:
      return continued(false, false, true, false);
    case outer_top:
      return continued(false, true, false, false);
    case outer_bottom:
      return continued(false, false, false, true);
    case outer_wide:
      return continued(true, false, true, false);
    case outer_tall:
      return continued(false, true, false, true);
    case whole:
    case inside:
    case between_captions:
    case under_captions:
      break;
  }
  return PdqSpectrum(picture.points());
}

PdqSpectrum spectrum_of(const SmoothPicture& picture, const Part& part) {
  return PdqSpectrum(picture.points(part, part));
}

Part part_of(const Area& area, const Luma& luma) {
  return {static_cast<double>(area.left) / luma.width, static_cast<double>(area.top) / luma.height,
          static_cast<double>(area.left + area.width) / luma.width,
          static_cast<double>(area.top + area.height) / luma.height};
}

}  // namespace integrart
