#pragma once
// The vocabularies of TTML, whatever version a file names. (https://www.w3.org/TR/ttml2/#namespaces)

#include <cstdint>
#include <string>
#include <string_view>

#include "formats/xml/xml.h"

namespace integrart {

enum class TtmlVocabulary : std::uint8_t { content, parameter, style, metadata, lyrics, ours, other };

inline constexpr std::string_view our_ttml_namespace = "urn:integrart:ttml";

/// Of a namespace name: TTML 1 and 2, the drafts of 2006, Apple's lyrics, our own notes. An empty name is content, as
/// attributes without prefix and files without namespaces have it.
TtmlVocabulary ttml_vocabulary(std::string_view name);

/// Local name of an element of TTML's content; empty for texts and all other elements.
std::string_view ttml_element(const XmlNode& node);

/// Value of an attribute; empty when absent.
std::string_view ttml_attribute(const XmlNode& node, TtmlVocabulary vocabulary, std::string_view name);
/// Value of xml:id, xml:lang or xml:space; empty when absent.
std::string_view xml_attribute(const XmlNode& node, std::string_view name);

/// An identifier as an XML name ("1" becomes "_x0031_"), and back.
std::string ttml_name(std::string_view identifier);
std::string identifier_of_ttml_name(std::string_view name);

}  // namespace integrart
