// The SCORM 1.2 pack: one content object per work.
#include "formats/pack/archive/zip.h"
#include "formats/pack/scorm/lesson.h"
#include "pipeline/base/pack_format.h"

namespace integrart {
namespace {

Result<Noted<PackTree>> write_scorm12(const PackManifest& manifest) {
  return scorm::write(manifest, scorm::Version::v12, scorm::manifest_12);
}

}  // namespace

extern const PackFormat pack_scorm12;  // a constant is private to its file without this
const PackFormat pack_scorm12{
    .id = "scorm12",
    .media_type = "application/zip",
    .extension = "zip",
    .archive = &zip_archive,
    .doc = {.summary =
                "SCORM 1.2 for learning platforms: every work of the web lesson with score, bookmark and answers.",
            .details =
                "The web lesson, one content object per work, with one film (up to 720 lines), one sound and one "
                "picture of each. The platform is told of every answer at once, of the position while a work "
                "plays and again when the page is hidden or closed. Later visits add their answers to those of "
                "earlier ones. What was kept of another work is not taken up, nor answers to questions that a new "
                "edition asks otherwise. Schema files of ADL are not in the pack. Thread-safe.",
            .source = "https://adlnet.gov/projects/scorm-1-2/",
            .examples = {}},
    .check = scorm::check,
    .write = write_scorm12,
};

}  // namespace integrart
