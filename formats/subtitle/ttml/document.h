#pragma once
// A TTML document laid out in time: every paragraph with the pieces of its text, each with its interval, style, speaker
// and language. (https://www.w3.org/TR/ttml2/#timing, with the semantics of SMIL)

#include <cstdint>
#include <string>
#include <vector>

#include "formats/subtitle/ttml/region.h"
#include "formats/subtitle/ttml/style.h"
#include "formats/subtitle/ttml/timing.h"
#include "pipeline/base/message.h"

namespace integrart {

enum class TtmlRuby : std::uint8_t { none, base, reading };

/// Words of one style, or a line break ("\n" with `is_break`).
struct TtmlPiece {
  TtmlInterval when;
  std::string text;
  bool is_break = false;
  bool keeps_space = false;  // xml:space="preserve"
  TtmlTextStyle style;
  TtmlRuby ruby = TtmlRuby::none;
  int ruby_container = 0;  // pieces of the same container belong together
  std::string speaker;
  std::string language;  // where it differs from that of the document
};

struct TtmlParagraph {
  std::string id;
  std::int64_t line = 0;  // in the file
  TtmlInterval when;
  std::string region;  // identifier; empty when none
  std::string text_align;
  std::vector<TtmlPiece> pieces;
};

struct TtmlRegion {
  std::string id;
  TtmlInterval when;
  TtmlBox box;
  std::string text_align;
  TtmlTextStyle style;  // inherited by the words in it
  bool is_shown = true;
  std::vector<TtmlChange> changes;
  bool has_settings = false;
  std::string settings;         // exact WebVTT settings, by our own writer
  std::string region_settings;  // of a WebVTT region, by our own writer
};

struct TtmlDocument {
  std::string language;
  bool is_word_timed = false;  // timed spans are words of a paragraph that is shown as a whole (song lyrics)
  std::vector<TtmlRegion> regions;
  std::vector<TtmlParagraph> paragraphs;
  std::vector<Message> notes;

  const TtmlRegion* region(const std::string& id) const;
};

/// Errors: unrecognised when the root element is no "tt"; those of parse_xml; limit_exceeded for elements nested too
/// deeply; invalid_input when the head states a clock that cannot be (a frame rate of zero).
Result<TtmlDocument> parse_ttml(std::string_view utf8);

}  // namespace integrart
