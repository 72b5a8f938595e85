#include "formats/pack/shared/languages.h"

#include <algorithm>

#include "pipeline/base/message.h"

namespace integrart {
namespace {

std::string primary_of(std::string_view language) {
  return std::string(language.substr(0, language.find('-')));
}

LanguageTag tag_of(std::string_view language) {
  const auto parsed = LanguageTag::parse(language);
  return parsed ? parsed->value : LanguageTag();
}

}  // namespace

TaggedText best_text(const LocalisedText& text, std::string_view language) {
  for (const std::string& wanted : {std::string(language), primary_of(language), std::string("en")}) {
    const auto found = text.by_language.find(wanted);
    if (found != text.by_language.end() && !found->second.empty()) return {found->first, found->second};
  }
  for (const auto& [tag, words] : text.by_language)
    if (!words.empty()) return {tag, words};
  return {"und", ""};
}

std::string main_language(const PackManifest& manifest) {
  for (const LanguageTag& language : manifest.languages)
    if (manifest.title.by_language.contains(language.text())) return language.text();
  if (!manifest.languages.empty()) return manifest.languages.front().text();
  const TaggedText title = best_text(manifest.title, "en");
  return title.language == "und" ? "en" : title.language;
}

std::string page_language(const PackWork& work, const PackManifest& manifest) {
  return work.language.is_undetermined() ? main_language(manifest) : work.language.text();
}

std::string label_language(std::string_view language, const PackManifest& manifest) {
  const auto has_labels = [](const std::string& tag) {
    return std::ranges::find(message_languages(), tag) != message_languages().end();
  };
  for (const std::string& wanted : {primary_of(language), primary_of(main_language(manifest))})
    if (has_labels(wanted)) return wanted;
  return "en";
}

std::string exercise_label_language(std::string_view language, const PackManifest& manifest) {
  std::string primary = primary_of(language);
  return primary == "ru" || primary == "ar" ? primary : label_language(language, manifest);
}

bool is_right_to_left(std::string_view language) {
  return tag_of(language).is_right_to_left();
}

std::string language_name_in_itself(std::string_view language) {
  return tag_of(language).name_in_itself();
}

XmlWriter::Attributes language_attributes(std::string_view language) {
  const LanguageTag tag = tag_of(language);
  if (tag.is_undetermined()) return {};
  return {{"xml:lang", tag.text()}, {"lang", tag.text()}, {"dir", tag.is_right_to_left() ? "rtl" : "ltr"}};
}

XmlWriter::Attributes in_language(std::string_view language, XmlWriter::Attributes attributes) {
  for (auto& attribute : language_attributes(language)) attributes.push_back(std::move(attribute));
  return attributes;
}

std::string words_of_undescribed(const std::string& title, std::string_view labels) {
  return render({"book.picture_not_described", {{"title", shortened(title, 200)}}}, labels);
}

std::string shortened(std::string_view text, std::size_t code_points) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if ((static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) continue;
    if (++count == code_points) {
      const bool fits = std::ranges::all_of(text.substr(at + 1),
                                            [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; });
      return fits ? std::string(text) : std::string(text.substr(0, at)) + "…";
    }
  }
  return std::string(text);
}

}  // namespace integrart
