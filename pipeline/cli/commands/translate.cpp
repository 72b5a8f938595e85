#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "pipeline/base/text.h"
#include "pipeline/cli/drafting.h"
#include "pipeline/cli/option_checks.h"
#include "pipeline/cli/output_names.h"
#include "pipeline/cli/session.h"
#include "pipeline/language/translated_track.h"
#include "pipeline/language/translation_checks.h"

namespace integrart {

namespace {

Json terms_of(const DraftLine& line) {
  Json list = Json::empty_array();
  for (const GlossaryProblem& problem : line.terms)
    list.push_back(Json::object({{"kind", problem.kind == GlossaryProblem::Kind::forbidden ? "forbidden" : "missing"},
                                 {"term", problem.term},
                                 {"preferred", json_list(problem.preferred)}}));
  return list;
}

Json checks_of(const Session& session, const TranslateOptions& options, const DraftLine& line) {
  CheckedTranslation translation;
  translation.source = line.source;
  translation.target = line.target ? std::string_view(*line.target) : std::string_view();
  translation.from = options.from.substr(0, options.from.find('-'));
  translation.to = options.to.substr(0, options.to.find('-'));
  translation.most_characters = 84;
  Json list = Json::empty_array();
  for (const TranslationCheck* check : failing_checks(translation))
    list.push_back(Json::object(
        {{"rule", check->id}, {"message", render(Message{std::string(check->message), {}}, session.language)}}));
  return list;
}

Json line_to_json(const Session& session, const TranslateOptions& options, const ReportedLine& line) {
  const DraftLine& draft = line.draft;
  Json provenance =
      Json::object({{"kind", name_of(draft.from)}, {"text", provenance_of(draft)}, {"shared_sentence", draft.shared}});
  if (draft.score > 0) provenance["score"] = draft.score;
  if (!draft.origin.empty()) provenance["origin"] = draft.origin;
  if (!draft.licence.empty()) provenance["licence"] = draft.licence;
  return Json::object({{"id", line.id},
                       {"source", draft.source},
                       {"target", draft.target ? Json(*draft.target) : Json()},
                       {"provenance", std::move(provenance)},
                       {"length", line.length},
                       {"characters_per_second", line.speed > 0 ? Json(line.speed) : Json()},
                       {"checks", checks_of(session, options, draft)},
                       {"terms", terms_of(draft)}});
}

void tell_line(const Session& session, const ReportedLine& line) {
  session.tell(fmt::format("{}  {}", display_name(line.id, 40), provenance_of(line.draft)));
  for (const GlossaryProblem& problem : line.draft.terms) {
    std::string preferred;
    for (const std::string& word : problem.preferred) preferred += (preferred.empty() ? "" : ", ") + word;
    const bool forbidden = problem.kind == GlossaryProblem::Kind::forbidden;
    session.tell(Message{forbidden ? "cli.translate_term_forbidden" : "cli.translate_term_missing",
                         {{"line", display_name(line.id, 40)}, {"term", problem.term}, {"preferred", preferred}}});
  }
}

Result<> translate(Session& session, const TranslateOptions& options) {
  TRY_ASSIGN(const TranslatedFile result, translate_file(session, options));
  Json lines = Json::empty_array();
  Json untranslated = Json::empty_array();
  std::int64_t missing = 0;
  for (const ReportedLine& line : result.lines) {
    if (!session.json && !session.quiet) tell_line(session, line);
    if (!line.draft.target && !line.draft.source.empty()) {
      untranslated.push_back(line.id);
      ++missing;
    }
    lines.push_back(line_to_json(session, options, line));
  }
  for (const Message& note : result.notes) session.tell(note);
  if (missing > 0)
    session.tell(Message{"cli.translate_untranslated", {{"count", missing}, {"mark", std::string(untranslated_mark)}}});
  if (session.json) {
    Json notes = Json::empty_array();
    for (const Message& note : result.notes) notes.push_back(render(note, session.language));
    session.print_json(Json::object({{"file", options.out},
                                     {"from", options.from},
                                     {"to", options.to},
                                     {"lines", std::move(lines)},
                                     {"untranslated", std::move(untranslated)},
                                     {"notes", std::move(notes)}}));
  }
  return {};
}

}  // namespace

void add_translate(CLI::App& app, Session& session) {
  auto options = std::make_shared<TranslateOptions>();
  CLI::App* command =
      add_subcommand(app, session, "translate", "A draft translation from memory, glossary and engines",
                     "integrart translate song.nb.vtt --from nb --to nn --out song.nn.vtt --engine apertium");
  command->add_option("file", options->file, "Subtitles, a text, or an exchange file")->required();
  command->add_option("--from", options->from, "Its language (BCP 47)")->required()->check(language_tag_check(session));
  command->add_option("--to", options->to, "The language of the translation")
      ->required()
      ->check(language_tag_check(session));
  command->add_option("--out", options->out, "The new file; its extension says the format (also xlf, po, tmx)")
      ->required();
  command->add_option("--memory", options->memories, "A translation memory (TMX or another exchange file)");
  command->add_option("--glossary", options->glossaries, "A glossary (CSV or TBX)");
  command->add_option("--engine", options->engines,
                      "apertium, libretranslate:URL or apy:URL, in the order to ask them");
  command->add_option("--data", options->data, "A data folder whose kept memory is used too");
  command->add_option("--circle", options->circle, "Whose private lines of it may be used");
  command->add_option("--encoding", options->encoding, "How the bytes are written, when it cannot be told");
  command->add_flag("--private", options->is_private, "Ask no engine: the text is private");
  command->add_flag("--lyrics", options->lyrics, "Translate every cue by itself");
  command->callback([&session, options] {
    std::vector<std::string> read{options->file};
    read.insert(read.end(), options->memories.begin(), options->memories.end());
    read.insert(read.end(), options->glossaries.begin(), options->glossaries.end());
    if (is_right_use(session, overwriting_refusal(read, options->out)))
      session.attempt([&] { return translate(session, *options); });
  });
}

}  // namespace integrart
