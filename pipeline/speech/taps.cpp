#include "pipeline/speech/taps.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

namespace integrart {

namespace {

constexpr double usual_delay = 0.1;
constexpr std::size_t prior_taps = 2;
constexpr double farthest = 0.6;  // a tap farther from the sound's own time means another place, not a delay

tl::unexpected<Error> refused(std::size_t number, std::string reason) {
  return fail(Errc::invalid_input, "speech.tap_refused",
              {{"number", static_cast<std::int64_t>(number)}, {"reason", std::move(reason)}});
}

Result<Tap> tap_from(const Json& json, std::size_t number, std::size_t lines, double seconds) {
  Tap tap;
  const std::int64_t line = json.at_or_null("line").integer_or(0);
  if (line < 1 || line > static_cast<std::int64_t>(lines)) return refused(number, "line");
  tap.line = static_cast<std::size_t>(line - 1);
  const Json& time = json.at_or_null("time");
  tap.second = time.number_or(-1);
  if (!time.is_number() || !(tap.second >= 0) || tap.second > seconds) return refused(number, "time");
  tap.confirmed = json.at_or_null("confirmed").boolean_or(false);
  if (const Json& end = json.at_or_null("end"); !end.is_null()) {
    tap.end = end.number_or(-1);
    if (!end.is_number() || !(*tap.end > tap.second) || *tap.end > seconds) return refused(number, "end");
  }
  return tap;
}

}  // namespace

Result<std::vector<Tap>> taps_from_json(const Json& json, std::size_t lines, double seconds) {
  if (!json.is_array())
    return fail(Errc::invalid_input, "speech.taps_no_list", {{"example", R"({"line": 3, "time": 41.2})"}});
  std::map<std::size_t, Tap> by_line;
  std::size_t number = 0;
  for (const Json& item : json.items()) {
    TRY_ASSIGN(const Tap tap, tap_from(item, ++number, lines, seconds));
    by_line[tap.line] = tap;
  }
  std::vector<Tap> taps;
  for (const auto& [line, tap] : by_line) {
    if (!taps.empty() && tap.second <= taps.back().second)
      return fail(Errc::invalid_input, "speech.taps_backwards",
                  {{"first", static_cast<std::int64_t>(taps.back().line + 1)},
                   {"second", static_cast<std::int64_t>(line + 1)}});
    taps.push_back(tap);
  }
  return taps;
}

double tap_delay(std::span<const Tap> taps, std::span<const LineTimes> by_sound) {
  std::vector<double> differences;
  std::size_t tapped = 0;
  for (const Tap& tap : taps) {
    if (tap.confirmed) continue;
    ++tapped;
    if (tap.line >= by_sound.size() || by_sound[tap.line].confidence != LineConfidence::aligned) continue;
    const double difference = tap.second - by_sound[tap.line].begin;
    if (std::abs(difference) <= farthest) differences.push_back(difference);
  }
  if (tapped == 0) return 0;
  differences.insert(differences.end(), prior_taps, usual_delay);
  std::sort(differences.begin(), differences.end());
  const std::size_t middle = differences.size() / 2;
  const double median =
      differences.size() % 2 == 1 ? differences[middle] : (differences[middle - 1] + differences[middle]) / 2;
  return std::clamp(median, 0.0, farthest);
}

std::vector<LineAnchor> anchors_of(std::span<const Tap> taps, double delay) {
  std::vector<LineAnchor> anchors;
  for (const Tap& tap : taps) {
    const double second = std::max(0.0, tap.confirmed ? tap.second : tap.second - delay);
    // A confirmed line close behind a tapped one may not overtake it.
    const double least = anchors.empty() ? 0 : anchors.back().second + 0.01;
    anchors.push_back({tap.line, std::max(second, least)});
  }
  return anchors;
}

}  // namespace integrart
