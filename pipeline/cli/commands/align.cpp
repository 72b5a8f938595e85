#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "pipeline/base/documents/cue_track.h"
#include "pipeline/base/documents/facts.h"
#include "pipeline/base/input_file.h"
#include "pipeline/base/limits.h"
#include "pipeline/base/subtitle_format.h"
#include "pipeline/base/text.h"
#include "pipeline/cli/option_checks.h"
#include "pipeline/cli/output_names.h"
#include "pipeline/cli/session.h"
#include "pipeline/cli/single_step.h"
#include "pipeline/cli/step_chain.h"
#include "pipeline/engine/file_stamp.h"
#include "pipeline/speech/lyric_lines.h"

namespace integrart {

namespace {

struct AlignOptions {
  std::string media;
  std::string text;
  std::string language;
  std::string out;
  std::string taps;
  std::string data;
  std::string encoding;
  bool words = false;
};

constexpr std::uint64_t most_tap_bytes = 4ULL << 20U;

Result<Json> taps_of(const std::string& file) {
  if (file.empty()) return Json();
  TRY_ASSIGN(const auto opened, open_regular_file(file, most_tap_bytes));
  TRY_ASSIGN(const std::string text, read_all(opened.second, most_tap_bytes));
  return parse_json(text);
}

Result<const SubtitleFormat*> format_of(const Session& session, const std::string& file) {
  const std::string extension = extension_of(file);
  for (const SubtitleFormat* format : session.catalogue.subtitles)
    if (std::find(format->extensions.begin(), format->extensions.end(), extension) != format->extensions.end())
      return format;
  return fail(Errc::unsupported, "engine.format_unknown", {{"format", display_name(extension)}});
}

/// Probe, listen, align; each remembered by itself, so that other words or taps only align.
Result<StepRecord> aligned(const Session& session, const AlignOptions& options) {
  TRY_ASSIGN(const auto language, LanguageTag::parse(options.language));
  for (const Message& note : language.notes) session.tell(note);
  TRY_ASSIGN(Json taps, taps_of(options.taps));
  TRY_ASSIGN(StepChain chain, StepChain::open(session, options.data));
  TRY_ASSIGN(const UnitInput media, chain.source("source", options.media, MediaLimits{}.source_bytes));
  TRY_ASSIGN(const UnitInput words, chain.source("source", options.text, LyricLimits{}.source_bytes));
  const Json as_it_comes =
      Json::object({{"kind", ""}, {"extension", extension_of(options.media)}, {"language", "und"}});
  TRY_ASSIGN(const StepRecord probe, chain.run("probe", as_it_comes, {media}, 0));
  TRY_ASSIGN(const SourceFacts facts, SourceFacts::from_json(probe.document));
  if (facts.audio.empty()) return fail(Errc::invalid_input, "media.no_sound");
  TRY_ASSIGN(const UnitInput found, StepChain::made("facts", probe, ""));
  TRY_ASSIGN(const StepRecord heard,
             chain.run("sound_features", Json::empty_object(), {media, found}, facts.duration_seconds));
  TRY_ASSIGN(const UnitInput features, StepChain::made("features", heard, "features.bin"));
  Json wishes = Json::object(
      {{"language", language.value.text()}, {"words", options.words || session.json}, {"taps", std::move(taps)}});
  if (!options.encoding.empty()) wishes["encoding"] = options.encoding;
  return chain.run("align", wishes, {features, words}, facts.duration_seconds);
}

Json json_of(const CueTrack& track) {
  Json cues = Json::empty_array();
  for (const Cue& cue : track.cues) {
    Json words = Json::empty_array();
    for (const WordTiming& word : cue.words)
      words.push_back(Json::object({{"start", word.when.begin.seconds()},
                                    {"end", word.when.end ? word.when.end->seconds() : 0.0},
                                    {"text", word.text}}));
    cues.push_back(Json::object({{"id", cue.id},
                                 {"start", cue.when.begin.seconds()},
                                 {"end", cue.when.end ? cue.when.end->seconds() : 0.0},
                                 {"text", plain_text(cue)},
                                 {"confidence", cue.confidence},
                                 {"words", std::move(words)}}));
  }
  return Json::object({{"cues", std::move(cues)}});
}

/// Times of words only where they were asked for: `--json` always has them.
void drop_words(CueTrack& track) {
  for (Cue& cue : track.cues) {
    CueNode text;
    text.type = "text";
    text.text = plain_text(cue);
    for (std::size_t at = 0; (at = cue.text.find('<', at)) != std::string::npos;)
      cue.text.erase(at, cue.text.find('>', at) - at + 1);
    cue.tree = {std::move(text)};
    cue.words.clear();
  }
}

Result<> run_align(const Session& session, const AlignOptions& options) {
  TRY_ASSIGN(const SubtitleFormat* format, format_of(session, options.out));
  TRY_ASSIGN(const StepRecord record, aligned(session, options));
  TRY_ASSIGN(CueTrack track, CueTrack::from_json(record.document.at_or_null("cues")));
  const Json answer = json_of(track);
  if (!options.words) drop_words(track);
  TRY_ASSIGN(const auto written, format->write(track));
  TRY(write_text_file(options.out, written.value));
  for (const Message& note : record.notes) session.tell(note);
  for (const Message& note : written.notes) session.tell(note);
  if (session.json) {
    session.print_json(answer);
    return {};
  }
  for (const Cue& cue : track.cues)
    session.print(fmt::format("{:9.3f} {:9.3f}  {:<12}  {}", cue.when.begin.seconds(),
                              cue.when.end ? cue.when.end->seconds() : 0.0, cue.confidence, plain_text(cue)));
  return {};
}

}  // namespace

void add_align(CLI::App& app, Session& session) {
  CLI::App* command = add_subcommand(app, session, "align", "Time known words against the sound",
                                     "integrart align song.mp3 song.uk.txt --language uk --out song.uk.vtt --words");
  auto options = std::make_shared<AlignOptions>();
  command->add_option("media", options->media, "A video or sound file")->required();
  command->add_option("text", options->text, "The words, one line as it is sung on each line")->required();
  command->add_option("--language", options->language, "The language that is sung (BCP 47)")
      ->required()
      ->check(language_tag_check(session));
  command->add_option("--out", options->out, "The subtitle file to write; its extension says the format")->required();
  command->add_flag("--words", options->words, "Times of words inside the lines");
  command->add_option(
      "--taps", options->taps,
      R"(A JSON list of what a person says: [{"line": 3, "time": 41.2}, {"line": 5, "time": 50, "end": 53.1, "confirmed": true}])");
  command->add_option("--encoding", options->encoding, "How the words are written, when it cannot be told");
  command->add_option("--data", options->data,
                      "Folder that keeps what was heard of the sound, so that aligning again is quick");
  command->callback([&session, options] {
    if (is_right_use(session, overwriting_refusal({options->media, options->text, options->taps}, options->out)))
      session.attempt([&] { return run_align(session, *options); });
  });
}

}  // namespace integrart
