// Reads a text into clean HTML, plain text and sentences.

#include <algorithm>

#include "pipeline/base/limits.h"
#include "pipeline/base/text_format.h"
#include "pipeline/engine/input_text.h"
#include "pipeline/engine/step.h"

namespace integrart {

namespace {

const TextFormat* format_for(const Catalogue& catalogue, std::string_view extension) {
  for (const TextFormat* format : catalogue.texts)
    if (std::find(format->extensions.begin(), format->extensions.end(), extension) != format->extensions.end())
      return format;
  return find_by_id(catalogue.texts, "plain");
}

Result<StepOutput> run(StepContext& context) {
  TRY_ASSIGN(const StepInput* source, context.input("source"));
  TRY_ASSIGN(const auto language, LanguageTag::parse(context.parameters.at_or_null("language").string_or("und")));
  TRY_ASSIGN(const DecodedText text, input_text(context, source->file, TextLimits{}.source_bytes, language.value));
  const TextFormat* format = format_for(context.catalogue, context.parameters.at_or_null("extension").string_or(""));
  if (format == nullptr) return fail(Errc::internal, "engine.format_unknown", {{"format", "plain"}});
  TRY_ASSIGN(auto clean, format->read(text.utf8, language.value, TextLimits{}));
  StepOutput output;
  output.document = Json::object({{"language", language.value.text()},
                                  {"encoding", text.encoding},
                                  {"html", clean.value.html},
                                  {"plain", clean.value.plain},
                                  {"sentences", json_list(clean.value.sentences)}});
  output.notes = std::move(clean.notes);
  return output;
}

}  // namespace

extern const StepKind step_text;
const StepKind step_text{
    .id = "text",
    .version = 2,  // 2: sentences go on after abbreviations and initials
    .doc = {"Reads a text into clean HTML, plain text and sentences.",
            "Plain, Markdown and HTML in any encoding; nothing active survives.",
            "",
            {}},
    .weight = JobWeight::light,
    .bounds = {.memory_bytes = 1ULL << 30U, .file_bytes = 1U << 20U, .cpu_seconds = 20, .wall_seconds = 40},
    .run = run,
};

}  // namespace integrart
