// Places that are written into a film as text or data, second by second.

#include <algorithm>
#include <array>
#include <cctype>
#include <span>

#include "pipeline/media/source/stream_facts.h"

namespace integrart {
namespace {

constexpr int packets_to_look_at = 3000;
constexpr std::int64_t bytes_to_look_at = 16 << 20;
constexpr int samples_to_look_at = 200;
constexpr std::size_t longest_sample = 16U << 10U;  // bytes of each

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

bool may_tell(const AVStream& stream) {
  const AVMediaType type = stream.codecpar->codec_type;
  return type == AVMEDIA_TYPE_DATA || type == AVMEDIA_TYPE_SUBTITLE;
}

}  // namespace

bool tells_places(std::string_view bytes) {
  std::string text(bytes.substr(0, longest_sample));
  std::ranges::transform(text, text.begin(), [](unsigned char letter) { return std::tolower(letter); });
  return std::ranges::any_of(marks, [&](std::string_view mark) { return text.find(mark) != std::string::npos; }) ||
         names_coordinates(text);
}

Result<bool> tracks_tell_places(MediaSource& source) {
  const AVFormatContext& context = source.context();
  const auto streams = std::span(context.streams, context.nb_streams);
  if (std::ranges::none_of(streams, [](const AVStream* stream) { return may_tell(*stream); })) return false;
  TRY_ASSIGN(libav::Packet packet, libav::check_allocated(libav::Packet(av_packet_alloc())));
  std::int64_t bytes = 0;
  int samples = 0;
  for (int packets = 0; packets < packets_to_look_at && bytes < bytes_to_look_at && samples < samples_to_look_at;
       ++packets) {
    const Result<bool> more = source.read(*packet);
    if (!more || !*more) return false;  // decoding will tell about a broken tail
    bytes += packet->size;
    const auto index = static_cast<std::size_t>(packet->stream_index);
    if (index >= streams.size() || !may_tell(*streams[index]) || packet->size <= 0) continue;
    ++samples;
    const std::string_view sample(reinterpret_cast<const char*>(packet->data), static_cast<std::size_t>(packet->size));
    if (tells_places(sample)) return true;
  }
  return false;
}

}  // namespace integrart
