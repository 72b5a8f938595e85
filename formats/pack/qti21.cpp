// The QTI 2.1 pack.
#include "formats/pack/archive/zip.h"
#include "formats/pack/qti/package.h"

namespace integrart {
namespace {

Result<Noted<PackTree>> write_qti21(const PackManifest& manifest) {
  return qti::write(manifest, qti::Version::v21);
}

}  // namespace

extern const PackFormat pack_qti21;  // a constant is private to its file without this
const PackFormat pack_qti21{
    .id = "qti21",
    .media_type = "application/zip",
    .extension = "zip",
    .archive = &zip_archive,
    .doc = {.summary = "The questions of a collection as QTI 2.1 items for question banks.",
            .details =
                "Gaps, choices, matching lines and the curator's questions, one item each; media, texts and other "
                "exercises are left out with a note. Works without exercises are left out with a note. Thread-safe.",
            .source = "https://www.imsglobal.org/question/",
            .examples = {}},
    .check = qti::check,
    .write = write_qti21,
};

}  // namespace integrart
