#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "formats/collection/collection_yaml.h"
#include "formats/subtitle/file_name/language_of_name.h"
#include "pipeline/base/digest.h"
#include "pipeline/base/text.h"

namespace integrart {
namespace {

struct ExtensionKind {
  std::string_view extension;
  std::string_view kind;  // of a work, or "subtitles"
};
constexpr auto extension_kinds = std::to_array<ExtensionKind>({
    {"mp4", "video"},  {"mov", "video"},     {"m4v", "video"},     {"3gp", "video"},  {"mkv", "video"},
    {"webm", "video"}, {"avi", "video"},     {"ts", "video"},      {"mts", "video"},  {"m2ts", "video"},
    {"mpg", "video"},  {"mpeg", "video"},    {"mp3", "audio"},     {"m4a", "audio"},  {"aac", "audio"},
    {"ogg", "audio"},  {"oga", "audio"},     {"opus", "audio"},    {"flac", "audio"}, {"wav", "audio"},
    {"amr", "audio"},  {"jpg", "image"},     {"jpeg", "image"},    {"png", "image"},  {"webp", "image"},
    {"gif", "image"},  {"heic", "image"},    {"heif", "image"},    {"avif", "image"}, {"tif", "image"},
    {"tiff", "image"}, {"txt", "text"},      {"md", "text"},       {"html", "text"},  {"markdown", "text"},
    {"htm", "text"},   {"vtt", "subtitles"}, {"srt", "subtitles"},
});

constexpr std::size_t longest_id = 64;

std::string lower_case_ascii(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return lower;
}

std::string_view kind_of_extension(std::string_view extension) {
  const std::string lower = lower_case_ascii(extension);
  const auto found = std::ranges::find(extension_kinds, lower, &ExtensionKind::extension);
  return found == extension_kinds.end() ? std::string_view() : found->kind;
}

/// Letters and digits of ASCII with single hyphens between. A name that loses letters on the way gets eight digits of
/// its digest, so that different names stay different and the id does not change between runs.
std::string id_from(std::string_view name) {
  std::string id;
  bool lost = false;
  for (const char c : lower_case_ascii(name)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      id += c;
    } else {
      lost = lost || static_cast<unsigned char>(c) >= 0x80;
      if (!id.empty() && id.back() != '-') id += '-';
    }
  }
  while (id.ends_with('-')) id.pop_back();
  lost = lost || id.empty() || id.size() > longest_id;
  if (!lost) return id;
  const std::string tail = digest_of(name).hex().substr(0, 8);
  id = id.substr(0, longest_id - 1 - tail.size());
  return (id.empty() ? "work" : id) + "-" + tail;
}

struct FolderFile {
  std::string_view name;  // borrowed from the list of names
  NameParts parts;
  std::string_view kind;
};

CollectionWork work_from(const FolderFile& file) {
  CollectionWork work;
  work.seen = false;  // nobody wrote it down
  work.kind = file.kind;
  work.file = file.name;
  if (file.parts.language) work.language = *file.parts.language;
  work.title.by_language[work.language.text()] = display_name(file.parts.stem);
  return work;
}

/// The number in front of the extension of one of several pictures: 2 and "song" of "song.2.jpg"; 0 of "song.jpg".
std::pair<int, std::string_view> number_and_stem(std::string_view stem) {
  constexpr std::size_t most_digits = 4;
  const std::size_t dot = stem.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return {0, stem};
  const std::string_view digits = stem.substr(dot + 1);
  if (digits.empty() || digits.size() > most_digits || digits.find_first_not_of("0123456789") != std::string_view::npos)
    return {0, stem};
  return {std::stoi(std::string(digits)), stem.substr(0, dot)};
}

/// Works by the stem of their name. Pictures that share a stem with a sound are shown while it plays. Texts that share
/// a stem with another work are its words or its translations.
class FolderReading {
 public:
  explicit FolderReading(std::vector<FolderFile> files) : m_files(std::move(files)) {}

  void take_media() {
    for (const FolderFile& file : m_files)
      if (file.kind == "video" || file.kind == "audio" || (file.kind == "image" && sound_of(file).empty()))
        add_work(file);
    take_pictures_of_sounds();
  }
  void take_texts() {
    for (const FolderFile& file : m_files) {
      if (file.kind != "text") continue;
      CollectionWork* const owner = work_named(file.parts.stem);
      if (owner == nullptr) {
        add_work(file);
      } else if (owner->kind == "text" && file.parts.language) {
        owner->translations.emplace_back(file.name);
      } else if ((owner->kind == "video" || owner->kind == "audio") && owner->lyrics.empty()) {
        owner->lyrics = file.name;
        if (owner->language.is_undetermined() && file.parts.language) give_language(*owner, *file.parts.language);
      } else {
        add_work(file);
      }
    }
  }
  void take_subtitles(std::vector<Message>& notes) {
    for (const FolderFile& file : m_files) {
      if (file.kind != "subtitles") continue;
      if (CollectionWork* const owner = work_named(file.parts.stem); owner != nullptr && owner->kind != "text")
        owner->subtitles.emplace_back(file.name);
      else
        notes.push_back({"collection.subtitles_without_work", {{"file", display_name(file.name)}}});
    }
  }
  std::vector<CollectionWork> works() { return std::move(m_works); }

