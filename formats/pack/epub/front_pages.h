#pragma once
// The pages before the works, and the look of all. Private to EPUB.

#include <string>

#include "formats/pack/book/book.h"

namespace integrart::epub {

/// Title and description in every language of the pack.
std::string title_page(const book::Book& book);
/// The table of contents for the reading program, then a list of the works in each language of the pack.
std::string contents_page(const book::Book& book);
std::string style_sheet();

}  // namespace integrart::epub
