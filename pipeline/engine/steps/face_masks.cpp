// From faces that were followed to masks over them.

#include "pipeline/engine/face_masks.h"

#include "pipeline/engine/step.h"

namespace integrart {

namespace {

Result<StepOutput> run(StepContext& context) {
  TRY_ASSIGN(const StepInput* faces, context.input("faces"));
  TRY_ASSIGN(const FaceChoice choice, FaceChoice::from_json(context.parameters.at_or_null("choice")));
  TRY_ASSIGN(const PictureMasks masks, face_masks(faces->document.at_or_null("evidence"), choice));
  StepOutput output;
  output.document = masks.to_json();
  return output;
}

}  // namespace

extern const StepKind step_face_masks;
const StepKind step_face_masks{
    .id = "face_masks",
    .version = 1,
    .doc = {"From faces that were followed to masks over them.",
            "Pure. Parameter: which faces (a document \"faces/1\"). See pipeline/engine/face_masks.h.",
            "",
            {}},
    .weight = JobWeight::light,
    .bounds = {},
    .trusted = true,
    .run = run,
};

}  // namespace integrart
