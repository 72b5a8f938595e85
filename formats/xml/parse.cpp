// The tree: pugixml's, checked for what it lets pass, with namespaces resolved.

#include <pugixml.hpp>

#include <algorithm>
#include <map>

#include "formats/xml/scan.h"
#include "formats/xml/xml.h"
#include "pipeline/base/text.h"

namespace integrart {

namespace {

using Prefixes = std::map<std::string, std::string, std::less<>>;

struct QualifiedName {
  std::string_view prefix;
  std::string_view local;
};

/// A name with at most one colon, of letters, digits and what XML allows; all beyond ASCII counts as a letter.
bool is_name(std::string_view name) {
  if (name.empty()) return false;
  const auto is_start = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
  };
  return is_start(name.front()) && std::ranges::all_of(name, [&](char c) {
           return is_start(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
         });
}

Result<QualifiedName> qualified(std::string_view name, std::int64_t line) {
  const std::size_t colon = name.find(':');
  const QualifiedName parts = colon == std::string_view::npos
                                  ? QualifiedName{{}, name}
                                  : QualifiedName{name.substr(0, colon), name.substr(colon + 1)};
  if (!is_name(parts.local) || (colon != std::string_view::npos && !is_name(parts.prefix)))
    return malformed_xml(line, name);
  return parts;
}

class Conversion {
 public:
  explicit Conversion(std::string_view text) : m_lines(text) {}

  Result<XmlNode> element(const pugi::xml_node& source, const Prefixes& outer) {
    XmlNode node;
    node.line = m_lines.line_of(static_cast<std::size_t>(std::max<std::ptrdiff_t>(source.offset_debug(), 0)));
    TRY_ASSIGN(const Prefixes prefixes, declared(source, outer, node.line));
    TRY_ASSIGN(const QualifiedName name, qualified(source.name(), node.line));
    TRY_ASSIGN(node.space, uri_of(name.prefix, prefixes, node.line));
    node.name = name.local;
    TRY(take_attributes(source, prefixes, node));
    for (const pugi::xml_node& child : source.children()) {
      if (child.type() == pugi::node_element) {
        TRY_ASSIGN(XmlNode inner, element(child, prefixes));
        node.children.push_back(std::move(inner));
      } else if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) {
        if (node.children.empty() || !node.children.back().is_text()) node.children.emplace_back();
        node.children.back().text += child.value();
      }
    }
    return node;
  }

 private:
  static bool is_declaration(std::string_view name) { return name == "xmlns" || name.starts_with("xmlns:"); }

  Result<Prefixes> declared(const pugi::xml_node& source, const Prefixes& outer, std::int64_t line) const {
    Prefixes prefixes = outer;
    for (const pugi::xml_attribute& attribute : source.attributes()) {
      const std::string_view name = attribute.name();
      if (!is_declaration(name)) continue;
      const std::string_view prefix = name == "xmlns" ? std::string_view{} : name.substr(6);
      const std::string_view uri = attribute.value();
      if (!prefix.empty() && uri.empty()) return malformed_xml(line, name);
      prefixes.insert_or_assign(std::string(prefix), std::string(uri));
    }
    return prefixes;
  }

  Result<std::string> uri_of(std::string_view prefix, const Prefixes& prefixes, std::int64_t line) const {
    if (prefix == "xml") return std::string(xml_space);
    const auto found = prefixes.find(prefix);
    if (found != prefixes.end()) return found->second;
    if (prefix.empty()) return std::string();
    return fail(Errc::invalid_input, "xml.unknown_prefix", {{"line", line}, {"prefix", display_name(prefix, 30)}});
  }

  Result<> take_attributes(const pugi::xml_node& source, const Prefixes& prefixes, XmlNode& node) const {
    for (const pugi::xml_attribute& attribute : source.attributes()) {
      if (is_declaration(attribute.name())) continue;
      TRY_ASSIGN(const QualifiedName name, qualified(attribute.name(), node.line));
      XmlAttribute taken;
      if (!name.prefix.empty()) {
        TRY_ASSIGN(taken.space, uri_of(name.prefix, prefixes, node.line));
      }
      taken.name = name.local;
      taken.value = attribute.value();
      if (node.find(taken.name, taken.space) != nullptr) return malformed_xml(node.line, taken.name);
      node.attributes.push_back(std::move(taken));
    }
    return {};
  }

