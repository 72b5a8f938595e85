#pragma once
// What a person has said of the times: taps along with the music, and lines she confirmed.

#include <span>
#include <vector>

#include "pipeline/base/json.h"
#include "pipeline/base/result.h"
#include "pipeline/speech/line_alignment.h"

namespace integrart {

/// The list that `--taps` takes: [{"line":3,"time":41.2},{"line":5,"time":50.0,"end":53.1,"confirmed":true}].
struct Tap {
  std::size_t line = 0;       // number of the line, from 0 here, from 1 in the document
  double second = 0;          // when the key was pressed, or the confirmed begin
  std::optional<double> end;  // of a confirmed line
  bool confirmed = false;     // exact: looked at and kept; else it carries the delay of a finger
};

/// Taps of `json`, in the order of lines; of several for one line the last one counts. Errors: invalid_input for
/// another shape, a line above `lines`, a time outside the medium, or times that run backwards.
Result<std::vector<Tap>> taps_from_json(const Json& json, std::size_t lines, double seconds);

/// How late a person taps, in seconds, from taps on lines that the sound alone aligns well: the median of the
/// differences, drawn towards 0.1 s (a usual reaction in time with music) as by two more taps. 0 when there are none.
double tap_delay(std::span<const Tap> taps, std::span<const LineTimes> by_sound);

/// Confirmed times as they are, others without the delay.
std::vector<LineAnchor> anchors_of(std::span<const Tap> taps, double delay);

}  // namespace integrart
