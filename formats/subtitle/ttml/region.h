#pragma once
// Regions of TTML and the placement of WebVTT, each from the other.

#include <string>
#include <string_view>

#include "formats/subtitle/ttml/style.h"
#include "pipeline/base/documents/cue_track.h"

namespace integrart {

/// What lengths of a document refer to.
struct TtmlRoot {
  double width = 0;  // pixels; 0 when the document does not say
  double height = 0;
  double columns = 32;  // ttp:cellResolution
  double rows = 15;
};

/// The geometry of a region: percent of the picture.
struct TtmlBox {
  double x = 0, y = 0, width = 100, height = 100;
  std::string display_align = "before";  // before | center | after
  std::string writing_mode;              // "", "rl", "lr": the last two are vertical

  bool operator==(const TtmlBox&) const = default;
};

TtmlBox ttml_box(const TtmlProperties& properties, const TtmlRoot& root);

/// Where words stand that flow in `box` with this tts:textAlign ("" is start).
CuePlacement placement_of_box(const TtmlBox& box, std::string_view text_align);

/// A box for a placement that names no region; players of TTML put its words where those of WebVTT do, to about a line.
TtmlBox box_of_placement(const CuePlacement& placement);
TtmlBox box_of_region(const CueRegion& region);

}  // namespace integrart
