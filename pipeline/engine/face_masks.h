#pragma once
// From faces that were followed to masks over them. Pure.

#include <set>
#include <string>

#include "pipeline/base/catalogue.h"
#include "pipeline/base/documents/picture_masks.h"

namespace integrart {

/// Which faces to cover. Document "faces/1", that people write:
/// {"schema":"faces/1","source":SHA-256 of the file,"cover":"all"|[ids],"leave":[ids],
///  "boxes":[{"start","end","box":[x,y,width,height]}],"style":"solid"|"mosaic"}; all but the schema may be absent.
/// Ids are those that `integrart redact --json` gives; they hold for the same file only. A box is in fractions of the
/// displayed picture.
struct FaceChoice {
  bool all = true;
  std::set<std::string> cover;  // when not all
  std::set<std::string> leave;
  std::vector<MaskPath> drawn;
  MaskStyle style = MaskStyle::solid;
  std::string source;  // digest in hex; empty: of any file

  Json to_json() const;
  static Result<FaceChoice> from_json(const Json& json);
};

/// Parameters of a step of the filter `face`: what the catalogue says of it. `closely`: every picture, for masks.
Json face_parameters(const Catalogue& catalogue, bool closely);

/// Masks over the chosen faces. `evidence`: of the filter `face` with "every_picture". Each face is covered a third
/// larger than it was seen, from half a second before until half a second after, and between two sightings in a
/// straight line. Pictures that were not decided are covered whole, unless nobody is to be covered but by hand.
/// Errors: invalid_input when an id is not there.
Result<PictureMasks> face_masks(const Json& evidence, const FaceChoice& choice);

}  // namespace integrart
