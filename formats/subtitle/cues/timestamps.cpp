#include "formats/subtitle/cues/timestamps.h"

#include <fmt/format.h>

#include <algorithm>

namespace integrart {
namespace {

constexpr std::int64_t most_hours = 1'000'000;

struct Digits {
  std::int64_t value = 0;
  std::size_t count = 0;
};

Digits take_digits(std::string_view& text) {
  Digits digits;
  while (digits.count < text.size() && text[digits.count] >= '0' && text[digits.count] <= '9') {
    digits.value = std::min(digits.value * 10 + (text[digits.count] - '0'), most_hours);
    ++digits.count;
  }
  text.remove_prefix(digits.count);
  return digits;
}

bool take(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

}  // namespace

std::optional<MediaTime> take_webvtt_time(std::string_view& text) {
  Digits first = take_digits(text);
  if (first.count == 0) return std::nullopt;
  const bool hours = first.count != 2 || first.value > 59;
  if (!take(text, ':')) return std::nullopt;
  Digits second = take_digits(text);
  if (second.count != 2) return std::nullopt;
  Digits third;
  if (hours || text.starts_with(':')) {
    if (!take(text, ':')) return std::nullopt;
    third = take_digits(text);
    if (third.count != 2) return std::nullopt;
  } else {
    third = second;
    second = first;
    first.value = 0;
  }
  if (!take(text, '.')) return std::nullopt;
  const Digits fraction = take_digits(text);
  if (fraction.count != 3 || second.value > 59 || third.value > 59) return std::nullopt;
  return MediaTime::from_milliseconds(((first.value * 60 + second.value) * 60 + third.value) * 1000 + fraction.value);
}

std::optional<MediaTime> webvtt_time(std::string_view text) {
  const auto time = take_webvtt_time(text);
  return text.empty() ? time : std::nullopt;
}

std::string written_time(const MediaTime& time, char fraction_mark) {
  const std::int64_t milliseconds = std::max<std::int64_t>(0, time.ticks_in({1, 1000}));
  return fmt::format("{:02}:{:02}:{:02}{}{:03}", milliseconds / 3'600'000, milliseconds / 60'000 % 60,
                     milliseconds / 1000 % 60, fraction_mark, milliseconds % 1000);
}

}  // namespace integrart
