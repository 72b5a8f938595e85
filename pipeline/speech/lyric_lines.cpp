#include "pipeline/speech/lyric_lines.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "pipeline/base/text.h"
#include "pipeline/speech/section_words.h"

namespace integrart {

namespace {

constexpr std::size_t prose_code_points = 120;  // a longer line is a paragraph: nobody sings that in one breath

/// Control characters, tabs and no-break spaces as spaces, none at the ends, none twice.
std::string tidied(std::string_view line) {
  std::string result;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const auto byte = static_cast<unsigned char>(line[i]);
    const bool no_break_space = byte == 0xC2 && i + 1 < line.size() && static_cast<unsigned char>(line[i + 1]) == 0xA0;
    if (no_break_space) ++i;
    if (no_break_space || byte <= 0x20 || byte == 0x7F) {
      if (!result.empty() && result.back() != ' ') result += ' ';
    } else {
      result += line[i];
    }
  }
  if (!result.empty() && result.back() == ' ') result.pop_back();
  return result;
}

/// "[pl]" or "[sr-Latn]" at the beginning of `line`, which is cut off: two or three letters, as words of songs in
/// square brackets are longer.
std::optional<LanguageTag> take_language(std::string_view& line) {
  const std::size_t close = line.find(']');
  if (!line.starts_with('[') || close == std::string_view::npos) return std::nullopt;
  const std::string_view name = line.substr(1, close - 1);
  const std::size_t letters = std::min(name.find('-'), name.size());
  if (letters < 2 || letters > 3 || std::any_of(name.begin(), name.end(), [](char c) { return c == ' '; }))
    return std::nullopt;
  auto tag = LanguageTag::parse(name);
  if (!tag || tag->value.is_undetermined() || tag->value.name_in("en") == tag->value.text()) return std::nullopt;
  line.remove_prefix(close + 1);
  while (line.starts_with(' ')) line.remove_prefix(1);
  return tag->value;
}

class LyricReading {
 public:
  LyricReading(const LanguageTag& language, const LyricLimits& limits) : m_language(language), m_limits(limits) {}

  Result<Noted<std::vector<TextLine>>> run(std::string_view text) {
    for (std::size_t begin = 0; begin <= text.size();) {
      const std::size_t end = std::min(text.find_first_of("\r\n", begin), text.size());
      TRY(take(tidied(text.substr(begin, end - begin))));
      begin = end + (text.substr(end).starts_with("\r\n") ? 2 : 1);
    }
    TRY(end_section());
    if (m_lines.empty()) return fail(Errc::invalid_input, "speech.no_words");
    return Noted<std::vector<TextLine>>{std::move(m_lines), std::move(m_notes)};
  }

 private:
  Result<> take(const std::string& line) {
    std::string_view rest = line;
    if (rest.empty()) {
      if (m_section_has_lines) TRY(end_section());
      m_stanza_ended = true;
      return {};
    }
    if (rest.starts_with("# ") || rest.starts_with("## ")) return {};
    const auto language = take_language(rest);
    if (language && rest.empty()) {
      m_language = *language;
      return {};
    }
    if (const auto label = section_label(rest)) {
      TRY(end_section());
      m_section = *label;
      return {};
    }
    std::string_view words = rest;
    const int times = take_repeat_mark(words).value_or(1);
    if (words.empty()) return repeat_from(m_stanza_begin, times);
    if (std::exchange(m_stanza_ended, false)) m_stanza_begin = m_lines.size();
    m_section_has_lines = true;
    const std::size_t begin = m_lines.size();
    TRY(add_sentences(words, language.value_or(m_language)));
    return repeat_from(begin, times);
  }

  /// The lines from `begin` on, sung `times` times in all.
  Result<> repeat_from(std::size_t begin, int times) {
    const std::vector<TextLine> lines(m_lines.begin() + static_cast<std::ptrdiff_t>(begin), m_lines.end());
    for (int i = 1; i < times; ++i)
      for (const TextLine& line : lines) TRY(add(line));
    return {};
  }

  /// What the label above the section means, now that its lines are known.
  Result<> end_section() {
    if (!m_section) {
      start_section();
      return {};
    }
    const SectionLabel label = *std::exchange(m_section, std::nullopt);
    if (m_section_has_lines) {
      m_known[label.name].assign(m_lines.begin() + static_cast<std::ptrdiff_t>(m_section_begin), m_lines.end());
      TRY(repeat_from(m_section_begin, label.times));
    } else if (const auto known = m_known.find(label.name); known != m_known.end()) {
      for (int i = 0; i < label.times; ++i)
        for (const TextLine& line : known->second) TRY(add(line));
    }
    start_section();
    return {};
  }

  void start_section() {
    m_section_begin = m_lines.size();
    m_section_has_lines = false;
    m_stanza_ended = true;
  }

  Result<> add_sentences(std::string_view words, const LanguageTag& language) {
    if (code_point_count(words) <= prose_code_points) return add({std::string(words), language});
    for (const ByteRange& range : sentence_ranges(words, language))
      TRY(add({std::string(words.substr(range.begin, range.end - range.begin)), language}));
    return {};
  }

  Result<> add(TextLine line) {
    if (m_lines.size() >= m_limits.lines)
      return fail(Errc::limit_exceeded, "speech.too_many_lines", {{"most", static_cast<std::int64_t>(m_limits.lines)}});
    if (code_point_count(line.text) > m_limits.line_code_points)
      return fail(Errc::limit_exceeded, "speech.line_too_long",
                  {{"most", static_cast<std::int64_t>(m_limits.line_code_points)}});
    m_lines.push_back(std::move(line));
    return {};
  }

  LanguageTag m_language;
  LyricLimits m_limits;
  std::vector<TextLine> m_lines;
  std::vector<Message> m_notes;
  std::optional<SectionLabel> m_section;  // the label above the lines that are being read
  std::size_t m_section_begin = 0;
  bool m_section_has_lines = false;
  std::size_t m_stanza_begin = 0;
  bool m_stanza_ended = true;
  std::map<std::string, std::vector<TextLine>> m_known;  // lines of labels, by name
};

}  // namespace

Result<Noted<std::vector<TextLine>>> lyric_lines(std::string_view utf8, const LanguageTag& language,
                                                 const LyricLimits& limits) {
  if (utf8.size() > limits.source_bytes)
    return fail(Errc::limit_exceeded, "speech.text_too_large",
                {{"most", static_cast<std::int64_t>(limits.source_bytes >> 10U)}});
  if (!is_valid_utf8(utf8)) return fail(Errc::invalid_input, "speech.no_words");
  return LyricReading(language, limits).run(utf8);
}

}  // namespace integrart
