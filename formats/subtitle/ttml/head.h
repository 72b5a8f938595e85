#pragma once
// What the head of a TTML document states: clock, picture, styles, regions, speakers.

#include <map>
#include <string>
#include <vector>

#include "formats/subtitle/ttml/document.h"
#include "formats/subtitle/ttml/names.h"

namespace integrart {

struct TtmlHead {
  TtmlClock clock;
  TtmlRoot root;
  std::map<std::string, std::string, std::less<>> speakers;  // by the identifier of a ttm:agent
};

/// Of the root element. Errors: invalid_input for rates that no clock has.
Result<TtmlHead> read_ttml_head(const XmlNode& tt);

/// The regions of the layout in order of the file.
std::vector<TtmlRegion> read_ttml_regions(const XmlNode& head, const TtmlStyles& styles, const TtmlHead& stated,
                                          std::vector<Message>& notes);

}  // namespace integrart
