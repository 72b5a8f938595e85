// Runs a filter over a text or the words of subtitles.

#include "pipeline/engine/cue_words.h"
#include "pipeline/engine/label_looks.h"
#include "pipeline/engine/step_filter.h"

namespace integrart {

namespace {

Result<StepOutput> run(StepContext& context) {
  TRY_ASSIGN(const Filter* filter, filter_of_step(context, &Filter::look_at_text));
  Result<const StepInput*> words = context.input("text");
  if (!words) words = context.input("without_cues");
  TRY_ASSIGN(const StepInput* input, std::move(words));
  TRY_ASSIGN(const auto language, LanguageTag::parse(context.parameters.at_or_null("language").string_or("und")));
  Json parameters = context.parameters;
  // Where links lead is in the markup only.
  if (const Json* html = input->document.find("html")) parameters["html"] = *html;
  TRY_ASSIGN(FilterResult result,
             filter->look_at_text(input->document.at_or_null("plain").string_or(""), language.value, parameters));
  if (const Json* cues = input->document.find("cues")) {
    TRY_ASSIGN(const CueTrack track, CueTrack::from_json(*cues));
    give_times(times_of(track), result.findings);
  }
  TRY(look_at_labels(*filter, input->document.at_or_null("labels"), context.parameters, result));
  StepOutput output;
  output.document = to_json(result);
  return output;
}

}  // namespace

extern const StepKind step_filter_text;
const StepKind step_filter_text{
    .id = "filter_text",
    .version = 2,  // 2: when the words of subtitles are shown, and words beside a text
    .doc = {"Runs a filter over a text or the words of subtitles.",
            "Its document holds the evidence and the findings; those in subtitles have the times of their "
            "cues, those in titles and descriptions of a page their place.",
            "",
            {}},
    .weight = JobWeight::light,
    .bounds = {.memory_bytes = 1ULL << 30U, .file_bytes = 1U << 20U, .cpu_seconds = 30, .wall_seconds = 60},
    .run = run,
};

}  // namespace integrart
