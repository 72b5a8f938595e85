#include "pipeline/engine/work_labels.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "pipeline/base/language_in_name.h"
#include "pipeline/base/text.h"

namespace integrart {

namespace {

/// Ends of names that say what kind of file it is. "clip.mov" is not a domain of ".mov", "paypa1.com" is one of ".com".
constexpr auto formats = std::to_array<std::string_view>(
    {"3gp",  "aac",  "aif", "aiff",     "amr",  "apng", "ass", "avi",  "avif", "bmp",  "csv", "doc",
     "docx", "flac", "flv", "gif",      "heic", "heif", "htm", "html", "jpe",  "jpeg", "jpg", "lrc",
     "m2ts", "m4a",  "m4v", "markdown", "md",   "mkv",  "mov", "mp3",  "mp4",  "mpeg", "mpg", "mts",
     "oga",  "odt",  "ogg", "ogv",      "opus", "pdf",  "png", "rtf",  "sbv",  "srt",  "ssa", "sub",
     "tif",  "tiff", "ts",  "ttml",     "txt",  "vtt",  "wav", "webm", "webp", "wma",  "wmv", "xml"});

std::string lower_ascii(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return lower;
}

/// A name of a file as a person reads it: "i_d_i_o_t.mp4" without format and with spaces.
std::string read_name(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot != std::string_view::npos && dot > 0 &&
      std::ranges::find(formats, lower_ascii(name.substr(dot + 1))) != formats.end())
    name = name.substr(0, dot);
  std::string words(name);
  std::ranges::replace(words, '_', ' ');
  return words;
}

/// Words that nobody has named the language of are taken for the work's.
void add_texts(const LocalisedText& texts, std::string_view kind, std::string_view repeated, const LanguageTag& of_work,
               std::vector<WorkLabel>& labels) {
  for (const auto& [language, text] : texts.by_language) {
    if (text.empty() || text == repeated) continue;
    const auto tag = LanguageTag::parse(language);
    const bool named = tag && !tag->value.is_undetermined();
    labels.push_back({fmt::format("{}:{}", kind, language), named ? tag->value : of_work, text, text});
  }
}

/// "song.pl" of "song.pl.srt" is no site in Poland: the part that names the language of the file becomes spaces, so
/// that every other letter keeps its place.
void blank_language(std::string_view name, std::string& words) {
  const std::string_view part = language_in_name(name);
  if (part.empty()) return;
  const auto begin = static_cast<std::size_t>(part.data() - name.data());
  for (std::size_t i = begin - 1; i < std::min(words.size(), begin + part.size()); ++i) words[i] = ' ';
  words.erase(words.find_last_not_of(' ') + 1);
}

/// `names_language`: of files whose names say in which language they are.
void add_file(const std::string& path, const LanguageTag& language, bool names_language,
              std::vector<WorkLabel>& labels) {
  std::string name = std::filesystem::path(path).filename().string();
  if (!is_valid_utf8(name)) name = display_name(name);
  if (name.empty()) return;
  std::string place = "file_name:" + name;
  if (std::ranges::find(labels, place, &WorkLabel::place) != labels.end()) return;
  std::string words = read_name(name);
  if (names_language) blank_language(name, words);
  labels.push_back({std::move(place), language, std::move(name), std::move(words)});
}

}  // namespace

std::vector<WorkLabel> labels_of(const CollectionWork& work) {
  std::vector<WorkLabel> labels;
  const std::string stem = display_name(std::filesystem::path(work.file).stem().string());
  add_texts(work.title, "title", stem, work.language, labels);
  add_texts(work.description, "description", "", work.language, labels);
  add_texts(work.alt, "alt", "", work.language, labels);
  for (std::size_t i = 0; i < work.creators.size(); ++i)
    if (const std::string& name = work.creators[i].name; !name.empty())
      labels.push_back({fmt::format("credit:{}", i + 1), work.language, name, name});
  add_file(work.file, work.language, false, labels);
  add_file(work.lyrics, work.language, true, labels);
  for (const auto* files : {&work.subtitles, &work.translations, &work.pictures})
    for (const std::string& file : *files) add_file(file, work.language, files != &work.pictures, labels);
  return labels;
}

bool looks_through(std::string_view filter, std::string_view place) {
  return filter != "pii" || kind_of_place(place) != "credit";
}

std::string_view kind_of_place(std::string_view place) {
  return place.substr(0, place.find(':'));
}

Message place_message(std::string_view place) {
  const std::string_view kind = kind_of_place(place);
  const std::string which = display_name(place.substr(std::min(place.size(), kind.size() + 1)));
  return {"moderation.place_" + std::string(kind), {{"which", which}}};
}

}  // namespace integrart
