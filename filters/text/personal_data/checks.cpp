#include "filters/text/personal_data/checks.h"

#include <algorithm>
#include <array>
#include <string>

namespace integrart::personal_data {
namespace {

bool all_digits(std::string_view text, std::size_t length) {
  return text.size() == length && std::ranges::all_of(text, [](char sign) { return sign >= '0' && sign <= '9'; });
}
int digit(std::string_view digits, std::size_t index) {
  return digits[index] - '0';
}
int number(std::string_view digits, std::size_t begin, std::size_t count) {
  int value = 0;
  for (std::size_t i = begin; i < begin + count; ++i) value = value * 10 + digit(digits, i);
  return value;
}
template <std::size_t count>
int weighted_sum(std::string_view digits, const std::array<int, count>& weights) {
  int sum = 0;
  for (std::size_t i = 0; i < count; ++i) sum += digit(digits, i) * weights[i];
  return sum;
}
bool all_equal(std::string_view text) {
  return std::ranges::all_of(text, [&](char sign) { return sign == text.front(); });
}
/// The value of a sign in identity documents: digits as they are, A is 10 to Z is 35, '<' is 0; -1 for others.
int document_value(char sign) {
  if (sign >= '0' && sign <= '9') return sign - '0';
  if (sign >= 'A' && sign <= 'Z') return sign - 'A' + 10;
  return sign == '<' ? 0 : -1;
}

/// Nine signs, capital letters and then digits, whose weighted sum ends in 0.
bool is_polish_document(std::string_view signs, std::size_t letters, const std::array<int, 9>& weights) {
  if (signs.size() != weights.size() || !all_digits(signs.substr(letters), weights.size() - letters)) return false;
  int sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (i < letters && (signs[i] < 'A' || signs[i] > 'Z')) return false;
    sum += document_value(signs[i]) * weights.at(i);
  }
  return sum % 10 == 0;
}

}  // namespace

bool is_date(int year, int month, int day) {
  static constexpr std::array<int, 12> lengths{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12 || day < 1) return false;
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return day <= lengths.at(static_cast<std::size_t>(month - 1)) + (month == 2 && leap ? 1 : 0);
}

bool is_pesel(std::string_view digits) {
  if (!all_digits(digits, 11)) return false;
  static constexpr std::array<int, 10> weights{1, 3, 7, 9, 1, 3, 7, 9, 1, 3};
  if ((10 - weighted_sum(digits, weights) % 10) % 10 != digit(digits, 10)) return false;
  static constexpr std::array<int, 5> centuries{1900, 2000, 2100, 2200, 1800};
  const int month = number(digits, 2, 2);
  return is_date(centuries.at(static_cast<std::size_t>(month / 20)) + number(digits, 0, 2), month % 20,
                 number(digits, 4, 2));
}

bool is_nip(std::string_view digits) {
  if (!all_digits(digits, 10) || all_equal(digits)) return false;
  static constexpr std::array<int, 9> weights{6, 5, 7, 2, 3, 4, 5, 6, 7};
  return weighted_sum(digits, weights) % 11 == digit(digits, 9);
}

bool is_polish_identity_card(std::string_view signs) {
  return is_polish_document(signs, 3, {7, 3, 1, 9, 7, 3, 1, 7, 3});
}

bool is_polish_passport(std::string_view signs) {
  return is_polish_document(signs, 2, {7, 3, 9, 1, 7, 3, 1, 7, 3});
}

NorwegianNumber norwegian_number(std::string_view digits) {
  if (!all_digits(digits, 11)) return NorwegianNumber::none;
  static constexpr std::array<int, 10> first{3, 7, 6, 1, 8, 9, 4, 5, 2, 1};
  static constexpr std::array<int, 11> second{5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1};
  if (weighted_sum(digits, first) % 11 != 0 || weighted_sum(digits, second) % 11 != 0) return NorwegianNumber::none;
  int day = number(digits, 0, 2);
  int month = number(digits, 2, 2);
  const bool foreigner = day > 40;
  if (foreigner) day -= 40;
  bool synthetic = false;
  for (const int made : {80, 65, 40})
    if (!synthetic && month > made && month <= made + 12) {
      month -= made;
      synthetic = true;
    }
  // The century follows from the individual number; 29 February is the only day that depends on it.
  const int year = number(digits, 4, 2);
  if (!is_date(1900 + year, month, day) && !is_date(2000 + year, month, day)) return NorwegianNumber::none;
  if (synthetic) return NorwegianNumber::synthetic;
  return foreigner ? NorwegianNumber::d_number : NorwegianNumber::birth_number;
}

bool is_duf(std::string_view digits) {
  if (!all_digits(digits, 12)) return false;
  const int year = number(digits, 0, 4);
  if (year < 1980 || year > 2040) return false;
  const std::string turned = std::string(digits.substr(4, 6)) + std::string(digits.substr(0, 4));
  static constexpr std::array<int, 10> weights{4, 6, 3, 2, 7, 5, 4, 6, 3, 2};
  return weighted_sum(turned, weights) % 11 == number(digits, 10, 2);
}

