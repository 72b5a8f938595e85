#include "pipeline/engine/masking.h"

#include <algorithm>

#include "pipeline/base/text.h"

namespace integrart {

namespace {

constexpr std::string_view bullet = "\u2022";
constexpr std::string_view word = "[masked]";

/// Length in bytes of the code point at `at` of valid UTF-8.
std::size_t point_length(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
  return end - at;
}

std::vector<TextSpan> merged(std::vector<TextSpan> spans) {
  std::erase_if(spans, [](const TextSpan& span) { return span.end <= span.begin; });
  std::ranges::sort(spans, {}, &TextSpan::begin);
  std::vector<TextSpan> apart;
  for (const TextSpan& span : spans) {
    if (apart.empty() || span.begin > apart.back().end) {
      apart.push_back(span);
    } else {
      apart.back().end = std::max(apart.back().end, span.end);
    }
  }
  return apart;
}

/// Takes code points one after the other and says what stands for them.
class Mask {
 public:
  Mask(std::vector<TextSpan> spans, TextMaskStyle style) : m_spans(merged(std::move(spans))), m_style(style) {}

  /// `written`: as it stands in the text or its markup; `is_space`: kept, so that lines stay lines.
  std::string_view next(std::string_view written, bool is_space) {
    while (m_at < m_spans.size() && m_spans[m_at].end <= m_position) ++m_at;
    const bool inside = m_at < m_spans.size() && m_spans[m_at].begin <= m_position;
    const bool first = inside && m_spans[m_at].begin == m_position;
    ++m_position;
    if (!inside) return written;
    if (m_style == TextMaskStyle::word) return first ? word : "";
    return is_space ? written : bullet;
  }

 private:
  std::vector<TextSpan> m_spans;
  TextMaskStyle m_style;
  std::size_t m_at = 0;
  std::int64_t m_position = 0;
};

bool is_space(std::string_view point) {
  return point == " " || point == "\n" || point == "\r" || point == "\t" || point == "\u00A0";
}

/// One piece of a cue's payload: a tag, which is no word, or a code point as it is written.
struct Piece {
  std::string_view written;
  bool is_tag = false;
};
std::vector<Piece> pieces_of(std::string_view payload) {
  std::vector<Piece> pieces;
  for (std::size_t at = 0; at < payload.size();) {
    std::size_t length = point_length(payload, at);
    const bool is_tag = payload[at] == '<';
    if (is_tag) {
      length = std::min(payload.find('>', at), payload.size() - 1) + 1 - at;
    } else if (payload[at] == '&') {
      const std::size_t end = payload.find(';', at);
      if (end != std::string_view::npos && end - at <= 10) length = end + 1 - at;
    }
    pieces.push_back({payload.substr(at, length), is_tag});
    at += length;
  }
  return pieces;
}

std::string masked_payload(const Cue& cue, const std::vector<TextSpan>& spans, TextMaskStyle style) {
  const std::vector<Piece> pieces = pieces_of(cue.text);
  const auto points = std::ranges::count(pieces, false, &Piece::is_tag);
  // Rare references stand for two code points; ruby and the like may be joined otherwise.
  const std::string words = plain_text(cue);
  if (static_cast<std::size_t>(points) != code_point_count(words)) return html_escaped(masked(words, spans, style));
  Mask mask(spans, style);
  std::string payload;
  for (const Piece& piece : pieces)
    payload += piece.is_tag ? piece.written : mask.next(piece.written, is_space(piece.written));
  return payload;
}

}  // namespace

std::string masked(std::string_view utf8, std::vector<TextSpan> spans, TextMaskStyle style) {
  Mask mask(std::move(spans), style);
  std::string text;
  for (std::size_t at = 0; at < utf8.size();) {
    const std::string_view point = utf8.substr(at, point_length(utf8, at));
    text += mask.next(point, is_space(point));
    at += point.size();
  }
  return text;
}

std::vector<std::string> mask_cues(CueTrack& track, const std::vector<TextSpan>& spans, TextMaskStyle style) {
  const std::vector<TextSpan> apart = merged(spans);
  std::vector<std::string> changed;
  std::int64_t begin = 0;
  auto span = apart.begin();
  for (Cue& cue : track.cues) {
    const std::int64_t end = begin + static_cast<std::int64_t>(code_point_count(plain_text(cue)));
    while (span != apart.end() && span->end <= begin) ++span;
    std::vector<TextSpan> own;
    for (auto at = span; at != apart.end() && at->begin < end; ++at)
      own.push_back({std::max(at->begin, begin) - begin, std::min(at->end, end) - begin});
    begin = end + 1;
    if (own.empty()) continue;
    cue.text = masked_payload(cue, own, style);
    cue.words.clear();  // they say the same again; those that stand in the payload come back when it is completed
    changed.push_back(cue.id);
  }
  return changed;
}

}  // namespace integrart
