#pragma once
// Words that hold sentences together (pronouns, prepositions, particles, auxiliary verbs): no learner remembers a song
// by them, so easy exercises leave them alone. The lists of closed classes in function_words/ are our own, written for
// this program, class by class.

#include <string_view>

#include "pipeline/base/language.h"

namespace integrart::learning {

/// `folded` as by `case_folded`, apostrophes as U+0027. False for languages without a list.
bool is_function_word(std::string_view folded, const LanguageTag& language);

}  // namespace integrart::learning
