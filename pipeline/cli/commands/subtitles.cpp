#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "pipeline/base/documents/cue_track.h"
#include "pipeline/base/language_in_name.h"
#include "pipeline/base/subtitle_format.h"
#include "pipeline/base/text.h"
#include "pipeline/cli/language_notes.h"
#include "pipeline/cli/option_checks.h"
#include "pipeline/cli/output_names.h"
#include "pipeline/cli/session.h"
#include "pipeline/cli/single_step.h"
#include "pipeline/cli/subtitle_check.h"
#include "pipeline/engine/cue_checking.h"
#include "pipeline/engine/file_stamp.h"
#include "pipeline/language/romanised_track.h"

namespace integrart {

namespace {

struct SubtitlesOptions {
  std::string in;
  std::string out;
  std::string language = "und";
  std::string encoding;
  std::string romanise;   // "below", "alone"; empty: as it is
  double frame_rate = 0;  // 0: not said
  int track = 1;
};

Json parameters_of(const SubtitlesOptions& options) {
  Json parameters =
      Json::object({{"language", options.language}, {"extension", extension_of(options.in)}, {"track", options.track}});
  if (const std::string_view named = language_in_name(options.in); !named.empty()) parameters["named_language"] = named;
  if (!options.encoding.empty()) parameters["encoding"] = options.encoding;
  if (options.frame_rate > 0) parameters["frame_rate"] = options.frame_rate;
  return parameters;
}

Json notes_of(const Session& session, const std::vector<Message>& notes) {
  Json list = Json::empty_array();
  for (const Message& note : notes) {
    std::int64_t line = 0;
    for (const auto& [name, value] : note.arguments)
      if (const auto* number = std::get_if<std::int64_t>(&value); name == "line" && number != nullptr) line = *number;
    list.push_back(Json::object({{"line", line}, {"message", render(note, session.language)}}));
  }
  return list;
}

struct Opened {
  StepRecord record;
  CueTrack track;
  std::vector<Message> notes;
};
Result<Opened> open_track(const Session& session, const SubtitlesOptions& options) {
  Opened opened;
  TRY_ASSIGN(opened.record, run_single_step(session, "cue_track", parameters_of(options), options.in));
  TRY_ASSIGN(opened.track, CueTrack::from_json(opened.record.document.at_or_null("cues")));
  opened.notes = opened.record.notes;
  take_language_over(opened.track, opened.notes);
  return opened;
}

Result<> parse(const Session& session, const SubtitlesOptions& options) {
  TRY_ASSIGN(Opened opened, open_track(session, options));
  if (auto note = language_note(opened.track)) opened.notes.push_back(std::move(*note));
  if (session.json) {
    const Json& document = opened.record.document;
    session.print_json(Json::object({{"format", document.at_or_null("format")},
                                     {"accepted", true},
                                     {"encoding", document.at_or_null("encoding")},
                                     {"language", opened.track.language.text()},
                                     {"cues", document.at_or_null("cues").at_or_null("cues")},
                                     {"regions", document.at_or_null("cues").at_or_null("regions")},
                                     {"notes", notes_of(session, opened.notes)}}));
    return {};
  }
  for (const Cue& cue : opened.track.cues)
    session.print(fmt::format("{:10.3f} {:10.3f}  {}", cue.when.begin.seconds(),
                              cue.when.end ? cue.when.end->seconds() : 0.0, plain_text(cue)));
  for (const Message& note : opened.notes) session.tell(note);
  return {};
}

const SubtitleFormat* format_of(const Catalogue& catalogue, const std::string& file) {
  const std::string extension = extension_of(file);
  for (const SubtitleFormat* format : catalogue.subtitles)
    if (std::find(format->extensions.begin(), format->extensions.end(), extension) != format->extensions.end())
      return format;
  return nullptr;
}

/// With the words in Latin letters, when they were asked for.
Result<Noted<CueTrack>> romanised(const Session& session, const SubtitlesOptions& options, CueTrack track) {
  if (options.romanise.empty()) return Noted<CueTrack>{std::move(track), {}};
  TRY_ASSIGN(const Romanisation romanisation, Romanisation::of(track.language));
  std::vector<std::string> ids;
  std::vector<std::vector<WordTiming>> words;
  for (const Cue& cue : track.cues) ids.push_back(cue.id);
  for (const Cue& cue : track.cues) words.push_back(cue.words);
  const bool below = options.romanise == "below";
  Noted<CueTrack> result =
      romanised_track(std::move(track), romanisation, below ? RomanisedPlace::below : RomanisedPlace::alone);
  complete_changed_cues(session.catalogue, ids, result.value);
  // The line below has no times of its own: the last word must not take it over.
  for (std::size_t i = 0; below && i < words.size(); ++i) result.value.cues[i].words = std::move(words[i]);
  return result;
}

Result<> convert(const Session& session, const SubtitlesOptions& options) {
  const SubtitleFormat* format = format_of(session.catalogue, options.out);
  if (format == nullptr)
    return fail(Errc::unsupported, "engine.format_unknown", {{"format", extension_of(options.out)}});
  TRY_ASSIGN(Opened opened, open_track(session, options));
  if (auto note = language_note(opened.track)) opened.notes.push_back(std::move(*note));
  TRY_ASSIGN(const Noted<CueTrack> track, romanised(session, options, std::move(opened.track)));
  TRY_ASSIGN(const auto written, format->write(track.value));
  TRY(write_text_file(options.out, written.value));
  opened.notes.insert(opened.notes.end(), track.notes.begin(), track.notes.end());
  for (const Message& note : opened.notes) session.tell(note);
  for (const Message& note : written.notes) session.tell(note);
  if (session.json)
    session.print_json(Json::object({{"file", options.out}, {"notes", notes_of(session, written.notes)}}));
  return {};
}

Result<> check(Session& session, const SubtitlesOptions& options, SubtitleCheck asked) {
  asked.file = options.in;
  if (!asked.fix.empty()) asked.format = format_of(session.catalogue, asked.fix);
  if (!asked.fix.empty() && asked.format == nullptr)
    return fail(Errc::unsupported, "engine.format_unknown", {{"format", extension_of(asked.fix)}});
  TRY_ASSIGN(Opened opened, open_track(session, options));
  for (const Message& note : opened.notes) session.tell(note);
  return check_subtitles(session, asked, std::move(opened.track));
}

void list_formats(const Session& session) {
  Json list = Json::empty_array();
  for (const SubtitleFormat* format : session.catalogue.subtitles) {
    if (!session.json) session.print(fmt::format("{:<12} {}", format->id, format->doc.summary));
    list.push_back(
        Json::object({{"id", format->id}, {"media_type", format->media_type}, {"summary", format->doc.summary}}));
  }
  if (session.json) session.print_json(Json::object({{"formats", std::move(list)}}));
}

void add_common(CLI::App* command, const std::shared_ptr<SubtitlesOptions>& options) {
  command->add_option("file", options->in, "A subtitle file, or an MP4 or Matroska file with text tracks")->required();
  command->add_option("--encoding", options->encoding, "How the bytes are written, when it cannot be told");
  command->add_option("--language", options->language, "Language of the words (BCP 47)");
  command->add_option("--frame-rate", options->frame_rate, "Pictures a second, for formats that count pictures")
      ->check(CLI::Range(1.0, 1000.0));
  command->add_option("--track", options->track, "Which text track of a media file (the first is 1)")
      ->check(CLI::Range(1, 100));
}

}  // namespace

void add_subtitles(CLI::App& app, Session& session) {
  CLI::App* group = add_subcommand(app, session, "subtitles", "Read, convert and list timed text",
                                   "integrart subtitles check song.uk.srt --profile netflix");
  group->require_subcommand(1);
  auto options = std::make_shared<SubtitlesOptions>();

  CLI::App* parse_command = add_subcommand(*group, session, "parse", "Show what a subtitle file says",
                                           "integrart subtitles parse song.uk.vtt --json");
  add_common(parse_command, options);
  parse_command->callback([&session, options] { session.attempt([&] { return parse(session, *options); }); });

  CLI::App* convert_command = add_subcommand(*group, session, "convert", "Write a subtitle file in another format",
                                             "integrart subtitles convert song.uk.srt song.uk.vtt");
  add_common(convert_command, options);
  convert_command->add_option("out", options->out, "The new file; its extension says the format")->required();
  convert_command
      ->add_option("--romanise", options->romanise,
                   "Add the words in Latin letters as a line below, or write them alone (uk ru be bg sr ar fa)")
      ->check(CLI::IsMember({"below", "alone"}));
  convert_command->callback([&session, options] {
    if (is_right_use(session, overwriting_refusal({options->in}, options->out)))
      session.attempt([&] { return convert(session, *options); });
  });

  CLI::App* check_command =
      add_subcommand(*group, session, "check", "Say what is wrong with a subtitle file, and mend what can be mended",
                     "integrart subtitles check song.uk.srt --language uk --fix mended.uk.vtt");
  add_common(check_command, options);
  auto asked = std::make_shared<SubtitleCheck>();
  check_command->add_option("--profile", asked->profile,
                            "netflix, bbc, plain, lyrics, children, or a .json file of your own");
  check_command->add_option("--fix", asked->fix, "Write the mended track here; its extension says the format");
  check_command->add_option("--shots", asked->shots, "Shot changes in seconds: a JSON list, or one a line");
  check_command->add_flag("--spelling", asked->spelling, "Also give hints by the dictionaries of this machine");
  check_command->callback([&session, options, asked] {
    if (is_right_use(session, overwriting_refusal({options->in, asked->shots}, asked->fix)))
      session.attempt([&] { return check(session, *options, *asked); });
  });

  CLI::App* formats_command =
      add_subcommand(*group, session, "formats", "List the formats", "integrart subtitles formats");
  formats_command->callback([&session] { list_formats(session); });
}

}  // namespace integrart
