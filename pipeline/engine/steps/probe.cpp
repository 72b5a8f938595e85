// What a file is. The first step of every work; the plan depends on it.

#include "pipeline/media/probe.h"

#include <unistd.h>

#include <algorithm>
#include <array>

#include "pipeline/base/documents/collection.h"
#include "pipeline/base/limits.h"
#include "pipeline/base/subtitle_format.h"
#include "pipeline/base/text.h"
#include "pipeline/base/text_format.h"
#include "pipeline/engine/foreign_document.h"
#include "pipeline/engine/input_text.h"
#include "pipeline/engine/step.h"
#include "pipeline/media/still.h"

namespace integrart {

namespace {

/// No text is what only looks like one to a reader of bytes: nobody would read the words in it.
Result<> refuse_foreign(const InputFile& file, std::string_view beginning) {
  const std::string_view document = foreign_document(beginning.substr(0, foreign_document_bytes));
  if (document.empty()) return {};
  return fail(Errc::unsupported, "engine.foreign_document",
              {{"file", display_name(file.name)}, {"document", std::string(document)}});
}

Result<> refuse_foreign(const InputFile& file) {
  std::array<char, foreign_document_bytes> head{};
  const ssize_t got = pread(file.descriptor, head.data(), head.size(), 0);
  return refuse_foreign(file, std::string_view(head.data(), static_cast<std::size_t>(std::max<ssize_t>(got, 0))));
}

/// The format of cues that a text surely is of, whatever its name says; empty: of none.
std::string cue_format_of(const StepContext& context, std::string_view utf8) {
  constexpr double surely = 0.9;
  const auto formats = by_likeness(context.catalogue.subtitles, utf8, "");
  if (formats.empty() || formats.front()->likeness(utf8) < surely) return {};
  return std::string(formats.front()->id);
}

Result<Noted<SourceFacts>> probe_text(const StepContext& context, const InputFile& file) {
  TRY(refuse_foreign(file));
  const std::string extension = context.parameters.at_or_null("extension").string_or("");
  TRY_ASSIGN(const auto hint, LanguageTag::parse(context.parameters.at_or_null("language").string_or("und")));
  TRY_ASSIGN(const DecodedText text, input_text(context, file, TextLimits{}.source_bytes, hint.value));
  TRY(refuse_foreign(file, text.utf8));
  SourceFacts facts;
  facts.kind = "text";
  facts.container = "plain";
  for (const TextFormat* format : context.catalogue.texts)
    for (const std::string_view known : format->extensions)
      if (known == extension) facts.container = format->id;
  facts.text_encoding = text.encoding;
  return Noted<SourceFacts>{std::move(facts), {}};
}

/// Without a declared kind the first reader that recognises the bytes decides.
Result<Noted<SourceFacts>> probe_any(const StepContext& context, const InputFile& file) {
  auto image = probe_image(file, ImageLimits{});
  if (image || image.error().code != Errc::unrecognised) return image;
  auto media = probe_media(file, MediaLimits{});
  if (media || media.error().code != Errc::unrecognised) return media;
  auto text = probe_text(context, file);
  if (!text) return text.error().code == Errc::unsupported ? text : media;
  if (text->value.container != "plain") return text;
  // Who calls it a text wants all of it shown as one.
  TRY_ASSIGN(const DecodedText decoded, input_text(context, file, TextLimits{}.source_bytes, {}));
  if (std::string format = cue_format_of(context, decoded.utf8); !format.empty())
    text->value.container = std::move(format);
  return text;
}

Result<StepOutput> run(StepContext& context) {
  TRY_ASSIGN(const StepInput* source, context.input("source"));
  const InputFile& file = source->file;
  if (file.bytes == 0) return fail(Errc::invalid_input, "engine.file_empty", {{"file", display_name(file.name)}});
  const std::string kind = context.parameters.at_or_null("kind").string_or("");
  auto facts = kind == "image"                                            ? probe_image(file, ImageLimits{})
               : kind == "text"                                           ? probe_text(context, file)
               : kind == "video" || kind == "audio" || kind == timed_kind ? probe_media(file, MediaLimits{})
                                                                          : probe_any(context, file);
  if (!facts) return tl::unexpected<Error>(std::move(facts).error());
  facts->value.bytes = file.bytes;
  StepOutput output;
  output.document = facts->value.to_json();
  output.notes = std::move(facts->notes);
  return output;
}

std::string toolchain() {
  return media_toolchain() + "; " + still_toolchain();
}

}  // namespace

extern const StepKind step_probe;
const StepKind step_probe{
    .id = "probe",
    // 2: names of tracks, places in tracks; 3: layouts of sounds that do not tell theirs; 4: comments;
    // 5: formats of cues, what is no text, titles; 6: what covers carry, XMP of films
    .version = 6,
    .doc = {"Finds out what a file is.",
            "Container, streams, size, times, colour, encoding and which classes of metadata are present; never their "
            "values, but the title that a sound gives itself.",
            "",
            {}},
    .weight = JobWeight::light,
    .bounds = {.memory_bytes = 2ULL << 30U, .file_bytes = 1U << 20U, .cpu_seconds = 20, .wall_seconds = 40},
    .toolchain = toolchain,
    .run = run,
};

}  // namespace integrart
