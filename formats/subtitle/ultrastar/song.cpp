#include "formats/subtitle/ultrastar/song.h"

#include <algorithm>
#include <optional>

#include "formats/subtitle/cues/scanning.h"

namespace integrart {
namespace {

constexpr double least_rate = 1;
constexpr double most_rate = 100'000;
constexpr double most_beat = 1e9;
constexpr std::string_view note_kinds = ":*FRG";

/// A number with point or comma; spaces before it and nothing after it but a space.
std::optional<double> take_number(std::string_view& text) {
  while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
  std::string number(text.substr(0, std::min(text.find_first_of(" \t"), text.size())));
  const std::size_t length = number.size();
  std::ranges::replace(number, ',', '.');
  const auto value = decimal_number(number);
  if (!value || *value < -most_beat || *value > most_beat) return std::nullopt;
  text.remove_prefix(length);
  return value;
}

class Parsing {
 public:
  Result<UltraStarSong> run(std::string_view text) {
    for (const std::string_view line : lines_of(text)) {
      ++m_number;
      if (!take(line)) break;
    }
    end_line();
    if (!m_song.header.contains("BPM") || m_song.lines.empty())
      return fail(Errc::unrecognised, "subtitle.not_ultrastar");
    std::string rate_text = m_song.header["BPM"];
    std::string_view rest = rate_text;
    const auto rate = take_number(rest);
    if (!rate || *rate < least_rate || *rate > most_rate)
      return fail(Errc::invalid_input, "subtitle.ultrastar_rate", {{"rate", rate_text.substr(0, 20)}});
    m_song.beats_per_minute = *rate;
    std::string_view gap = m_song.header["GAP"];
    m_song.gap_milliseconds = take_number(gap).value_or(0);
    return std::move(m_song);
  }

 private:
  /// False at the end of the song.
  bool take(std::string_view line) {
    if (line.empty()) return true;
    const char kind = line.front();
    if (kind == '#')
      take_header(line.substr(1));
    else if (note_kinds.find(kind) != std::string_view::npos)
      take_note(line.substr(1));
    else if (kind == '-')
      take_line_end(line.substr(1));
    else if (kind == 'P')
      take_voice(without_outer_space(line.substr(1)));
    else if (kind == 'E' && without_outer_space(line).size() == 1)
      return false;
    else if (!without_outer_space(line).empty())
      m_song.not_understood.push_back(m_number);
    return true;
  }

  void take_header(std::string_view line) {
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return m_song.not_understood.push_back(m_number);
    std::string name = in_lower_case(without_outer_space(line.substr(0, colon)));
    std::ranges::transform(name, name.begin(),
                           [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    m_song.header.emplace(std::move(name), without_outer_space(line.substr(colon + 1)));
  }

  bool is_relative() const {
    const auto found = m_song.header.find("RELATIVE");
    return found != m_song.header.end() && in_lower_case(found->second) == "yes";
  }

  void take_note(std::string_view line) {
    const auto begin = take_number(line);
    const auto length = begin ? take_number(line) : std::nullopt;
    const auto pitch = length ? take_number(line) : std::nullopt;
    if (!pitch || *length < 0) return m_song.not_understood.push_back(m_number);
    if (!line.empty()) line.remove_prefix(1);
    if (m_line.notes.empty()) {
      m_line.line = m_number;
      m_line.voice = m_voice;
    }
    m_line.notes.push_back({m_offset + *begin, *length, std::string(line)});
  }

  /// "- 120" ends a line; with relative beats "- 120 124" also says by how much the next ones are shifted.
  void take_line_end(std::string_view line) {
    end_line();
    if (!is_relative()) return;
    const auto first = take_number(line);
    const auto second = first ? take_number(line) : std::nullopt;
    m_offset = std::clamp(m_offset + second.value_or(first.value_or(0)), -most_beat, most_beat);
  }

  void take_voice(std::string_view number) {
    if (number != "1" && number != "2" && number != "3") return m_song.not_understood.push_back(m_number);
    end_line();
    m_voice = number.front() - '0';
    m_offset = 0;
  }

  void end_line() {
    if (!m_line.notes.empty()) m_song.lines.push_back(std::move(m_line));
    m_line = {};
  }

  UltraStarSong m_song;
  UltraStarLine m_line;
  std::int64_t m_number = 0;
  int m_voice = 1;
  double m_offset = 0;
};

}  // namespace

Result<UltraStarSong> parse_ultrastar(std::string_view text) {
  return Parsing().run(text);
}

}  // namespace integrart
