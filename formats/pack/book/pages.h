#pragma once
// The page of one work. Shared by EPUB and Common Cartridge.

#include <string>

#include "formats/pack/book/book.h"
#include "formats/pack/shared/credits_page.h"

namespace integrart::book {

/// As XHTML of a book with its style sheet, or as an HTML page without scripts and styles.
std::string chapter_page(const Chapter& chapter, const PackManifest& manifest, PageMarkup markup);

}  // namespace integrart::book
