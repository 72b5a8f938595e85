#pragma once
// How long a cue should stand and where it may end. All rules of time move ends through `settled_end`, so that no fix
// undoes another: an end never passes the neighbour's start or rests beside a shot change.

#include <cstdint>
#include <optional>

#include "filters/cues/sheet/cue_sheet.h"

namespace integrart {

/// Milliseconds that reading the cue takes by the profile; 0 when it does not ask.
std::int64_t reading_time(const CueSheet& sheet, std::size_t index);

/// The profile's numbers in milliseconds, rounded.
std::int64_t least_duration(const CueSheet& sheet);
std::int64_t gap(const CueSheet& sheet);

/// The latest end that leaves the next cue its start and the gap before it.
std::optional<std::int64_t> latest_end(const CueSheet& sheet, std::size_t index);

/// The end nearest to `wanted` that the next cue and the shot changes allow.
std::int64_t settled_end(const CueSheet& sheet, std::size_t index, std::int64_t wanted);

/// Moves the end to where a cue of at least `wanted` milliseconds may end. False when that moves it nowhere.
bool lengthen(CueSheet& sheet, std::size_t index, std::int64_t wanted);

struct ShotRule {
  std::int64_t near = 0;        // within which a cut attracts (half a second, "H")
  std::int64_t before_cut = 0;  // an end rests that much before the cut
  bool keeps_off = false;       // Netflix: from three quarters of H before a cut, a start moves away to H before it
};
/// None when the profile does not ask or no cuts are known.
std::optional<ShotRule> shot_rule(const CueSheet& sheet);
/// Where a start / an end at that time should be; the same time when it is well placed.
std::int64_t start_by_shots(const CueSheet& sheet, std::int64_t start);
std::int64_t end_by_shots(const CueSheet& sheet, std::int64_t begin, std::int64_t end);

}  // namespace integrart
