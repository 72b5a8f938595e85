#pragma once
// The frame of every XHTML page. Shared by EPUB and Common Cartridge.

#include <string>
#include <string_view>

#include "formats/pack/shared/credits_page.h"
#include "formats/xml/xml.h"

namespace integrart::book {

/// Opens html, body and main, with the head. `up` leads from a page of a book to the folder EPUB/ ("../../" or "");
/// HTML pages have no style sheet.
void open_page(XmlWriter& xml, std::string_view language, std::string_view title, std::string_view up,
               PageMarkup markup = PageMarkup::xhtml);

/// A message of the program as an element in the language it is in.
void label(XmlWriter& xml, std::string_view element, std::string_view message, std::string_view language,
           XmlWriter::Attributes attributes = {});

}  // namespace integrart::book
