// Asks memory, glossary and engines for a track that the work lacks.

#include "pipeline/engine/missing_track.h"
#include "pipeline/engine/step.h"

namespace integrart {

namespace {

Result<StepOutput> run(StepContext& context) {
  if (context.translator == nullptr) return fail(Errc::internal, "engine.step_unknown", {{"kind", "draft"}});
  std::vector<std::string> roles;
  std::vector<const Json*> documents;
  for (const StepInput& input : context.inputs) {
    roles.push_back(input.role);
    documents.push_back(&input.document);
  }
  TRY_ASSIGN(const MissingTrack missing, missing_track(context.parameters, roles, documents));
  TRY_ASSIGN(TrackDraft draft,
             context.translator->draft(missing, context.parameters.at_or_null("basis"), context.stop));
  StepOutput output;
  const auto suggested = static_cast<std::int64_t>(draft.track.cues.size());
  output.document = Json::object({{"from", draft.from.text()},
                                  {"lines", draft.lines},
                                  {"suggested", suggested},
                                  {"nothing", suggested == 0},
                                  {"cues", draft.track.to_json()}});
  output.final = draft.final;
  output.notes = std::move(draft.notes);
  const std::string language = missing.language.text();
  if (suggested == 0)
    output.notes.push_back({"engine.draft_nothing", {{"language", language}}});
  else
    output.notes.push_back(
        {"engine.draft_made",
         {{"language", language}, {"from", draft.from.text()}, {"suggested", suggested}, {"lines", draft.lines}}});
  return output;
}

}  // namespace

extern const StepKind step_draft;
const StepKind step_draft{
    .id = "draft",
    .version = 1,
    .doc = {"Asks memory, glossary and engines for a track that the work lacks.",
            "Runs where the database and the engines are, so in no sandbox: it reads only cue tracks that were read "
            "before. Parameter basis holds all that the answer depends on. Lines without a suggestion are left out; "
            "when there is none at all, no track is made.",
            "",
            {}},
    .bounds = {},
    .trusted = true,
    .run = run,
};

}  // namespace integrart
