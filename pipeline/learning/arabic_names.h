#pragma once
// Names in Arabic, which has no capital letters: lists of them, what is written onto them, and the words that make a
// name together with the word after them.

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/learning/lines.h"

namespace integrart::learning {

/// Whether `folded` is a name of the first list exactly as it stands there.
bool is_arabic_name(std::string_view folded);

/// `word` without vowel signs, and what is left of it when "and", "so", "with", "for" and "like" (و ف ب ل ك) are taken
/// off as far as it has them; after ل the article has its alif again ("للقاهرة" is ل and "القاهرة").
std::vector<std::string> arabic_readings(std::string_view word);

/// Sets `belongs_to_name` of names with small words written onto them, also those of `people`, and of both words of
/// "عبد الرحمن", "أبو بكر", "أم كلثوم", "ابن خلدون" and the like.
void find_arabic_names(std::vector<Line>& lines, const std::set<std::string>& people);

}  // namespace integrart::learning
