// Numbers of people as they are written down: with gaps, in other digits, and over the ends of lines and subtitles.

#include <catch2/catch.hpp>

#include <fmt/format.h>

#include <array>
#include <optional>
#include "tests/conformance/filters/personal_data_found.h"

using namespace integrart;
using integrart::test::personal_data_in;

namespace {

struct Row {
  std::string text, kind, found;
};
void each_is_found_whole(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto findings = personal_data_in(row.text);
    CHECK(findings.size() == 1);
    if (findings.empty()) continue;
    CHECK(findings[0].kind == row.kind);
    CHECK(findings[0].text == row.found);
  }
}
void nothing_is_found(const std::vector<std::string>& texts) {
  for (const std::string& text : texts) {
    CAPTURE(text);
    CHECK(personal_data_in(text).empty());
  }
}

/// The eleventh digit of a Norwegian account, by the sum of the test's own; nothing where no digit checks.
std::optional<std::string> norwegian_account(const std::string& stem) {
  static constexpr std::array<int, 10> weights{5, 4, 3, 2, 7, 6, 5, 4, 3, 2};
  int sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) sum += weights[i] * (stem[i] - '0');
  const int check = (11 - sum % 11) % 11;
  return check == 10 ? std::nullopt : std::optional(stem + std::to_string(check));
}

}  // namespace

TEST_CASE("a PESEL is found with a gap, wherever it is") {
  each_is_found_whole({{"PESEL 44051 401359", "pii.pesel", "44051 401359"},
                       {"PESEL 440514-01359", "pii.pesel", "440514-01359"},
                       {"PESEL: 440514 01359.", "pii.pesel", "440514 01359"},
                       {"pesel 44 05 14 01359", "pii.pesel", "44 05 14 01359"},
                       {"440514 01359 (PESEL)", "pii.pesel", "440514 01359"},
                       {"440514-01359", "pii.pesel", "440514-01359"},
                       {"44051 401359", "pii.pesel", "44051 401359"}});
  CHECK(personal_data_in("PESEL 440514-01359").at(0).score == 0.97);
  CHECK(personal_data_in("440514-01359").at(0).score == 0.6);
  CHECK(personal_data_in("44051 401359").at(0).score == 0.35);  // a check that many numbers pass, and no more
  nothing_is_found({"PESEL 440514-01358", "440514 01358", "44 05 14 01 35 9", "4405.14.01359", "44051 401 359",
                    "PESEL 440514/01359", "440514.01359"});
}

TEST_CASE("a NIP is found with its country, and groups of any usual kind") {
  each_is_found_whole({{"NIP PL5261040828", "pii.nip", "PL5261040828"},
                       {"NIP: PL 526-104-08-28", "pii.nip", "PL 526-104-08-28"},
                       {"nip pl 526 104 08 28", "pii.nip", "pl 526 104 08 28"},
                       {"VAT: PL5261040828", "pii.nip", "PL5261040828"},
                       {"NIP 526-104-0828", "pii.nip", "526-104-0828"}});
  CHECK(personal_data_in("NIP PL5261040828").at(0).score == 0.97);
  CHECK(personal_data_in("VAT PL5261040828").at(0).score == 0.6);
  nothing_is_found({"NIP PL5261040827", "PL 526 104 08 27", "XPL5261040828", "PL52610408281", "PL526104082"});
}

TEST_CASE("accounts are found in small letters, and without a country") {
  each_is_found_whole({{"pl61 1090 1014 0000 0712 1981 2874", "pii.iban", "pl61 1090 1014 0000 0712 1981 2874"},
                       {"no93 8601 1117 947", "pii.iban", "no93 8601 1117 947"},
                       {"nl91abna0417164300", "pii.iban", "nl91abna0417164300"},
                       {"Nl91 Abna 0417 1643 00", "pii.iban", "Nl91 Abna 0417 1643 00"},
                       {"konto no 93 8601 1117 947", "pii.iban", "no 93 8601 1117 947"},
                       {"61 1090 1014 0000 0712 1981 2874", "pii.account", "61 1090 1014 0000 0712 1981 2874"},
                       {"61109010140000071219812874", "pii.account", "61109010140000071219812874"},
                       {"kontonummer 86011117947", "pii.account", "86011117947"},
                       {"Kontonr. 8601 11 17947", "pii.account", "8601 11 17947"},
                       {"1234.56.78903", "pii.account", "1234.56.78903"}});
  nothing_is_found({"no93 8601 1117 948", "pl61 1090 1014 0000 0712 1981 2875", "no 93 8601 1117 947",
                    "61 1090 1014 0000 0712 1981 2873", "kontonummer 86011117948", "86011117947", "8601 11 17947",
                    "1234.56.78904", "12.34.56.78903", "1234.567.8903", "is 12 34 56 78 90 12 34 56 78"});
  int right = 0;
  for (int i = 0; i < 20; ++i) {
    const auto number = norwegian_account(fmt::format("{}{:06}", 1200 + 77 * i, 300123 + 4567 * i));
    if (!number) continue;
    CAPTURE(*number);
    const std::string dotted = number->substr(0, 4) + "." + number->substr(4, 2) + "." + number->substr(6);
    CHECK(personal_data_in("Vipps til " + dotted).at(0).kind == "pii.account");
    CHECK(personal_data_in("kontonummeret er " + *number).at(0).kind == "pii.account");
    for (int add = 1; add < 10; ++add) {
      std::string wrong = dotted;
      wrong.back() = static_cast<char>('0' + (wrong.back() - '0' + add) % 10);
      CHECK(personal_data_in("Vipps til " + wrong).empty());
    }
    ++right;
  }
  CHECK(right >= 10);
}

