#include "formats/subtitle/ttml/names.h"

#include <fmt/format.h>

#include <charconv>

#include "formats/subtitle/cues/character_reference.h"
#include "pipeline/base/text.h"

namespace integrart {
namespace {

bool begins_name(unsigned char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
bool continues_name(unsigned char c) {
  return begins_name(c) || (c >= '0' && c <= '9') || c == '-';  // never '.', which other identifiers of our files have
}

}  // namespace

TtmlVocabulary ttml_vocabulary(std::string_view name) {
  if (name.empty()) return TtmlVocabulary::content;
  if (name == our_ttml_namespace) return TtmlVocabulary::ours;
  if (name.find("apple.com/lyric-ttml") != std::string_view::npos) return TtmlVocabulary::lyrics;
  if (!name.starts_with("http://www.w3.org/ns/ttml") && !name.starts_with("http://www.w3.org/2006/"))
    return TtmlVocabulary::other;
  const std::size_t hash = name.find('#');
  if (hash == std::string_view::npos) return TtmlVocabulary::content;
  const std::string_view part = name.substr(hash + 1);
  if (part == "parameter") return TtmlVocabulary::parameter;
  if (part == "styling" || part == "style") return TtmlVocabulary::style;
  if (part == "metadata") return TtmlVocabulary::metadata;
  return TtmlVocabulary::other;
}

std::string_view ttml_element(const XmlNode& node) {
  if (node.is_text() || ttml_vocabulary(node.space) != TtmlVocabulary::content) return {};
  return node.name;
}

std::string_view ttml_attribute(const XmlNode& node, TtmlVocabulary vocabulary, std::string_view name) {
  for (const XmlAttribute& attribute : node.attributes)
    if (attribute.name == name && ttml_vocabulary(attribute.space) == vocabulary) return attribute.value;
  return {};
}

std::string_view xml_attribute(const XmlNode& node, std::string_view name) {
  const std::string* const value = node.find(name, xml_space);
  return value == nullptr ? std::string_view() : std::string_view(*value);
}

std::string ttml_name(std::string_view identifier) {
  std::string name;
  for (std::size_t i = 0; i < identifier.size(); ++i) {
    const auto c = static_cast<unsigned char>(identifier[i]);
    const bool plain = name.empty() ? begins_name(c) : continues_name(c);
    if (plain && !identifier.substr(i).starts_with("_x"))
      name += identifier[i];
    else
      name += fmt::format("_x{:02X}_", c);  // byte by byte, so that any text comes back
  }
  return name;
}

std::string identifier_of_ttml_name(std::string_view name) {
  std::string identifier;
  for (std::size_t i = 0; i < name.size();) {
    unsigned byte = 0;
    const char* const digits = name.data() + i + 2;
    if (name.substr(i).starts_with("_x") && name.size() >= i + 5 && name[i + 4] == '_' &&
        std::from_chars(digits, digits + 2, byte, 16).ptr == digits + 2) {
      identifier += static_cast<char>(static_cast<unsigned char>(byte));
      i += 5;
    } else {
      identifier += name[i++];
    }
  }
  // A name that only looks like one of ours is the name it is.
  return is_valid_utf8(identifier) ? identifier : std::string(name);
}

}  // namespace integrart
