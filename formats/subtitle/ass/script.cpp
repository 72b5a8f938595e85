#include "formats/subtitle/ass/script.h"

#include <algorithm>

#include "formats/subtitle/cues/scanning.h"
#include "formats/subtitle/cues/srt_text.h"

namespace integrart {
namespace {

/// A name with one space wherever it has white space, as a WebVTT annotation is read.
std::string with_single_spaces(std::string_view name) {
  std::string spaced;
  for (const char c : name) {
    const bool space = c == ' ' || c == '\t' || c == '\f' || c == '\v';
    if (!space)
      spaced += c;
    else if (!spaced.empty() && spaced.back() != ' ')
      spaced += ' ';
  }
  while (spaced.ends_with(' ')) spaced.pop_back();
  return spaced;
}

constexpr std::string_view default_style_fields =
    "Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, "
    "StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, "
    "Encoding";
constexpr std::string_view default_old_style_fields =
    "Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, TertiaryColour, BackColour, Bold, Italic, BorderStyle, "
    "Outline, Shadow, Alignment, MarginL, MarginR, MarginV, AlphaLevel, Encoding";
constexpr std::string_view default_event_fields =
    "Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text";

std::vector<std::string> field_names(std::string_view format) {
  std::vector<std::string> names;
  for (std::size_t begin = 0; begin <= format.size();) {
    const std::size_t end = std::min(format.find(',', begin), format.size());
    names.push_back(in_lower_case(without_outer_space(format.substr(begin, end - begin))));
    begin = end + 1;
  }
  return names;
}

/// The values of a line in the order of its fields; the last one takes all that is left, commas too.
class Fields {
 public:
  Fields(const std::vector<std::string>& names, std::string_view values) : m_names(names) {
    for (std::size_t i = 0; i < names.size(); ++i) {
      const bool last = i + 1 == names.size();
      const std::size_t end = last ? values.size() : std::min(values.find(','), values.size());
      m_values.push_back(values.substr(0, end));
      values.remove_prefix(std::min(end + 1, values.size()));
    }
  }
  /// As it stands; empty when there is no such field.
  std::string_view raw(std::string_view name) const {
    const auto found = std::ranges::find(m_names, name);
    return found == m_names.end() ? std::string_view() : m_values[static_cast<std::size_t>(found - m_names.begin())];
  }
  std::string_view operator[](std::string_view name) const { return without_outer_space(raw(name)); }

 private:
  const std::vector<std::string>& m_names;
  std::vector<std::string_view> m_values;
};

/// "0:00:01.50": hours, minutes, seconds, a fraction of any number of digits.
std::optional<MediaTime> time_of(std::string_view text) {
  const auto hours = take_whole_number(text);
  if (!hours || !take_character(text, ':')) return std::nullopt;
  const auto minutes = take_whole_number(text);
  if (!minutes || minutes->value > 59 || !take_character(text, ':')) return std::nullopt;
  const auto seconds = take_whole_number(text);
  if (!seconds || seconds->value > 59) return std::nullopt;
  std::int64_t milliseconds = 0;
  if (take_character(text, '.') || take_character(text, ':') || take_character(text, ',')) {
    const auto fraction = take_whole_number(text);
    if (!fraction) return std::nullopt;
    milliseconds = milliseconds_of_fraction(*fraction);
  }
  if (!text.empty()) return std::nullopt;
  return MediaTime::from_milliseconds(((hours->value * 60 + minutes->value) * 60 + seconds->value) * 1000 +
                                      milliseconds);
}

class Parsing {
 public:
  Result<AssScript> run(std::string_view text) {
    std::int64_t number = 0;
    for (const std::string_view line : lines_of(text)) take(without_outer_space(line), ++number);
    if (!m_is_script) return fail(Errc::unrecognised, "subtitle.not_ass");
    return std::move(m_script);
  }

