#include <CLI/CLI.hpp>
#include <algorithm>

#include "pipeline/base/documents/pack_manifest.h"
#include "pipeline/base/text.h"
#include "pipeline/base/track_name.h"
#include "pipeline/cli/building.h"
#include "pipeline/cli/option_checks.h"
#include "pipeline/cli/session.h"
#include "pipeline/cli/single_step.h"
#include "pipeline/engine/pack_again.h"
#include "pipeline/learning/activities.h"
#include "pipeline/learning/preview.h"

namespace integrart {

namespace {

struct ActivitiesOptions {
  std::string cues;
  std::vector<std::string> translations;
  std::vector<std::string> kinds;
  std::string language = "und";
  std::string work;  // of the build that `cues` is then; empty: `cues` are subtitles
  int level = 0;     // 0: all
  int seed = 0;
};

Result<PackTrack> track_of(const Session& session, const std::string& file, const std::string& language) {
  const std::string named = language == "und" ? TrackName::of_file(file).language : language;
  const Json parameters = Json::object({{"language", named}, {"extension", extension_of(file)}, {"track", 1}});
  TRY_ASSIGN(const StepRecord record, run_single_step(session, "cue_track", parameters, file));
  for (const Message& note : record.notes) session.tell(note);
  PackTrack track;
  TRY_ASSIGN(const auto parsed, LanguageTag::parse(record.document.at_or_null("language").string_or("und")));
  track.language = parsed.value;
  track.cues = record.document.at_or_null("cues");
  if (track.language.is_undetermined())
    return fail(Errc::invalid_input, "cli.activities_language", {{"file", display_name(file)}});
  return track;
}

/// A work of which only the lines are known; the seed is part of its name, so that another one mixes otherwise.
Result<PackWork> work_of(const Session& session, const ActivitiesOptions& options) {
  PackWork work;
  work.id = "seed-" + std::to_string(options.seed);
  work.kind = "audio";
  TRY_ASSIGN(PackTrack own, track_of(session, options.cues, options.language));
  work.language = own.language;
  work.tracks.push_back(std::move(own));
  for (const std::string& file : options.translations) {
    TRY_ASSIGN(PackTrack other, track_of(session, file, "und"));
    work.tracks.push_back(std::move(other));
  }
  PackRendition sound;
  sound.role = "audio";
  work.renditions.push_back(std::move(sound));
  return work;
}

/// What subtitles would give: without the rest of a collection, so other words than in its packs may become gaps.
Result<std::vector<Activity>> derived(const Session& session, const ActivitiesOptions& options) {
  TRY_ASSIGN(PackWork work, work_of(session, options));
  Collection collection;
  collection.pack.activities = options.kinds;
  if (options.kinds.empty()) collection.pack.activities.assign(activity_kinds.begin(), activity_kinds.end());
  std::vector<PackWork> works;
  works.push_back(std::move(work));
  TRY_ASSIGN(const std::vector<Message> notes, learning::add_activities(works, collection));
  for (const Message& note : notes) session.tell(note);
  return std::move(works.front().activities);
}

/// What is in the packs of a build: exactly that.
Result<std::vector<Activity>> built(const ActivitiesOptions& options) {
  TRY_ASSIGN(KeptLesson lesson, kept_lesson(options.cues, today()));
  const auto work = std::ranges::find(lesson.manifest.works, options.work, &PackWork::id);
  if (work == lesson.manifest.works.end())
    return fail(Errc::not_found, "engine.work_unknown", {{"work", options.work}});
  std::vector<Activity> activities = std::move(work->activities);
  if (!options.kinds.empty())
    std::erase_if(activities, [&](const Activity& one) {
      return std::ranges::find(options.kinds, one.kind) == options.kinds.end();
    });
  return activities;
}

Result<> list_activities(const Session& session, const ActivitiesOptions& options) {
  TRY_ASSIGN(const std::vector<Activity> activities, options.work.empty() ? derived(session, options) : built(options));
  Json list = Json::empty_array();
  Json texts = Json::empty_array();  // what stands above each for people; the documents name messages
  for (const Activity& activity : activities) {
    if (options.level != 0 && activity.level != 0 && activity.level != options.level) continue;
    list.push_back(activity.to_json());
    texts.push_back(Json::object({{"id", activity.id},
                                  {"title", render(activity.title, session.language)},
                                  {"instructions", render(activity.instructions, session.language)}}));
    if (session.json) continue;
    session.print(render(activity.title, session.language));
    for (const std::string& line : learning::preview(activity, session.language)) session.print("  " + line);
  }
  if (session.json) session.print_json(Json::object({{"activities", std::move(list)}, {"texts", std::move(texts)}}));
  return {};
}

}  // namespace

void add_activities(CLI::App& app, Session& session) {
  auto options = std::make_shared<ActivitiesOptions>();
  CLI::App* command = add_subcommand(
      app, session, "activities",
      "Learning activities of a work as they are in the packs of a build, or from subtitles before there is one",
      "integrart activities --work soup out/two-homes --kinds gap_fill,order --json");
  command
      ->add_option("cues", options->cues,
                   "Subtitles in the language that is learnt; with --work the output folder of `integrart build`")
      ->required();
  CLI::Option* work = command->add_option("--work", options->work,
                                          "This work of a finished build, with what the curator changed and asked");
  command->add_option("--translation", options->translations, "Subtitles in a language of the learners")
      ->excludes(work);
  command
      ->add_option("--kinds", options->kinds,
                   "karaoke, gap_fill, choice, order, match, dictation, vocabulary, flashcards, repeat, questions; all "
                   "when not said")
      ->delimiter(',')
      ->check(activity_kind_check(session));
  command->add_option("--level", options->level, "Only this level of kinds that have levels")->check(CLI::Range(1, 3));
  command->add_option("--seed", options->seed, "Another number mixes the exercises otherwise")->excludes(work);
  command->add_option("--language", options->language, "Language of the cues; else the file name says it (song.uk.vtt)")
      ->excludes(work)
      ->check(language_tag_check(session));
  command->callback([&session, options] { session.attempt([&] { return list_activities(session, *options); }); });
}

}  // namespace integrart
