#include "formats/xml/scan.h"

#include <algorithm>
#include <array>

#include "pipeline/base/text.h"

namespace integrart {

namespace {

constexpr std::array<std::string_view, 5> named_entities{"amp", "lt", "gt", "quot", "apos"};

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

class Scan {
 public:
  Scan(std::string_view text, const XmlLimits& limits) : m_text(text), m_limits(limits), m_lines(text) {}

  Result<> run() {
    while (m_at < m_text.size()) {
      const std::size_t open = std::min(m_text.find('<', m_at), m_text.size());
      TRY(entities(m_at, open));
      if (open > m_at) ++m_nodes;
      m_at = open;
      if (open < m_text.size()) TRY(markup());
      if (m_nodes > m_limits.nodes)
        return fail(Errc::limit_exceeded, "xml.too_many_nodes",
                    {{"line", line()}, {"most", static_cast<std::int64_t>(m_limits.nodes)}});
    }
    return {};
  }

 private:
  std::int64_t line() { return m_lines.line_of(m_at); }

  Result<> markup() {
    const std::string_view rest = m_text.substr(m_at);
    if (rest.starts_with("<!--")) return skip_to("-->", 4);
    if (rest.starts_with("<![CDATA[")) return skip_to("]]>", 9);
    if (rest.starts_with("<?")) return skip_to("?>", 2);
    if (rest.starts_with("<!DOCTYPE") && m_depth == 0 && m_limits.doctype) return doctype();
    if (rest.starts_with("<!")) return fail(Errc::invalid_input, "xml.doctype_refused", {{"line", line()}});
    return tag(rest.starts_with("</"));
  }

  /// One that only names a grammar elsewhere (TMX files do) is passed over: nothing is ever fetched. One with
  /// declarations of its own is where entities are made.
  Result<> doctype() {
    for (std::size_t i = m_at; i < m_text.size(); ++i) {
      if (m_text[i] == '[') break;
      if (m_text[i] == '"' || m_text[i] == '\'') i = std::min(m_text.find(m_text[i], i + 1), m_text.size());
      if (i >= m_text.size() || m_text[i] != '>') continue;
      m_at = i + 1;
      return {};
    }
    return fail(Errc::invalid_input, "xml.doctype_refused", {{"line", line()}});
  }

  Result<> skip_to(std::string_view end, std::size_t beginning) {
    const std::size_t found = m_text.find(end, m_at + beginning);
    if (found == std::string_view::npos) return malformed_xml(line(), "<");
    m_at = found + end.size();
    return {};
  }

  Result<> tag(bool closing) {
    std::size_t attributes = 0;
    std::size_t i = m_at + 1;
    for (; i < m_text.size() && m_text[i] != '>'; ++i) {
      if (m_text[i] == '<') return malformed_xml(line(), "<");
      if (m_text[i] != '"' && m_text[i] != '\'') continue;
      const std::size_t end = m_text.find(m_text[i], i + 1);
      if (end == std::string_view::npos) return malformed_xml(line(), m_text.substr(i, 1));
      if (m_text.substr(i, end - i).find('<') != std::string_view::npos) return malformed_xml(line(), "<");
      TRY(entities(i, end));
      ++attributes;
      i = end;
      // XML wants white space between two attributes.
      if (i + 1 < m_text.size() && !is_space(m_text[i + 1]) && m_text[i + 1] != '>' && m_text[i + 1] != '/' &&
          m_text[i + 1] != '?')
        return malformed_xml(line(), m_text.substr(i, 2));
    }
    if (i >= m_text.size()) return malformed_xml(line(), "<");
    if (attributes > m_limits.attributes)
      return fail(Errc::limit_exceeded, "xml.too_many_attributes",
                  {{"line", line()}, {"most", static_cast<std::int64_t>(m_limits.attributes)}});
    if (closing) {
      if (m_depth == 0) return malformed_xml(line(), "</");
      --m_depth;
    } else if (m_text[i - 1] != '/') {
      ++m_depth;
    }
    if (m_depth > m_limits.depth)
      return fail(Errc::limit_exceeded, "xml.too_deep",
                  {{"line", line()}, {"most", static_cast<std::int64_t>(m_limits.depth)}});
    ++m_nodes;
    m_at = i + 1;
    return {};
  }

  /// Every "&" between the offsets begins a character reference or one of XML's five names.
  Result<> entities(std::size_t begin, std::size_t end) {
    for (std::size_t i = m_text.find('&', begin); i < end; i = m_text.find('&', i + 1)) {
      const std::size_t stop = m_text.find(';', i);
      const std::string_view name = m_text.substr(i + 1, std::min(stop, end) - i - 1);
      if (stop == std::string_view::npos || stop >= end || !is_known(name))
        return fail(Errc::invalid_input, "xml.unknown_entity",
                    {{"line", m_lines.line_of(begin)}, {"entity", display_name(name, 20)}});
    }
    return {};
  }

  static bool is_known(std::string_view name) {
    if (!name.starts_with('#')) return std::ranges::find(named_entities, name) != named_entities.end();
    const bool hexadecimal = name.starts_with("#x");
    const std::string_view digits = name.substr(hexadecimal ? 2 : 1);
    if (digits.empty() || digits.size() > 8) return false;
    std::uint32_t point = 0;
    for (const char c : digits) {
      const bool decimal = c >= '0' && c <= '9';
      const char lower = static_cast<char>(c | 0x20);
      if (!decimal && !(hexadecimal && lower >= 'a' && lower <= 'f')) return false;
      point = point * (hexadecimal ? 16U : 10U) + static_cast<std::uint32_t>(decimal ? c - '0' : lower - 'a' + 10);
    }
    if (point < 0x20) return point == 0x9 || point == 0xA || point == 0xD;
    return point <= 0x10FFFF && (point < 0xD800 || point > 0xDFFF) && point != 0xFFFE && point != 0xFFFF;
  }

  std::string_view m_text;
  const XmlLimits& m_limits;
  LineCounter m_lines;
  std::size_t m_at = 0;
  std::size_t m_depth = 0;
  std::uint64_t m_nodes = 0;
};

}  // namespace

std::int64_t LineCounter::line_of(std::size_t offset) {
  if (offset < m_at) {
    m_at = 0;
    m_line = 1;
  }
  offset = std::min(offset, m_text.size());
  m_line += std::count(m_text.begin() + static_cast<std::ptrdiff_t>(m_at),
                       m_text.begin() + static_cast<std::ptrdiff_t>(offset), '\n');
  m_at = offset;
  return m_line;
}

tl::unexpected<Error> malformed_xml(std::int64_t line, std::string_view reason) {
  return fail(Errc::invalid_input, "xml.malformed", {{"line", line}, {"near", display_name(reason, 30)}});
}

Result<> scan_xml(std::string_view utf8, const XmlLimits& limits) {
  if (utf8.size() > limits.bytes)
    return fail(Errc::limit_exceeded, "xml.too_large", {{"most", static_cast<std::int64_t>(limits.bytes)}});
  if (!is_valid_utf8(utf8)) return malformed_xml(1, "UTF-8");
  LineCounter lines(utf8);
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const auto c = static_cast<unsigned char>(utf8[i]);
    if (c < 0x20 && !is_space(utf8[i])) return malformed_xml(lines.line_of(i), utf8.substr(i, 1));
  }
  return Scan(utf8, limits).run();
}

}  // namespace integrart
