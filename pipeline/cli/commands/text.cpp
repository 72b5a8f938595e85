#include <CLI/CLI.hpp>
#include <iostream>

#include "pipeline/base/limits.h"
#include "pipeline/base/text.h"
#include "pipeline/cli/option_checks.h"
#include "pipeline/cli/session.h"
#include "pipeline/language/romanisation.h"

namespace integrart {

namespace {

Result<> romanise(const Session& session, const std::string& tag) {
  TRY_ASSIGN(const auto language, LanguageTag::parse(tag));
  for (const Message& note : language.notes) session.tell(note);
  TRY_ASSIGN(const Romanisation romanisation, Romanisation::of(language.value));
  Json lines = Json::empty_array();
  std::int64_t number = 0;
  for (std::string line; std::getline(std::cin, line);) {
    ++number;
    if (line.size() > TextLimits{}.line_bytes)
      return fail(Errc::limit_exceeded, "cli.line_too_long",
                  {{"line", number}, {"most", static_cast<std::int64_t>(TextLimits{}.line_bytes)}});
    if (!is_valid_utf8(line)) return fail(Errc::invalid_input, "cli.line_not_utf8", {{"line", number}});
    const std::string latin = romanisation.romanise(line);
    if (session.json)
      lines.push_back(Json::object({{"text", line}, {"latin", latin}}));
    else
      session.print(latin);
  }
  if (session.json)
    session.print_json(Json::object({{"language", language.value.text()},
                                     {"standard", romanisation.standard().standard},
                                     {"official", romanisation.standard().official},
                                     {"lines", std::move(lines)}}));
  return {};
}

}  // namespace

void add_text(CLI::App& app, Session& session) {
  CLI::App* group = add_subcommand(app, session, "text", "Work on plain text, line by line",
                                   "echo 'Спи, моя пісне' | integrart text romanise --language uk");
  group->require_subcommand(1);
  auto language = std::make_shared<std::string>();
  CLI::App* romanise_command =
      add_subcommand(*group, session, "romanise", "Write lines of standard input in Latin letters",
                     "echo 'Спи, моя пісне' | integrart text romanise --language uk");
  romanise_command->add_option("--language", *language, "Language of the words (BCP 47): uk ru be bg sr ar fa")
      ->required()
      ->check(language_tag_check(session));
  romanise_command->callback([&session, language] { session.attempt([&] { return romanise(session, *language); }); });
}

}  // namespace integrart
