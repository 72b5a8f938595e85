#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "pipeline/base/documents/help_lines.h"
#include "pipeline/base/documents/term_list.h"
#include "pipeline/base/filter.h"
#include "pipeline/base/input_file.h"
#include "pipeline/base/text.h"
#include "pipeline/cli/building.h"
#include "pipeline/cli/moderated_language.h"
#include "pipeline/cli/option_checks.h"
#include "pipeline/cli/output_names.h"
#include "pipeline/cli/single_step.h"
#include "pipeline/cli/workspace.h"
#include "pipeline/engine/file_stamp.h"
#include "pipeline/engine/moderation_page.h"
#include "pipeline/engine/report_parts.h"

namespace integrart {

namespace {

constexpr std::uint64_t most_term_bytes = 1U << 20U;

struct ModerateOptions {
  std::vector<std::string> files;
  std::vector<std::string> filters;
  std::string language;  // of the words; empty: nobody said
  std::string policy;
  std::vector<std::string> terms;
  bool dry_run = false;
  std::vector<std::string> known_media;
  std::vector<std::string> models;
  std::string report;
  std::string mask;
  bool mask_words = false;
};

/// Looks, and makes nothing but the small pictures of a page to read.
Recipe looking_only(const std::vector<std::string>& filters, bool with_pictures) {
  Recipe recipe;
  recipe.id = "look";
  recipe.video.ladder.clear();
  recipe.audio.clear();
  recipe.hls = recipe.dash = recipe.audio_only = recipe.poster = recipe.storyboard = recipe.waveform = false;
  recipe.storyboard = with_pictures;
  recipe.image.long_sides = {320};
  recipe.image.formats = {"jpeg"};
  recipe.filters = filters.empty() ? std::vector<std::string>{"all"} : filters;
  return recipe;
}

/// What is wrong with a list of words or of help lines.
std::optional<Error> problem_of_list(const std::string& lines, const std::string& name) {
  if (HelpLines::is_document(lines)) {
    auto numbers = HelpLines::read(lines, name);
    return numbers ? std::nullopt : std::optional(std::move(numbers).error());
  }
  auto words = TermList::read(lines, name);
  return words ? std::nullopt : std::optional(std::move(words).error());
}

/// Lists are named by their files. They are read here to say what is wrong with them before anything is looked at, and
/// again by the filter, in the sandbox.
Result<std::vector<NamedTermList>> term_lists_of(const std::vector<std::string>& files, bool dry_run) {
  std::vector<NamedTermList> lists;
  for (const std::string& file : files) {
    TRY_ASSIGN(const auto opened, open_regular_file(file, most_term_bytes));
    TRY_ASSIGN(std::string lines, read_all(opened.second, most_term_bytes));
    if (!is_valid_utf8(lines)) return fail(Errc::invalid_input, "cli.terms_not_utf8", {{"file", display_name(file)}});
    const std::string name = display_name(std::filesystem::path(file).filename().string());
    if (auto problem = problem_of_list(lines, name))
      return tl::unexpected<Error>(
          while_doing(std::move(*problem), {"cli.reading_file", {{"file", display_name(file)}}}));
    lists.push_back({name, std::move(lines), dry_run});
  }
  return lists;
}

/// What flashes of a file of that kind are offered: films are softened; animations are not written by this program, and
/// their first picture stands still.
bool flashes_in(const Json& shown, std::string_view kind) {
  return shown.at_or_null("kind").string_or("") == kind &&
         std::ranges::any_of(shown.at_or_null("findings").items(), [](const Json& finding) {
           return finding.at_or_null("kind").string_or("").starts_with("flash.");
         });
}

using TermCounts = std::map<std::pair<std::string, std::string>, std::int64_t>;  // by list and entry

/// Adds up what lists that are only tried out would have found: in the evidence of one text, or of each place.
void count_terms(const Json& evidence, TermCounts& counts) {
  for (const Json& rule : evidence.at_or_null("would_find").items())
    counts[{rule.at_or_null("list").string_or(""), rule.at_or_null("term").string_or("")}] +=
        rule.at_or_null("times").integer_or(0);
  for (const auto& [key, value] : evidence.members())
    if (value.is_object()) count_terms(value, counts);
}

/// Every entry of the lists that are tried out, also those that would not be found. `lists` were read before.
Json would_find(const Json& work, const std::vector<NamedTermList>& lists) {
  TermCounts counts;
  for (const Json& filter : work.at_or_null("filters").items())
    if (filter.at_or_null("id").string_or("") == "term") count_terms(filter.at_or_null("evidence"), counts);
  Json shown = Json::empty_array();
  for (const NamedTermList& named : lists) {
    const auto list = TermList::read(named.lines, named.id);
    if (!list || !(named.dry_run || list->dry_run)) continue;
    for (const TermRule& rule : list->rules)
      shown.push_back(
          Json::object({{"list", list->id}, {"term", rule.term}, {"times", counts[{list->id, rule.term}]}}));
  }
  return shown;
}

/// What a filter did not look for is said once, though it read several texts.
void add_not_looked_for(const Json& filter, Json& not_checked) {
  const Json& reason = filter.at_or_null("not_looked_for");
  const bool said = std::ranges::any_of(not_checked.items(), [&](const Json& one) {
    return one.at_or_null("reason") == reason && one.at_or_null("filter") == filter.at_or_null("id");
  });
  if (reason.is_string() && !said)
    not_checked.push_back(Json::object({{"filter", filter.at_or_null("id")}, {"reason", reason}}));
}

Json in_contract_shape(const std::string& file, const Json& work) {
  Json shown = Json::object({{"file", file}, {"kind", work.at_or_null("kind")}, {"findings", Json::empty_array()}});
  shown["language"] = work.at_or_null("words_language");
  shown["language_said_by"] = work.at_or_null("words_language_said_by");
  const Json& verdict = work.at_or_null("verdict");
  shown["verdict"] = verdict.is_null() ? Json("inconclusive") : verdict.at_or_null("verdict");
  shown["reviewers"] = verdict.is_null() ? Json(1) : verdict.at_or_null("reviewers");
  shown["route"] = verdict.at_or_null("route");
  shown["missing"] = verdict.is_null() ? Json::empty_array() : verdict.at_or_null("missing");
  shown["not_checked"] = Json::empty_array();
  shown["models"] = Json::empty_array();
  for (const Json& filter : work.at_or_null("filters").items()) {
    const Json& model = filter.at_or_null("evidence").at_or_null("model");
    if (model.is_object()) shown["models"].push_back(model);
    if (!filter.at_or_null("looked").boolean_or(true))
      shown["not_checked"].push_back(
          Json::object({{"filter", filter.at_or_null("id")}, {"reason", filter.at_or_null("reason")}}));
    add_not_looked_for(filter, shown["not_checked"]);
  }
  for (Json finding : work.at_or_null("findings").items()) {
    finding["evidence"] = finding.at_or_null("producer");
    shown["findings"].push_back(std::move(finding));
  }
  shown["notes"] = work.at_or_null("notes");
  shown["offers"] = Json::empty_array();
  if (flashes_in(shown, "image"))
    shown["offers"].push_back(
        Json::object({{"for", "flash"}, {"command", Json::array({"integrart", "image", file, "--out", "OUT"})}}));
  if (flashes_in(shown, "video"))
    shown["offers"].push_back(
        Json::object({{"for", "flash"},
                      {"command", Json::array({"integrart", "redact", file, "--flashes", "dim", "--out", "OUT"})}}));
  if (offers_masked_file(work))
    shown["offers"].push_back(
        Json::object({{"for", "pii"}, {"command", Json::array({"integrart", "moderate", file, "--mask", "OUT"})}}));
  return shown;
}

/// "Title (uk): " of a finding that is not in the file itself, "12.0 s: " of words that are shown then.
std::string where_of(const Json& finding) {
  const std::string where = finding.at_or_null("where").string_or("");
  const Json& start = finding.at_or_null("start");
  const bool is_shown_then = start.is_number() && finding.at_or_null("span").is_array();
  const std::string when = is_shown_then ? duration_text(start.number_or(0)) : "";
  const std::string both = where + (where.empty() || when.empty() ? "" : ", ") + when;
  return both.empty() ? both : both + ": ";
}

void print_file(const Session& session, const Json& shown) {
  session.print(fmt::format("{}: {}", display_name(shown.at_or_null("file").string_or("")),
                            shown.at_or_null("verdict").string_or("")));
  for (const Json& finding : shown.at_or_null("findings").items())
    session.print(fmt::format("  {} {:.2f}  {}{}", finding.at_or_null("kind").string_or(""),
                              finding.at_or_null("score").number_or(0), where_of(finding),
                              finding.at_or_null("message").string_or("")));
  std::set<std::string> reasons;  // several filters may have the same
  for (const Json& filter : shown.at_or_null("not_checked").items())
    if (const Json& reason = filter.at_or_null("reason");
        reason.is_string() && reasons.insert(reason.string_or("")).second)
      session.print("  " + reason.string_or(""));
  if (flashes_in(shown, "image"))
    session.print("  " +
                  render({"moderation.still_instead", {{"file", display_name(shown.at_or_null("file").string_or(""))}}},
                         session.language));
  if (flashes_in(shown, "video"))
    session.print("  " + render({"cli.soften_offer", {{"file", display_name(shown.at_or_null("file").string_or(""))}}},
                                session.language));
  for (const Json& offer : shown.at_or_null("offers").items())
    if (offer.at_or_null("for").string_or("") == "pii")
      session.print("  " + render({"moderation.mask", {{"file", display_name(shown.at_or_null("file").string_or(""))}}},
                                  session.language));
  for (const Json& rule : shown.at_or_null("would_find").items())
    session.print("  " + render({"cli.term_would_find",
                                 {{"list", rule.at_or_null("list").string_or("")},
                                  {"term", rule.at_or_null("term").string_or("")},
                                  {"times", rule.at_or_null("times").integer_or(0)}}},
                                session.language));
  for (const Json& note : shown.at_or_null("notes").items()) session.print("  " + note.string_or(""));
  for (const Json& filter : shown.at_or_null("missing").items())
    session.print("  " + render({"policy.evidence_missing", {{"filter", filter.string_or("")}}}, session.language));
}

/// The work of the report of this one file.
Result<Json> moderate_file(Session& session, const std::string& file, const ModeratedLanguage& language,
                           const BuildArguments& arguments) {
  LoadedCollection loaded = collection_of_file(file, "");
  loaded.collection.works.front().language = language.language;
  TRY_ASSIGN(const BuildOutcome outcome, run_build(session, std::move(loaded), arguments));
  const Json report = read_memory(arguments.out / "report.json");
  const Json::Array& works = report.at_or_null("works").items();
  if (works.empty()) return fail(Errc::internal, "engine.unit_empty");
  for (const Json& error : works.front().at_or_null("errors").items()) session.tell(error.string_or(""));
  if (!outcome.complete) session.status = status_of_incomplete(outcome);
  Json work = works.front();
  work["file"] = display_name(file);
  work["words_language"] = language.language.text();
  work["words_language_said_by"] = language.said_by.empty() ? Json() : Json(language.said_by);
  Json notes = Json::empty_array();
  for (const Message& note : language.notes) notes.push_back(render(note, session.language));
  for (const Json& note : work.at_or_null("notes").items()) notes.push_back(note);
  work["notes"] = std::move(notes);
  return work;
}

/// Writes the words of the file with personal data masked. Nothing is written when there are none to read.
Result<Json> write_masked(const Session& session, const ModerateOptions& options, const LanguageTag& language,
                          const std::vector<NamedTermList>& lists) {
  if (options.files.size() != 1) return fail(Errc::invalid_input, "cli.mask_one_file");
  const std::string& file = options.files.front();
  Json given = Json::empty_array();
  for (const NamedTermList& list : lists) given.push_back(Json::object({{"id", list.id}, {"lines", list.lines}}));
  Json parameters = Json::object({{"extension", extension_of(file)},
                                  {"extension_out", extension_of(options.mask)},
                                  {"language", language.text()},
                                  {"style", options.mask_words ? "word" : "bullets"},
                                  {"term_lists", std::move(given)}});
  // The numbers of a list whose last day is over are people's again.
  if (const Filter* pii = find_by_id(session.catalogue.filters, "pii"); pii != nullptr && pii->of_the_day != nullptr) {
    const Json of_today = pii->of_the_day(parameters, today());
    for (const auto& [key, value] : of_today.members()) parameters[key] = value;
  }
  TRY_ASSIGN(const auto made, run_single_step_for("masked", session, "masked", parameters, file));
  TRY(write_text_file(options.mask, made.second));
  for (const Message& note : made.first.notes) session.tell(note);
  const std::int64_t count = made.first.document.at_or_null("masked").integer_or(0);
  const std::int64_t left = made.first.document.at_or_null("left").integer_or(0);
  session.tell(Message{"cli.masked", {{"file", options.mask}, {"count", count}, {"left", left}}});
  return Json::object({{"file", options.mask}, {"masked", count}, {"left", left}});
}

Result<> run_moderate(Session& session, const ModerateOptions& options) {
  for (const std::string& file : options.files) {
    const auto opened = open_regular_file(file, UINT64_MAX);
    // A file that is not there is no broken one, and whoever misspelt it waits for nothing.
    if (!opened && opened.error().code == Errc::not_found) return tl::unexpected<Error>(opened.error());
  }
  TRY_ASSIGN(const Workspace workspace, Workspace::temporary());
  BuildArguments arguments;
  arguments.data = workspace.folder();
  arguments.out = workspace.folder() / "out";
  arguments.recipe = looking_only(options.filters, !options.report.empty());
  TRY_ASSIGN(arguments.recipe.term_lists, term_lists_of(options.terms, options.dry_run));
  TRY_ASSIGN(arguments.policy, load_policy(options.policy, session.catalogue.filters));
  arguments.known_media.assign(options.known_media.begin(), options.known_media.end());
  arguments.models.assign(options.models.begin(), options.models.end());
  Json masked;
  Json files = Json::empty_array();
  Json works = Json::empty_array();
  for (const std::string& file : options.files) {
    const ModeratedLanguage language = moderated_language(session, workspace, file, options.language);
    if (!options.mask.empty()) {
      TRY_ASSIGN(masked, write_masked(session, options, language.language, arguments.recipe.term_lists));
    }
    TRY_ASSIGN(Json work, moderate_file(session, file, language, arguments));
    Json shown = in_contract_shape(file, work);
    if (!masked.is_null()) shown["masked"] = masked;
    if (Json tried = would_find(work, arguments.recipe.term_lists); !tried.items().empty())
      shown["would_find"] = std::move(tried);
    const std::string verdict = shown.at_or_null("verdict").string_or("");
    if (verdict != "clear" && session.status == ExitStatus::done) session.status = ExitStatus::answer_is_no;
    if (!session.json) print_file(session, shown);
    files.push_back(std::move(shown));
    if (!options.report.empty()) works.push_back(std::move(work));
  }
  if (!options.report.empty()) TRY(write_text_file(options.report, moderation_page(works, session.language)));
  if (session.json) session.print_json(Json::object({{"files", std::move(files)}}));
  return {};
}

}  // namespace

void add_moderate(CLI::App& app, Session& session) {
  CLI::App* command = add_subcommand(app, session, "moderate", "Findings and verdict of files of any kind",
                                     "integrart moderate clip.mp4 --json");
  auto options = std::make_shared<ModerateOptions>();
  command->add_option("files", options->files, "Files of any kind")->required();
  command->add_option("--filters", options->filters, "Filter ids, separated by commas (default: all)")
      ->delimiter(',')
      ->check(filter_check(session));
  command
      ->add_option(
          "--language", options->language,
          "Language of the words (BCP 47), by which lists of words are chosen; else what the file says (WebVTT, "
          "TTML), then its name (song.so.vtt), then a guess; all lists when nothing tells it")
      ->check(language_tag_check(session));
  command->add_option("--policy", options->policy, "A policy file");
  command->add_option(
      "--terms", options->terms,
      "A list of words to look for: one on each line (UTF-8), or a document term_list/1 with scope, "
      "languages, exceptions, regular expressions, an owner and a last day; or a document help_lines/1 with "
      "numbers of help lines and offices, which are nobody's personal data; may be repeated");
  command->add_flag("--dry-run", options->dry_run,
                    "Only count how often each entry of the lists of --terms would be found; they change no verdict");
  command->add_option("--known-media", options->known_media,
                      "A list of hashes of known media (as `integrart match` reads); may be repeated");
  command->add_option("--model", options->models,
                      "Manifest (model/1) of a model to look at pictures with: its task says whether it finds faces or "
                      "tells what is shown; may be repeated");
  command->add_option("--report", options->report, "Also write a page to read about all files (HTML)");
  command->add_option("--mask", options->mask,
                      "Also write the words of a text or subtitle file here, personal data made unreadable");
  command->add_flag("--mask-with-word", options->mask_words, "Write [masked] instead of bullets of the same length");
  command->callback([&session, options] {
    std::vector<std::string> read = options->files;
    read.insert(read.end(), options->terms.begin(), options->terms.end());
    for (const std::string* const out : {&options->mask, &options->report})
      if (!is_right_use(session, overwriting_refusal(read, *out))) return;
    session.attempt([&] { return run_moderate(session, *options); });
  });
}

}  // namespace integrart
