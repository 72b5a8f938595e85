#pragma once
// Words that people wrote into the EXIF, IPTC and XMP of a picture. Private to the reader of metadata.

#include <exiv2/exiv2.hpp>

#include "pipeline/media/still/picture_words.h"

namespace integrart {

/// Titles, captions, comments, keywords, and who is credited; all languages of a text. May throw what Exiv2 throws.
void add_written_words(const Exiv2::ExifData& exif, const Exiv2::IptcData& iptc, const Exiv2::XmpData& xmp,
                       PictureWords& words);

}  // namespace integrart
