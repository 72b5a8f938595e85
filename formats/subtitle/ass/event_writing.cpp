#include "formats/subtitle/ass/event_writing.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "formats/subtitle/ass/event_text.h"
#include "formats/subtitle/ass/exact_times.h"
#include "formats/subtitle/cues/colours.h"
#include "formats/subtitle/cues/scanning.h"
#include "formats/subtitle/cues/srt_text.h"

namespace integrart {
namespace {

constexpr Rational hundredths{1, 100};

std::int64_t in_hundredths(const MediaTime& time) {
  return std::max<std::int64_t>(0, time.ticks_in(hundredths));
}

std::string written(std::int64_t time) {
  return fmt::format("{}:{:02}:{:02}.{:02}", time / 360'000, time / 6'000 % 60, time / 100 % 60, time % 100);
}

std::string escaped(std::string_view words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const char c = words[i];
    const char next = i + 1 < words.size() ? words[i + 1] : '\0';
    if (c == '\n')
      text += "\\N";
    else if (c == '{' || c == '}')
      text.append("\\").append(1, c);
    else if (c == '\\' && (std::string_view("Nnh{}").find(next) != std::string_view::npos || next == '\0' ||
                           words.substr(i + 1).starts_with("\xE2\x81\xA0")))
      text += "\\\xE2\x81\xA0";  // a word joiner keeps the backslash from becoming an escape
    else if (c != '\r' && c != '\0')
      text += c;
  }
  return text;
}

class Writing {
 public:
  Writing(const Cue& cue, const MediaTime& end, Losses& losses) : m_cue(cue), m_end(end), m_losses(losses) {}

  AssEventText run() {
    const std::vector<CueNode> tree = tree_of(m_cue);
    m_karaoke = markup_of(m_cue).contains("word_times");
    collect_times(tree);
    AssEventText event;
    event.start = written(in_hundredths(m_cue.when.begin));
    event.end = written(in_hundredths(m_end));
    m_text = written_exact_times(m_cue.when.begin, m_end) + placement();
    if (m_karaoke) begin_syllable();
    write(tree);
    event.text = std::move(m_text);
    event.speaker = m_voice;
    std::ranges::replace_if(
        event.speaker, [](char c) { return c == ',' || c == '\n' || c == '\r'; }, ' ');
    return event;
  }

 private:
  void collect_times(const std::vector<CueNode>& nodes) {
    for (const CueNode& node : nodes) {
      if (node.type == "timestamp" && node.timestamp) m_times.push_back(in_hundredths(*node.timestamp));
      collect_times(node.children);
    }
  }

  /// "{\k50}" for the stretch that begins at time number m_next - 1; rounding does not add up.
  void begin_syllable() {
    const std::int64_t until = m_next < m_times.size() ? m_times[m_next] : in_hundredths(m_end);
    const std::int64_t begin = std::max(m_sung, in_hundredths(m_cue.when.begin));
    m_text += fmt::format("{{\\k{}}}", std::max<std::int64_t>(0, until - begin));
    m_sung = std::max(begin, until);
    ++m_next;
  }

  void write(const std::vector<CueNode>& nodes) {
    for (const CueNode& node : nodes) {
      if (node.type == "text")
        m_text += escaped(node.text);
      else if (node.type == "timestamp")
        begin_syllable();
      else
        write_element(node);
    }
  }

  void write_element(const CueNode& node) {
    const ColourClass* colour = nullptr;
    for (const std::string& name : node.classes) {
      const ColourClass* const known = node.type == "c" ? colour_class_named(name) : nullptr;
      if (known == nullptr || colour != nullptr) lose("class");
      if (known != nullptr && colour == nullptr) colour = known;
    }
    if (node.type == "v") take_voice(node.annotation);
    if (node.type == "lang") lose("language");
    if (node.type == "ruby") lose("ruby");
    const bool simple = node.type == "b" || node.type == "i" || node.type == "u";
    if (simple) m_text += "{\\" + node.type + "1}";
    if (colour != nullptr) m_colours.push_back(colour);
    if (colour != nullptr) m_text += colour_tag();
    if (node.type == "rt") m_text += "(";
    write(node.children);
    if (node.type == "rt") m_text += ")";
    if (colour != nullptr) m_colours.pop_back();
    if (colour != nullptr) m_text += colour_tag();
    if (simple) m_text += "{\\" + node.type + "0}";
  }

  std::string colour_tag() const {
    if (m_colours.empty()) return "{\\c}";
    const std::uint32_t rgb = m_colours.back()->rgb;
    return fmt::format("{{\\c&H{:06X}&}}", (rgb & 0xFFU) << 16U | (rgb & 0xFF00U) | rgb >> 16U);
  }

  void take_voice(const std::string& name) {
    if (m_voice.empty())
      m_voice = name;
    else if (m_voice != name)
      lose("speaker");
  }

  void lose(const std::string& what) {
    if (std::ranges::find(m_lost, what) != m_lost.end()) return;
    m_lost.push_back(what);
    m_losses.add(what);
  }

  /// "{\an8}", with "\pos" where the placement names a point.
  std::string placement() {
    bool exact = false;
    const CuePlacement& place = m_cue.placement;
    std::string tags = written_alignment(place, exact);
    if (!exact && place.line && !place.snap_to_lines && place.position && place.vertical.empty()) {
      const int row = place.line_align == "start" ? 2 : place.line_align == "center" ? 1 : 0;
      const int column = place.position_align == "line-left" ? 0 : place.position_align == "line-right" ? 2 : 1;
      tags = fmt::format("{{\\an{}\\pos({},{})}}", row * 3 + column + 1, *place.position * ass_width / 100,
                         *place.line * ass_height / 100);
      AssScript script;
      script.width = ass_width;
      script.height = ass_height;
      AssEvent event;
      event.text = tags;
      exact = parse_event_text(event, script).placement == place;
    }
    if (!exact) m_losses.add("placement");
    return tags;
  }

  const Cue& m_cue;
  MediaTime m_end;
  Losses& m_losses;
  std::string m_text;
  std::string m_voice;
  std::vector<std::string> m_lost;
  std::vector<const ColourClass*> m_colours;
  bool m_karaoke = false;
  std::vector<std::int64_t> m_times;  // of the inline times
  std::size_t m_next = 0;
  std::int64_t m_sung = 0;
};

}  // namespace

AssEventText write_event_text(const Cue& cue, const MediaTime& end, Losses& losses) {
  return Writing(cue, end, losses).run();
}

}  // namespace integrart
