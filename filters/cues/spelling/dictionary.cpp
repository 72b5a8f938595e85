#include "filters/cues/spelling/dictionary.h"

#include <array>
#include <cstdlib>
#include <filesystem>
#include <hunspell/hunspell.hxx>
#include <map>
#include <vector>

#include "filters/cues/sheet/letters.h"
#include "pipeline/base/text.h"

namespace integrart {

namespace {

struct Place {
  std::string_view language;
  std::string_view file;
};
constexpr std::array<Place, 9> places{{{"uk", "uk_UA"},
                                       {"pl", "pl_PL"},
                                       {"nl", "nl_NL"},
                                       {"nb", "nb_NO"},
                                       {"nn", "nn_NO"},
                                       {"en", "en_US"},
                                       {"ru", "ru_RU"},
                                       {"ar", "ar"},
                                       {"de", "de_DE"}}};

std::vector<std::string> folders() {
  std::vector<std::string> found;
  if (const char* path = std::getenv("DICPATH"); path != nullptr)
    for (std::string_view rest = path; !rest.empty();) {
      const std::size_t colon = std::min(rest.find(':'), rest.size());
      found.emplace_back(rest.substr(0, colon));
      rest.remove_prefix(std::min(colon + 1, rest.size()));
    }
  found.emplace_back("/usr/share/hunspell");
  return found;
}

/// The upper half of an 8-bit encoding, letter to byte; empty for UTF-8. Dictionaries write "ISO8859-2".
std::map<std::string, char, std::less<>> bytes_of_letters(std::string encoding) {
  std::map<std::string, char, std::less<>> bytes;
  if (encoding == "UTF-8") return bytes;
  if (encoding.starts_with("ISO8859")) encoding.insert(3, "-");
  for (int byte = 0xA0; byte <= 0xFF; ++byte) {
    const char written = static_cast<char>(static_cast<unsigned char>(byte));
    if (const auto letter = decode_text_as(std::string_view(&written, 1), encoding)) bytes[letter->utf8] = written;
  }
  return bytes;
}

}  // namespace

struct Dictionary::State {
  State(const std::string& affixes, const std::string& words)
      : hunspell(affixes.c_str(), words.c_str()),
        encoding(hunspell.get_dict_encoding()),
        bytes(bytes_of_letters(encoding)) {}

  /// The word in the encoding of the dictionary; none when it has a letter that the encoding has not.
  std::optional<std::string> encoded(std::string_view word) const {
    std::string result;
    for (std::string_view rest = word; !rest.empty();) {
      const char32_t point = take_code_point(rest);
      const std::string letter = point == 0x2019 || point == 0x2BC ? "'" : utf8_of(point);
      const auto byte = bytes.find(letter);
      if (letter.size() == 1 || bytes.empty())
        result += letter;
      else if (byte != bytes.end())
        result += byte->second;
      else
        return std::nullopt;
    }
    return result;
  }

  Hunspell hunspell;
  std::string encoding;
  std::map<std::string, char, std::less<>> bytes;
  std::map<std::string, bool, std::less<>> known;  // songs repeat themselves
};

Dictionary::Dictionary(std::unique_ptr<State> state) : m_state(std::move(state)) {}
Dictionary::Dictionary(Dictionary&&) noexcept = default;
Dictionary::~Dictionary() = default;

std::optional<Dictionary> Dictionary::open(const LanguageTag& language) {
  const std::string primary = language.primary();
  for (const Place& place : places) {
    if (place.language != primary) continue;
    for (const std::string& folder : folders()) {
      const std::string base = folder + "/" + std::string(place.file);
      std::error_code error;
      if (!std::filesystem::exists(base + ".aff", error) || !std::filesystem::exists(base + ".dic", error)) continue;
      return Dictionary(std::make_unique<State>(base + ".aff", base + ".dic"));
    }
  }
  return std::nullopt;
}

bool Dictionary::knows(std::string_view word) {
  if (const auto known = m_state->known.find(word); known != m_state->known.end()) return known->second;
  const auto encoded = m_state->encoded(word);
  const bool knows = !encoded || m_state->hunspell.spell(*encoded);
  m_state->known.emplace(word, knows);
  return knows;
}

}  // namespace integrart
