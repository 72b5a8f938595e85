#pragma once
// Media Overlays: which words sound when. Private to EPUB.

#include <cstdint>
#include <string>

#include "formats/pack/book/book.h"

namespace integrart::epub {

/// The SMIL document of a chapter that is read along: one step per word where words have times, else one per line.
std::string overlay_of(const book::Chapter& chapter);

/// "12.345s", the form of all times of overlays.
std::string clock_value(std::int64_t milliseconds);

}  // namespace integrart::epub
