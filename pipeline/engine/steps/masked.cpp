// Makes personal data in a text or in subtitles unreadable.

#include <fstream>

#include "pipeline/base/limits.h"
#include "pipeline/base/subtitle_format.h"
#include "pipeline/base/text.h"
#include "pipeline/engine/cue_checking.h"
#include "pipeline/engine/input_text.h"
#include "pipeline/engine/personal_data_masks.h"
#include "pipeline/engine/step.h"

namespace integrart {

namespace {

const SubtitleFormat* format_for(const Catalogue& catalogue, std::string_view extension) {
  for (const SubtitleFormat* format : catalogue.subtitles)
    for (const std::string_view known : format->extensions)
      if (known == extension && known != "txt") return format;
  return nullptr;
}

struct Masked {
  std::string bytes;
  std::int64_t count = 0;  // stretches masked
  std::int64_t left = 0;   // and found again at the end
  std::vector<Message> notes;
};

Result<CueTrack> read_cues(const StepContext& context, const std::string& text, const std::string& name) {
  const std::string extension = context.parameters.at_or_null("extension").string_or("");
  for (const SubtitleFormat* format : by_likeness(context.catalogue.subtitles, text, extension)) {
    auto track = format->read(text, SubtitleLimits{});
    if (track) return std::move(track->value);
    if (track.error().code != Errc::unrecognised) return tl::unexpected<Error>(std::move(track).error());
  }
  return fail(Errc::unrecognised, "engine.subtitles_unrecognised", {{"file", display_name(name)}});
}

Result<Masked> mask_track(const StepContext& context, CueTrack track, const LanguageTag& language, TextMaskStyle style,
                          const SubtitleFormat& format) {
  Masked result;
  for (int round = 0; round < most_masking_rounds; ++round) {
    TRY_ASSIGN(const std::vector<TextSpan> spans,
               personal_data_in(context.catalogue, joined_words(track), language, context.parameters));
    result.left = static_cast<std::int64_t>(spans.size());
    if (spans.empty()) break;
    complete_changed_cues(context.catalogue, mask_cues(track, spans, style), track);
    result.count += result.left;
  }
  TRY_ASSIGN(auto written, format.write(track));
  result.bytes = std::move(written.value);
  result.notes = std::move(written.notes);
  return result;
}

Result<StepOutput> run(StepContext& context) {
  TRY_ASSIGN(const StepInput* source, context.input("source"));
  TRY_ASSIGN(const auto language, LanguageTag::parse(context.parameters.at_or_null("language").string_or("und")));
  TRY_ASSIGN(DecodedText text, input_text(context, source->file, TextLimits{}.source_bytes, language.value));
  const TextMaskStyle style =
      context.parameters.at_or_null("style").string_or("") == "word" ? TextMaskStyle::word : TextMaskStyle::bullets;
  const SubtitleFormat* format =
      format_for(context.catalogue, context.parameters.at_or_null("extension_out").string_or(""));
  Masked result;
  if (format != nullptr) {
    TRY_ASSIGN(CueTrack track, read_cues(context, text.utf8, source->file.name));
    TRY_ASSIGN(result, mask_track(context, std::move(track), language.value, style, *format));
  } else {
    TRY_ASSIGN(MaskedWords words,
               mask_personal_data(context.catalogue, std::move(text.utf8), language.value, context.parameters, style));
    result = {std::move(words.utf8), words.count, words.left, {}};
  }
  std::ofstream file(context.work_folder / "masked", std::ios::binary);
  file << result.bytes;
  file.close();
  if (!file) return fail(Errc::unavailable, "engine.write_failed", {{"file", std::string("masked")}});
  StepOutput output;
  output.files.push_back({"masked", "masked", format != nullptr ? std::string(format->media_type) : "text/plain"});
  output.document = Json::object({{"masked", result.count}, {"left", result.left}});
  output.notes = std::move(result.notes);
  return output;
}

}  // namespace

extern const StepKind step_masked;
const StepKind step_masked{
    .id = "masked",
    .version = 1,
    .doc =
        {"Makes personal data in a text or in subtitles unreadable.",
         "Everything that the filter pii finds becomes bullets of the same length, or [masked]. A text keeps all its "
         "other signs, markup too; subtitles keep times, identifiers, placement and markup, and are written in the "
         "format of the new file's extension. Looked at again until nothing is found; the document says how much "
         "was masked and what is left.",
         "",
         {}},
    .weight = JobWeight::light,
    .bounds = {.memory_bytes = 1ULL << 30U, .file_bytes = 64ULL << 20U, .cpu_seconds = 60, .wall_seconds = 120},
    .run = run,
};

}  // namespace integrart
