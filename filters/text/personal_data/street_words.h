#pragma once
// The words that streets are called with in the languages of our people. All in lower case. Pure; any thread.

#include <string_view>

namespace integrart::personal_data {

/// "ulica", "вул", "площа": stands in front of the name of a street.
bool is_word_before_street(std::u32string_view word);
/// Those of them that are short for it and other things as well, and are only meant so with a full stop: "pl.", "os.".
bool needs_full_stop(std::u32string_view word);
/// "شارع": in front of the name, in a script without capitals.
bool is_arabic_street(std::u32string_view word);
/// "Storgata", "Kerkstraat": the end of the word says it. False for words that end so and are no street.
bool is_name_of_street(std::u32string_view word);
/// Few names that are streets of a capital and nothing else, and lack such a word: "Damrak".
bool is_known_street(std::u32string_view word);
/// "Karl Johans gate": a word of its own behind a name.
bool is_word_behind_norwegian_name(std::u32string_view word);
/// "Невский проспект": the same words as in front of a name, behind one that describes.
bool is_word_behind_cyrillic_name(std::u32string_view word);
/// "Baker Street".
bool is_word_behind_english_name(std::u32string_view word);
/// "nr", "буд", "رقم": stands between the street and the number of the house.
bool is_word_before_house(std::u32string_view word);
/// "m", "кв", "lok": stands between the number of the house and that of the flat.
bool is_word_before_flat(std::u32string_view word);
/// Small words inside of names: "im", "van", "і".
bool is_small_word_of_name(std::u32string_view word);
/// What is counted or measured, and months: with it the number in front is no house. "dni", "år", "км", "maja".
bool is_counted(std::u32string_view word);
/// What may follow an address in the same English sentence without a comma: "in", "is".
bool may_follow_english_address(std::u32string_view word);
/// "adres", "адреса": says that an address follows.
bool announces_address(std::u32string_view word);

}  // namespace integrart::personal_data
