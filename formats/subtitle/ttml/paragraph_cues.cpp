#include "formats/subtitle/ttml/paragraph_cues.h"

#include <algorithm>

#include "formats/subtitle/cues/colours.h"
#include "formats/subtitle/cues/cue_text.h"
#include "formats/subtitle/cues/payload_writer.h"
#include "formats/subtitle/cues/stretches.h"

namespace integrart {
namespace {

MediaTime in_milliseconds(TtmlTime time) {
  return MediaTime::from_milliseconds((time + 500'000) / 1'000'000);
}

TimeRange range_of(const TtmlInterval& when) {
  TimeRange range{in_milliseconds(when.begin), std::nullopt};
  if (when.end < ttml_never) range.end = in_milliseconds(when.end);
  return range;
}

/// Writes pieces one after the other; elements open and close where the style changes.
class PieceWriter {
 public:
  explicit PieceWriter(const TimeRange& when) : m_times(m_payload, when.begin) {}

  void write(const TtmlPiece& piece, bool with_time) {
    if (piece.is_break) {  // written with the words after it, which may have another style
      m_has_break = true;
      m_after_space = true;
      return;
    }
    const std::string text = spaced(piece);
    if (text.empty()) return;
    change_style(piece);
    if (m_has_break) m_payload.line_break();
    m_has_break = false;
    const bool words = text.find_first_not_of(" \n\t") != std::string::npos;
    if (with_time && m_sung_until) m_times.at(in_milliseconds(*m_sung_until));
    if (with_time && words) m_times.at(in_milliseconds(piece.when.begin));
    if (words) m_sung_until = piece.when.end;
    m_payload.words(text);
  }

  std::string finish() {
    m_payload.close_all();
    return tidy_payload(m_payload.payload());
  }

 private:
  /// xml:space="default": white space is one space, none at the ends of lines.
  std::string spaced(const TtmlPiece& piece) {
    if (piece.keeps_space) {
      m_after_space = piece.text.ends_with('\n');
      return piece.text;
    }
    std::string text;
    for (const char c : piece.text) {
      const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
      if (!space || !m_after_space) text += space ? ' ' : c;
      m_after_space = space;
    }
    return text;
  }

  void change_style(const TtmlPiece& piece) {
    if (piece.ruby_container != m_ruby_container || piece.ruby != m_ruby) change_ruby(piece);
    // A change of an outer element closes and opens the inner ones too, so that they nest in this order.
    set("v", piece.speaker.empty() ? "" : "v " + escaped_cue_text(piece.speaker));
    set("lang", piece.language.empty() ? "" : "lang " + escaped_cue_text(piece.language));
    set("b", piece.style.bold ? "b" : "");
    set("i", piece.style.italic ? "i" : "");
    set("u", piece.style.underline ? "u" : "");
    const ColourClass* const colour = piece.style.rgb ? colour_class_of(*piece.style.rgb) : nullptr;
    set("font", colour == nullptr ? "" : "c." + std::string(colour->name));
  }

  void set(std::string_view element, const std::string& tag) {
    const auto open = std::ranges::find(m_open, element, &Open::element);
    if (open != m_open.end() && open->tag == tag) return;
    if (open != m_open.end()) {
      m_payload.close(element);
      m_open.erase(open);
    }
    if (tag.empty()) return;
    m_payload.open(element, tag);
    m_open.push_back({std::string(element), tag});
  }

  void change_ruby(const TtmlPiece& piece) {
    m_payload.close_to(m_ruby_container == 0 ? 0 : m_ruby == TtmlRuby::reading ? 2 : 1);
    m_open.clear();
    if (m_ruby == TtmlRuby::reading) m_payload.close("rt");
    if (piece.ruby_container != m_ruby_container) {
      m_payload.close_all();
      if (piece.ruby_container != 0) m_payload.open("ruby", "ruby");
    }
    if (piece.ruby == TtmlRuby::reading) m_payload.open("rt", "rt");
    m_ruby_container = piece.ruby_container;
    m_ruby = piece.ruby;
  }

  struct Open {
    std::string element;
    std::string tag;
  };
  PayloadWriter m_payload;
  WordTimes m_times;
  std::vector<Open> m_open;
  bool m_after_space = true;
  bool m_has_break = false;
  std::optional<TtmlTime> m_sung_until;  // where the last words end
  int m_ruby_container = 0;
  TtmlRuby m_ruby = TtmlRuby::none;
};

std::string payload_of(const TtmlParagraph& paragraph, const TtmlInterval& when, bool with_times) {
  PieceWriter writer(range_of(when));
  for (const TtmlPiece& piece : paragraph.pieces)
    if (with_times || (piece.when.begin <= when.begin && when.end <= piece.when.end)) writer.write(piece, with_times);
  return writer.finish();
}

/// Every moment at which a piece comes or goes.
std::vector<TtmlTime> edges_of(const TtmlParagraph& paragraph) {
  std::vector<TtmlTime> edges;
  for (const TtmlPiece& piece : paragraph.pieces) {
    edges.push_back(piece.when.begin);
    edges.push_back(piece.when.end);
  }
  std::ranges::sort(edges);
  edges.erase(std::ranges::unique(edges).begin(), edges.end());
  return edges;
}

}  // namespace

std::vector<Cue> cues_of_paragraph(const TtmlParagraph& paragraph, bool is_word_timed) {
  std::vector<TtmlInterval> stretches;
  if (is_word_timed && paragraph.when.begin < paragraph.when.end) {
    stretches.push_back(paragraph.when);
  } else {
    const std::vector<TtmlTime> edges = edges_of(paragraph);
    for (std::size_t i = 0; i + 1 < edges.size(); ++i) stretches.push_back({edges[i], edges[i + 1]});
  }
  std::vector<Cue> cues;
  TtmlTime last_end = -1;
  for (const TtmlInterval& when : stretches) {
    std::string payload = payload_of(paragraph, when, is_word_timed);
    if (payload.empty()) continue;
    if (last_end == when.begin && cues.back().text == payload) {
      cues.back().when.end = range_of(when).end;
    } else {
      Cue cue;
      if (cues.empty()) cue.id = paragraph.id;
      cue.when = range_of(when);
      cue.text = std::move(payload);
      cues.push_back(std::move(cue));
    }
    last_end = when.end;
  }
  return cues;
}

}  // namespace integrart
