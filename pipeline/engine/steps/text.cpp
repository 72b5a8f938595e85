// Reads a text into clean HTML, plain text and sentences.

#include <algorithm>
#include <fstream>

#include "pipeline/base/limits.h"
#include "pipeline/base/text.h"
#include "pipeline/base/text_format.h"
#include "pipeline/engine/input_text.h"
#include "pipeline/engine/step.h"

namespace integrart {

namespace {

const TextFormat* format_for(const Catalogue& catalogue, std::string_view extension) {
  for (const TextFormat* format : catalogue.texts)
    if (std::find(format->extensions.begin(), format->extensions.end(), extension) != format->extensions.end())
      return format;
  return find_by_id(catalogue.texts, "plain");
}

/// The fragment as a page that says in which language and encoding it is, so that it can be opened alone.
std::string page_of(const CleanText& text, const LanguageTag& language) {
  const std::string title = text.sentences.empty() ? std::string() : text.sentences.front();
  return "<!DOCTYPE html>\n<html lang=\"" + language.text() + "\" dir=\"" +
         (language.is_right_to_left() ? "rtl" : "ltr") +
         "\">\n<head>\n<meta charset=\"utf-8\">\n"
         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" +
         html_escaped(title) + "</title>\n</head>\n<body>\n" + text.html + "\n</body>\n</html>\n";
}

Result<> write_file(const StepContext& context, const std::string& name, const char* media_type, std::string_view bytes,
                    StepOutput& output) {
  std::ofstream file(context.work_folder / name, std::ios::binary);
  file << bytes;
  file.close();
  if (!file) return fail(Errc::unavailable, "engine.write_failed", {{"file", name}});
  output.files.push_back({name, name, media_type});
  return {};
}

Result<StepOutput> run(StepContext& context) {
  TRY_ASSIGN(const StepInput* source, context.input("source"));
  TRY_ASSIGN(const auto language, LanguageTag::parse(context.parameters.at_or_null("language").string_or("und")));
  TRY_ASSIGN(const DecodedText text, input_text(context, source->file, TextLimits{}.source_bytes, language.value));
  const TextFormat* format = format_for(context.catalogue, context.parameters.at_or_null("extension").string_or(""));
  if (format == nullptr) return fail(Errc::internal, "engine.format_unknown", {{"format", "plain"}});
  TRY_ASSIGN(auto clean, format->read(text.utf8, language.value, TextLimits{}));
  StepOutput output;
  output.document = Json::object({{"language", language.value.text()},
                                  {"encoding", text.encoding},
                                  {"html", clean.value.html},
                                  {"plain", clean.value.plain},
                                  {"sentences", json_list(clean.value.sentences)}});
  if (!clean.value.beside.empty()) output.document["labels"] = Json::empty_array();
  for (const WordsBeside& words : clean.value.beside)
    output.document["labels"].push_back(
        Json::object({{"place", words.place}, {"scope", words.scope}, {"text", words.text}}));
  TRY(write_file(context, "text.html", "text/html", page_of(clean.value, language.value), output));
  TRY(write_file(context, "text.txt", "text/plain", clean.value.plain, output));
  output.notes = std::move(clean.notes);
  return output;
}

}  // namespace

extern const StepKind step_text;
const StepKind step_text{
    .id = "text",
    // 2: sentences go on after abbreviations and initials; 3: files; 4: words beside the text, scripts in Markdown
    .version = 4,
    .doc = {"Reads a text into clean HTML, plain text and sentences.",
            "Plain, Markdown and HTML in any encoding; nothing active survives. text.html is a page that can be opened "
            "alone, every sentence of it an element with an id (s1, s2, ...); text.txt is UTF-8. Titles, descriptions "
            "and alternative texts of a page are in the document, for filters to read.",
            "",
            {}},
    .weight = JobWeight::light,
    .bounds = {.memory_bytes = 1ULL << 30U, .file_bytes = 1U << 20U, .cpu_seconds = 20, .wall_seconds = 40},
    .run = run,
};

}  // namespace integrart
