// Runs a filter that is made for films over an animated picture.

#include <algorithm>

#include "pipeline/base/limits.h"
#include "pipeline/base/text.h"
#include "pipeline/engine/model_input.h"
#include "pipeline/engine/step_filter.h"
#include "pipeline/media/still.h"

namespace integrart {

namespace {

/// What the filter is told: a film of the picture's size, whose pictures come when they like.
SourceFacts as_film(SourceFacts facts) {
  VideoFacts film;
  film.width = facts.image_width;
  film.height = facts.image_height;
  film.frame_rate = {10, 1};
  film.frame_rate_kind = FrameRateKind::variable;
  facts.video = film;
  return facts;
}

Result<FilterResult> finished(FrameSink& sink) {
  TRY_ASSIGN(const StepOutput output, sink.finish());
  return filter_result_from_json(output.document);
}

/// Of the findings that both backgrounds give by one rule, the graver.
std::vector<Finding> united(std::vector<Finding> findings, std::vector<Finding> others) {
  for (Finding& other : others) {
    const auto same = std::ranges::find_if(findings, [&](const Finding& finding) {
      return finding.kind == other.kind && finding.rule == other.rule && finding.text == other.text;
    });
    if (same == findings.end())
      findings.push_back(std::move(other));
    else if (other.score > same->score)
      *same = std::move(other);
  }
  return findings;
}

/// What a build publishes stands still, so that nothing of it is as grave as in a film.
void grade_down(std::vector<Finding>& findings) {
  for (Finding& finding : findings) finding.severity = std::min(finding.severity, Severity::medium);
}

Json evidence_of(FilterResult& on_white, FilterResult& on_black, const AnimationShown& shown) {
  Json evidence = std::move(on_white.evidence);
  evidence["animation"] = Json::object({{"pictures", static_cast<long long>(shown.pictures)},
                                        {"round_seconds", shown.round_seconds},
                                        {"shown_seconds", shown.shown_seconds},
                                        {"see_through", shown.see_through}});
  if (shown.see_through) evidence["on_black"] = std::move(on_black.evidence);
  return evidence;
}

Result<StepOutput> run(StepContext& context) {
  TRY_ASSIGN(const Filter* filter, filter_of_step(context, &Filter::make_sink));
  TRY_ASSIGN(const StepInput* source, context.input("source"));
  TRY_ASSIGN(auto probed, probe_image(source->file, ImageLimits{}));
  StepOutput output;
  output.document = to_json(FilterResult{});
  if (probed.value.duration_seconds <= 0) return output;
  const SourceFacts facts = as_film(std::move(probed.value));
  TRY_ASSIGN(const Json parameters, parameters_with_model(context));
  TRY_ASSIGN(const auto on_white, filter->make_sink(facts, parameters));
  TRY_ASSIGN(const auto on_black, filter->make_sink(facts, parameters));
  TRY_ASSIGN(const AnimationShown shown,
             show_animation(source->file, ImageLimits{}, AnimationLimits{}, *on_white, *on_black));
  TRY_ASSIGN(FilterResult white, finished(*on_white));
  TRY_ASSIGN(FilterResult black, finished(*on_black));
  FilterResult result;
  result.evidence = evidence_of(white, black, shown);
  result.findings = united(std::move(white.findings), std::move(black.findings));
  grade_down(result.findings);
  output.document = to_json(result);
  if (!result.findings.empty())
    output.notes.push_back({"engine.animation_looked_at",
                            {{"file", display_name(source->file.name)},
                             {"pictures", static_cast<std::int64_t>(shown.pictures)},
                             {"seconds", shown.shown_seconds}}});
  return output;
}

}  // namespace

extern const StepKind step_filter_animation;
const StepKind step_filter_animation{
    .id = "filter_animation",
    .version = 1,
    .doc =
        {"Runs a filter that is made for films over an animated picture.",
         "GIF, WebP and PNG as browsers play them, on a white and on a black page, repeated for eight seconds or "
         "longer. Times of findings count from the first picture. What builds publish of an animation is its first "
         "picture, so that findings are of medium severity at most. A picture that stands still gives empty evidence.",
         "",
         {}},
    .weight = JobWeight::heavy,
    .bounds = {.memory_bytes = 2ULL << 30U, .file_bytes = 64ULL << 20U, .cpu_seconds = 300, .wall_seconds = 600},
    .toolchain = still_toolchain,
    .run = run,
};

}  // namespace integrart
