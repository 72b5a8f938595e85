// Looks for a medium, or for the entries of a list, in a list of known media.

#include "pipeline/engine/step.h"
#include "pipeline/fingerprint/look_alike.h"

namespace integrart {

namespace {

Result<HashList> list_of(const StepInput& input, std::vector<Message>& notes) {
  const HashListLimits limits;
  TRY_ASSIGN(const std::string bytes, read_all(input.file, limits.source_bytes));
  TRY_ASSIGN(HashList list, read_hash_list(bytes, input.file.name, limits));
  if (const auto note = note_of_left_out(list, input.file.name)) notes.push_back(*note);
  return list;
}

Result<std::vector<LookAlike>> matches(StepContext& context, std::vector<Message>& notes) {
  TRY_ASSIGN(const StepInput* listed, context.input("list"));
  TRY_ASSIGN(const HashList list, list_of(*listed, notes));
  if (const auto taken = context.input("fingerprint"); taken) {
    TRY_ASSIGN(const Fingerprint fingerprint, Fingerprint::from_json((*taken)->document));
    return look_alikes_in(list, fingerprint);
  }
  TRY_ASSIGN(const StepInput* asked, context.input("queries"));
  TRY_ASSIGN(const HashList queries, list_of(*asked, notes));
  return look_alikes_in(list, queries);
}

Result<StepOutput> run(StepContext& context) {
  StepOutput output;
  TRY_ASSIGN(const std::vector<LookAlike> found, matches(context, output.notes));
  output.document["look_alikes"] = Json::empty_array();
  for (const LookAlike& like : found) output.document["look_alikes"].push_back(like.to_json());
  return output;
}

}  // namespace

extern const StepKind step_match;
const StepKind step_match{
    .id = "match",
    .version = 3,
    .doc = {"Looks for a medium, or for the entries of a list, in a list of known media.",
            "Input \"list\", and \"fingerprint\" (its document) or \"queries\" (a list).",
            "",
            {}},
    .weight = JobWeight::light,
    .bounds = {.memory_bytes = 4ULL << 30U, .file_bytes = 1U << 20U, .cpu_seconds = 300, .wall_seconds = 600},
    .run = run,
};

}  // namespace integrart
