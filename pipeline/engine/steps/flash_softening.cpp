// From flashes that were found to what makes them weaker.

#include "pipeline/engine/flash_softening.h"

#include "pipeline/engine/step.h"

namespace integrart {

namespace {

Result<StepOutput> run(StepContext& context) {
  TRY_ASSIGN(const StepInput* flashes, context.input("flashes"));
  TRY_ASSIGN(const SofteningStyle style,
             softening_style_from_name(context.parameters.at_or_null("style").string_or("dim")));
  FlashSoftening before;
  if (const auto earlier = context.input("before"); earlier) {
    TRY_ASSIGN(before, FlashSoftening::from_json((*earlier)->document));
  }
  const Json& evidence = flashes->document.at_or_null("evidence");
  const int level = static_cast<int>(context.parameters.at_or_null("level").integer_or(1));
  // What was enough before stays as it is.
  const bool enough = !before.stretches.empty() && is_calm(evidence);
  TRY_ASSIGN(const FlashSoftening softening, flash_softening(evidence, style, enough ? before.level : level, before));
  StepOutput output;
  output.document = softening.to_json();
  return output;
}

}  // namespace

extern const StepKind step_flash_softening;
const StepKind step_flash_softening{
    .id = "flash_softening",
    .version = 1,
    .doc =
        {"From flashes that were found to what makes them weaker.",
         "Pure. Parameters: the style (dim or desaturate) and the level, 1 to 4. An earlier softening under which the "
         "flashes were seen keeps its stretches, and its level when nothing was found. See "
         "pipeline/engine/flash_softening.h.",
         "",
         {}},
    .weight = JobWeight::light,
    .bounds = {},
    .trusted = true,
    .run = run,
};

}  // namespace integrart
