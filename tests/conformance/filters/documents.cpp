// Numbers of documents, accounts and cards, made right and wrong by arithmetic of the test's own.

#include <catch2/catch.hpp>

#include <fmt/format.h>

#include <array>
#include <set>
#include "tests/conformance/filters/personal_data_found.h"

using namespace integrart;
using integrart::test::personal_data_in;

namespace {

bool tells(const std::string& text, const std::string& kind) {
  for (const Finding& finding : personal_data_in(text))
    if (finding.kind == kind) return true;
  return false;
}

void all_are_told(const std::vector<std::string>& texts, const std::string& kind) {
  CHECK(texts.size() >= 10);
  for (const std::string& text : texts) {
    CAPTURE(text);
    CHECK(tells(text, kind));
  }
}
void none_is_told(const std::vector<std::string>& texts, const std::string& kind) {
  CHECK(texts.size() >= 10);
  for (const std::string& text : texts) {
    CAPTURE(text);
    CHECK_FALSE(tells(text, kind));
  }
}

std::string with_digit(std::string text, std::size_t at, int add) {
  text[at] = static_cast<char>('0' + (text[at] - '0' + add) % 10);
  return text;
}

int value_of(char sign) {
  if (sign >= '0' && sign <= '9') return sign - '0';
  return sign == '<' ? 0 : sign - 'A' + 10;
}

/// The one digit at the fourth place that makes the weighted sum of the nine signs end in 0.
std::string polish_card(const std::string& series, const std::string& rest) {
  static constexpr std::array<int, 9> weights{7, 3, 1, 9, 7, 3, 1, 7, 3};
  for (char check = '0'; check <= '9'; ++check) {
    const std::string whole = series + check + rest;
    int sum = 0;
    for (std::size_t i = 0; i < 9; ++i) sum += weights[i] * value_of(whole[i]);
    if (sum % 10 == 0) return whole;
  }
  return {};
}

/// The one digit at the third place that does the same for two letters and seven digits.
std::string polish_passport(const std::string& series, const std::string& rest) {
  static constexpr std::array<int, 9> weights{7, 3, 9, 1, 7, 3, 1, 7, 3};
  int sum = 0;
  for (std::size_t i = 0; i < 2; ++i) sum += weights[i] * value_of(series[i]);
  for (std::size_t i = 0; i < 6; ++i) sum += weights[i + 3] * value_of(rest[i]);
  return series + static_cast<char>('0' + sum % 10) + rest;  // nine times the digit takes away what is too much
}

/// ISO 7064: the two check digits are 98 less the remainder of the rest with "00" in their place.
std::string iban(const std::string& country, const std::string& account) {
  int remainder = 0;
  for (const char sign : account + country + "00")
    for (const char digit : std::to_string(value_of(sign))) remainder = (remainder * 10 + (digit - '0')) % 97;
  return country + fmt::format("{:02}", 98 - remainder) + account;
}

/// ISO/IEC 7812: the digit that makes the Luhn sum end in 0.
std::string card(const std::string& stem) {
  int sum = 0;
  for (std::size_t i = 0; i < stem.size(); ++i) {
    const int digit = stem[stem.size() - 1 - i] - '0';
    const int counted = i % 2 == 0 ? digit * 2 : digit;
    sum += counted > 9 ? counted - 9 : counted;
  }
  return stem + static_cast<char>('0' + (10 - sum % 10) % 10);
}

/// ICAO Doc 9303-3: weights 7, 3, 1.
char check_of(const std::string& field) {
  static constexpr std::array<int, 3> weights{7, 3, 1};
  int sum = 0;
  for (std::size_t i = 0; i < field.size(); ++i) sum += value_of(field[i]) * weights[i % 3];
  return static_cast<char>('0' + sum % 10);
}

std::string filled(std::string text, std::size_t length) {
  text.resize(length, '<');
  return text;
}

struct Holder {
  std::string country, name, number, born, until;
};
std::vector<Holder> holders() {
  return {{"UKR", "SHEVCHENKO<<OKSANA", "FF123456", "900228", "301231"},
          {"POL", "KOWALSKA<<ANNA<MARIA", "AB1234567", "851111", "270101"},
          {"NOR", "NORDMANN<<KARI", "C1234567", "000229", "281231"},
          {"NLD", "JANSEN<<PIET", "SPECI2014", "650310", "240309"},
          {"SYR", "ALHASSAN<<OMAR", "012345678", "780101", "260606"},
          {"AFG", "AHMADI<<ZAHRA", "P01234567", "951224", "291224"},
          {"ERI", "TESFAY<<SELAM", "K0123456", "880808", "270707"},
          {"SOM", "ABDI<<HODAN", "P00123456", "930303", "280202"},
          {"UTO", "ERIKSSON<<ANNA<MARIA", "L898902C3", "740812", "120415"},
          {"BLR", "IVANOVA<<MARYIA", "MP1234567", "810909", "310909"}};
}
std::string passport(const Holder& of) {
  const std::string number = filled(of.number, 9);
  const std::string first = filled("P<" + of.country + of.name, 44);
  std::string second = number + check_of(number) + of.country + of.born + check_of(of.born) + "F" + of.until +
                       check_of(of.until) + filled("", 14);
  second += '0';
  second += check_of(second.substr(0, 10) + second.substr(13, 7) + second.substr(21, 22));
  return first + "\n" + second;
}
std::string small_card(const Holder& of) {
  const std::string number = filled(of.number, 9);
  return filled("I<" + of.country + number + check_of(number), 30) + "\n" +
         filled(of.born + check_of(of.born) + "F" + of.until + check_of(of.until) + of.country, 29) + "6\n" +
         filled(of.name, 30);
}

}  // namespace