 private:
  void take(std::string_view line, std::int64_t number) {
    if (line.empty() || line.front() == ';' || line.starts_with("!:")) return;
    if (line.front() == '[' && line.back() == ']') return begin_section(in_lower_case(line));
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return;
    const std::string name = in_lower_case(without_outer_space(line.substr(0, colon)));
    const std::string_view value = line.substr(colon + 1);
    if (name == "dialogue")
      take_event(value, number);
    else if (name == "style" && m_in_styles)
      take_style(value, number);
    else if (name == "format")
      take_format(value);
    else
      take_information(name, without_outer_space(value));
  }

  void begin_section(const std::string& name) {
    m_in_styles = name.find("styles]") != std::string::npos;
    m_old_styles = name == "[v4 styles]";
    if (m_in_styles) m_style_fields = field_names(m_old_styles ? default_old_style_fields : default_style_fields);
    m_in_events = name == "[events]";
    m_is_script = m_is_script || m_in_styles || m_in_events || name == "[script info]";
  }

  void take_format(std::string_view value) {
    if (m_in_styles) m_style_fields = field_names(value);
    if (m_in_events) m_event_fields = field_names(value);
  }

  void take_information(const std::string& name, std::string_view value) {
    const auto number = decimal_number(value);
    const bool usable = number && *number >= 1 && *number <= 100'000;
    if (name == "playresx" && usable) m_script.width = *number;
    if (name == "playresy" && usable) m_script.height = *number;
    if (name == "wrapstyle") m_script.breaks_at_small_n = value == "2";
  }

  void take_style(std::string_view value, std::int64_t number) {
    const Fields fields(m_style_fields, value);
    AssStyle style;
    const auto is_on = [&](std::string_view name) { return !fields[name].empty() && fields[name] != "0"; };
    style.bold = is_on("bold");
    style.italic = is_on("italic");
    style.underline = is_on("underline");
    style.rgb = ass_colour(fields["primarycolour"]).value_or(0xFFFFFF);
    const auto code = static_cast<int>(std::clamp(decimal_number(fields["alignment"]).value_or(2), 0.0, 99.0));
    style.alignment = m_old_styles ? alignment_of_old_code(code) : code;
    if (style.alignment < 1 || style.alignment > 9) {
      m_script.not_understood.push_back(number);
      style.alignment = 2;
    }
    std::string_view name = fields["name"];
    take_character(name, '*');
    m_script.styles.insert_or_assign(std::string(name), style);
  }

  void take_event(std::string_view value, std::int64_t number) {
    const Fields fields(m_event_fields, value);
    const auto begin = time_of(fields["start"]);
    const auto end = time_of(fields["end"]);
    if (!begin || !end) return m_script.not_understood.push_back(number);
    m_is_script = true;
    const std::string_view speaker = fields["name"].empty() ? fields["actor"] : fields["name"];
    m_script.events.push_back(
        {number, {*begin, *end}, std::string(fields["style"]), with_single_spaces(speaker), fields.raw("text")});
  }

  AssScript m_script;
  bool m_is_script = false;
  bool m_in_styles = false;
  bool m_old_styles = false;
  bool m_in_events = false;
  std::vector<std::string> m_style_fields = field_names(default_style_fields);
  std::vector<std::string> m_event_fields = field_names(default_event_fields);
};

}  // namespace

AssStyle AssScript::style_of(const AssEvent& event) const {
  std::string_view name = event.style;
  take_character(name, '*');
  if (const auto found = styles.find(name); found != styles.end()) return found->second;
  const auto standard = styles.find("Default");
  return standard == styles.end() ? AssStyle{} : standard->second;
}

Result<AssScript> parse_ass(std::string_view text) {
  return Parsing().run(text);
}

std::optional<std::uint32_t> ass_colour(std::string_view text) {
  text = without_outer_space(text);
  int base = 10;
  if (take_character(text, '&')) base = 16;
  if (text.starts_with('H') || text.starts_with('h')) text.remove_prefix(1);
  if (text.ends_with('&')) text.remove_suffix(1);
  std::int64_t value = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (status != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  const auto bgr = static_cast<std::uint32_t>(value & 0xFFFFFF);
  return (bgr & 0xFFU) << 16U | (bgr & 0xFF00U) | bgr >> 16U;
}

}  // namespace integrart
