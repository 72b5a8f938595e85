#pragma once
// Which part of a file name says the language of what is in the file.

#include <string_view>

namespace integrart {

/// "ua" of "songs/song.ua.literal.vtt": as it is written, to be read by LanguageTag::parse. Empty when no part before
/// the extension names a language that anybody knows ("song.final.srt").
std::string_view language_in_name(std::string_view path);

}  // namespace integrart
