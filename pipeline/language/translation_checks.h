#pragma once
// What may be wrong with a translation, without knowing either language. Hints for the translator, never a refusal.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/language.h"
#include "pipeline/base/result.h"

namespace integrart {

struct CheckedTranslation {
  std::string_view source;
  std::string_view target;
  std::string from;  // primary language subtags
  std::string to;
  std::size_t most_characters = 42;  // of one line, graphemes
  std::size_t most_lines = 2;
};

struct TranslationCheck {
  std::string_view id;
  std::string_view message;  // id of its explanation, which says what to do; no arguments
  std::string_view source;   // an example that fails ...
  std::string_view failing;
  std::string_view mended;  // ... and one that passes
  bool (*passes)(const CheckedTranslation& translation);
};

/// In the order of translation_checks.def.
std::span<const TranslationCheck> translation_checks();

/// The checks that fail. An untranslated line fails that check only.
std::vector<const TranslationCheck*> failing_checks(const CheckedTranslation& translation);

}  // namespace integrart
