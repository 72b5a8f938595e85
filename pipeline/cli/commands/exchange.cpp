#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "pipeline/base/documents/prefilled_targets.h"
#include "pipeline/base/subtitle_format.h"
#include "pipeline/base/text.h"
#include "pipeline/cli/exchange_files.h"
#include "pipeline/cli/option_checks.h"
#include "pipeline/cli/output_names.h"
#include "pipeline/cli/session.h"
#include "pipeline/cli/single_step.h"
#include "pipeline/cli/workspace.h"
#include "pipeline/engine/cue_checking.h"
#include "pipeline/engine/file_stamp.h"
#include "pipeline/language/bilingual.h"
#include "pipeline/language/translation_checks.h"
#include "pipeline/language/translation_memory.h"

namespace integrart {

namespace {

struct ExchangeOptions {
  std::string file;
  std::string out;
  std::string format;
  std::string version;
  std::vector<std::string> languages;
  bool prefill = false;
};

/// What `import` does besides showing.
struct ImportOptions {
  std::string cues;  // the track that a bilingual file was made from ...
  std::string out;   // ... and where its translation goes
  std::string data;  // data folder whose memory takes the lines in
  std::string circle;
  std::string licence;
};

Json notes_of(const Session& session, const std::vector<Message>& notes) {
  Json list = Json::empty_array();
  for (const Message& note : notes) list.push_back(render(note, session.language));
  return list;
}

Result<> check(Session& session, const ExchangeOptions& options) {
  const auto checked = check_exchange_file(session, options.file, options.format);
  // A file of no known kind, or broken beyond reading, is as little valid as one that breaks a rule.
  const bool refused = !checked && policy_of(checked.error().code).exit_status == 3;
  if (!checked && !refused) return tl::unexpected<Error>(checked.error());
  Json list = Json::empty_array();
  const auto add = [&](std::int64_t line, std::string_view rule, const std::string& text) {
    if (!session.json) session.print(text);
    list.push_back(Json::object({{"line", line}, {"rule", rule}, {"message", text}}));
  };
  if (refused) {
    std::int64_t line = 0;
    for (const auto& [name, value] : checked.error().what.arguments)
      if (const auto* number = std::get_if<std::int64_t>(&value); name == "line" && number != nullptr) line = *number;
    add(line, "readable", render(checked.error(), session.language));
  } else {
    for (const FoundProblem& problem : checked->problems)
      add(problem.line, problem.rule, render(problem.message, session.language));
  }
  const bool valid = !refused && checked->problems.empty();
  if (session.json) {
    session.print_json(Json::object({{"file", options.file},
                                     {"format", refused ? Json() : Json(checked->format->id)},
                                     {"valid", valid},
                                     {"problems", std::move(list)}}));
  } else if (valid) {
    session.print(render(
        {"cli.exchange_valid", {{"file", display_name(options.file)}, {"format", std::string(checked->format->id)}}},
        session.language));
  }
  if (!valid) session.status = ExitStatus::answer_is_no;
  return {};
}

/// A translation comes back as a track. The number of its cues.
Result<std::size_t> bring_back(const Session& session, const ImportOptions& options, const ExchangeDocument& document,
                               std::vector<Message>& notes) {
  const std::string extension = extension_of(options.out);
  const auto& formats = session.catalogue.subtitles;
  const auto format = std::ranges::find_if(formats, [&](const SubtitleFormat* one) {
    return std::ranges::find(one->extensions, extension) != one->extensions.end();
  });
  if (format == formats.end()) return fail(Errc::unsupported, "engine.format_unknown", {{"format", extension}});
  const Json parameters =
      Json::object({{"language", document.source_language.text()}, {"extension", extension_of(options.cues)}});
  TRY_ASSIGN(const StepRecord record, run_single_step(session, "cue_track", parameters, options.cues));
  TRY_ASSIGN(const CueTrack track, CueTrack::from_json(record.document.at_or_null("cues")));
  TRY_ASSIGN(auto translated, track_from_bilingual(document, track, document.target_language));
  std::vector<std::string> ids;
  for (const Cue& cue : translated.value.cues) ids.push_back(cue.id);
  complete_changed_cues(session.catalogue, ids, translated.value);
  TRY_ASSIGN(const auto written, (*format)->write(translated.value));
  TRY(write_text_file(options.out, written.value));
  notes.insert(notes.end(), translated.notes.begin(), translated.notes.end());
  notes.insert(notes.end(), written.notes.begin(), written.notes.end());
  return translated.value.cues.size();
}

/// Confirmed lines go into the memory, both ways; drafts do not. The number of pairs.
Result<std::size_t> remember(const ImportOptions& options, const ExchangeDocument& document) {
  TRY_ASSIGN(const Workspace workspace, Workspace::open(options.data));
  std::size_t count = 0;
  for (const auto& [from, to] : language_pairs(document)) {
    std::vector<MemoryEntry> entries = memory_entries(confirmed_units(document), from, to);
    for (MemoryEntry& entry : entries) {
      entry.circle = options.circle;
      if (entry.licence.empty()) entry.licence = options.licence;
      if (entry.origin.empty()) entry.origin = "human";
    }
    if (!entries.empty()) TRY(workspace.memory().add(from, to, entries));
    count += entries.size();
  }
  return count;
}

/// What may be wrong with the translations of a file, a line each.
Json checks_of(const Session& session, const ExchangeDocument& document) {
  Json list = Json::empty_array();
  for (const ExchangeUnit& unit : document.units) {
    if (unit.variants.size() < 2) continue;
    const std::string source = plain_text(unit.variants.front());
    for (std::size_t i = 1; i < unit.variants.size(); ++i) {
      const std::string target = plain_text(unit.variants[i]);
      CheckedTranslation translation{source, target, unit.variants.front().language.primary(),
                                     unit.variants[i].language.primary()};
      // A unit is a whole cue: two lines, unless its file says what fits.
      translation.most_characters = static_cast<std::size_t>(unit.most_characters.value_or(84));
      if (target.empty()) continue;
      for (const TranslationCheck* check : failing_checks(translation))
        list.push_back(Json::object({{"id", unit.name.empty() ? unit.id : unit.name},
                                     {"language", unit.variants[i].language.text()},
                                     {"rule", check->id},
                                     {"message", render(Message{std::string(check->message), {}}, session.language)}}));
    }
  }
  return list;
}

Result<> import(const Session& session, const ExchangeOptions& options, const ImportOptions& wishes) {
  if (wishes.cues.empty() != wishes.out.empty()) return fail(Errc::invalid_input, "cli.import_cues_and_out");
  TRY_ASSIGN(const ExchangeFileRead file, read_exchange_file(session, options.file, options.format));
  const ExchangeDocument& document = file.read.value;
  std::vector<Message> notes = file.read.notes;
  Json done = Json::empty_object();
  if (!wishes.cues.empty()) {
    TRY_ASSIGN(done["cues"], bring_back(session, wishes, document, notes));
    done["file"] = wishes.out;
  }
  if (!wishes.data.empty()) {
    TRY_ASSIGN(done["remembered"], remember(wishes, document));
  }
  Json checks = wishes.cues.empty() ? Json::empty_array() : checks_of(session, document);
  if (session.json) {
    Json json = document.to_json();
    json["format"] = file.format->id;
    json["notes"] = notes_of(session, notes);
    json["checks"] = std::move(checks);
    for (const auto& [key, value] : done.members()) json[key] = value;
    session.print_json(json);
    return {};
  }
  for (const ExchangeUnit& unit : document.units) {
    if (!done.members().empty()) break;  // told in numbers instead
    session.print(display_name(unit.id));
    for (const ExchangeVariant& variant : unit.variants)
      session.print(fmt::format("  {:<8} {}", variant.language.text(), display_name(plain_text(variant), 400)));
  }
  if (!wishes.cues.empty())
    session.print(render(
        {"cli.import_cues", {{"file", display_name(wishes.out)}, {"count", done.at_or_null("cues").integer_or(0)}}},
        session.language));
  if (!wishes.data.empty())
    session.print(
        render({"cli.import_remembered", {{"count", done.at_or_null("remembered").integer_or(0)}}}, session.language));
  for (const Message& note : notes) session.tell(note);
  for (const Json& check : checks.items())
    session.tell(fmt::format("{}  {}", display_name(check.at_or_null("id").string_or(""), 40),
                             check.at_or_null("message").string_or("")));
  return {};
}

Result<> convert(const Session& session, const ExchangeOptions& options) {
  TRY_ASSIGN(const ExchangeFormat* format, exchange_format_for(session, options.out, options.format));
  TRY_ASSIGN(ExchangeFileRead file, read_exchange_file(session, options.file));
  ExchangeDocument& document = file.read.value;
  if (!options.languages.empty()) {
    TRY_ASSIGN(const auto source, LanguageTag::parse(options.languages.front()));
    document.source_language = source.value;
    if (options.languages.size() > 1) {
      TRY_ASSIGN(const auto target, LanguageTag::parse(options.languages.back()));
      document.target_language = target.value;
    }
  }
  if (options.prefill) {
    if (document.target_language.is_undetermined()) return fail(Errc::invalid_input, "cli.prefill_language");
    document = prefilled(std::move(document));
  }
  TRY_ASSIGN(const auto written, format->write(document, options.version));
  TRY(write_text_file(options.out, written.value));
  for (const Message& note : file.read.notes) session.tell(note);
  for (const Message& note : written.notes) session.tell(note);
  if (session.json)
    session.print_json(
        Json::object({{"file", options.out}, {"format", format->id}, {"notes", notes_of(session, written.notes)}}));
  return {};
}

}  // namespace

void add_exchange(CLI::App& app, Session& session) {
  CLI::App* group =
      add_subcommand(app, session, "exchange", "Translation files, memories and glossaries (XLIFF, TMX, TBX, CSV, PO)",
                     "integrart exchange check song.xlf");
  group->require_subcommand(1);
  auto options = std::make_shared<ExchangeOptions>();

  CLI::App* check_command = add_subcommand(*group, session, "check", "Is this file valid by its specification? (1: no)",
                                           "integrart exchange check song.xlf");
  check_command->add_option("file", options->file, "An exchange file")->required();
  check_command->add_option("--format", options->format, "Its format, when the name does not say")
      ->check(exchange_format_check(session));
  check_command->callback([&session, options] { session.attempt([&] { return check(session, *options); }); });

  CLI::App* import_command = add_subcommand(*group, session, "import", "Show the units of a file with all languages",
                                            "integrart exchange import memory.tmx --json");
  import_command->add_option("file", options->file, "An exchange file")->required();
  import_command->add_option("--format", options->format, "Its format, when the name does not say")
      ->check(exchange_format_check(session));
  auto wishes = std::make_shared<ImportOptions>();
  import_command->add_option("--cues", wishes->cues, "The subtitle file that this translation is of, for --out");
  import_command->add_option("--out", wishes->out, "Write the translation as subtitles, at the times of --cues");
  import_command->add_option("--data", wishes->data, "A data folder whose memory takes the confirmed lines in");
  import_command->add_option("--circle", wishes->circle, "Whose lines they are");
  import_command->add_option("--licence", wishes->licence, "Under which others may use them; without it they may not");
  import_command->callback([&session, options, wishes] {
    if (is_right_use(session, overwriting_refusal({options->file, wishes->cues}, wishes->out)))
      session.attempt([&] { return import(session, *options, *wishes); });
  });

  CLI::App* export_command = add_subcommand(*group, session, "export", "Write the units of a file in another format",
                                            "integrart exchange export song.po song.xlf --xliff-version 1.2");
  export_command->add_option("file", options->file, "An exchange file")->required();
  export_command->add_option("out", options->out, "The new file; its extension says the format")->required();
  export_command->add_option("--format", options->format, "The new format, when the name does not say")
      ->check(exchange_format_check(session));
  export_command->add_option("--xliff-version,--version-of-format", options->version, "The version of the new format");
  export_command
      ->add_option("--languages", options->languages, "Source and target language, when the file does not say")
      ->expected(1, 2)
      ->check(language_tag_check(session));
  export_command->add_flag(
      "--prefill", options->prefill,
      "Put the source's words where a translation is missing, for tools that fill in no other place "
      "(OmegaT); read again here they count as missing");
  export_command->callback([&session, options] {
    if (is_right_use(session, overwriting_refusal({options->file}, options->out)))
      session.attempt([&] { return convert(session, *options); });
  });
}

}  // namespace integrart
