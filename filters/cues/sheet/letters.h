#pragma once
// Single characters as the rules see them: scripts, look-alikes, marks.

#include <cstdint>
#include <string>
#include <string_view>

namespace integrart {

/// Takes the next code point off the front of valid UTF-8.
char32_t take_code_point(std::string_view& rest);
std::string utf8_of(char32_t point);

bool is_latin(char32_t point);
bool is_cyrillic(char32_t point);
bool is_right_to_left(char32_t point);
bool is_dash(char32_t point);
bool is_music_mark(char32_t point);  // U+2669..U+266C and '#'

/// The letter of the other alphabet that looks the same in every usual typeface ('а' U+0430 for 'a'); 0 when none does.
char32_t cyrillic_twin(char32_t latin);
char32_t latin_twin(char32_t cyrillic);

/// Without U+061C, U+200B, U+200E, U+200F, U+202A..U+202E, U+2060, U+2066..U+2069 and U+FEFF, which nobody sees.
std::string without_bidi_controls(std::string_view text);

}  // namespace integrart
