#include "pipeline/cli/session.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "pipeline/cli/encoding_question.h"

namespace integrart {

void Session::print(std::string_view text) const {
  fmt::print(stdout, "{}\n", text);
}
void Session::print_json(const Json& document) const {
  fmt::print(stdout, "{}", document.dump_pretty());
}
void Session::tell(std::string_view text) const {
  fmt::print(stderr, "{}\n", text);
}
void Session::tell(const Message& message) const {
  tell(render(message, language));
}

void Session::complain(const Error& error) {
  tell(fmt::format("integrart: {}", render(shown_encodings(*this, error), language)));
  status = static_cast<ExitStatus>(policy_of(error.code).exit_status);
}

std::string language_of_environment() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value == nullptr || *value == '\0') continue;
    const std::string language = std::string(value).substr(0, 2);
    const auto& known = message_languages();
    return std::find(known.begin(), known.end(), language) != known.end() ? language : "en";
  }
  return "en";
}

CLI::App* add_subcommand(CLI::App& app, Session& session, const std::string& name, const std::string& summary,
                         const std::string& example) {
  CLI::App* command = app.add_subcommand(name, summary);
  command->footer("Example:\n  " + example);
  command->add_flag("--json", session.json, "One JSON document on standard output and nothing else");
  command->add_flag("--quiet", session.quiet, "No progress on standard error");
  return command;
}

}  // namespace integrart
