// The Common Cartridge 1.1 pack.
#include "formats/pack/archive/zip.h"
#include "formats/pack/cartridge/cartridge.h"

namespace integrart {
namespace {

Result<Noted<PackTree>> write_cc11(const PackManifest& manifest) {
  return cartridge::write(manifest, cartridge::Version::v11);
}

}  // namespace

extern const PackFormat pack_cc11;  // a constant is private to its file without this
const PackFormat pack_cc11{
    .id = "cc11",
    .media_type = "application/vnd.ims.imsccv1p1",
    .extension = "imscc",
    .archive = &zip_archive,
    .doc =
        {.summary = "A Common Cartridge 1.1 course for Moodle and every other platform.",
         .details =
             "Every work is a page without scripts, so that it survives the cleaning of the platform; gaps, choices, "
             "matching and the curator's questions are QTI 1.2.1 quizzes, one question each. Other activities are "
             "left out with a note. One film (up to 480 lines), one sound and one picture of each work. Thread-safe.",
         .source = "https://www.imsglobal.org/cc/",
         .examples = {}},
    .check = cartridge::check,
    .write = write_cc11,
};

}  // namespace integrart
