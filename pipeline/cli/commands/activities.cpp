#include <CLI/CLI.hpp>

#include "pipeline/base/documents/pack_manifest.h"
#include "pipeline/base/text.h"
#include "pipeline/base/track_name.h"
#include "pipeline/cli/session.h"
#include "pipeline/cli/single_step.h"
#include "pipeline/learning/activities.h"
#include "pipeline/learning/preview.h"

namespace integrart {

namespace {

struct Options {
  std::string cues;
  std::vector<std::string> translations;
  std::vector<std::string> kinds;
  std::string language = "und";
  int level = 0;  // 0: all
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
Result<PackWork> work_of(const Session& session, const Options& options) {
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

Result<> list_activities(const Session& session, const Options& options) {
  TRY_ASSIGN(PackWork work, work_of(session, options));
  Collection collection;
  collection.pack.activities = options.kinds;
  if (options.kinds.empty()) collection.pack.activities.assign(activity_kinds.begin(), activity_kinds.end());
  std::vector<PackWork> works;
  works.push_back(std::move(work));
  TRY_ASSIGN(const std::vector<Message> notes, learning::add_activities(works, collection));
  for (const Message& note : notes) session.tell(note);
  Json list = Json::empty_array();
  for (const Activity& activity : works.front().activities) {
    if (options.level != 0 && activity.level != 0 && activity.level != options.level) continue;
    list.push_back(activity.to_json());
    if (session.json) continue;
    session.print(render(activity.title, session.language));
    for (const std::string& line : learning::preview(activity, session.language)) session.print("  " + line);
  }
  if (session.json) session.print_json(Json::object({{"activities", std::move(list)}}));
  return {};
}

}  // namespace

void add_activities(CLI::App& app, Session& session) {
  auto options = std::make_shared<Options>();
  CLI::App* command = add_subcommand(
      app, session, "activities", "Learning activities from subtitles, to look through before a build",
      "integrart activities song.uk.vtt --translation song.en.vtt --kinds gap_fill,match --level 1 --json");
  command->add_option("cues", options->cues, "Subtitles in the language that is learnt")->required();
  command->add_option("--translation", options->translations, "Subtitles in a language of the learners");
  command
      ->add_option(
          "--kinds", options->kinds,
          "karaoke, gap_fill, choice, order, match, dictation, vocabulary, flashcards, repeat; all when not said")
      ->delimiter(',');
  command->add_option("--level", options->level, "Only this level of kinds that have levels")->check(CLI::Range(1, 3));
  command->add_option("--seed", options->seed, "Another number mixes the exercises otherwise");
  command->add_option("--language", options->language,
                      "Language of the cues; else the file name says it (song.uk.vtt)");
  command->callback([&session, options] { session.attempt([&] { return list_activities(session, *options); }); });
}

}  // namespace integrart
