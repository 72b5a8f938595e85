// Reads the words that people wrote into a media file: tags, titles of chapters, text tracks.

#include "pipeline/media/written_words.h"

#include "pipeline/base/text.h"
#include "pipeline/engine/cue_reading.h"
#include "pipeline/engine/cue_words.h"
#include "pipeline/engine/step.h"
#include "pipeline/engine/written_labels.h"
#include "pipeline/media/probe.h"

namespace integrart {

namespace {

Json label_of(const WrittenChapter& chapter, std::string_view of_file) {
  const ShownWords shown{std::int64_t{1} << 32, chapter.start, chapter.end};
  return Json::object({{"place", place_in_file("chapter", std::to_string(chapter.number), of_file)},
                       {"scope", "title"},
                       {"text", chapter.title},
                       {"shown", Json::array({shown.to_json()})}});
}

Json label_of(int number, const CueTrack& track, std::string_view of_file) {
  Json shown = Json::empty_array();
  for (const ShownWords& part : times_of(track)) shown.push_back(part.to_json());
  Json label = Json::object({{"place", place_in_file("track", std::to_string(number), of_file)},
                             {"scope", "subtitles"},
                             {"text", joined_words(track)},
                             {"shown", std::move(shown)}});
  if (!track.language.is_undetermined()) label["language"] = track.language.text();
  return label;
}

Result<StepOutput> run(StepContext& context) {
  TRY_ASSIGN(const StepInput* source, context.input("source"));
  TRY_ASSIGN(const WrittenWords words, read_written_words(source->file, MediaLimits{}));
  const std::string of_file = context.parameters.at_or_null("of_file").string_or("");
  StepOutput output;
  output.document = Json::object({{"labels", Json::empty_array()}, {"unread", Json::empty_array()}});
  for (const WrittenTag& tag : words.tags) output.document["labels"].push_back(label_of(tag, of_file));
  for (const WrittenChapter& chapter : words.chapters) output.document["labels"].push_back(label_of(chapter, of_file));
  for (std::size_t i = 0; i < words.subtitles.size(); ++i) {
    const SubtitleTrack& subtitles = words.subtitles[i];
    const auto number = static_cast<int>(i + 1);
    const auto read = subtitles.text_number > 0 ? read_text_track(context, source->file, subtitles.text_number)
                                                : fail(Errc::unsupported, "engine.subtitles_unrecognised",
                                                       {{"file", display_name(source->file.name)}});
    if (read)
      output.document["labels"].push_back(label_of(number, read->track.value, of_file));
    else
      output.document["unread"].push_back(Json::object({{"track", number}, {"codec", subtitles.codec}}));
  }
  return output;
}

}  // namespace

extern const StepKind step_written_words;
const StepKind step_written_words{
    .id = "written_words",
    .version = 2,  // 2: terms of use
    .doc = {"Reads the words that people wrote into a media file: tags, titles of chapters, text tracks.",
            "Its document holds each with its place and, where it is shown at a time, its times; and the subtitle "
            "tracks that nobody could read, such as pictures of words.",
            "",
            {}},
    .weight = JobWeight::light,
    .bounds = {.memory_bytes = 1ULL << 30U,
               .file_bytes = 1U << 20U,
               .cpu_seconds = 30,
               .wall_seconds = 120,
               .per_media_second = 0.1},
    .toolchain = media_toolchain,
    .run = run,
};

}  // namespace integrart
