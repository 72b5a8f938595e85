#include "formats/exchange/shared/reading.h"

#include <algorithm>

#include "pipeline/base/text.h"

namespace integrart {

Result<XmlNode> root_of(std::string_view bytes, const ExchangeLimits& limits) {
  if (bytes.size() > limits.source_bytes)
    return fail(Errc::limit_exceeded, "xml.too_large", {{"most", static_cast<std::int64_t>(limits.source_bytes)}});
  auto text = decode_xml(bytes);
  const bool looks_like_xml = text && text->find_first_not_of(" \t\r\n") != std::string::npos &&
                              (*text)[text->find_first_not_of(" \t\r\n")] == '<';
  if (!looks_like_xml) return fail(Errc::unrecognised, "xml.no_element");
  XmlLimits xml;
  xml.bytes = limits.source_bytes * 2;  // decoded
  xml.doctype = true;                   // most TMX files name theirs
  return parse_xml(*text, xml);
}

Result<> check_unit_count(std::size_t units, const ExchangeLimits& limits) {
  if (units > limits.units)
    return fail(Errc::limit_exceeded, "exchange.too_many_units", {{"most", static_cast<std::int64_t>(limits.units)}});
  return {};
}

LanguageTag language_of(std::string_view written, std::vector<Message>& notes) {
  std::string tag(written);
  std::ranges::replace(tag, '_', '-');
  auto parsed = LanguageTag::parse(tag);
  if (!parsed) {
    notes.push_back(Message{"exchange.language_unknown", {{"language", display_name(written, 30)}}});
    return {};
  }
  for (Message& note : parsed->notes)
    if (std::ranges::find(notes, note) == notes.end()) notes.push_back(std::move(note));
  return parsed->value;
}

void append_text(ExchangeText& pieces, std::string_view text) {
  if (text.empty()) return;
  if (!pieces.empty() && pieces.back().kind == ExchangePiece::Kind::text)
    pieces.back().text += text;
  else
    pieces.push_back(text_piece(text));
}

std::string collapsed(std::string_view text) {
  std::string result;
  bool gap = false;
  for (const char c : text) {
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      gap = !result.empty();
      continue;
    }
    if (gap) result += ' ';
    gap = false;
    result += c;
  }
  return result;
}

void ExchangeLosses::tell(std::vector<Message>& notes, std::string_view message_id) const {
  for (const auto& [what, count] : m_counts)
    notes.push_back(Message{std::string(message_id), {{"what", what}, {"count", count}}});
}

}  // namespace integrart
