// Reads the words that people wrote into a picture beside its pixels.

#include "pipeline/base/limits.h"
#include "pipeline/engine/step.h"
#include "pipeline/engine/written_labels.h"
#include "pipeline/media/still.h"

namespace integrart {

namespace {

Result<StepOutput> run(StepContext& context) {
  TRY_ASSIGN(const StepInput* source, context.input("source"));
  TRY_ASSIGN(const PictureWords words, read_still_words(source->file, ImageLimits{}));
  const std::string of_file = context.parameters.at_or_null("of_file").string_or("");
  StepOutput output;
  output.document = Json::object({{"labels", Json::empty_array()}, {"unread", Json::empty_array()}});
  for (const WrittenTag& tag : words.tags) output.document["labels"].push_back(label_of(tag, of_file));
  for (const std::string& key : words.unread) output.document["unread"].push_back(Json::object({{"tag", key}}));
  return output;
}

}  // namespace

extern const StepKind step_picture_words;
const StepKind step_picture_words{
    .id = "picture_words",
    .version = 1,
    .doc = {"Reads the words that people wrote into a picture beside its pixels.",
            "Titles, captions, comments, keywords and credit of EXIF, IPTC and XMP, the texts of PNG, the comments of "
            "JPEG and GIF. Its document holds each with its place, and the tags that nobody could read: too long, or "
            "compressed and broken.",
            "",
            {}},
    .weight = JobWeight::light,
    .bounds = {.memory_bytes = 1ULL << 30U, .file_bytes = 1U << 20U, .cpu_seconds = 30, .wall_seconds = 60},
    .toolchain = still_toolchain,
    .run = run,
};

}  // namespace integrart
