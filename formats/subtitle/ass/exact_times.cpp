#include "formats/subtitle/ass/exact_times.h"

#include <algorithm>
#include <cstdlib>

#include "formats/subtitle/cues/timestamps.h"

namespace integrart {
namespace {

constexpr std::string_view opening = "{exact ";

bool agree(const MediaTime& exact, const MediaTime& event) {
  return std::abs(exact.ticks_in({1, 1000}) - event.ticks_in({1, 1000})) <= 5;
}

}  // namespace

std::string written_exact_times(const MediaTime& begin, const MediaTime& end) {
  if (begin.ticks_in({1, 1000}) % 10 == 0 && end.ticks_in({1, 1000}) % 10 == 0) return {};
  return std::string(opening) + written_time(begin, '.') + " " + written_time(end, '.') + "}";
}

std::optional<TimeRange> exact_times_of(std::string_view text, const TimeRange& event) {
  if (!text.starts_with(opening)) return std::nullopt;
  text.remove_prefix(opening.size());
  const std::size_t space = text.find(' ');
  const std::size_t close = text.find('}');
  if (space == std::string_view::npos || close == std::string_view::npos || close < space) return std::nullopt;
  const auto begin = webvtt_time(text.substr(0, space));
  const auto end = webvtt_time(text.substr(space + 1, close - space - 1));
  if (!begin || !end || !event.end || !agree(*begin, event.begin) || !agree(*end, *event.end)) return std::nullopt;
  return TimeRange{*begin, *end};
}

}  // namespace integrart
