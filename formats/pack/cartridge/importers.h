#pragma once
// Texts that stay what they are in importers that decode HTML once too often. Private to Common Cartridge.
// Moodle's importer of cartridges decodes every page, title and question before it stores it, after it was cleaned: the
// words "<b>" would become an element, a script in a title would run, and a quotation mark would end its attribute.
// It also reads questions as Latin-1. Seen in backup/cc/entities.class.php and entity11.*.class.php of Moodle.

#include <string>
#include <string_view>

namespace integrart::cartridge {

/// `text` in which nothing is a tag or a character reference to whoever reads it as HTML: an invisible word joiner
/// stands where one would begin.
std::string text_for_importers(std::string_view text);

/// The same for a finished document of XmlWriter; quotation marks in attributes become typographic ones.
std::string document_for_importers(std::string_view document);

/// An answer that learners type, where nothing may be put in between: each "&" that begins a character reference is
/// escaped twice, so that the answer is itself again when Moodle has decoded it and read its own XML, in which it
/// leaves references as they are. `text` itself where there is none.
std::string answer_for_importers(std::string_view text);

/// HTML in ASCII: every other character is a character reference, so that its encoding need not be known.
std::string ascii_html(std::string_view html);

}  // namespace integrart::cartridge
