#pragma once
// BCP 47 language tags.

#include <compare>
#include <string>
#include <string_view>

#include "pipeline/base/result.h"

namespace integrart {

/// A well-formed, canonical BCP 47 tag ("uk", "sr-Latn", "nb-NO"). Made only by `parse`.
class LanguageTag {
 public:
  LanguageTag() = default;  // "und"

  /// Canonicalises case and deprecated subtags. `ua` becomes `uk` and `no` becomes `nb`, each with a note, because
  /// people write country codes. Errc::invalid_input for anything that is no language tag.
  static Result<Noted<LanguageTag>> parse(std::string_view text);

  const std::string& text() const { return m_text; }
  std::string primary() const;            // "uk" of "uk-UA"
  std::string three_letter_code() const;  // ISO 639-2/T: "ukr" of "uk-UA"; "und" when there is none
  bool is_undetermined() const { return m_text == "und"; }
  bool is_right_to_left() const;  // by the likely script of the language
  /// The language's name in itself ("українська"), for pickers.
  std::string name_in_itself() const;
  /// The language's name in another language.
  std::string name_in(std::string_view language) const;

  auto operator<=>(const LanguageTag&) const = default;

 private:
  std::string m_text = "und";
};

}  // namespace integrart
