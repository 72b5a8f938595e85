#pragma once
// Files that are no text, though some readers would take their bytes for one.

#include <string_view>

namespace integrart {

/// Bytes that are enough to tell.
inline constexpr std::size_t foreign_document_bytes = 4096;

/// What a file is by its first bytes: "pdf", "postscript", "rtf", "svg", "office" (an archive or the older container of
/// office programs), or "" for what may be a text. Of an SVG in UTF-8; other encodings are to be decoded before. Pure.
std::string_view foreign_document(std::string_view beginning);

}  // namespace integrart
