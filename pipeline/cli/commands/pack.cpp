#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "pipeline/cli/building.h"
#include "pipeline/cli/h5p_libraries.h"
#include "pipeline/cli/option_checks.h"
#include "pipeline/cli/pack_releases.h"
#include "pipeline/cli/session.h"
#include "pipeline/cli/workspace.h"
#include "pipeline/engine/pack_again.h"
#include "pipeline/engine/pack_output.h"
#include "pipeline/engine/pack_verify.h"

namespace integrart {

namespace {

struct PackOptions {
  std::string pack;
  std::string key;
  std::string build, format, out, data, h5p_libraries;  // of packing again
};

/// A pack of a finished build in another format: nothing is transcoded.
Result<> pack_again(Session& session, const PackOptions& options) {
  TRY_ASSIGN(KeptLesson lesson, kept_lesson(options.build, today()));
  const std::filesystem::path build = options.build;
  TRY_ASSIGN(const Workspace workspace,
             Workspace::existing(options.data.empty() ? build / ".integrart" : std::filesystem::path(options.data)));
  TRY_ASSIGN(const SigningKey key, workspace.publisher_key());
  if (!options.h5p_libraries.empty()) {
    TRY_ASSIGN(lesson.manifest.h5p_libraries, load_h5p_libraries(session, workspace, options.h5p_libraries));
  }
  const PackOutput output{build, workspace.store(), key, PackPurpose::release, today()};
  TRY_ASSIGN(const auto packed,
             output.write_to(options.out, options.format, lesson.manifest, session.catalogue, lesson.budget_mb));
  for (const Message& note : packed.notes) session.tell(note);
  const PackOutcome& pack = packed.value;
  if (session.json)
    session.print_json(Json::object({{"format", pack.format},
                                     {"kind", pack.kind},
                                     {"file", pack.file},
                                     {"sha256", pack.sha256},
                                     {"bytes", static_cast<long long>(pack.bytes)}}));
  else
    session.print(render({"cli.pack_is", {{"file", pack.file}}}, session.language));
  return {};
}

/// With a key: is it what that publisher signed? Without: is it whole, by its own list and signature?
Result<> verify(Session& session, const PackOptions& options) {
  std::string key;
  if (!options.key.empty()) {
    TRY_ASSIGN(key, public_key_of(options.key));
  }
  TRY_ASSIGN(const ArchiveFormat* archive, archive_of(session.catalogue));
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
  CLI::App* group = add_subcommand(
      app, session, "pack",
      "Pack a finished build in another format; look at packs, tell releases apart, bring clients from one to the next",
      "integrart pack out/two-homes --format epub --out two-homes.epub");
  group->require_subcommand(0, 1);
  auto options = std::make_shared<PackOptions>();
  group->add_option("build", options->build, "The output folder of `integrart build`");
  group->add_option("--format", options->format, "One of those that `integrart packs` lists")
      ->check(pack_format_check(session));
  group->add_option("--out", options->out, "The pack: a file, or a folder for a format that is no file");
  group->add_option("--data", options->data, "Data folder of the build (BUILD/.integrart)");
  group->add_option("--h5p-libraries", options->h5p_libraries,
                    "Folder with libraries of H5P, or .h5p files that hold them, to put into H5P files");
  group->callback([group, &session, options] {
    if (!group->get_subcommands().empty()) return;
    for (const auto& [value, name] : {std::pair(&options->build, "build"), std::pair(&options->format, "--format"),
                                      std::pair(&options->out, "--out")})
      if (value->empty()) throw CLI::RequiredError(name);
    session.attempt([&] { return pack_again(session, *options); });
  });
  CLI::App* verify_command =
      add_subcommand(*group, session, "verify", "Is this pack what its publisher signed?",
                     "integrart pack verify out/two-homes/packs/two-homes.web.zip --key publisher.pub");
  verify_command->add_option("pack", options->pack, "A pack, as a file or a folder")->required();
  verify_command->add_option("--key", options->key, "The publisher's public key: 64 hex digits or a file with them")
      ->required()
      ->check(public_key_check(session));
  verify_command->callback([&session, options] { session.attempt([&] { return verify(session, *options); }); });

  CLI::App* check_command =
      add_subcommand(*group, session, "check", "Is this pack whole, by its own list and signature?",
                     "integrart pack check out/two-homes/packs/two-homes.web.zip");
  check_command->add_option("pack", options->pack, "A pack, as a file or a folder")->required();
  check_command->callback([&session, options] { session.attempt([&] { return verify(session, *options); }); });
  add_pack_releases(*group, session);
}

}  // namespace integrart
