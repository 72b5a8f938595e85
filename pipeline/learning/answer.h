#pragma once
// Is what a learner wrote what was asked for? Forgiving where writing habits differ, never where meaning does.
// formats/pack/web/assets/js/answer.js does the same in the browser; tests/golden/learning/answers.json holds both.

#include <cstdint>
#include <string>
#include <string_view>

#include "pipeline/base/language.h"

namespace integrart::learning {

enum class Answer : std::uint8_t {
  right,
  almost,  // one slip of the keyboard, or letters without their signs: to be looked at again
  wrong,
};

/// The text as it is compared. In every language: Unicode NFKC_Casefold, vowel signs and stress marks left out where
/// they join no letter, every apostrophe between letters the same, all else that is no letter, mark or digit one space.
/// And, by language:
/// ru: ё = е (printing often leaves the dots out). uk: nothing; ґ and г, й and и, ї and і are other letters.
/// ar: أ إ آ ٱ = ا, ى = ي, ة = ه, ؤ = و, ئ = ي (hamza and final forms are often typed plain), vowel signs left out.
/// nl, nb, nn, en: accents and diaereses on vowels as without (één, idé, café: stress, not another letter), but å.
/// pl: nothing; ą ć ę ł ń ó ś ź ż are other letters.
std::string folded_answer(std::string_view text, const LanguageTag& language);

/// Compares with one accepted answer.
Answer compare_answer(std::string_view expected, std::string_view given, const LanguageTag& language);

}  // namespace integrart::learning
