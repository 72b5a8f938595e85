#include "formats/xml/xml.h"

namespace integrart {

namespace {

std::string escaped(std::string_view text, bool in_attribute) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const std::string_view three = text.substr(i, 3);
    if (three == "\uFFFE" || three == "\uFFFF") {
      i += 2;  // no characters of XML
      continue;
    }
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += in_attribute ? "&quot;" : "\"";
        break;
      case '\r':
        out += "&#13;";  // a reader would make a line feed of it
        break;
      case '\n':
      case '\t':
        if (in_attribute)
          out += c == '\n' ? "&#10;" : "&#9;";
        else
          out += c;
        break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20) out += c;
    }
  }
  return out;
}

}  // namespace

XmlWriter::XmlWriter() : m_out("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n") {}

void XmlWriter::begin_line() {
  if (!m_open.empty() && m_open.back().inline_content) return;
  if (m_out.back() != '\n') m_out += '\n';
  m_out.append(m_open.size() * 2, ' ');
}

void XmlWriter::write_start(std::string_view name, const Attributes& attributes) {
  begin_line();
  m_out.append("<").append(name);
  for (const auto& [key, value] : attributes)
    if (!key.empty()) m_out.append(" ").append(key).append("=\"").append(escaped(value, true)).append("\"");
}

XmlWriter& XmlWriter::open(std::string_view name, const Attributes& attributes, bool inline_content) {
  write_start(name, attributes);
  m_out += '>';
  const bool inherited = !m_open.empty() && m_open.back().inline_content;
  m_open.push_back({std::string(name), inline_content || inherited});
  return *this;
}

XmlWriter& XmlWriter::close() {
  const Level level = m_open.back();
  m_open.pop_back();
  if (!level.inline_content) begin_line();
  m_out.append("</").append(level.name).append(">");
  return *this;
}

XmlWriter& XmlWriter::empty(std::string_view name, const Attributes& attributes) {
  write_start(name, attributes);
  m_out += "/>";
  return *this;
}

XmlWriter& XmlWriter::text(std::string_view text) {
  m_out += escaped(text, false);
  return *this;
}

XmlWriter& XmlWriter::leaf(std::string_view name, std::string_view text, const Attributes& attributes) {
  return open(name, attributes, true).text(text).close();
}

std::string XmlWriter::finish() {
  while (!m_open.empty()) close();
  m_out += '\n';
  return std::move(m_out);
}

}  // namespace integrart