bool is_bsn(std::string_view digits) {
  const std::string padded = digits.size() == 8 ? "0" + std::string(digits) : std::string(digits);
  if (!all_digits(padded, 9) || all_equal(padded) || padded.starts_with("00")) return false;
  static constexpr std::array<int, 9> weights{9, 8, 7, 6, 5, 4, 3, 2, -1};
  return weighted_sum(padded, weights) % 11 == 0;
}

bool is_rnokpp(std::string_view digits) {
  if (!all_digits(digits, 10)) return false;
  static constexpr std::array<int, 9> weights{-1, 5, 7, 9, 4, 6, 10, 5, 7};
  const int sum = weighted_sum(digits, weights) % 11;
  if ((sum + 11) % 11 % 10 != digit(digits, 9)) return false;
  constexpr int born_1925 = 9132;   // days from 1899-12-31 to 1925-01-01
  constexpr int born_2030 = 47848;  // to 2031-01-01
  const int days = number(digits, 0, 5);
  return days >= born_1925 && days < born_2030;
}

bool is_unzr(std::string_view digits) {
  if (!all_digits(digits, 13)) return false;
  const int year = number(digits, 0, 4);
  if (year < 1900 || year > 2040 || !is_date(year, number(digits, 4, 2), number(digits, 6, 2))) return false;
  return travel_document_check_digit(digits.substr(0, 12)) == digits[12];
}

bool is_payment_card(std::string_view digits) {
  if (digits.size() < 13 || digits.size() > 19 || !all_digits(digits, digits.size())) return false;
  const std::size_t length = digits.size();
  const int two = number(digits, 0, 2);
  const int four = number(digits, 0, 4);
  const bool visa = digits[0] == '4' && (length == 13 || length == 16 || length == 19);
  const bool mastercard = length == 16 && ((two >= 51 && two <= 55) || (four >= 2221 && four <= 2720));
  const bool american_express = length == 15 && (two == 34 || two == 37);
  const bool maestro =
      two == 50 || (two >= 56 && two <= 58) || four == 6304 || four == 6759 || (two >= 61 && two <= 63);
  const bool other = length >= 16 && (four == 6011 || two == 65 || two == 62 || four == 2200 || four == 9792);
  if (!visa && !mastercard && !american_express && !maestro && !other) return false;
  int sum = 0;
  for (std::size_t i = 0; i < length; ++i) {
    const int value = digit(digits, length - 1 - i) * (i % 2 == 1 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 == 0;
}

bool is_norwegian_account(std::string_view digits) {
  if (!all_digits(digits, 11) || all_equal(digits)) return false;
  static constexpr std::array<int, 11> weights{5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1};
  return weighted_sum(digits, weights) % 11 == 0;
}

bool is_polish_account(std::string_view digits) {
  return all_digits(digits, 26) && !all_equal(digits) && is_iban("PL" + std::string(digits));
}

bool is_iban(std::string_view signs) {
  struct Country {
    std::string_view code;
    std::size_t length;
  };
  static constexpr auto countries = std::to_array<Country>(
      {{"AD", 24}, {"AE", 23}, {"AL", 28}, {"AT", 20}, {"AZ", 28}, {"BA", 20}, {"BE", 16}, {"BG", 22}, {"BY", 28},
       {"CH", 21}, {"CY", 28}, {"CZ", 24}, {"DE", 22}, {"DK", 18}, {"EE", 20}, {"EG", 29}, {"ES", 24}, {"FI", 18},
       {"FO", 18}, {"FR", 27}, {"GB", 22}, {"GE", 22}, {"GI", 23}, {"GL", 18}, {"GR", 27}, {"HR", 21}, {"HU", 28},
       {"IE", 22}, {"IL", 23}, {"IQ", 23}, {"IS", 26}, {"IT", 27}, {"JO", 30}, {"KZ", 20}, {"LB", 28}, {"LI", 21},
       {"LT", 20}, {"LU", 20}, {"LV", 21}, {"LY", 25}, {"MC", 27}, {"MD", 24}, {"ME", 22}, {"MK", 19}, {"MT", 31},
       {"NL", 18}, {"NO", 15}, {"PL", 28}, {"PT", 25}, {"RO", 24}, {"RS", 22}, {"RU", 33}, {"SA", 24}, {"SD", 18},
       {"SE", 24}, {"SI", 19}, {"SK", 24}, {"SM", 27}, {"TN", 24}, {"TR", 26}, {"UA", 29}, {"XK", 20}});
  if (signs.size() < 15) return false;
  const auto country = std::ranges::find(countries, signs.substr(0, 2), &Country::code);
  if (country == countries.end() || country->length != signs.size()) return false;
  if (!all_digits(signs.substr(2, 2), 2)) return false;
  int remainder = 0;
  for (std::size_t i = 0; i < signs.size(); ++i) {
    const char sign = signs[(i + 4) % signs.size()];
    const int value = sign == '<' ? -1 : document_value(sign);
    if (value < 0) return false;
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder == 1;
}

char travel_document_check_digit(std::string_view field) {
  static constexpr std::array<int, 3> weights{7, 3, 1};
  int sum = 0;
  for (std::size_t i = 0; i < field.size(); ++i) {
    const int value = document_value(field[i]);
    if (value < 0) return '?';
    sum += value * weights.at(i % 3);
  }
  return static_cast<char>('0' + sum % 10);
}

}  // namespace integrart::personal_data
