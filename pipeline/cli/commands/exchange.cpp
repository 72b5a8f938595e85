#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "pipeline/base/text.h"
#include "pipeline/cli/exchange_files.h"
#include "pipeline/cli/session.h"
#include "pipeline/engine/file_stamp.h"

namespace integrart {

namespace {

struct Options {
  std::string file;
  std::string out;
  std::string format;
  std::string version;
  std::vector<std::string> languages;
};

Json notes_of(const Session& session, const std::vector<Message>& notes) {
  Json list = Json::empty_array();
  for (const Message& note : notes) list.push_back(render(note, session.language));
  return list;
}

Result<> check(Session& session, const Options& options) {
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
    for (const ExchangeProblem& problem : checked->problems)
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

Result<> import(const Session& session, const Options& options) {
  TRY_ASSIGN(const ExchangeFileRead file, read_exchange_file(session, options.file, options.format));
  if (session.json) {
    Json document = file.read.value.to_json();
    document["format"] = file.format->id;
    document["notes"] = notes_of(session, file.read.notes);
    session.print_json(document);
    return {};
  }
  for (const ExchangeUnit& unit : file.read.value.units) {
    session.print(display_name(unit.id));
    for (const ExchangeVariant& variant : unit.variants)
      session.print(fmt::format("  {:<8} {}", variant.language.text(), display_name(plain_text(variant), 400)));
  }
  for (const Message& note : file.read.notes) session.tell(note);
  return {};
}

Result<> convert(const Session& session, const Options& options) {
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
      app.add_subcommand("exchange", "Translation files, memories and glossaries (XLIFF, TMX, TBX, CSV, PO)");
  group->require_subcommand(1);
  auto options = std::make_shared<Options>();

  CLI::App* check_command = add_subcommand(*group, session, "check", "Is this file valid by its specification? (1: no)",
                                           "integrart exchange check song.xlf");
  check_command->add_option("file", options->file, "An exchange file")->required();
  check_command->add_option("--format", options->format, "Its format, when the name does not say");
  check_command->callback([&session, options] { session.attempt([&] { return check(session, *options); }); });

  CLI::App* import_command = add_subcommand(*group, session, "import", "Show the units of a file with all languages",
                                            "integrart exchange import memory.tmx --json");
  import_command->add_option("file", options->file, "An exchange file")->required();
  import_command->add_option("--format", options->format, "Its format, when the name does not say");
  import_command->callback([&session, options] { session.attempt([&] { return import(session, *options); }); });

  CLI::App* export_command = add_subcommand(*group, session, "export", "Write the units of a file in another format",
                                            "integrart exchange export song.po song.xlf --xliff-version 1.2");
  export_command->add_option("file", options->file, "An exchange file")->required();
  export_command->add_option("out", options->out, "The new file; its extension says the format")->required();
  export_command->add_option("--format", options->format, "The new format, when the name does not say");
  export_command->add_option("--xliff-version,--version-of-format", options->version, "The version of the new format");
  export_command
      ->add_option("--languages", options->languages, "Source and target language, when the file does not say")
      ->expected(1, 2);
  export_command->callback([&session, options] { session.attempt([&] { return convert(session, *options); }); });
}

}  // namespace integrart
