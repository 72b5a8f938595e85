#pragma once
// Words that PNG and GIF carry beside EXIF, IPTC and XMP: texts with a keyword, and comments. They are not
// copied as they are; here it is told of which class they are. Pure; any thread.

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/documents/facts.h"
#include "pipeline/media/still/header.h"

namespace integrart {

struct WrittenText {
  std::string_view keyword;  // "Author" (PNG, third edition, 11.3.3), in the file; empty for a comment
  std::string text;          // unpacked, of any encoding; at most the first 16 KiB
  bool is_packed = false;    // compressed, and broken or too long when unpacked: its words are not known
};

/// The texts of a PNG (tEXt, zTXt, iTXt) or GIF (comments, plain text), the first 1000; what EXIF, IPTC and XMP readers
/// know is not among them. A broken structure ends the list. Of one text at most 64 KiB are unpacked, of all 1 MiB.
std::vector<WrittenText> written_texts(std::string_view bytes, StillType type);

/// The XMP packet of a GIF (XMP specification part 3, 1.1.2); empty when there is none.
std::string gif_xmp(std::string_view bytes);

/// Sets the class that a text belongs to: by its keyword, and a place by its words. What people wrote freely is a
/// comment, but for what programs write about themselves ("Created with GIMP").
void note_text_class(const WrittenText& written, MetadataFacts& facts);

}  // namespace integrart
