#include "formats/subtitle/ttml/time_expression.h"

#include "formats/subtitle/cues/scanning.h"

namespace integrart {
namespace {

constexpr std::int64_t most_hours = 1'000'000;
constexpr TtmlTime latest = most_hours * 3600 * ttml_second;

/// A decimal number as numerator and a power of ten, exact to nine digits of the fraction.
struct Decimal {
  std::int64_t value = 0;
  std::int64_t scale = 1;
};

std::optional<Decimal> take_decimal(std::string_view& text) {
  std::int64_t whole = 0;
  std::size_t digits = 0;
  for (; digits < text.size() && is_digit(text[digits]); ++digits)
    whole = std::min<std::int64_t>(whole * 10 + (text[digits] - '0'), 1'000'000'000'000);
  if (digits == 0) return std::nullopt;
  text.remove_prefix(digits);
  Decimal number{whole, 1};
  if (text.size() < 2 || (text[0] != '.' && text[0] != ',') || !is_digit(text[1])) return number;
  text.remove_prefix(1);
  for (digits = 0; digits < text.size() && is_digit(text[digits]); ++digits) {
    if (digits >= 6) continue;
    number.value = number.value * 10 + (text[digits] - '0');
    number.scale *= 10;
  }
  text.remove_prefix(digits);
  return number;
}

/// number x (seconds_numerator / seconds_denominator) seconds, rounded, bounded.
TtmlTime scaled(const Decimal& number, std::int64_t seconds_numerator, std::int64_t seconds_denominator) {
  const double rough = static_cast<double>(number.value) / static_cast<double>(number.scale) *
                       static_cast<double>(seconds_numerator) / static_cast<double>(seconds_denominator);
  if (rough > static_cast<double>(most_hours) * 3600) return latest;
  __extension__ using Wide = __int128;  // pedantic compilers warn of the type itself
  const Wide numerator = Wide{number.value} * seconds_numerator * ttml_second;
  const Wide denominator = Wide{number.scale} * seconds_denominator;
  return static_cast<TtmlTime>((numerator + denominator / 2) / denominator);
}

TtmlTime of_frames(const Decimal& frames, const TtmlClock& clock) {
  return scaled(frames, clock.multiplier_denominator, clock.frame_rate * clock.multiplier_numerator);
}

/// Frame number of a time code that leaves out two numbers in every minute but each tenth (SMPTE ST 12-1).
std::int64_t undropped(std::int64_t hours, std::int64_t minutes, std::int64_t frame) {
  const std::int64_t minute = hours * 60 + minutes;
  return frame - 2 * (minute - minute / 10);
}

std::optional<TtmlTime> clock_time(std::string_view text, const TtmlClock& clock) {
  const auto hours = take_whole_number(text);
  if (!hours || !take_character(text, ':')) return std::nullopt;
  const auto minutes = take_whole_number(text);
  if (!minutes || minutes->digits != 2 || minutes->value > 59 || !take_character(text, ':')) return std::nullopt;
  auto seconds = take_decimal(text);
  if (!seconds || seconds->value / seconds->scale > 60) return std::nullopt;
  if (hours->value > most_hours) return latest;
  const TtmlTime whole = (hours->value * 60 + minutes->value) * 60 * ttml_second;
  if (text.empty()) return whole + scaled(*seconds, 1, 1);
  if (seconds->scale != 1 || !take_character(text, ':')) return std::nullopt;
  const auto frames = take_whole_number(text);
  if (!frames) return std::nullopt;
  Decimal count{frames->value * clock.sub_frame_rate, clock.sub_frame_rate};
  if (take_character(text, '.')) {
    const auto parts = take_whole_number(text);
    if (!parts) return std::nullopt;
    count.value += parts->value;
  }
  if (!text.empty()) return std::nullopt;
  if (clock.drops_frames) {
    const std::int64_t all =
        ((hours->value * 60 + minutes->value) * 60 + seconds->value) * clock.frame_rate + frames->value;
    return of_frames({undropped(hours->value, minutes->value, all), 1}, clock);
  }
  return whole + scaled(*seconds, 1, 1) + of_frames(count, clock);
}

std::optional<TtmlTime> offset_time(std::string_view text, const TtmlClock& clock) {
  const auto number = take_decimal(text);
  if (!number) return std::nullopt;
  if (text == "h") return scaled(*number, 3600, 1);
  if (text == "m") return scaled(*number, 60, 1);
  if (text == "s" || text.empty()) return scaled(*number, 1, 1);
  if (text == "ms") return scaled(*number, 1, 1000);
  if (text == "f") return of_frames(*number, clock);
  if (text == "t") return scaled(*number, 1, clock.tick_rate);
  return std::nullopt;
}

}  // namespace

std::optional<TtmlTime> ttml_time(std::string_view expression, const TtmlClock& clock) {
  expression = without_outer_space(expression);
  if (expression.find(':') != std::string_view::npos) return clock_time(expression, clock);
  return offset_time(expression, clock);
}

}  // namespace integrart
