#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "pipeline/base/archive_format.h"
#include "pipeline/base/pack_format.h"
#include "pipeline/cli/session.h"
#include "pipeline/engine/pack_verify.h"

namespace integrart {

namespace {

struct Options {
  std::string pack;
  std::string key;
};

/// The publisher's key: 64 hex digits, or a file that holds them.
Result<std::string> public_key_of(const std::string& argument) {
  if (const auto opened = open_regular_file(argument, 4096); opened) {
    TRY_ASSIGN(std::string text, read_all(opened->second, 4096));
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
    return text;
  }
  return argument;
}

const ArchiveFormat* archive_of(const Catalogue& catalogue) {
  for (const PackFormat* format : catalogue.packs)
    if (format->archive != nullptr) return format->archive;
  return nullptr;
}

/// With a key: is it what that publisher signed? Without: is it whole, by its own list and signature?
Result<> verify(Session& session, const Options& options) {
  std::string key;
  if (!options.key.empty()) {
    TRY_ASSIGN(key, public_key_of(options.key));
  }
  const ArchiveFormat* archive = archive_of(session.catalogue);
  if (archive == nullptr) return fail(Errc::internal, "engine.format_unknown", {{"format", "zip"}});
  TRY_ASSIGN(const auto differences, verify_pack(options.pack, key, *archive));
  Json list = Json::empty_array();
  for (const PackDifference& difference : differences) {
    const std::string text = render(difference.what, session.language);
    if (!session.json) session.print(text);
    list.push_back(Json::object({{"kind", name_of(difference.kind)}, {"file", difference.path}, {"message", text}}));
  }
  if (session.json)
    session.print_json(Json::object({{"differences", std::move(list)}}));
  else if (differences.empty())
    session.print(
        render({key.empty() ? "cli.pack_whole" : "cli.pack_as_signed", {{"file", options.pack}}}, session.language));
  if (!differences.empty()) session.status = ExitStatus::answer_is_no;
  return {};
}

}  // namespace

void add_pack(CLI::App& app, Session& session) {
  CLI::App* group = app.add_subcommand("pack", "Look at packs");
  group->require_subcommand(1);
  auto options = std::make_shared<Options>();
  CLI::App* verify_command = add_subcommand(*group, session, "verify", "Is this pack what its publisher signed?",
                                            "integrart pack verify out/two-homes.web.zip --key publisher.pub");
  verify_command->add_option("pack", options->pack, "A pack, as a file or a folder")->required();
  verify_command->add_option("--key", options->key, "The publisher's public key: 64 hex digits or a file with them")
      ->required();
  verify_command->callback([&session, options] { session.attempt([&] { return verify(session, *options); }); });

  CLI::App* check_command =
      add_subcommand(*group, session, "check", "Is this pack whole, by its own list and signature?",
                     "integrart pack check out/packs/two-homes.web.zip");
  check_command->add_option("pack", options->pack, "A pack, as a file or a folder")->required();
  check_command->callback([&session, options] { session.attempt([&] { return verify(session, *options); }); });
}

}  // namespace integrart
