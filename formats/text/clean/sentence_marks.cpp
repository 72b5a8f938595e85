#include "formats/text/clean/sentence_marks.h"

#include <algorithm>
#include <array>
#include <optional>

#include "pipeline/base/text.h"

namespace integrart {
namespace {

bool is_annotation(const Run& run) {
  return std::ranges::any_of(
      run.inside, [](const auto& element) { return element->kind == Inline::rt || element->kind == Inline::rp; });
}

std::optional<std::size_t> ruby_number(const Run& run) {
  for (const auto& element : run.inside)
    if (element->kind == Inline::ruby) return element->number;
  return std::nullopt;
}

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/// Words of one run as they count for sentences.
std::string_view words_in(const Run& run) {
  if (run.is_break) return "\n";
  return is_annotation(run) ? std::string_view() : std::string_view(run.text);
}

/// Byte ranges of the words that lie inside one ruby element.
std::vector<ByteRange> ruby_ranges(const std::vector<Run>& runs) {
  std::vector<ByteRange> ranges;
  std::optional<std::size_t> open;
  std::size_t at = 0;
  for (const Run& run : runs) {
    const std::size_t end = at + words_in(run).size();
    const auto number = ruby_number(run);
    if (number && number == open)
      ranges.back().end = end;
    else if (number)
      ranges.push_back({at, end});
    open = number;
    at = end;
  }
  return ranges;
}

/// Sentences whose ends do not lie inside a ruby element.
std::vector<ByteRange> undivided_sentences(const std::string& words, const std::vector<Run>& runs,
                                           const LanguageTag& language) {
  std::vector<ByteRange> sentences = sentence_ranges(words, language);
  const std::vector<ByteRange> rubies = ruby_ranges(runs);
  std::vector<ByteRange> undivided;
  auto ruby = rubies.begin();
  for (const ByteRange& sentence : sentences) {
    ByteRange moved = sentence;
    if (!undivided.empty()) moved.begin = std::max(moved.begin, undivided.back().end);
    while (ruby != rubies.end() && ruby->end <= moved.begin) ++ruby;
    auto last = ruby;
    while (last != rubies.end() && last->end < moved.end) ++last;
    if (last != rubies.end() && last->begin < moved.end) moved.end = std::max(moved.end, last->end);
    if (moved.begin < moved.end) undivided.push_back(moved);
  }
  return undivided;
}

/// Writes pieces of runs, opening and closing elements and sentence spans between them.
class PieceWriter {
 public:
  explicit PieceWriter(std::string& html, std::size_t first_number) : m_html(html), m_number(first_number) {}

  void begin_sentence() {
    end_sentence();
    ++m_number;
    m_html += "<span class=\"s\" id=\"s" + std::to_string(m_number) + "\">";
    m_in_sentence = true;
  }
  void end_sentence() {
    close_to(0);
    if (m_in_sentence) m_html += "</span>";
    m_in_sentence = false;
  }
  void plain(std::string_view text) { m_html += html_escaped(text); }
  void write(std::string_view text, const std::vector<std::shared_ptr<const InlineElement>>& inside) {
    std::size_t same = 0;
    while (same < inside.size() && same < m_open.size() && inside[same] == m_open[same]) ++same;
    close_to(same);
    for (std::size_t i = same; i < inside.size(); ++i) open(inside[i]);
    m_html += html_escaped(text);
  }
  void line_break() { m_html += "<br>"; }

 private:
  void open(const std::shared_ptr<const InlineElement>& shared) {
    const InlineElement& element = *shared;
    m_html.append("<").append(tag_of(element.kind));
    if (element.kind == Inline::a)
      m_html.append(" href=\"").append(html_escaped(element.href)).append("\" rel=\"noopener\"");
    m_html.append(attributes_of(element.stated)).append(">");
    m_open.push_back(shared);
  }
  void close_to(std::size_t depth) {
    for (; m_open.size() > depth; m_open.pop_back())
      m_html.append("</").append(tag_of(m_open.back()->kind)).append(">");
  }

  std::string& m_html;
  std::vector<std::shared_ptr<const InlineElement>> m_open;
  std::size_t m_number;
  bool m_in_sentence = false;
};

}  // namespace

std::string_view tag_of(Inline kind) {
  static constexpr std::array<std::string_view, 8> tags{"em", "strong", "sup", "sub", "ruby", "rt", "rp", "a"};
  return tags.at(static_cast<std::size_t>(kind));
}

std::string attributes_of(const StatedLanguage& stated) {
  std::string attributes;
  if (!stated.lang.empty()) attributes.append(" lang=\"").append(html_escaped(stated.lang)).append("\"");
  if (!stated.dir.empty()) attributes.append(" dir=\"").append(html_escaped(stated.dir)).append("\"");
  return attributes;
}

void collapse_space(std::vector<Run>& runs) {
  Run* last = nullptr;  // the last run of words, whose final space may have to go
  bool after_space = true;
  for (Run& run : runs) {
    if (run.is_break) {
      if (last != nullptr && last->text.ends_with(' ')) last->text.pop_back();
      last = nullptr;
      after_space = true;
      continue;
    }
    std::string collapsed;
    for (const char c : run.text) {
      if (is_space(c) && after_space) continue;
      after_space = is_space(c);
      collapsed += after_space ? ' ' : c;
    }
    run.text = std::move(collapsed);
    if (!run.text.empty()) last = &run;
  }
  if (last != nullptr && last->text.ends_with(' ')) last->text.pop_back();
  std::erase_if(runs, [](const Run& run) { return !run.is_break && run.text.empty(); });
  while (!runs.empty() && runs.back().is_break) runs.pop_back();
  runs.erase(runs.begin(), std::ranges::find_if_not(runs, &Run::is_break));
}

std::string words_of(const std::vector<Run>& runs) {
  std::string words;
  for (const Run& run : runs) words += words_in(run);
  return words;
}

bool write_with_sentences(const std::vector<Run>& runs, const LanguageTag& language, std::size_t most_bytes,
                          std::string& html, std::vector<std::string>& sentences) {
  const std::string words = words_of(runs);
  const std::vector<ByteRange> ranges = undivided_sentences(words, runs, language);
  PieceWriter writer(html, sentences.size());
  std::size_t next = 0;  // sentence that is open or comes next
  bool open = false;
  std::size_t at = 0;
  for (const Run& run : runs) {
    const std::size_t end = at + words_in(run).size();
    if (is_annotation(run)) writer.write(run.text, run.inside);
    while (at < end) {
      if (html.size() > most_bytes) return false;
      if (open && at >= ranges[next].end) {
        writer.end_sentence();
        open = false;
        ++next;
      }
      if (!open && next < ranges.size() && at >= ranges[next].begin) {
        writer.begin_sentence();
        sentences.push_back(words.substr(ranges[next].begin, ranges[next].end - ranges[next].begin));
        open = true;
      }
      const std::size_t stop = next < ranges.size() ? (open ? ranges[next].end : ranges[next].begin) : end;
      const std::size_t piece_end = std::min(end, stop);
      if (run.is_break)
        writer.line_break();
      else if (open)
        writer.write(std::string_view(words).substr(at, piece_end - at), run.inside);
      else
        writer.plain(std::string_view(words).substr(at, piece_end - at));  // space between sentences
      at = piece_end;
    }
  }
  writer.end_sentence();
  return true;
}

}  // namespace integrart