  LineCounter m_lines;
};

/// Exactly one element, and around it only what XML allows there.
Result<pugi::xml_node> only_root(const pugi::xml_document& document) {
  pugi::xml_node root;
  for (const pugi::xml_node& child : document.children()) {
    if (child.type() == pugi::node_element) {
      if (root) return malformed_xml(1, child.name());
      root = child;
    } else if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) {
      if (std::string_view(child.value()).find_first_not_of(" \t\r\n") != std::string_view::npos)
        return malformed_xml(1, child.value());
    }
  }
  if (!root) return fail(Errc::unrecognised, "xml.no_element");
  return root;
}

}  // namespace

const std::string* XmlNode::find(std::string_view attribute, std::string_view uri) const {
  for (const XmlAttribute& candidate : attributes)
    if (candidate.name == attribute && candidate.space == uri) return &candidate.value;
  return nullptr;
}

std::string XmlNode::value_or(std::string_view attribute, std::string_view fallback, std::string_view uri) const {
  const std::string* value = find(attribute, uri);
  return value != nullptr ? *value : std::string(fallback);
}

const XmlNode* XmlNode::child(std::string_view local) const {
  for (const XmlNode& candidate : children)
    if (!candidate.is_text() && candidate.is(space, local)) return &candidate;
  return nullptr;
}

std::string XmlNode::all_text() const {
  std::string all = text;
  for (const XmlNode& child : children) all += child.all_text();
  return all;
}

Result<XmlNode> parse_xml(std::string_view utf8, const XmlLimits& limits) {
  TRY(scan_xml(utf8, limits));
  return guard([&]() -> Result<XmlNode> {
    pugi::xml_document document;
    constexpr unsigned options =
        pugi::parse_cdata | pugi::parse_escapes | pugi::parse_wconv_attribute | pugi::parse_eol | pugi::parse_ws_pcdata;
    const pugi::xml_parse_result parsed = document.load_buffer(utf8.data(), utf8.size(), options, pugi::encoding_utf8);
    if (!parsed) {
      if (parsed.status == pugi::status_no_document_element) return fail(Errc::unrecognised, "xml.no_element");
      const auto offset = static_cast<std::size_t>(std::max<std::ptrdiff_t>(parsed.offset, 0));
      return malformed_xml(LineCounter(utf8).line_of(offset), utf8.substr(std::min(offset, utf8.size()), 20));
    }
    TRY_ASSIGN(const pugi::xml_node root, only_root(document));
    return Conversion(utf8).element(root, {});
  });
}

Result<std::string> decode_xml(std::string_view bytes) {
  constexpr std::size_t declaration_bytes = 200;
  const auto starts = [&](std::string_view mark) { return bytes.starts_with(mark); };
  using std::string_view_literals::operator""sv;
  std::string encoding;
  if (starts("\xEF\xBB\xBF"sv)) {
    bytes.remove_prefix(3);
  } else if (starts("\xFF\xFE"sv)) {
    encoding = "UTF-16LE";
    bytes.remove_prefix(2);
  } else if (starts("\xFE\xFF"sv)) {
    encoding = "UTF-16BE";
    bytes.remove_prefix(2);
  } else if (starts("<\0?\0"sv)) {
    encoding = "UTF-16LE";
  } else if (starts("\0<\0?"sv)) {
    encoding = "UTF-16BE";
  } else if (starts("<?xml")) {
    const std::string_view declaration = bytes.substr(0, std::min(bytes.find("?>"), declaration_bytes));
    if (const std::size_t at = declaration.find("encoding"); at != std::string_view::npos) {
      const std::size_t begin = declaration.find_first_of("\"'", at);
      const std::size_t end = begin == std::string_view::npos ? begin : declaration.find(declaration[begin], begin + 1);
      if (end != std::string_view::npos) encoding = declaration.substr(begin + 1, end - begin - 1);
    }
    // A document in one byte per letter that says UTF-16 was changed by a tool that forgot the declaration.
    if (encoding.size() >= 6 && (encoding[4] == '1' || encoding[4] == '3') && encoding[3] == '-') encoding.clear();
  }
  if (encoding.empty() && is_valid_utf8(bytes)) return std::string(bytes);
  TRY_ASSIGN(DecodedText text, decode_text_as(bytes, encoding.empty() ? "UTF-8" : encoding));
  return std::move(text.utf8);
}

}  // namespace integrart
