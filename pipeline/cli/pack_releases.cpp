#include "pipeline/cli/pack_releases.h"

#include <filesystem>

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "pipeline/base/pack_format.h"
#include "pipeline/cli/building.h"
#include "pipeline/cli/option_checks.h"
#include "pipeline/engine/file_stamp.h"
#include "pipeline/engine/placement.h"
#include "pipeline/engine/release/delta.h"
#include "pipeline/engine/release/diff.h"
#include "pipeline/engine/release/kept_withdrawals.h"

namespace integrart {
namespace {

struct PackReleasesOptions {
  std::string from, to, out;       // diff, delta
  std::string installed, delta;    // apply
  std::string key, list;           // of the publisher; withdrawals
  std::string pack, data, reason;  // withdraw
  std::vector<std::string> works;
};

std::string megabytes(std::int64_t bytes) {
  return fmt::format("{:.2f}", static_cast<double>(bytes) / 1e6);
}

std::string text(const Json& json, std::string_view key) {
  return json.at_or_null(key).string_or("");
}
std::int64_t number(const Json& json, std::string_view key) {
  return json.at_or_null(key).integer_or(0);
}

LocalisedText title_of(const Json& work) {
  LocalisedText title;
  for (const auto& [language, words] : work.at_or_null("title").members())
    title.by_language[language] = words.string_or("");
  return title;
}

/// What is said about a work, or about the pack, and changed.
void print_facts(const Session& session, const Json& facts, std::string_view message) {
  const auto value = [](const Json& fact, std::string_view key) {
    const std::string said = text(fact, key);
    return said.empty() ? "–" : said;  // nobody stated it
  };
  for (const Json& fact : facts.items())
    session.print(render({std::string(message),
                          {{"fact", text(fact, "fact")}, {"from", value(fact, "from")}, {"to", value(fact, "to")}}},
                         session.language));
}

void print_work(const Session& session, const Json& work) {
  const auto say = [&](const Message& message) { session.print(render(message, session.language)); };
  say({"cli.pack_work",
       {{"work", text(work, "id")}, {"title", title_of(work).in(session.language)}, {"change", text(work, "change")}}});
  if (text(work, "change") != "changed") return;
  print_facts(session, work.at_or_null("facts"), "cli.pack_fact");
  if (work.at_or_null("media").boolean_or(false)) say({"cli.pack_media", {}});
  for (const Json& track : work.at_or_null("tracks").items()) {
    const Json& lines = track.at_or_null("lines");
    say({"cli.pack_track",
         {{"language", text(track, "language")},
          {"change", text(track, "change")},
          {"added", number(lines, "added")},
          {"changed", number(lines, "changed")},
          {"removed", number(lines, "removed")}}});
  }
  for (const Json& one : work.at_or_null("texts").items())
    say({"cli.pack_text", {{"language", text(one, "language")}, {"change", text(one, "change")}}});
  for (const Json& activity : work.at_or_null("activities").items())
    say({"cli.pack_activity", {{"activity", text(activity, "id")}, {"change", text(activity, "change")}}});
}

Result<> diff(Session& session, const PackReleasesOptions& options) {
  TRY_ASSIGN(const ArchiveFormat* archive, archive_of(session.catalogue));
  TRY_ASSIGN(const SignedList from, read_signed_list(options.from, *archive));
  TRY_ASSIGN(const SignedList to, read_signed_list(options.to, *archive));
  const Json difference = difference_between(from, to);
  const bool same = difference.at_or_null("same").boolean_or(false);
  if (!same) session.status = ExitStatus::answer_is_no;
  if (session.json) {
    session.print_json(difference);
    return {};
  }
  if (same) {
    session.print(render({"cli.pack_same", {}}, session.language));
    return {};
  }
  print_facts(session, difference.at_or_null("facts"), "cli.pack_own_fact");
  if (difference.at_or_null("order").boolean_or(false)) session.print(render({"cli.pack_order", {}}, session.language));
  for (const Json& work : difference.at_or_null("works").items()) print_work(session, work);
  if (from.format != to.format) {
    // Hardly a file of one format is in another: counting them would tell nothing.
    session.print(render({"cli.pack_formats_differ", {{"from", from.format}, {"to", to.format}}}, session.language));
    return {};
  }
  const Json& files = difference.at_or_null("files");
  session.print(render({"cli.pack_editions",
                        {{"from", from.edition},
                         {"to", to.edition},
                         {"added", number(files, "added")},
                         {"changed", number(files, "changed")},
                         {"removed", number(files, "removed")},
                         {"megabytes", megabytes(number(difference, "bytes_to_fetch"))}}},
                       session.language));
  return {};
}

Result<> delta(Session& session, const PackReleasesOptions& options) {
  TRY_ASSIGN(const ArchiveFormat* archive, archive_of(session.catalogue));
  TRY_ASSIGN(const WrittenPack written, write_delta(options.from, options.to, *archive, options.out));
  const auto bytes = static_cast<std::int64_t>(written.bytes);
  if (session.json)
    session.print_json(Json::object({{"file", options.out}, {"bytes", bytes}, {"sha256", written.digest.hex()}}));
  else
    session.print(
        render({"cli.pack_delta", {{"file", options.out}, {"megabytes", megabytes(bytes)}}}, session.language));
  return {};
}

Result<> apply(Session& session, const PackReleasesOptions& options) {
  TRY_ASSIGN(const std::string key, public_key_of(options.key));
  TRY_ASSIGN(const ArchiveFormat* archive, archive_of(session.catalogue));
  // Remembered before anything else: also an update that is refused has told what was withdrawn.
  TRY_ASSIGN(const Withdrawals withdrawals, remember_withdrawals(options.installed, options.list, key));
  TRY_ASSIGN(const AppliedDelta applied, apply_delta(options.installed, options.delta, key, &withdrawals, *archive));
  if (session.json)
    session.print_json(Json::object({{"from_edition", applied.from_edition},
                                     {"to_edition", applied.to_edition},
                                     {"bytes", static_cast<std::int64_t>(applied.bytes)}}));
  else
    session.print(
        render({"cli.pack_applied", {{"file", options.installed}, {"edition", applied.to_edition}}}, session.language));
  return {};
}

/// The key that signed the packs of a data folder; one that is not there is not made, for nobody would know it.
Result<SigningKey> key_of(const std::string& data) {
  const std::filesystem::path file = std::filesystem::path(data) / "publisher.key";
  std::error_code error;
  if (!std::filesystem::exists(file, error)) return fail(Errc::not_found, "cli.pack_key_missing", {{"folder", data}});
  return SigningKey::load_or_create(file);
}

void print_withdrawals(const Session& session, const std::vector<Withdrawal>& works) {
  for (const Withdrawal& one : works)
    session.print(render(
        {"cli.pack_withdrawal", {{"work", one.work}, {"pack", one.pack}, {"day", one.day}, {"reason", one.reason}}},
        session.language));
}

Json json_of(const std::vector<Withdrawal>& works) {
  Json list = Json::empty_array();
  for (const Withdrawal& one : works)
    list.push_back(Json::object({{"pack", one.pack}, {"work", one.work}, {"reason", one.reason}, {"day", one.day}}));
  return list;
}

Result<> withdraw(Session& session, const PackReleasesOptions& options) {
  TRY_ASSIGN(const SigningKey key, key_of(options.data));
  TRY_ASSIGN(const ArchiveFormat* archive, archive_of(session.catalogue));
  TRY_ASSIGN(const SignedList pack, read_signed_list(options.pack, *archive));
  TRY(check_signed_by(pack, key.public_key_hex(), options.pack));
  Withdrawals withdrawals;
  std::error_code error;
  if (std::filesystem::exists(options.list, error)) {
    TRY_ASSIGN(withdrawals, Withdrawals::read(options.list, key.public_key_hex()));
  }
  for (const std::string& work : options.works) {
    TRY_ASSIGN(Withdrawal withdrawal, withdrawal_of(pack, work, options.reason, today()));
    std::erase_if(withdrawals.works,
                  [&](const Withdrawal& one) { return one.pack == withdrawal.pack && one.work == withdrawal.work; });
    withdrawals.works.push_back(std::move(withdrawal));
  }
  ++withdrawals.sequence;
  TRY(write_text_file(options.list, withdrawals.signed_text(key)));
  if (session.json)
    session.print_json(Json::object({{"sequence", withdrawals.sequence}, {"works", json_of(withdrawals.works)}}));
  else
    print_withdrawals(session, withdrawals.works);
  return {};
}

Result<> withdrawn(Session& session, const PackReleasesOptions& options) {
  TRY_ASSIGN(const std::string key, public_key_of(options.key));
  TRY_ASSIGN(const Withdrawals withdrawals, Withdrawals::read(options.list, key));
  std::vector<Withdrawal> found;
  if (!options.pack.empty()) {
    TRY_ASSIGN(const ArchiveFormat* archive, archive_of(session.catalogue));
    TRY_ASSIGN(const SignedList pack, read_signed_list(options.pack, *archive));
    found = withdrawn_in(pack, withdrawals);
    if (!found.empty()) session.status = ExitStatus::answer_is_no;
  }
  if (session.json) {
    session.print_json(Json::object(
        {{"sequence", withdrawals.sequence}, {"works", json_of(withdrawals.works)}, {"in_pack", json_of(found)}}));
    return {};
  }
  if (options.pack.empty()) print_withdrawals(session, withdrawals.works);
  for (const Withdrawal& one : found)
    session.print(render({"cli.pack_withdrawn_here", {{"file", options.pack}, {"work", one.work}}}, session.language));
  return {};
}

/// A subcommand that runs `body` with the options that were given.
template <class Body>
CLI::App* add(CLI::App& group, Session& session, const std::shared_ptr<PackReleasesOptions>& options,
              const std::string& name, const std::string& summary, const std::string& example, Body body) {
  CLI::App* command = add_subcommand(group, session, name, summary, example);
  command->callback([&session, options, body] { session.attempt([&] { return body(session, *options); }); });
  return command;
}

}  // namespace

Result<const ArchiveFormat*> archive_of(const Catalogue& catalogue) {
  for (const PackFormat* format : catalogue.packs)
    if (format->archive != nullptr) return format->archive;
  return fail(Errc::internal, "engine.format_unknown", {{"format", "zip"}});
}

void add_pack_releases(CLI::App& group, Session& session) {
  const auto options = std::make_shared<PackReleasesOptions>();
  CLI::App* command = add(group, session, options, "diff", "What would a learner notice between two releases?",
                          "integrart pack diff old.web.zip out/two-homes/packs/two-homes.web.zip", diff);
  command->add_option("from", options->from, "A pack, as a file or a folder")->required();
  command->add_option("to", options->to, "A later release of it")->required();
  command->footer(command->get_footer() + "\nExit status 1 when the releases differ.");

  command = add(group, session, options, "delta", "What a client with one release needs to get to the next",
                "integrart pack delta old.web.zip out/two-homes/packs/two-homes.web.zip --out to-2.delta", delta);
  command->add_option("from", options->from, "The release that clients have")->required();
  command->add_option("to", options->to, "The later release")->required();
  command->add_option("--out", options->out, "The delta, a file")->required();

  command = add(group, session, options, "apply", "Turn an installed release into a later one, or leave it as it is",
                "integrart pack apply two-homes.web.zip to-2.delta --key publisher.pub", apply);
  command->add_option("installed", options->installed, "The release that is here, a file or a folder")->required();
  command->add_option("update", options->delta, "What `pack delta` made, or a whole release, also where none is yet")
      ->required();
  command->add_option("--key", options->key, "The publisher's public key: 64 hex digits or a file with them")
      ->required()
      ->check(public_key_check(session));
  command->add_option("--withdrawn", options->list,
                      "The publisher's list of withdrawn works: refuses those, now and ever after (the latest list is "
                      "kept beside the pack, in INSTALLED.withdrawn.json)");

  command = add(group, session, options, "withdraw", "Put works on the signed list of those that were taken back",
                "integrart pack withdraw out/two-homes/packs/two-homes.web.zip lullaby --list withdrawn.json --data "
                "out/two-homes/.integrart --reason 'asked by the singer'",
                withdraw);
  command->add_option("pack", options->pack, "A release that holds the works")->required();
  command->add_option("works", options->works, "Their identifiers")->required();
  command->add_option("--list", options->list, "The list; made when absent")->required();
  command->add_option("--data", options->data, "Data folder of the builds, where the publisher's key is")->required();
  command->add_option("--reason", options->reason, "For people");

  command = add(group, session, options, "withdrawn", "Read a list of withdrawn works; does a pack hold any of them?",
                "integrart pack withdrawn withdrawn.json --key publisher.pub --pack two-homes.web.zip", withdrawn);
  command->add_option("list", options->list, "What `pack withdraw` made")->required();
  command->add_option("--key", options->key, "The publisher's public key: 64 hex digits or a file with them")
      ->required()
      ->check(public_key_check(session));
  command->add_option("--pack", options->pack, "A pack to look into; exit status 1 when it holds a withdrawn work");
}

}  // namespace integrart
