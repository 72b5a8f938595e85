// Runs a filter over what a work is like: entries of lists of known media, and other works.

#include "pipeline/base/filter.h"
#include "pipeline/engine/step_filter.h"
#include "pipeline/fingerprint/look_alike.h"

namespace integrart {

namespace {

std::string_view kind_of(const Fingerprint& fingerprint) {
  if (!fingerprint.picture.framings.empty()) return "image";
  return fingerprint.film.empty() ? "audio" : "video";
}

/// What other works have in common with this one was found before; the lists are foreign and read here.
Result<Json> likeness(StepContext& context, std::vector<Message>& notes) {
  TRY_ASSIGN(const StepInput* taken, context.input("fingerprint"));
  TRY_ASSIGN(const Fingerprint fingerprint, Fingerprint::from_json(taken->document));
  Json found = Json::empty_array();
  int lists = 0;
  for (const StepInput& input : context.inputs) {
    if (!input.role.starts_with("known:")) continue;
    ++lists;
    const HashListLimits limits;
    TRY_ASSIGN(const std::string bytes, read_all(input.file, limits.source_bytes));
    TRY_ASSIGN(const HashList list, read_hash_list(bytes, input.file.name, limits));
    if (const auto note = note_of_left_out(list, input.file.name)) notes.push_back(*note);
    TRY_ASSIGN(const std::vector<LookAlike> in_list, look_alikes_in(list, fingerprint));
    for (const LookAlike& like : in_list) {
      found.push_back(like.to_json());
    }
  }
  for (const Json& like : context.parameters.at_or_null("other_works").items()) found.push_back(like);
  return Json::object({{"kind", kind_of(fingerprint)},
                       {"pictures", name_of(fingerprint.pictures_comparable())},
                       {"sound", name_of(fingerprint.sound_comparable())},
                       {"lists", lists},
                       {"look_alikes", std::move(found)}});
}

Result<StepOutput> run(StepContext& context) {
  TRY_ASSIGN(const Filter* filter, filter_of_step(context, &Filter::look_at_likeness));
  StepOutput output;
  TRY_ASSIGN(const Json compared, likeness(context, output.notes));
  TRY_ASSIGN(const FilterResult result, filter->look_at_likeness(compared));
  output.document = to_json(result);
  return output;
}

}  // namespace

extern const StepKind step_filter_likeness;
const StepKind step_filter_likeness{
    .id = "filter_likeness",
    .version = 3,
    .doc = {"Runs a filter over what a work is like: entries of lists of known media, and other works.",
            "Its document holds the evidence and the findings.",
            "",
            {}},
    .weight = JobWeight::light,
    .bounds = {.memory_bytes = 4ULL << 30U, .file_bytes = 1U << 20U, .cpu_seconds = 300, .wall_seconds = 600},
    .run = run,
};

}  // namespace integrart
