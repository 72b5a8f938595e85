#include "pipeline/media/source/place_text.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

namespace integrart {
namespace {

/// Of GPX (https://www.topografix.com/GPX/1/1/), KML, and NMEA 0183 sentences of the receivers in use.
constexpr auto marks = std::to_array<std::string_view>(
    {"<gpx", "<trkpt", "<coordinates>", "$gprmc", "$gpgga", "$gnrmc", "$gngga", "$glgga"});
/// Before a number: "GPS (7.6461, 46.1", "[latitude: 46.12345]", "lat=\"59.9139\"".
constexpr auto names = std::to_array<std::string_view>({"gps", "lat", "latitude", "longitude", "lon", "lng"});

constexpr std::size_t between_name_and_number = 6;
constexpr int least_decimals = 3;  // a hundred metres; "lat 12.5" may be anything

bool is_letter(char letter) {
  return std::isalpha(static_cast<unsigned char>(letter)) != 0;
}
bool is_digit(char letter) {
  return letter >= '0' && letter <= '9';
}

/// "59.9139", perhaps with a sign before it, in degrees.
bool begins_with_degrees(std::string_view text) {
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
  const auto whole = std::ranges::find_if_not(text, is_digit) - text.begin();
  if (whole < 1 || whole > 3) return false;
  text.remove_prefix(static_cast<std::size_t>(whole));
  if (text.empty() || text.front() != '.') return false;
  text.remove_prefix(1);
  return std::ranges::find_if_not(text, is_digit) - text.begin() >= least_decimals;
}

bool number_follows(std::string_view text) {
  bool assigns = false;  // a space alone does not: "lat 12.500" are years and money in Polish
  for (std::size_t skipped = 0; skipped <= between_name_and_number && !text.empty(); ++skipped) {
    if (assigns && begins_with_degrees(text)) return true;
    assigns |= std::string_view("=:([").find(text.front()) != std::string_view::npos;
    if (is_letter(text.front()) || is_digit(text.front())) return false;
    text.remove_prefix(1);
  }
  return false;
}

bool names_coordinates(std::string_view text) {
  for (const std::string_view name : names)
    for (std::size_t at = text.find(name); at != std::string_view::npos; at = text.find(name, at + 1)) {
      const bool is_word = at == 0 || !is_letter(text[at - 1]);
      if (is_word && number_follows(text.substr(at + name.size()))) return true;
    }
  return false;
}

}  // namespace

bool tells_places(std::string_view bytes) {
  std::string text(bytes.substr(0, longest_place_text));
  std::ranges::transform(text, text.begin(), [](unsigned char letter) { return std::tolower(letter); });
  return std::ranges::any_of(marks, [&](std::string_view mark) { return text.find(mark) != std::string::npos; }) ||
         names_coordinates(text);
}

}  // namespace integrart
