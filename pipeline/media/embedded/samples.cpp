#include "pipeline/media/embedded/samples.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

namespace integrart {
namespace {

std::string written_time(std::int64_t milliseconds, char mark) {
  const std::int64_t time = std::max<std::int64_t>(0, milliseconds);
  return fmt::format("{:02}:{:02}:{:02}{}{:03}", time / 3'600'000, time / 60'000 % 60, time / 1000 % 60, mark,
                     time % 1000);
}

/// Without what would end a cue early: empty lines and zeros.
std::string safe_lines(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    if (c == '\0' || c == '\r' || (c == '\n' && (safe.empty() || safe.back() == '\n'))) continue;
    safe += c;
  }
  return safe;
}

std::string one_line(std::string_view text) {
  std::string line = safe_lines(text);
  std::ranges::replace(line, '\n', ' ');
  // From the start each time: what is left on both sides may be an arrow again.
  for (std::size_t at = 0; (at = line.find("-->")) != std::string::npos;) line.replace(at, 3, " ");
  return line;
}

std::uint32_t big_endian(std::string_view bytes, std::size_t at, std::size_t count) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < count && at + i < bytes.size(); ++i)
    value = value << 8U | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

/// Calls `take(type, content)` for every whole box.
void for_each_box(std::string_view bytes, const std::function<void(std::string_view, std::string_view)>& take) {
  while (bytes.size() >= 8) {
    const std::size_t size = big_endian(bytes, 0, 4);
    if (size < 8 || size > bytes.size()) return;
    take(bytes.substr(4, 4), bytes.substr(8, size - 8));
    bytes.remove_prefix(size);
  }
}

void append_escaped(std::string& payload, char c) {
  if (c == '&')
    payload += "&amp;";
  else if (c == '<')
    payload += "&lt;";
  else if (c == '>')
    payload += "&gt;";
  else
    payload += c;
}

/// Face flags of every character of a tx3g sample: 1 bold, 2 italic, 4 underlined.
std::vector<unsigned> faces_of(std::string_view boxes, std::size_t characters) {
  std::vector<unsigned> faces(characters, 0);
  for_each_box(boxes, [&](std::string_view type, std::string_view content) {
    if (type != "styl") return;
    const std::size_t count = big_endian(content, 0, 2);
    for (std::size_t i = 0; i < count && 2 + (i + 1) * 12 <= content.size(); ++i) {
      const std::size_t at = 2 + i * 12;
      const std::size_t end = std::min<std::size_t>(big_endian(content, at + 2, 2), characters);
      for (std::size_t c = big_endian(content, at, 2); c < end; ++c) faces[c] = big_endian(content, at + 6, 1) & 7U;
    }
  });
  return faces;
}

void change_face(std::string& payload, unsigned from, unsigned to) {
  if (from == to) return;
  constexpr std::string_view names = "biu";
  for (std::size_t i = names.size(); i-- > 0;)
    if ((from >> i & 1U) != 0) payload.append("</").append(1, names[i]).append(">");
  for (std::size_t i = 0; i < names.size(); ++i)
    if ((to >> i & 1U) != 0) payload.append("<").append(1, names[i]).append(">");
}

std::string payload_of_tx3g(std::string_view bytes) {
  const std::size_t length = std::min<std::size_t>(big_endian(bytes, 0, 2), bytes.size() < 2 ? 0 : bytes.size() - 2);
  const std::string_view words = bytes.substr(std::min<std::size_t>(2, bytes.size()), length);
  const auto begins_character = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; };
  const auto characters = static_cast<std::size_t>(std::ranges::count_if(words, begins_character));
  const std::vector<unsigned> faces = faces_of(bytes.substr(std::min(bytes.size(), 2 + length)), characters);
  std::string payload;
  unsigned face = 0;
  std::size_t character = 0;
  for (const char c : words) {
    if (begins_character(c)) {
      const unsigned wanted = character < faces.size() ? faces[character] : 0;
      ++character;
      change_face(payload, face, wanted);
      face = wanted;
    }
    append_escaped(payload, c);
  }
  change_face(payload, face, 0);
  return payload;
}

}  // namespace

std::string subrip_of(const std::vector<TextSample>& samples) {
  std::string text;
  for (std::size_t i = 0; i < samples.size(); ++i)
    text += fmt::format("{}\n{} --> {}\n{}\n\n", i + 1, written_time(samples[i].begin, ','),
                        written_time(samples[i].end, ','), safe_lines(samples[i].bytes));
  return text;
}

std::string ass_of(std::string_view header, const std::vector<TextSample>& samples) {
  std::string text(header.substr(0, header.find('\0')));
  text += "\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n";
  for (const TextSample& sample : samples) {
    const std::string event = one_line(sample.bytes);
    const std::size_t order = event.find(',');
    const std::size_t layer = order == std::string::npos ? order : event.find(',', order + 1);
    if (layer == std::string::npos) continue;
    text += fmt::format("Dialogue: {},{},{},{}\n", event.substr(order + 1, layer - order - 1),
                        written_time(sample.begin, '.'), written_time(sample.end, '.'), event.substr(layer + 1));
  }
  return text;
}

std::string webvtt_of(const std::vector<TextSample>& samples) {
  std::string text = "WEBVTT\n";
  for (const TextSample& sample : samples) {
    text += '\n';
    if (!sample.identifier.empty()) text += one_line(sample.identifier) + "\n";
    text += written_time(sample.begin, '.') + " --> " + written_time(sample.end, '.');
    if (!sample.settings.empty()) text += " " + one_line(sample.settings);
    std::string payload = safe_lines(sample.bytes);
    for (std::size_t at = 0; (at = payload.find("-->", at)) != std::string::npos;) payload.replace(at, 3, "--&gt;");
    text += "\n" + payload + "\n";
  }
  return text;
}

std::vector<TextSample> payloads_of_tx3g(const std::vector<TextSample>& samples) {
  std::vector<TextSample> payloads;
  for (const TextSample& sample : samples)
    if (std::string payload = payload_of_tx3g(sample.bytes); !payload.empty())
      payloads.push_back({sample.begin, sample.end, std::move(payload), {}, {}});
  return payloads;
}

std::vector<TextSample> payloads_of_wvtt(const std::vector<TextSample>& samples) {
  std::vector<TextSample> cues;
  for (const TextSample& sample : samples) {
    const std::size_t before = cues.size();
    for_each_box(sample.bytes, [&](std::string_view type, std::string_view content) {
      if (type != "vttc") return;
      TextSample cue{sample.begin, sample.end, {}, {}, {}};
      for_each_box(content, [&](std::string_view part, std::string_view value) {
        if (part == "iden") cue.identifier = value;
        if (part == "sttg") cue.settings = value;
        if (part == "payl") cue.bytes = value;
      });
      const auto goes_on = std::find_if(
          cues.begin(), cues.begin() + static_cast<std::ptrdiff_t>(before), [&](const TextSample& earlier) {
            return earlier.end == cue.begin && earlier.bytes == cue.bytes && earlier.identifier == cue.identifier &&
                   earlier.settings == cue.settings;
          });
      if (goes_on != cues.begin() + static_cast<std::ptrdiff_t>(before))
        goes_on->end = cue.end;
      else
        cues.push_back(std::move(cue));
    });
  }
  return cues;
}

}  // namespace integrart
