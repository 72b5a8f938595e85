// Runs a filter that is made for moving pictures over a single one.

#include "pipeline/base/documents/model_manifest.h"
#include "pipeline/base/limits.h"
#include "pipeline/engine/model_input.h"
#include "pipeline/engine/step_filter.h"
#include "pipeline/media/still.h"

namespace integrart {

namespace {

Result<StepOutput> run(StepContext& context) {
  TRY_ASSIGN(const Filter* filter, filter_of_step(context, &Filter::make_sink));
  TRY_ASSIGN(const StepInput* source, context.input("source"));
  TRY_ASSIGN(auto probed, probe_image(source->file, ImageLimits{}));
  SourceFacts& facts = probed.value;
  VideoFacts picture;
  picture.width = facts.image_width;
  picture.height = facts.image_height;
  picture.frame_rate = {1, 1};
  picture.frame_rate_kind = FrameRateKind::still;
  facts.video = picture;
  TRY_ASSIGN(const Json parameters, parameters_with_model(context));
  TRY_ASSIGN(const auto sink, filter->make_sink(facts, parameters));
  const FrameNeeds needs = sink->needs();
  if (!needs.video) return fail(Errc::internal, "engine.filter_unknown", {{"filter", std::string(filter->id)}});
  TRY_ASSIGN(const VideoFrame frame, still_frame(source->file, ImageLimits{}, *needs.video));
  TRY(sink->consume(frame));
  TRY_ASSIGN(StepOutput output, sink->finish());
  TRY_ASSIGN(FilterResult result, filter_result_from_json(output.document));
  for (Finding& finding : result.findings) finding.start = finding.end = std::nullopt;
  output.document = to_json(result);
  return output;
}

}  // namespace

extern const StepKind step_filter_still;
const StepKind step_filter_still{
    .id = "filter_still",
    .version = 1,
    .doc = {"Runs a filter that is made for moving pictures over a single one.",
            "The picture is shown to the filter for a second. Its document holds the evidence and the findings.",
            "",
            {}},
    .weight = JobWeight::light,
    .bounds = {.memory_bytes = 2ULL << 30U,
               .file_bytes = ModelManifest::most_bytes,
               .cpu_seconds = 60,
               .wall_seconds = 120},
    .toolchain = still_toolchain,
    .run = run,
};

}  // namespace integrart