 private:
  /// The stem of the sound that a picture belongs to; empty when there is none.
  std::string_view sound_of(const FolderFile& picture) const {
    for (const std::string_view stem : {picture.parts.stem, number_and_stem(picture.parts.stem).second})
      for (const FolderFile& file : m_files)
        if (file.kind == "audio" && file.parts.stem == stem) return stem;
    return {};
  }
  void take_pictures_of_sounds() {
    std::map<std::string_view, std::vector<std::pair<int, std::string_view>>> by_sound;
    for (const FolderFile& file : m_files) {
      if (file.kind != "image") continue;
      const std::string_view stem = sound_of(file);
      if (stem.empty()) continue;
      const int number = stem == file.parts.stem ? 0 : number_and_stem(file.parts.stem).first;
      by_sound[stem].emplace_back(number, file.name);
    }
    for (CollectionWork& work : m_works) {
      if (work.kind != "audio") continue;
      const auto found = by_sound.find(parts_of_name(work.file).stem);
      if (found == by_sound.end()) continue;
      std::ranges::sort(found->second);
      for (const auto& [number, name] : found->second) work.pictures.emplace_back(name);
      by_sound.erase(found);  // song.mp3 and song.wav: shown once
    }
  }
  static void give_language(CollectionWork& work, const LanguageTag& language) {
    auto title = work.title.by_language.extract(work.language.text());
    work.language = language;
    title.key() = language.text();
    work.title.by_language.insert(std::move(title));
  }
  CollectionWork* work_named(std::string_view stem) {
    const auto found = m_by_stem.find(stem);
    return found == m_by_stem.end() ? nullptr : &m_works[found->second];
  }
  void add_work(const FolderFile& file) {
    CollectionWork work = work_from(file);
    work.id = id_from(file.parts.stem);
    if (!m_ids.insert(work.id).second) {  // song.mp4 and song.mov
      work.id = id_from(file.name);
      while (!m_ids.insert(work.id).second) work.id = id_from(work.id + "/" + digest_of(file.name).hex());
    }
    m_by_stem.emplace(file.parts.stem, m_works.size());
    m_works.push_back(std::move(work));
  }

  std::vector<FolderFile> m_files;
  std::vector<CollectionWork> m_works;
  std::map<std::string, std::size_t, std::less<>> m_by_stem;
  std::set<std::string> m_ids;
};

std::vector<LanguageTag> languages_of(const std::vector<CollectionWork>& works) {
  std::set<LanguageTag> languages;
  for (const CollectionWork& work : works)
    if (!work.language.is_undetermined()) languages.insert(work.language);
  return {languages.begin(), languages.end()};
}

}  // namespace

Result<Noted<Collection>> collection_from_folder(std::string_view folder_name, std::vector<std::string> file_names,
                                                 const CollectionLimits& limits) {
  std::ranges::sort(file_names);
  file_names.erase(std::ranges::unique(file_names).begin(), file_names.end());
  Noted<Collection> answer;
  std::vector<FolderFile> files;
  for (const std::string& name : file_names) {
    if (name.empty() || name.starts_with('.') || name == "collection.yaml") continue;
    const std::string_view kind = kind_of_extension(parts_of_name(name).extension);
    if (kind.empty())
      answer.notes.push_back({"collection.file_left_out", {{"file", display_name(name)}}});
    else
      files.push_back({name, parts_of_name(name), kind});
  }
  if (files.size() > limits.works)
    return fail(
        Errc::limit_exceeded, "collection.too_many_works",
        {{"works", static_cast<std::int64_t>(files.size())}, {"most", static_cast<std::int64_t>(limits.works)}});
  FolderReading reading(std::move(files));
  reading.take_media();
  reading.take_texts();
  reading.take_subtitles(answer.notes);
  answer.value.id = id_from(folder_name);
  answer.value.title.by_language["und"] = display_name(folder_name);
  answer.value.works = reading.works();
  answer.value.languages = languages_of(answer.value.works);
  if (answer.value.works.empty())
    return fail(Errc::not_found, "collection.nothing_in_folder", {{"folder", display_name(folder_name)}});
  return answer;
}

}  // namespace integrart
