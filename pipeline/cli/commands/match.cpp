#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "pipeline/base/text.h"
#include "pipeline/cli/fingerprinting.h"
#include "pipeline/fingerprint/hash_list.h"

namespace integrart {

namespace {

struct MatchOptions {
  std::string file;
  std::string against;
};

/// The list is foreign: it is read in the sandbox.
Result<StepRecord> matched(const Session& session, const MatchOptions& options) {
  TRY_ASSIGN(StepChain chain, StepChain::open(session, ""));
  TRY_ASSIGN(const UnitInput list, chain.source("list", options.against, HashListLimits{}.source_bytes));
  TRY_ASSIGN(const bool is_list, is_hash_list(options.file));
  if (is_list) {
    TRY_ASSIGN(const UnitInput queries, chain.source("queries", options.file, HashListLimits{}.source_bytes));
    return chain.run("match", Json::empty_object(), {list, queries}, 0);
  }
  TRY_ASSIGN(const FingerprintedFile taken, fingerprint_of_file(chain, options.file));
  if (taken.fingerprint.pictures_comparable() == Comparable::too_plain)
    session.tell(Message{"fingerprint.pictures_too_plain", {}});
  TRY_ASSIGN(const UnitInput fingerprint, StepChain::made("fingerprint", taken.record, ""));
  return chain.run("match", Json::empty_object(), {list, fingerprint}, 0);
}

Json in_contract_shape(const MatchOptions& options, const Json& like) {
  Json shown = like;
  if (like.at_or_null("query").string_or("").empty()) shown["query"] = options.file;
  return shown;
}

void print_match(const Session& session, const Json& match) {
  std::string place;
  if (const Json& start = match.at_or_null("start"); start.is_number())
    place = fmt::format("  {:.2f} s", start.number_or(0));
  session.print(fmt::format("{}  {}  {:.1f}  {} {}{}", display_name(match.at_or_null("query").string_or("")),
                            display_name(match.at_or_null("entry").string_or("")),
                            match.at_or_null("distance").number_or(0), match.at_or_null("media").string_or(""),
                            match.at_or_null("variant").string_or(""), place));
}

Result<> run_match(Session& session, const MatchOptions& options) {
  TRY_ASSIGN(const StepRecord record, matched(session, options));
  Json matches = Json::empty_array();
  for (const Json& like : record.document.at_or_null("look_alikes").items())
    matches.push_back(in_contract_shape(options, like));
  if (!matches.items().empty()) session.status = ExitStatus::answer_is_no;
  if (!session.json)
    for (const Json& match : matches.items()) print_match(session, match);
  if (session.json) session.print_json(Json::object({{"matches", std::move(matches)}}));
  return {};
}

}  // namespace

void add_match(CLI::App& app, Session& session) {
  CLI::App* command = add_subcommand(app, session, "match",
                                     "Look-alikes of a file in a list of known media; exit status 1 when there are any",
                                     "integrart match photo.jpg --against known.csv --json");
  auto options = std::make_shared<MatchOptions>();
  command->add_option("file", options->file, "A picture, a video, a sound, or a list of hashes")->required();
  command->add_option("--against", options->against, "The list: a hash and a label on each line")->required();
  command->callback([&session, options] { session.attempt([&] { return run_match(session, *options); }); });
}

}  // namespace integrart
