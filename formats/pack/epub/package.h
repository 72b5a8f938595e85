#pragma once
// The package document: what the book is, what is in it, and in which order it is read. Private to EPUB.

#include <string>

#include "formats/pack/book/book.h"

namespace integrart::epub {

/// EPUB/package.opf; source: https://www.w3.org/TR/epub-33/#sec-package-doc
std::string package_document(const book::Book& book);
/// META-INF/container.xml
std::string container_document();

}  // namespace integrart::epub
