// Numbers of bank accounts: IBAN, and what Norway and Poland write without a country.

#include <algorithm>
#include <array>

#include "filters/text/personal_data/checks.h"
#include "filters/text/personal_data/number_runs.h"
#include "filters/text/personal_data/recognisers.h"
#include "filters/text/reading/code_points.h"

namespace integrart::personal_data {
namespace {

using Words = std::vector<std::u32string_view>;

bool is_latin_letter(char32_t point) {
  return (point >= U'A' && point <= U'Z') || (point >= U'a' && point <= U'z');
}
char as_capital(char32_t letter) {
  return static_cast<char>(letter >= U'a' ? letter - U'a' + U'A' : letter);
}

/// How long the gap between two groups at `at` is: a blank or hyphen, or the end of a line with blanks around it; 0
/// when there is none.
std::size_t gap_at(std::u32string_view text, std::size_t at) {
  constexpr std::size_t longest = 4;
  if (point_at(text, at) == U'-') return 1;
  std::size_t length = 0;
  int lines = 0;
  for (; length < longest; ++length) {
    const char32_t point = point_at(text, at + length);
    if (point == U'\n')
      ++lines;
    else if (point != U'\r' && !is_blank(point))
      break;
  }
  return lines == 1 || (lines == 0 && length == 1) ? length : 0;
}

const Words& account_words() {
  static const Words words{U"iban",     U"konto",   U"konta",   U"koncie",   U"kontem",  U"bankkonto",
                           U"rachunek", U"rachunk", U"przelew", U"rekening", U"account", U"рахунок",
                           U"рахунк",   U"счет",    U"счёт",    U"حساب",     U"الحساب"};
  return words;
}

/// Where an IBAN that begins at `begin` ends; `begin` when there is none.
std::size_t iban_end(std::u32string_view text, std::size_t begin) {
  constexpr std::size_t longest = 34;
  std::string signs;
  for (std::size_t at = begin; at < text.size() && signs.size() < longest;) {
    if (!signs.empty()) at += gap_at(text, at);
    if (at >= text.size()) break;
    const int digit = digit_value(text[at]);
    if (digit < 0 && !is_latin_letter(text[at])) break;
    if ((signs.size() == 2 || signs.size() == 3) && digit < 0) break;  // the check digits
    signs += digit >= 0 ? static_cast<char>('0' + digit) : as_capital(text[at]);
    ++at;
    const bool ends = at >= text.size() || !is_letter_or_digit(text[at]);
    if (ends && is_iban(signs)) return at;
  }
  return begin;
}

void find_ibans(const Prepared& prepared, std::vector<Found>& found) {
  const std::u32string_view text = prepared.text;
  for (std::size_t begin = 0; begin + 4 < text.size(); ++begin) {
    if (!is_latin_letter(text[begin]) || !is_latin_letter(text[begin + 1])) continue;
    if (begin > 0 && is_letter_or_digit(text[begin - 1])) continue;
    const std::size_t end = iban_end(text, begin);
    if (end == begin) continue;
    // "no" and "is" are words, and numbers stand behind them.
    const bool may_be_word = text[begin] >= U'a' && digit_value(text[begin + 2]) < 0;
    if (!may_be_word || has_context(prepared, begin, end, account_words()))
      found.push_back({"iban", "checksum", begin, end, 0.95});
  }
}

/// One of eleven numbers passes the check of Norway, so the dots of banks or a word must say what it is.
void judge_norwegian(const Prepared& prepared, const NumberPart& part, std::vector<Found>& found) {
  static constexpr auto shapes = std::to_array<std::string_view>({"4.2.5", "4 2 5", "11"});
  if (std::ranges::find(shapes, part.shape) == shapes.end() || !is_norwegian_account(part.digits)) return;
  if (has_context(prepared, part.begin, part.end, account_words()))
    found.push_back({"account", "checksum+context", part.begin, part.end, 0.96});
  else if (part.shape == "4.2.5")
    found.push_back({"account", "checksum+format", part.begin, part.end, 0.6});
}

void judge_polish(const NumberPart& part, std::vector<Found>& found) {
  static constexpr auto shapes =
      std::to_array<std::string_view>({"26", "2 4 4 4 4 4 4", "2-4-4-4-4-4-4", "2 8 16", "2 24", "2-8-16", "2-24"});
  if (std::ranges::find(shapes, part.shape) != shapes.end() && is_polish_account(part.digits))
    found.push_back({"account", "checksum", part.begin, part.end, 0.95});
}

}  // namespace

void find_accounts(const Prepared& prepared, std::vector<Found>& found) {
  constexpr std::size_t of_norway = 11, of_poland = 26;
  find_ibans(prepared, found);
  const std::vector<NumberRun> runs = number_runs(prepared.text);
  std::vector<NumberPart> parts = parts_over_lines(prepared.text, runs, of_norway, of_poland);
  for (const NumberRun& run : runs)
    for (NumberPart& part : parts_of(run, of_norway, of_poland)) parts.push_back(std::move(part));
  for (const NumberPart& part : parts) {
    judge_norwegian(prepared, part, found);
    judge_polish(part, found);
  }
}

}  // namespace integrart::personal_data