TEST_CASE("digits of other scripts are digits, for every number") {
  each_is_found_whole(
      {{"PESEL ٤٤٠٥١٤٠١٣٥٩", "pii.pesel", "٤٤٠٥١٤٠١٣٥٩"},
       {"PESEL ４４０５１４－０１３５９", "pii.pesel", "４４０５１４－０１３５９"},
       {"fødselsnummer ٠٧٠٧٤٣٣٧١١٧", "pii.no_fnr", "٠٧٠٧٤٣٣٧١١٧"},
       {"BSN ۱۱۱۲۲۲۳۳۳", "pii.nl_bsn", "۱۱۱۲۲۲۳۳۳"},
       {"NIP ٥٢٦١٠٤٠٨٢٨", "pii.nip", "٥٢٦١٠٤٠٨٢٨"},
       {"РНОКПП ３１８４７１０６９１", "pii.ua_rnokpp", "３１８４７１０６９１"},
       {"УНЗР ١٩٩٠٠٢٢٨-١٢٣٤١", "pii.ua_unzr", "١٩٩٠٠٢٢٨-١٢٣٤١"},
       {"DUF ٢٠١٥١٢٣٤٥٦٠٩", "pii.no_duf", "٢٠١٥١٢٣٤٥٦٠٩"},
       {"card ٤١١١ ١١١١ ١١١١ ١١١١", "pii.card", "٤١١١ ١١١١ ١١١١ ١١١١"},
       {"PL٦١ ١٠٩٠ ١٠١٤ ٠٠٠٠ ٠٧١٢ ١٩٨١ ٢٨٧٤", "pii.iban", "PL٦١ ١٠٩٠ ١٠١٤ ٠٠٠٠ ٠٧١٢ ١٩٨١ ٢٨٧٤"},
       {"ＮＯ９３ ８６０１ １１１７ ９４７", "pii.iban", "ＮＯ９３ ８６０１ １１１７ ９４７"},
       {"bil med skilt EK ١٢٣٤٥", "pii.plate", "EK ١٢٣٤٥"},
       {"паспорт СН ١٢٣٤٥٦", "pii.ua_passport", "СН ١٢٣٤٥٦"},
       {"Storgata ٥", "pii.address", "Storgata ٥"},
       {"＋４８ ６０１ ２３４ ５６７", "pii.phone", "＋４８ ６０１ ２３４ ５６７"},
       {"tel. ٦٠١ ٢٣٤ ٥٦٧", "pii.phone", "٦٠١ ٢٣٤ ٥٦٧"},
       {"تلفن +۴۷ ۹۱۲ ۳۴ ۵۶۷", "pii.phone", "+۴۷ ۹۱۲ ۳۴ ۵۶۷"},
       {"اتصل \u200E+963\u200E 944\u200E 123\u200E 456", "pii.phone", "+963\u200E 944\u200E 123\u200E 456"},
       {"tel. 601\u200B234\u200B567", "pii.phone", "601\u200B234\u200B567"}});
  nothing_is_found({"٢٤.١٢.٢٠٢٢", "１ ２９９，９０ zł", "١ ٢ ٣ ٤ ٥ ٦ ٧ ٨", "PESEL ٤٤٠٥١٤٠١٣٥٨"});
}

TEST_CASE("a number that goes on in the next line or subtitle is found, and both its parts") {
  each_is_found_whole({{"Mój PESEL: 440514\n01359", "pii.pesel", "440514\n01359"},
                       {"PESEL 44051\n401359, tak", "pii.pesel", "44051\n401359"},
                       {"fnr 070743\n37117", "pii.no_fnr", "070743\n37117"},
                       {"070743\n37117", "pii.no_fnr", "070743\n37117"},
                       {"Konto PL61 1090 1014 0000\n0712 1981 2874", "pii.iban", "PL61 1090 1014 0000\n0712 1981 2874"},
                       {"61 1090 1014 0000\r\n0712 1981 2874", "pii.account", "61 1090 1014 0000\r\n0712 1981 2874"},
                       {"4111 1111\n1111 1111", "pii.card", "4111 1111\n1111 1111"},
                       {"dzwoń 601 234\n567", "pii.phone", "601 234\n567"},
                       {"dzwoń 601\n234\n567 teraz", "pii.phone", "601\n234\n567"},
                       {"+48 601 234...\n...567", "pii.phone", "+48 601 234...\n...567"},
                       {"tel. 601-234-\n567", "pii.phone", "601-234-\n567"},
                       {"+380\n(67) 123-45-67", "pii.phone", "+380\n(67) 123-45-67"},
                       {"ring 912 34,\n567", "pii.phone", "912 34,\n567"}});
  nothing_is_found({"1990\n1991", "tel. 1990\n1991", "PESEL 440514\n01358", "1 2 3 4\n5 6 7 8", "12\n34\n56\n78\n90",
                    "numer 12345\n\n6789", "440514\n01359\n22\n33", "dzwoń 601 234\nla la 567", "3:0\n21:19",
                    "20 000\n30 000\n", "24.12.2022\n18.30", "41111111\n11111111"});
  // What stands whole in its line does not go on, whatever begins the next.
  each_is_found_whole({{"+48 601 234 567\n22 razy", "pii.phone", "+48 601 234 567"},
                       {"+49 30 1234567\n9 Uhr", "pii.phone", "+49 30 1234567"}});
  std::string table;
  for (int i = 0; i < 20; ++i) table += fmt::format("601 234 {}\n", 500 + i);
  CHECK(personal_data_in("tel.\n" + table).size() >= 1);  // the first, beside the word
}