TEST_CASE("Polish identity cards are told by their check digit, surer beside a word for them") {
  std::vector<std::string> right, wrong;
  for (const auto& [series, rest] : std::vector<std::pair<std::string, std::string>>{{"ABA", "00000"},
                                                                                     {"AYZ", "12345"},
                                                                                     {"CCC", "99999"},
                                                                                     {"DDA", "50607"},
                                                                                     {"AXF", "31415"},
                                                                                     {"BHK", "27182"},
                                                                                     {"CEE", "10101"},
                                                                                     {"DEF", "86420"},
                                                                                     {"AVV", "00700"},
                                                                                     {"ZZZ", "54321"},
                                                                                     {"CAT", "11223"}}) {
    const std::string number = polish_card(series, rest);
    right.push_back("Numer: " + number + ".");
    right.push_back("seria " + number.substr(0, 3) + " " + number.substr(3));
    for (const int add : {1, 3, 7}) wrong.push_back("dowód osobisty " + with_digit(number, 3, add));
    wrong.push_back("dowód osobisty " + number + "1");
    wrong.push_back("dowód osobisty " + number.substr(0, 8));
    wrong.push_back("dowód osobisty X" + number);
  }
  all_are_told(right, "pii.pl_id_card");
  none_is_told(wrong, "pii.pl_id_card");
  CHECK(personal_data_in("To " + polish_card("ABA", "12345")).at(0).score == 0.7);
  CHECK(personal_data_in("Dowód osobisty: " + polish_card("ABA", "12345")).at(0).score == 0.95);
  CHECK(personal_data_in("Dowód osobisty: " + polish_card("ABA", "12345")).at(0).rule == "checksum+context");
}

TEST_CASE("Polish passports are told by their check digit beside a word for them") {
  CHECK(polish_passport("ZS", "000177") == "ZS0000177");  // the specimen
  std::vector<std::string> right, wrong;
  for (const auto& [series, rest] : std::vector<std::pair<std::string, std::string>>{{"ZS", "000177"},
                                                                                     {"AA", "123456"},
                                                                                     {"EK", "987654"},
                                                                                     {"AN", "314159"},
                                                                                     {"BE", "271828"},
                                                                                     {"CD", "100001"},
                                                                                     {"EF", "864209"},
                                                                                     {"FM", "070707"},
                                                                                     {"HT", "550055"},
                                                                                     {"XY", "999999"},
                                                                                     {"ER", "420317"}}) {
    const std::string number = polish_passport(series, rest);
    right.push_back("Paszport: " + number + ".");
    right.push_back("numer paszportu " + series + " " + number.substr(2));
    right.push_back("passport no. " + number);
    right.push_back("мій польський паспорт " + number);
    for (int add = 1; add < 10; ++add) wrong.push_back("paszport " + with_digit(number, 2, add));
    wrong.push_back("paszport " + with_digit(number, 5, 1));
    wrong.push_back("paszport " + with_digit(number, 8, 1));
    wrong.push_back("paszport " + number + "1");
    wrong.push_back("paszport " + number.substr(0, 8));
    wrong.push_back("paszport X" + number);
    wrong.push_back("Numer: " + number);
    wrong.push_back("zamówienie " + number + ", dowód osobisty");
    wrong.push_back("паспорт " + number);  // of whatever state
  }
  all_are_told(right, "pii.pl_passport");
  none_is_told(wrong, "pii.pl_passport");
  CHECK(personal_data_in("Paszport ZS0000177").at(0).rule == "checksum+context");
  CHECK(personal_data_in("Paszport ZS0000177").at(0).text == "ZS0000177");
}

