#include "formats/pack/shared/fragment_xml.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>

namespace integrart {
namespace {

constexpr auto elements = std::to_array<std::string_view>(
    {"blockquote", "ul",   "ol", "li", "p", "h1", "h2", "h3",   "h4",    "em", "strong", "sup",
     "sub",        "ruby", "rt", "rp", "a", "br", "hr", "span", "table", "tr", "th",     "td"});
constexpr auto words_only = std::to_array<std::string_view>(
    {"p", "h1", "h2", "h3", "h4", "em", "strong", "sup", "sub", "ruby", "rt", "rp", "a", "span"});

constexpr auto words_or_blocks = std::to_array<std::string_view>({"li", "th", "td"});

bool is_one_of(std::span<const std::string_view> names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

/// "<br>" and "<hr>" are all that separates the fragment from XML.
std::string closed_voids(std::string_view html) {
  std::string xml;
  for (std::size_t i = 0; i < html.size(); ++i) {
    const std::string_view four = html.substr(i, 4);
    if (four == "<br>" || four == "<hr>") {
      xml.append(four.substr(0, 3)).append("/>");
      i += 3;
    } else {
      xml += html[i];
    }
  }
  return xml;
}

class Writer {
 public:
  Writer(XmlWriter& xml, int first_heading) : m_xml(xml), m_first(first_heading), m_deepest(first_heading - 1) {}

  void write(const XmlNode& node) {
    if (node.is_text()) {
      m_xml.text(node.text);
      return;
    }
    if (!is_one_of(elements, node.name)) {
      for (const XmlNode& child : node.children) write(child);
      return;
    }
    const std::string name = name_of(node);
    if (name == "br" || name == "hr") {
      m_xml.empty(name);
      return;
    }
    m_xml.open(name, attributes_of(node), is_one_of(words_only, node.name));
    for (const XmlNode& child : node.children)
      if (!is_layout(node, child)) write(child);
    m_xml.close();
  }

  /// White space between blocks.
  static bool is_layout(const XmlNode& parent, const XmlNode& child) {
    const bool holds_words = is_one_of(words_only, parent.name) || is_one_of(words_or_blocks, parent.name);
    return !holds_words && child.is_text() && child.text.find_first_not_of(" \t\n") == std::string::npos;
  }

 private:
  std::string name_of(const XmlNode& node) {
    if (node.name.size() != 2 || node.name[0] != 'h' || node.name[1] == 'r') return node.name;
    const int wanted = m_first + (node.name[1] - '1');
    m_deepest = std::min({wanted, m_deepest + 1, 6});
    return "h" + std::to_string(m_deepest);
  }

  static XmlWriter::Attributes attributes_of(const XmlNode& node) {
    XmlWriter::Attributes attributes;
    if (const std::string* language = node.find("lang"); language != nullptr && !language->empty()) {
      attributes.emplace_back("xml:lang", *language);
      attributes.emplace_back("lang", *language);
    }
    const std::string direction = node.value_or("dir", "");
    if (direction == "ltr" || direction == "rtl" || direction == "auto") attributes.emplace_back("dir", direction);
    const std::string address = node.name == "a" ? node.value_or("href", "") : "";
    if (is_safe_link(address)) attributes.emplace_back("href", address);
    return attributes;
  }

  XmlWriter& m_xml;
  int m_first;
  int m_deepest;
};

}  // namespace

bool is_safe_link(std::string_view address) {
  return address.starts_with("https://") || address.starts_with("http://") || address.starts_with("mailto:");
}

Result<XmlNode> fragment_tree(std::string_view html) {
  return parse_xml("<div>" + closed_voids(html) + "</div>");
}

bool write_fragment(XmlWriter& xml, std::string_view html, int first_heading) {
  const Result<XmlNode> root = fragment_tree(html);
  if (!root) return false;
  Writer writer(xml, first_heading);
  for (const XmlNode& child : root->children) {
    if (Writer::is_layout(*root, child)) continue;
    if (!child.is_text()) {
      writer.write(child);
      continue;
    }
    xml.leaf("p", child.text);  // words outside a paragraph, which clean fragments do not have
  }
  return true;
}

void write_plain(XmlWriter& xml, std::string_view plain) {
  while (!plain.empty()) {
    const std::size_t end = plain.find("\n\n");
    std::string_view paragraph = plain.substr(0, end);
    plain = end == std::string_view::npos ? std::string_view() : plain.substr(end + 2);
    if (paragraph.find_first_not_of(" \n\t") == std::string_view::npos) continue;
    xml.open("p", {}, true);
    while (true) {
      const std::size_t line_end = paragraph.find('\n');
      xml.text(paragraph.substr(0, line_end));
      if (line_end == std::string_view::npos) break;
      xml.empty("br");
      paragraph.remove_prefix(line_end + 1);
    }
    xml.close();
  }
}

}  // namespace integrart
