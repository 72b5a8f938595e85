#pragma once
// Words in another script written with Latin letters, by each language's own standard: an optional second line for
// those who sing along before they can read.

#include <span>
#include <string>
#include <string_view>

#include "pipeline/base/language.h"
#include "pipeline/base/result.h"
#include "pipeline/base/transliteration.h"

namespace integrart {

struct RomanisationStandard {
  std::string_view language;  // primary subtag
  std::string_view standard;  // what it is called
  std::string_view source;    // where it is laid down
  std::string_view rules;     // ICU rules of our own; empty: `named`
  std::string_view named;     // a rule set of ICU
  bool official = true;       // false: a reading aid only
};

std::span<const RomanisationStandard> romanisation_standards();

/// Immutable; `romanise` may be called from any thread.
class Romanisation {
 public:
  /// Errc::unsupported when there is no standard for the language.
  static Result<Romanisation> of(const LanguageTag& language);

  /// Latin text of one line or many. Latin letters, digits and marks stay.
  std::string romanise(std::string_view text) const { return m_transliteration.apply(text); }
  const RomanisationStandard& standard() const { return *m_standard; }

 private:
  Romanisation(const RomanisationStandard& standard, Transliteration transliteration)
      : m_standard(&standard), m_transliteration(std::move(transliteration)) {}

  const RomanisationStandard* m_standard;
  Transliteration m_transliteration;
};

}  // namespace integrart
