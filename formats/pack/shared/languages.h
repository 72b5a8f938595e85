#pragma once
// Texts of a pack together with the language they are in, for the attributes that readers and voices need.

#include <string>
#include <string_view>

#include "formats/xml/xml.h"
#include "pipeline/base/documents/pack_manifest.h"

namespace integrart {

struct TaggedText {
  std::string language;  // BCP 47; "und" when unknown
  std::string text;
};

/// The best text for a reader of `language`: exact, primary language, English, first. Empty text when there is none.
TaggedText best_text(const LocalisedText& text, std::string_view language);

/// The language the pack itself speaks: the first of its list in which it has a title, else that of its best title.
std::string main_language(const PackManifest& manifest);

/// The language a work's page is in: the work's own, or `main_language` for works without words.
std::string page_language(const PackWork& work, const PackManifest& manifest);

/// The language of labels ("By", "Licence") on a page in `language`: one that messages exist in.
std::string label_language(std::string_view language, const PackManifest& manifest);

/// The language of what exercises say, which more of them speak: all of `label_language`, Russian and Arabic.
std::string exercise_label_language(std::string_view language, const PackManifest& manifest);

bool is_right_to_left(std::string_view language);
std::string language_name_in_itself(std::string_view language);

/// xml:lang, lang and dir; nothing for an unknown language.
XmlWriter::Attributes language_attributes(std::string_view language);
/// `attributes` with those of `language`.
XmlWriter::Attributes in_language(std::string_view language, XmlWriter::Attributes attributes);

/// What stands for a picture that nobody described: that nobody did, for a title is no description. In `labels`.
std::string words_of_undescribed(const std::string& title, std::string_view labels);

/// At most `code_points` of `text`, cut after whole ones, for fields of learning apps that hold little.
std::string shortened(std::string_view text, std::size_t code_points);

}  // namespace integrart
