// Street addresses by the words streets are called with.

#include <array>

#include "filters/text/personal_data/recognisers.h"
#include "filters/text/reading/code_points.h"

namespace integrart::personal_data {
namespace {

struct Word {
  std::size_t begin, end;
};

std::vector<Word> words_of(std::u32string_view text) {
  std::vector<Word> words;
  for (std::size_t at = 0; at < text.size();) {
    if (!is_letter_or_digit(text[at])) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    while (at < text.size() && (is_letter_or_digit(text[at]) || text[at] == U'\'' || text[at] == U'\u2019')) ++at;
    words.push_back({begin, at});
  }
  return words;
}

/// "ul. Długa 5", "вул. Шевченка, 12": the word stands in front of the name.
constexpr auto before_name = std::to_array<std::u32string_view>(
    {U"ul",      U"ulica",    U"ulicy",   U"al",     U"aleja",  U"alei",  U"os",       U"osiedle",
     U"osiedlu", U"вул",      U"вулиця",  U"вулиці", U"вулицю", U"просп", U"проспект", U"проспекті",
     U"пров",    U"провулок", U"бульвар", U"ул",     U"улица",  U"улице"});
/// "Storgata 5", "Kerkstraat 12": the end of the name says it.
constexpr auto name_endings = std::to_array<std::u32string_view>(
    {U"gata",   U"gaten", U"gate", U"veien", U"vegen", U"vei",    U"veg",  U"straat", U"laan",    U"plein",
     U"gracht", U"weg",   U"kade", U"steeg", U"plass", U"street", U"road", U"avenue", U"strasse", U"straße"});

/// A house number: one to four digits and at most one letter.
bool is_house_number(std::u32string_view word) {
  std::size_t digits = 0;
  while (digits < word.size() && digits < 5 && digit_value(word[digits]) >= 0) ++digits;
  return digits > 0 && digits < 5 && word.size() - digits <= 1;
}

bool is_capital_start(const Prepared& prepared, const Word& word) {
  return prepared.text[word.begin] != prepared.lower[word.begin];
}

/// Words that follow each other in one address: spaces, a full stop or a comma between them.
bool joined(const Prepared& prepared, const Word& first, const Word& second) {
  if (second.begin - first.end > 3) return false;
  for (std::size_t at = first.end; at < second.begin; ++at)
    if (prepared.text[at] != U' ' && prepared.text[at] != U'.' && prepared.text[at] != U',' &&
        prepared.text[at] != U'\u00A0')
      return false;
  return true;
}

template <std::size_t count>
bool is_one_of(std::u32string_view word, const std::array<std::u32string_view, count>& words) {
  for (const std::u32string_view one : words)
    if (word == one) return true;
  return false;
}
template <std::size_t count>
bool ends_with_one_of(std::u32string_view word, const std::array<std::u32string_view, count>& endings) {
  for (const std::u32string_view ending : endings)
    if (word.size() > ending.size() + 1 && word.ends_with(ending)) return true;
  return false;
}

void find_addresses(const Prepared& prepared, const std::vector<Word>& words, std::vector<Found>& found) {
  const std::u32string_view lower = prepared.lower;
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    const std::u32string_view word = lower.substr(words[i].begin, words[i].end - words[i].begin);
    if (ends_with_one_of(word, name_endings) && is_capital_start(prepared, words[i]) &&
        joined(prepared, words[i], words[i + 1]) &&
        is_house_number(lower.substr(words[i + 1].begin, words[i + 1].end - words[i + 1].begin)))
      found.push_back({"address", "street", words[i].begin, words[i + 1].end, 0.6});
    if (!is_one_of(word, before_name)) continue;
    for (std::size_t last = i + 1; last < words.size() && last <= i + 4; ++last) {
      if (!joined(prepared, words[last - 1], words[last])) break;
      const std::u32string_view name = lower.substr(words[last].begin, words[last].end - words[last].begin);
      if (is_house_number(name)) {
        if (last > i + 1) found.push_back({"address", "street", words[i].begin, words[last].end, 0.65});
        break;
      }
      if (last == i + 1 && !is_capital_start(prepared, words[last])) break;  // a street has a name
    }
  }
}

}  // namespace

void find_places(const Prepared& prepared, std::vector<Found>& found) {
  find_addresses(prepared, words_of(prepared.text), found);
}

}  // namespace integrart::personal_data