TEST_CASE("Ukrainian passports are told by a word beside two letters and six digits") {
  all_are_told(
      {"паспорт СН 123456", "Паспорт: КВ654321", "серія паспорта МЕ № 000123", "паспорт АА-999999 виданий",
       "мій паспорт громадянина України ІВ 121212", "passport FF 123456", "Paszport ukraiński EK 765432",
       "Paspoort van Oksana: GB 010203", "посвідчення ТТ 456789", "документ НК 333444, Київ", "pasport FE 112233"},
      "pii.ua_passport");
  none_is_told({"серія СН 123456", "СН 123456", "паспорт СН 12345", "паспорт СН 1234567", "паспорт сн 123456",
                "паспорт С 123456", "паспорт 123456", "рейс PS 123456", "passport ff 123456", "паспорт СН 123 456",
                "паспорт СН 123456А", "товар АВ 987654, ціна 20"},
               "pii.ua_passport");
}

TEST_CASE("Ukrainian identity cards are told by a word beside nine digits") {
  all_are_told({"ID-картка 001234567", "ID-картка № 123456789", "айді-карта 900000019",
                "паспорт 004321567 виданий 8023", "Паспорт громадянина України у формі картки: 006543210",
                "ід-картка: 700800901", "id card 012345678", "мій ID-card має номер 001112223",
                "посвідчення особи 009988776", "удостоверение личности 003334445", "001234567 (ID-картка)"},
               "pii.ua_id_card");
  none_is_told(
      {"001234567", "замовлення 123456789", "ID-картка 12345678", "ID-картка 1234567890", "ID-картка 123 456 789",
       "ID-картка 123-456-789", "ID-картка 000000000", "паспорт a123456789", "паспорт 123456789b", "паспорт 1.23456789",
       "тел. 123456789", "ціна 123456789 грн", "картка 123456789", "1991-123456789 ID-картка"},
      "pii.ua_id_card");
}

TEST_CASE("accounts are told by length and remainder of their country") {
  std::vector<std::string> right, wrong;
  for (const auto& [country, account] :
       std::vector<std::pair<std::string, std::string>>{{"PL", "109010140000071219812874"},
                                                        {"PL", "114020040000300201355387"},
                                                        {"NO", "86011117947"},
                                                        {"NO", "15030000007"},
                                                        {"NL", "ABNA0417164300"},
                                                        {"NL", "INGB0001234567"},
                                                        {"UA", "3223130000026007233566001"},
                                                        {"UA", "3052990000026000000000001"},
                                                        {"DE", "370400440532013000"},
                                                        {"SE", "50000000058398257466"},
                                                        {"GB", "NWBK60161331926819"},
                                                        {"FR", "20041010050500013M02606"}}) {
    const std::string number = iban(country, account);
    std::string spaced;
    for (std::size_t i = 0; i < number.size(); ++i) spaced += (i > 0 && i % 4 == 0 ? " " : "") + number.substr(i, 1);
    right.push_back("Konto " + number + ".");
    right.push_back(spaced);
    for (const std::size_t at : {2, 3}) wrong.push_back("Konto " + with_digit(number, at, 1));
    wrong.push_back("Konto " + with_digit(number, number.size() - 1, 1));
    wrong.push_back("Konto " + number.substr(0, number.size() - 1));
    wrong.push_back("Konto " + number + "0");
    wrong.push_back("Konto XX" + number.substr(2));
  }
  all_are_told(right, "pii.iban");
  none_is_told(wrong, "pii.iban");
}

TEST_CASE("payment cards are told by beginning, length and Luhn's sum") {
  std::vector<std::string> right, wrong;
  for (const char* stem : {"411111111111111", "401288888888188", "424242424242424", "555555555555444",
                           "510510510510510", "222300004841001", "37828224631000", "34000000000000", "601111111111111",
                           "500000000000001", "677000000000000", "220000000000000"}) {
    const std::string number = card(stem);
    if (std::string(stem).starts_with("677")) {
      wrong.push_back("numer " + number);  // no scheme that is looked for
      continue;
    }
    right.push_back("karta " + number);
    right.push_back("numer " + number + ",");
    if (number.size() == 16)
      right.push_back(
          fmt::format("{} {} {} {}", number.substr(0, 4), number.substr(4, 4), number.substr(8, 4), number.substr(12)));
    wrong.push_back("karta " + with_digit(number, number.size() - 1, 1));
    wrong.push_back("karta " + with_digit(number, 5, 1));
    wrong.push_back("karta 9" + number.substr(1));
    wrong.push_back("karta " + number + "12345");
  }
  all_are_told(right, "pii.card");
  none_is_told(wrong, "pii.card");
}

