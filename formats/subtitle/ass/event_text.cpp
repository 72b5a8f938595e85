#include "formats/subtitle/ass/event_text.h"

#include <algorithm>
#include <cmath>

#include "formats/subtitle/ass/exact_times.h"
#include "formats/subtitle/cues/colours.h"
#include "formats/subtitle/cues/cue_text.h"
#include "formats/subtitle/cues/payload_writer.h"
#include "formats/subtitle/cues/scanning.h"
#include "formats/subtitle/cues/srt_text.h"
#include "formats/subtitle/cues/stretches.h"

namespace integrart {
namespace {

constexpr std::size_t longest_tag = 200;
constexpr double longest_syllable = 360'000;  // hundredths of a second

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// "pos(10,20)" or "kf50" or "1c&HFFFFFF&" into its name and what follows.
struct Tag {
  std::string_view name;
  std::string_view value;
};
Tag tag_of(std::string_view text) {
  if (text.starts_with("fn")) return {"fn", text.substr(2)};  // a font name follows without a mark
  std::size_t end = !text.empty() && is_digit(text[0]) ? 1 : 0;
  while (end < text.size() && is_letter(text[end])) ++end;
  if (text.starts_with('r') && !text.starts_with("rnd")) end = 1;  // a style name follows
  return {text.substr(0, end), without_outer_space(text.substr(end))};
}

class EventText {
 public:
  EventText(const AssEvent& event, const AssScript& script)
      : m_event(event), m_script(script), m_style(script.style_of(event)) {
    m_text.when = event.when;
  }

  AssText run() {
    if (const auto exact = exact_times_of(m_event.text, m_event.when)) m_text.when = *exact;
    m_syllable = m_text.when.begin;
    WordTimes times(m_payload, m_text.when.begin);
    m_times = &times;
    m_alignment = m_style.alignment;
    if (!m_event.speaker.empty()) m_payload.open("v", "v " + escaped_cue_text(m_event.speaker));
    apply(m_style);
    take_all(m_event.text);
    m_payload.close_all();
    m_text.payload = m_payload.payload();
    m_text.placement = placement();
    return std::move(m_text);
  }

 private:
  void take_all(std::string_view text) {
    while (!text.empty()) {
      const std::size_t close = text.front() == '{' ? text.find('}') : std::string_view::npos;
      if (close != std::string_view::npos) {
        take_block(text.substr(1, close - 1));
        text.remove_prefix(close + 1);
        continue;
      }
      const std::size_t length = text.front() == '\\' ? take_escape(text) : 0;
      const std::size_t plain = std::max<std::size_t>(1, std::min(text.find_first_of("{\\"), text.size()));
      if (length == 0) words(text.substr(0, plain));
      text.remove_prefix(length == 0 ? plain : length);
    }
  }

  /// An escape in front of the text; its length, 0 when the backslash is only a backslash.
  std::size_t take_escape(std::string_view text) {
    constexpr std::string_view joiner = "\xE2\x81\xA0";  // keeps a backslash from becoming an escape
    if (text.substr(1).starts_with(joiner)) {
      words("\\");
      return 1 + joiner.size();
    }
    const char kind = text.size() > 1 ? text[1] : '\0';
    if (kind == 'N')
      words("\n");
    else if (kind == 'n')
      words(m_script.breaks_at_small_n ? "\n" : " ");
    else if (kind == 'h')
      words("\u00a0");
    else if (kind == '{' || kind == '}')
      words(text.substr(1, 1));
    else
      return 0;
    return 2;
  }

  void words(std::string_view text) {
    if (!m_drawing) m_payload.words(text);
  }

  /// Everything between braces; what stands before the first backslash is a comment.
  void take_block(std::string_view block) {
    std::size_t at = block.find('\\');
    while (at != std::string_view::npos) {
      std::size_t end = at + 1;
      int depth = 0;  // a backslash inside parentheses belongs to \t(...)
      while (end < block.size() && (block[end] != '\\' || depth > 0)) {
        if (block[end] == '(') ++depth;
        if (block[end] == ')') --depth;
        ++end;
      }
      take_tag(without_outer_space(block.substr(at + 1, end - at - 1)));
      at = end < block.size() ? end : std::string_view::npos;
    }
  }

  void take_tag(std::string_view text) {
    const Tag tag = tag_of(text.substr(0, longest_tag));
    const std::string name = in_lower_case(tag.name);
    if (name == "b" || name == "i" || name == "u")
      toggle(name, tag.value);
    else if (name == "c" || name == "1c")
      set_colour(tag.value, text);
    else if (name == "k" || name == "kf" || name == "ko")
      take_syllable(tag.value);
    else if (name == "r")
      reset(tag.value);
    else if (name == "an" || name == "a")
      align(name, tag.value);
    else if (name == "pos")
      m_position = position_of(tag.value);
    else if (name == "p")
      m_drawing = tag.value != "0" && !tag.value.empty();
    else if (name != "q")
      drop(text);
    if (m_drawing && name == "p") drop(text);
  }

