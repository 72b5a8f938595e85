#pragma once
// Reads what the text formats write, by rules of its own: a fault of the serialiser is not hidden by the parser that
// fed it.

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/language.h"

namespace integrart::test {

inline const std::set<std::string, std::less<>> allowed_elements{
    "p",  "h1", "h2",  "h3",  "h4",   "em", "strong", "blockquote", "ul",    "ol", "li", "br",
    "hr", "a",  "sup", "sub", "ruby", "rt", "rp",     "span",       "table", "tr", "th", "td"};
inline const std::set<std::string, std::less<>> void_elements{"br", "hr"};

inline bool attribute_is_allowed(const std::string& element, const std::string& name, const std::string& value) {
  if (element == "span") return (name == "class" && value == "s") || (name == "id" && value.starts_with("s"));
  if (name == "lang") return LanguageTag::parse(value).has_value();
  if (name == "dir") return value == "ltr" || value == "rtl" || value == "auto";
  if (element == "a" && name == "rel") return value == "noopener";
  if (element == "a" && name == "href")
    return value.starts_with("http://") || value.starts_with("https://") || value.starts_with("mailto:");
  return false;
}

/// Reads the strict form our serialiser writes; says what is wrong with it, or nothing.
class StrictReader {
 public:
  explicit StrictReader(std::string_view html) : m_html(html) {}

  std::string problem() {
    while (m_at < m_html.size()) {
      const std::string found = m_html[m_at] == '<' ? tag() : text();
      if (!found.empty()) return found + " at byte " + std::to_string(m_at);
    }
    return m_open.empty() ? std::string() : "not closed: " + m_open.back();
  }
  std::size_t spans() const { return m_ids.size(); }

 private:
  std::string text() {
    if (m_html[m_at] == '>' || m_html[m_at] == '"') return "unescaped character";
    if (m_html[m_at] == '&') {
      static constexpr auto entities = std::to_array<std::string_view>({"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"});
      if (std::ranges::none_of(entities,
                               [&](std::string_view entity) { return m_html.substr(m_at).starts_with(entity); }))
        return "unknown entity";
    }
    ++m_at;
    return {};
  }
  std::string name() {
    std::string read;
    while (m_at < m_html.size() &&
           ((m_html[m_at] >= 'a' && m_html[m_at] <= 'z') || (m_html[m_at] >= '0' && m_html[m_at] <= '9')))
      read += m_html[m_at++];
    return read;
  }
  std::string tag() {
    ++m_at;
    if (m_html.substr(m_at).starts_with("/")) {
      ++m_at;
      const std::string element = name();
      if (m_open.empty() || m_open.back() != element) return "end tag without start: " + element;
      m_open.pop_back();
      return m_html[m_at++] == '>' ? "" : "end tag with attributes";
    }
    const std::string element = name();
    if (!allowed_elements.contains(element)) return "element " + element;
    while (m_at < m_html.size() && m_html[m_at] == ' ') {
      ++m_at;
      const std::string attribute = name();
      if (!m_html.substr(m_at).starts_with("=\"")) return "attribute without value";
      m_at += 2;
      const std::size_t end = m_html.find('"', m_at);
      if (end == std::string_view::npos) return "value without end";
      const std::string value(m_html.substr(m_at, end - m_at));
      if (value.find_first_of("<>") != std::string::npos) return "value with markup";
      if (!attribute_is_allowed(element, attribute, value)) return "attribute " + attribute + "=" + value;
      if (attribute == "id" && !m_ids.insert(value).second) return "id twice";
      m_at = end + 1;
    }
    if (m_at >= m_html.size() || m_html[m_at] != '>') return "tag without end";
    ++m_at;
    if (!void_elements.contains(element)) m_open.push_back(element);
    return {};
  }

  std::string_view m_html;
  std::size_t m_at = 0;
  std::vector<std::string> m_open;
  std::set<std::string> m_ids;
};

}  // namespace integrart::test
