#pragma once
// The small words by which a few words tell their language: "you", "jesteś", "ти". Pure; any thread.

#include <string>
#include <string_view>
#include <vector>

namespace integrart {

/// The languages (BCP 47) to whose small words a folded word belongs; empty for most words.
std::vector<std::string_view> languages_of_small_word(std::u32string_view word);

}  // namespace integrart