TEST_CASE("machine-readable zones are told by their check digits, of passports and of cards") {
  std::vector<std::string> right, wrong;
  for (const Holder& holder : holders()) {
    const std::string large = passport(holder);
    const std::string small = small_card(holder);
    right.push_back("x\n" + large + "\ny");
    right.push_back(small);
    // Two of the three that are checked are wrong: no document, or one that was read so badly that it is none.
    const std::size_t second = large.find('\n') + 1;
    wrong.push_back(with_digit(with_digit(large, second + 9, 1), second + 19, 1));
    wrong.push_back(with_digit(with_digit(large, second + 19, 1), second + 27, 1));
    wrong.push_back(with_digit(with_digit(small, 14, 1), 31 + 6, 1));
    wrong.push_back(large.substr(0, large.find('\n')));                         // one line
    wrong.push_back(large.substr(0, 43) + large.substr(44));                    // a sign too few
    wrong.push_back(large.substr(0, second) + "*" + large.substr(second + 1));  // a sign that no zone has
  }
  all_are_told(right, "pii.mrz");
  none_is_told(wrong, "pii.mrz");
}

TEST_CASE("a zone is surer when every check digit is right, and said to be in doubt when one is wrong") {
  for (const Holder& holder : holders()) {
    const std::string large = passport(holder);
    CAPTURE(large);
    REQUIRE(personal_data_in(large).size() == 1);
    CHECK(personal_data_in(large)[0].score == 0.99);
    CHECK(personal_data_in(large)[0].rule == "checksum");
    const std::size_t second = large.find('\n') + 1;
    // Number, date of birth, date of expiry, what the state put in, and the digit over all of it.
    for (const std::size_t at : {9, 19, 27, 42, 43}) {
      CAPTURE(at);
      std::string wrong = large;
      wrong[second + at] = wrong[second + at] == '7' ? '8' : '7';
      if (check_of(wrong.substr(second + 28, 14)) == wrong[second + 42] && at == 42) continue;
      const auto findings = personal_data_in(wrong);
      REQUIRE(findings.size() == 1);
      CHECK(findings[0].kind == "pii.mrz");
      CHECK(findings[0].score == 0.8);
      CHECK(findings[0].rule == "checksum-in-part");
      CHECK(findings[0].message.id == "filters.pii_mrz_in_part");
    }
  }
  // ICAO's examples, of a card (TD1), a smaller card (TD2), a visa, and a card whose number is longer than its field.
  for (const std::string zone :
       {"I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<",
        "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6",
        "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL8988901C4XXX4009078F96121096ZE184226B<<<<<<",
        "I<UTOD23145890<7349<<<<<<<<<<<\n3407127M9507122UTO<<<<<<<<<<<2\nSTEVENSON<<PETER<JOHN<<<<<<<<<"}) {
    CAPTURE(zone);
    REQUIRE(personal_data_in(zone).size() == 1);
    CHECK(personal_data_in(zone)[0].score == 0.99);
    std::string wrong = zone;
    char& expiry = wrong[zone.find('\n') + (zone.find('\n') == 30 ? 15 : 28)];
    expiry = expiry == '7' ? '8' : '7';
    REQUIRE(personal_data_in(wrong).size() == 1);
    CHECK(personal_data_in(wrong)[0].score == 0.8);
  }
}

TEST_CASE("immigration numbers of Norway are told by year and check digits") {
  static constexpr std::array<int, 10> weights{4, 6, 3, 2, 7, 5, 4, 6, 3, 2};
  std::vector<std::string> right, wrong;
  for (int i = 0; i < 14; ++i) {
    const std::string year = std::to_string(1998 + 2 * i);
    const std::string serial = fmt::format("{:06}", 100003 + 54321 * i);
    const std::string turned = serial + year;
    int sum = 0;
    for (std::size_t at = 0; at < 10; ++at) sum += weights[at] * (turned[at] - '0');
    const std::string number = year + serial + fmt::format("{:02}", sum % 11);
    right.push_back("DUF-nummer " + number);
    right.push_back(fmt::format("UDI: {} {} {}", year, serial, number.substr(10)));
    wrong.push_back("DUF-nummer " + with_digit(number, 11, 1));
    wrong.push_back("DUF-nummer " + with_digit(number, 6, 1));
    wrong.push_back("DUF-nummer 3" + number.substr(1));
    wrong.push_back("DUF-nummer " + number.substr(1));
  }
  all_are_told(right, "pii.no_duf");
  none_is_told(wrong, "pii.no_duf");
}
