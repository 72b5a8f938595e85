#pragma once
// XML as the readers of formats/ see it: a small tree with namespaces resolved and line numbers. (pugixml's home)
//
// Documents come from strangers: a DOCTYPE is refused (it is where entity bombs and outside files come in) unless it
// only names a file and the caller lets that pass unread; size, depth and the number of elements and attributes are
// bounded.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/result.h"

namespace integrart {

struct XmlLimits {
  std::uint64_t bytes = 64ULL << 20U;
  std::uint64_t nodes = 4'000'000;  // elements and texts
  std::size_t depth = 128;
  std::size_t attributes = 256;  // of one element
  bool doctype = false;          // one that only names a grammar elsewhere is passed over, unread
};

struct XmlAttribute {
  std::string space;  // namespace URI; empty for a name without prefix
  std::string name;
  std::string value;
};

/// An element or a text. Comments and processing instructions are left out; CDATA is text; neighbouring texts are one.
struct XmlNode {
  std::string space;  // namespace URI of an element; empty when it has none
  std::string name;   // without prefix; empty for a text
  std::string text;   // of a text
  std::vector<XmlAttribute> attributes;
  std::vector<XmlNode> children;
  std::int64_t line = 0;  // from 1; of an element

  bool is_text() const { return name.empty(); }
  bool is(std::string_view uri, std::string_view local) const { return space == uri && name == local; }
  /// Value of an attribute, or null.
  const std::string* find(std::string_view attribute, std::string_view uri = {}) const;
  std::string value_or(std::string_view attribute, std::string_view fallback, std::string_view uri = {}) const;
  /// First child element of that name in the same namespace as this one, or null.
  const XmlNode* child(std::string_view local) const;
  /// All text inside, however deep.
  std::string all_text() const;
};

inline constexpr std::string_view xml_space = "http://www.w3.org/XML/1998/namespace";  // of xml:lang, xml:space

/// The root element of a UTF-8 document. Errc::invalid_input with the line for whatever is not well-formed by XML 1.0
/// and "Namespaces in XML 1.0", for a DOCTYPE and for an entity that XML does not define itself;
/// Errc::limit_exceeded. Thread-safe. The encoding that the declaration names is not looked at: the text is already
/// decoded.
Result<XmlNode> parse_xml(std::string_view utf8, const XmlLimits& limits = {});

/// Decodes the bytes of an XML document by byte order mark or declaration; UTF-8 when there is neither (XML 1.0, F).
Result<std::string> decode_xml(std::string_view bytes);

/// Writes XML text piece by piece. Indents elements, except inside those opened with `inline_content`.
class XmlWriter {
 public:
  using Attributes = std::vector<std::pair<std::string, std::string>>;
  XmlWriter();
  /// Opens an element. Attributes with an empty name are left out.
  XmlWriter& open(std::string_view name, const Attributes& attributes = {}, bool inline_content = false);
  XmlWriter& close();
  /// An element without children.
  XmlWriter& empty(std::string_view name, const Attributes& attributes = {});
  /// Characters that XML 1.0 cannot hold (controls) are left out.
  XmlWriter& text(std::string_view text);
  /// An element that holds text only.
  XmlWriter& leaf(std::string_view name, std::string_view text, const Attributes& attributes = {});
  /// The document; every element must be closed.
  std::string finish();

 private:
  void begin_line();
  void write_start(std::string_view name, const Attributes& attributes);
  struct Level {
    std::string name;
    bool inline_content = false;
  };
  std::string m_out;
  std::vector<Level> m_open;
};

}  // namespace integrart
