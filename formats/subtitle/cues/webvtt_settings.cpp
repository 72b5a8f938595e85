#include "formats/subtitle/cues/webvtt_settings.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <system_error>

namespace integrart {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_digit);
}

std::optional<double> number_from(std::string_view text) {
  double number = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
  if (status != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// "A WebVTT percentage": digits, perhaps a fraction, and "%"; 0 to 100.
std::optional<double> percentage_from(std::string_view text) {
  if (!text.ends_with('%')) return std::nullopt;
  text.remove_suffix(1);
  const std::size_t point = text.find('.');
  if (!all_digits(text.substr(0, point))) return std::nullopt;
  if (point != std::string_view::npos && !all_digits(text.substr(point + 1))) return std::nullopt;
  const auto number = number_from(text);
  return number && *number <= 100 ? number : std::nullopt;
}

/// A line number: digits with an optional sign and a fraction that has digits on both sides.
std::optional<double> line_number_from(std::string_view text) {
  const std::string_view digits = text.starts_with('-') ? text.substr(1) : text;
  const std::size_t point = digits.find('.');
  if (!all_digits(digits.substr(0, point))) return std::nullopt;
  if (point != std::string_view::npos && !all_digits(digits.substr(point + 1))) return std::nullopt;
  return number_from(text);
}

/// "12,center" into "12" and "center"; the second is absent without a comma.
struct Pair {
  std::string_view first;
  std::optional<std::string_view> second;
};
Pair split_at_comma(std::string_view value) {
  const std::size_t comma = value.find(',');
  if (comma == std::string_view::npos) return {value, std::nullopt};
  return {value.substr(0, comma), value.substr(comma + 1)};
}

template <std::size_t Count>
bool is_one_of(std::string_view value, const std::array<std::string_view, Count>& words) {
  return std::ranges::find(words, value) != words.end();
}

constexpr std::array<std::string_view, 3> line_alignments{"start", "center", "end"};
constexpr std::array<std::string_view, 3> position_alignments{"line-left", "center", "line-right"};
constexpr std::array<std::string_view, 5> text_alignments{"start", "center", "end", "left", "right"};

bool set_line(std::string_view value, CuePlacement& placement) {
  const Pair pair = split_at_comma(value);
  const bool percent = pair.first.ends_with('%');
  const auto number = percent ? percentage_from(pair.first) : line_number_from(pair.first);
  if (!number || (pair.second && !is_one_of(*pair.second, line_alignments))) return false;
  if (pair.second) placement.line_align = *pair.second;
  placement.line = number;
  placement.snap_to_lines = !percent;
  return true;
}

bool set_position(std::string_view value, CuePlacement& placement) {
  const Pair pair = split_at_comma(value);
  const auto number = percentage_from(pair.first);
  if (!number || (pair.second && !is_one_of(*pair.second, position_alignments))) return false;
  if (pair.second) placement.position_align = *pair.second;
  placement.position = number;
  return true;
}

bool set_region(std::string_view value, const std::vector<CueRegion>& regions, CuePlacement& placement) {
  const bool known = std::ranges::find(regions, value, &CueRegion::id) != regions.end();
  placement.region = known ? std::string(value) : std::string();
  return known;
}

bool set(std::string_view name, std::string_view value, const std::vector<CueRegion>& regions,
         CuePlacement& placement) {
  if (name == "region") return set_region(value, regions, placement);
  if (name == "line") return set_line(value, placement);
  if (name == "position") return set_position(value, placement);
  if (name == "vertical" && (value == "rl" || value == "lr")) {
    placement.vertical = value;
    return true;
  }
  if (name == "size") {
    const auto number = percentage_from(value);
    if (number) placement.size = *number;
    return number.has_value();
  }
  if (name == "align" && is_one_of(value, text_alignments)) {
    placement.align = value;
    return true;
  }
  return false;
}

/// Calls `take(setting, name, value)` for every setting with a ':' inside; others get an empty name.
template <class Take>
void for_each_setting(std::string_view settings, Take take) {
  constexpr std::string_view space = " \t\n\f\r";
  for (std::size_t begin = settings.find_first_not_of(space); begin != std::string_view::npos;) {
    const std::size_t end = std::min(settings.find_first_of(space, begin), settings.size());
    const std::string_view setting = settings.substr(begin, end - begin);
    const std::size_t colon = setting.find(':');
    if (colon == std::string_view::npos || colon == 0 || colon + 1 == setting.size())
      take(setting, std::string_view(), std::string_view());
    else
      take(setting, setting.substr(0, colon), setting.substr(colon + 1));
    begin = settings.find_first_not_of(space, end);
  }
}

/// Shortest decimal digits without an exponent, which WebVTT does not know.
std::string written(double number) {
  std::array<char, 400> digits{};
  const auto [end, status] =
      std::to_chars(digits.data(), digits.data() + digits.size(), number, std::chars_format::fixed);
  return status == std::errc{} ? std::string(digits.data(), end) : std::string("0");
}

/// A region's name as one word without an arrow, so that it cannot become anything else in the file.
std::string written_name(std::string_view name) {
  std::string word(name);
  for (std::size_t at = 0; (at = word.find_first_of(" \t\n\f\r", at)) != std::string::npos;) word[at] = '-';
  for (std::size_t at = 0; (at = word.find("-->", at)) != std::string::npos;) word.erase(at + 2, 1);
  return word;
}

bool set_anchor(std::string_view value, double& x, double& y) {
  const Pair pair = split_at_comma(value);
  const auto first = percentage_from(pair.first);
  const auto second = pair.second ? percentage_from(*pair.second) : std::nullopt;
  if (!first || !second) return false;
  x = *first;
  y = *second;
  return true;
}

}  // namespace

CuePlacement parse_cue_settings(std::string_view settings, const std::vector<CueRegion>& regions,
                                std::vector<std::string>& ignored) {
  CuePlacement placement;
  for_each_setting(settings, [&](std::string_view setting, std::string_view name, std::string_view value) {
    if (!set(name, value, regions, placement)) ignored.emplace_back(setting);
  });
  if (!placement.region.empty() && (placement.line || placement.size != 100 || !placement.vertical.empty())) {
    ignored.push_back("region:" + placement.region);
    placement.region.clear();
  }
  return placement;
}

std::string write_cue_settings(const CuePlacement& placement) {
  const CuePlacement standard;
  std::string settings;
  if (!placement.region.empty()) settings.append(" region:").append(written_name(placement.region));
  if (placement.vertical == "rl" || placement.vertical == "lr")
    settings.append(" vertical:").append(placement.vertical);
  if (placement.line) {
    settings.append(" line:").append(written(*placement.line)).append(placement.snap_to_lines ? "" : "%");
    if (placement.line_align != standard.line_align && is_one_of(placement.line_align, line_alignments))
      settings.append(",").append(placement.line_align);
  }
  if (placement.position) {
    settings.append(" position:").append(written(*placement.position)).append("%");
    if (is_one_of(placement.position_align, position_alignments))  // "auto" is not written
      settings.append(",").append(placement.position_align);
  }
  if (placement.size != standard.size) settings.append(" size:").append(written(placement.size)).append("%");
  if (placement.align != standard.align && is_one_of(placement.align, text_alignments))
    settings.append(" align:").append(placement.align);
  return settings;
}

CueRegion parse_region_settings(std::string_view settings) {
  CueRegion region;
  for_each_setting(settings, [&](std::string_view, std::string_view name, std::string_view value) {
    if (name == "id") {
      region.id = value;
    } else if (name == "width") {
      region.width = percentage_from(value).value_or(region.width);
    } else if (name == "lines" && all_digits(value)) {
      std::int64_t lines = 0;
      if (std::from_chars(value.data(), value.data() + value.size(), lines).ec == std::errc{}) region.lines = lines;
    } else if (name == "regionanchor") {
      set_anchor(value, region.region_anchor_x, region.region_anchor_y);
    } else if (name == "viewportanchor") {
      set_anchor(value, region.viewport_anchor_x, region.viewport_anchor_y);
    } else if (name == "scroll" && value == "up") {
      region.scroll = "up";
    }
  });
  return region;
}

std::string write_region_settings(const CueRegion& region) {
  std::string settings;
  settings.append("id:").append(written_name(region.id)).append("\nwidth:").append(written(region.width));
  settings.append("%\nlines:").append(std::to_string(region.lines));
  settings.append("\nregionanchor:")
      .append(written(region.region_anchor_x))
      .append("%,")
      .append(written(region.region_anchor_y));
  settings.append("%\nviewportanchor:").append(written(region.viewport_anchor_x));
  settings.append("%,").append(written(region.viewport_anchor_y)).append("%\n");
  if (region.scroll == "up") settings.append("scroll:up\n");
  return settings;
}

}  // namespace integrart