  void toggle(const std::string& element, std::string_view value) {
    const bool of_style = element == "b" ? m_style.bold : element == "i" ? m_style.italic : m_style.underline;
    const double number = decimal_number(value).value_or(of_style ? 1 : 0);
    // \b also takes weights: 400 is normal, 700 is bold.
    const bool on = element == "b" && number > 1 ? number >= 600 : number != 0;
    if (on && !m_payload.is_open(element)) m_payload.open(element, element);
    if (!on) m_payload.close(element);
  }

  void set_colour(std::string_view value, std::string_view text) {
    m_payload.close("font");
    const std::uint32_t rgb = value.empty() ? m_style.rgb : ass_colour(value).value_or(0xFFFFFF);
    if (value.empty() && rgb == 0xFFFFFF) return;  // back to the player's own colour
    if (const ColourClass* const colour = colour_class_of(rgb))
      m_payload.open("font", "c." + std::string(colour->name));
    else
      drop(text);
  }

  void take_syllable(std::string_view hundredths) {
    if (m_syllable_begun) m_times->at(m_syllable);
    m_syllable_begun = true;
    const double length = std::clamp(decimal_number(hundredths).value_or(0), 0.0, longest_syllable);
    m_times->at(m_syllable);
    m_syllable = m_syllable + MediaTime::from_milliseconds(std::llround(length * 10));
  }

  void reset(std::string_view style) {
    for (const char* const element : {"b", "i", "u", "font"}) m_payload.close(element);
    AssEvent other = m_event;
    other.style = style.empty() ? m_event.style : std::string(style);
    apply(m_script.style_of(other));
  }

  void apply(const AssStyle& style) {
    if (style.bold) m_payload.open("b", "b");
    if (style.italic) m_payload.open("i", "i");
    if (style.underline) m_payload.open("u", "u");
    const ColourClass* const colour = colour_class_of(style.rgb);
    if (colour != nullptr && style.rgb != 0xFFFFFF) m_payload.open("font", "c." + std::string(colour->name));
  }

  /// The first alignment of an event holds.
  void align(const std::string& name, std::string_view value) {
    if (m_aligned) return;
    const auto code = static_cast<int>(std::clamp(decimal_number(value).value_or(0), 0.0, 99.0));
    const int alignment = name == "an" ? code : alignment_of_old_code(code);
    if (alignment < 1 || alignment > 9) return;
    m_alignment = alignment;
    m_aligned = true;
  }

  struct Point {
    double x = 0;
    double y = 0;
  };
  static std::optional<Point> position_of(std::string_view value) {
    if (!take_character(value, '(') || !value.ends_with(')')) return std::nullopt;
    value.remove_suffix(1);
    const std::size_t comma = value.find(',');
    if (comma == std::string_view::npos) return std::nullopt;
    const auto x = decimal_number(without_outer_space(value.substr(0, comma)));
    const auto y = decimal_number(without_outer_space(value.substr(comma + 1)));
    return x && y ? std::optional(Point{*x, *y}) : std::nullopt;
  }

  CuePlacement placement() const {
    CuePlacement place = placement_of_alignment(m_alignment);
    if (!m_position) return place;
    const auto percent = [](double part, double whole) {
      return std::clamp(std::round(part / whole * 10'000) / 100, 0.0, 100.0);
    };
    place.snap_to_lines = false;
    place.line = percent(m_position->y, m_script.height);
    place.line_align = m_alignment >= 7 ? "start" : m_alignment >= 4 ? "center" : "end";
    place.position = percent(m_position->x, m_script.width);
    const int column = (m_alignment - 1) % 3;
    place.position_align = column == 0 ? "line-left" : column == 1 ? "center" : "line-right";
    return place;
  }

  void drop(std::string_view text) {
    std::string name = "\\" + std::string(text.substr(0, 30));
    if (std::ranges::find(m_text.dropped, name) == m_text.dropped.end() && m_text.dropped.size() < 10)
      m_text.dropped.push_back(std::move(name));
  }

  const AssEvent& m_event;
  const AssScript& m_script;
  AssStyle m_style;
  AssText m_text;
  PayloadWriter m_payload;
  WordTimes* m_times = nullptr;
  MediaTime m_syllable;  // where the next syllable begins
  bool m_syllable_begun = false;
  bool m_drawing = false;
  bool m_aligned = false;
  int m_alignment = 2;
  std::optional<Point> m_position;
};

}  // namespace

AssText parse_event_text(const AssEvent& event, const AssScript& script) {
  return EventText(event, script).run();
}

}  // namespace integrart
