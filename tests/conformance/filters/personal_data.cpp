// Published numbers and what people write, and harmless texts full of numbers.

#include <catch2/catch.hpp>

#include <set>

#include "filters/text/personal_data/checks.h"
#include "tests/conformance/filters/personal_data_found.h"

using namespace integrart;
using integrart::test::kinds_of_personal_data_in;
using integrart::test::personal_data_in;
using namespace integrart::personal_data;

TEST_CASE("published example numbers pass their checks") {
  CHECK(is_pesel("44051401359"));
  CHECK_FALSE(is_pesel("44051401358"));
  CHECK_FALSE(is_pesel("90023012345"));  // 30 February
  CHECK(is_polish_identity_card("ABA300000"));
  CHECK_FALSE(is_polish_identity_card("ABA300001"));
  CHECK(is_bsn("111222333"));
  CHECK_FALSE(is_bsn("111222334"));
  CHECK(is_iban("PL61109010140000071219812874"));
  CHECK(is_iban("NO9386011117947"));
  CHECK(is_iban("NL91ABNA0417164300"));
  CHECK(is_iban("UA213223130000026007233566001"));
  CHECK_FALSE(is_iban("NO9386011117948"));
  CHECK_FALSE(is_iban("NO938601111794"));
  CHECK(is_payment_card("4111111111111111"));
  CHECK(is_payment_card("5500000000000004"));
  CHECK(is_payment_card("340000000000009"));
  CHECK_FALSE(is_payment_card("4111111111111112"));
  CHECK_FALSE(is_payment_card("1111111111111117"));
  // ICAO Doc 9303 part 3, section 4.9: the check digits of its examples.
  CHECK(travel_document_check_digit("520727") == '3');
  CHECK(travel_document_check_digit("AB2134<<<") == '5');
  CHECK(travel_document_check_digit("L898902C3") == '6');
}

TEST_CASE("accounts, cards, documents and contacts are found as people write them") {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"Konto PL61 1090 1014 0000 0712 1981 2874, dziękuję", "pii.iban"},
      {"stort på NO93 8601 1117 947", "pii.iban"},
      {"NL91ABNA0417164300", "pii.iban"},
      {"Картка 4111 1111 1111 1111", "pii.card"},
      {"4111-1111-1111-1111", "pii.card"},
      {"dowód ABA 300000", "pii.pl_id_card"},
      {"паспорт СН 123456 виданий", "pii.ua_passport"},
      {"УНЗР 19900228-12341", "pii.ua_unzr"},
      {"piszcie: anna.kowalska+pl@poczta.example.org.", "pii.email"},
      {"+380 67 123 45 67", "pii.phone"},
      {"+48 601 234 567", "pii.phone"},
      {"ring 912 34 567", "pii.phone"},
      {"tel. 601-234-567", "pii.phone"},
      {"дзвони (067) 123-45-67", "pii.phone"},
      {"0031612345678", "pii.phone"},
      {"اتصل +٩٦٣ ٩٤٤ ١٢٣ ٤٥٦", "pii.phone"},
      {"mieszkam przy ul. Długiej 5 w Łodzi", "pii.address"},
      {"вул. Шевченка, 12", "pii.address"},
      {"Jeg bor i Storgata 14B", "pii.address"},
      {"Kerkstraat 21", "pii.address"},
      {"bil med skilt EK 12345", "pii.plate"},
      {"авто АА 1234 ВВ", "pii.plate"},
      {"kenteken 12-ABC-3", "pii.plate"},
  };
  for (const auto& [text, kind] : cases) {
    CAPTURE(text);
    CHECK(kinds_of_personal_data_in(text) == std::set<std::string>{kind});
  }
}

TEST_CASE("telephone numbers are told from other digits by the numbering plans") {
  const std::vector<std::string> numbers{
      "+48 601 234 567",   "+48 22 123 45 67",  "tel. 512-345-678",   "zadzwoń 22 123 45 67", "0048601234567",
      "+47 912 34 567",    "+47 22 12 34 56",   "ring 41 23 45 67",   "tlf 912 34 567",       "004791234567",
      "+31 6 12345678",    "+31 20 123 4567",   "bel 06-12345678",    "06 12345678",          "020-1234567",
      "+380 67 123 45 67", "+38 (067) 1234567", "тел. 067 123 45 67", "(044) 123-45-67",      "+380 0 67 123 45 67",
      "+46 70 123 45 67",  "+49 151 23456789",  "+90 532 123 45 67",  "+1 212 555 0123",      "+375 29 123 45 67",
      "+963 944 123 456",  "+98 912 345 6789",  "+93 70 123 4567",    "+84 912 345 678",      "+251 91 123 4567"};
  for (const std::string& text : numbers) {
    CAPTURE(text);
    CHECK(kinds_of_personal_data_in(text) == std::set<std::string>{"pii.phone"});
  }
  // The bracket that the number opens with belongs to it.
  for (const auto& [text, found] :
       std::vector<std::pair<std::string, std::string>>{{"дзвони (067) 123-45-67", "(067) 123-45-67"},
                                                        {"(044) 123-45-67", "(044) 123-45-67"},
                                                        {"tel. (22) 123 45 67", "(22) 123 45 67"},
                                                        {"(+48) 601 234 567", "(+48) 601 234 567"},
                                                        {"(tel. 067 123 45 67)", "067 123 45 67"},
                                                        {"(067 123 45 67)", "067 123 45 67"},
                                                        {"+38 (067) 1234567", "+38 (067) 1234567"}}) {
    CAPTURE(text);
    const auto findings = personal_data_in(text);
    REQUIRE(findings.size() == 1);
    CHECK(findings.front().text == found);
  }
  // Digits that no plan knows, dates that a plan would take, and help lines.
  const std::vector<std::string> others{
      "+48 001 234 567", "+48 601 234 56", "+48 601 234 5678", "tel. 012-345-678", "zadzwoń 00 123 45 67",
      "+47 012 34 567", "+47 912 34 56", "+47 912 34 5678", "ring 24.12.2022", "tlf 01 23 45 67", "+31 6 1234567",
      "+31 6 123456789", "bel 01 12345678", "020-123456", "+31 0 0 12345678", "+380 00 123 45 67", "+380 67 123 45",
      "(000) 123-45-67", "тел. 24.12.2022", "+380 67 123 45 678", "+48 116 111", "+47 116 117", "tel. 800 70 2222",
      "телефон 0800 500 335", "+999 123 456 789", "+210 123 456 789", "1998-2004", "2022-12-24", "ring kl 18.30 24.12",
      "nummer 12 av 20",
      // Songs count, and bells ring.
      "ring the bell 22 33 44 55", "Ring the bells, 22 33 44 55", "call out the steps 10 20 30 40",
      "Ring klokka 41 23 45 67 ganger", "kom: 22 33 44 55", "numer 22 33 44 55"};
  for (const std::string& text : others) {
    CAPTURE(text);
    CHECK_FALSE(kinds_of_personal_data_in(text).contains("pii.phone"));
  }
}

TEST_CASE("machine-readable zones of ICAO's example documents are one finding each") {
  const std::string td3 = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";
  const std::string td1 =
      "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<";
  const std::string td2 = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6";
  for (const std::string& zone : {td3, td1, td2}) {
    const auto findings = personal_data_in("text before\n" + zone + "\ntext after");
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].kind == "pii.mrz");
    CHECK(findings[0].text == zone);
  }
  std::string broken = td3;
  broken.replace(broken.find("L898902C36"), 10, "L898902C35");
  broken.replace(broken.find("7408122"), 7, "7408121");
  CHECK(personal_data_in(broken).empty());
}

TEST_CASE("dates, prices, versions, scores and songs are nobody's data") {
  const std::vector<std::string> harmless{"24.12.2022",
                                          "2022-12-24 18:30",
                                          "14.10.1990 – 24.12.2022",
                                          "1990/10/14",
                                          "24.12.2022 24.12.2023",
                                          "1 299,90 zł",
                                          "€ 1.234.567,89",
                                          "12 345 678 kr",
                                          "1 000 000 000",
                                          "₴ 40 000",
                                          "10 000 000 000 kroner",
                                          "version 2.10.4",
                                          "v1.2.3.4",
                                          "ffmpeg 5.1.9-0+deb12u1",
                                          "192.168.1.254",
                                          "10.0.0.1:8080",
                                          "IPv4 8.8.8.8",
                                          "Raz, dwa, trzy, 1 2 3 4 5 6 7 8 9 10",
                                          "1, 2, 3, 4 — поїхали!",
                                          "99 balloons, 99 problems, 365 days",
                                          "one two three 123 123 123",
                                          "5 6 7 8, let's dance",
                                          "867-530",
                                          "Route 66, Area 51, Catch 22",
                                          "Psalm 23:4; Lk 15, 11-32",
                                          "4-4-2, 3:0, 21:19",
                                          "ISBN 978-3-16-148410-0",
                                          "tempo 120, takt 3/4, 1984",
                                          "60.1699 N, 24.9384 E",
                                          "17 мая 2025",
                                          "о 18:00 у п'ятницю",
                                          "kl. 18.30 den 17. mai",
                                          "1914-1918, 1939-1945",
                                          "12 345 678 visninger",
                                          "2 000 000 odsłon",
                                          "4K 3840x2160, 1080p60",
                                          "CO2 421 ppm",
                                          "bus 42 og trikk 17",
                                          "Zadzwoń pod 112",
                                          "ring 116 117",
                                          "bel 0900-0113",
                                          "Телефон довіри 116 123",
                                          "linia 800 70 2222",
                                          "ul. Długa",
                                          "ulica długa na 5 kilometrów",
                                          "gata er lang, 5 hus",
                                          "straat 7 keer",
                                          "1234567",
                                          "000000000",
                                          "111111111",
                                          "12345678 9",
                                          "№ 5",
                                          "R2D2, C3PO, B12, MP3",
                                          "A4 210 x 297 mm",
                                          "EN 301 549",
                                          "ABC 123456",
                                          "кімната 204",
                                          "user@home",
                                          "@anna_kowalska",
                                          "a @ b . c",
                                          "5 @ 3 zł"};
  for (const std::string& text : harmless) {
    CAPTURE(text);
    CHECK(kinds_of_personal_data_in(text).empty());
  }
}

TEST_CASE("spans count code points of the original text") {
  const auto findings = personal_data_in("Їжак 🦔 пише: anna@example.org!");
  REQUIRE(findings.size() == 1);
  REQUIRE(findings[0].span);
  CHECK(findings[0].span->begin == 13);
  CHECK(findings[0].span->end == 29);
  CHECK(findings[0].text == "anna@example.org");
}

TEST_CASE("hostile texts cost little and break nothing") {
  std::string digits;
  for (int i = 0; i < 200000; ++i) digits += static_cast<char>('0' + i % 10);
  CHECK(personal_data_in(digits).empty());
  std::string groups;
  for (int i = 0; i < 100000; ++i) groups += "12 ";
  CHECK(personal_data_in(groups).empty());
  CHECK(personal_data_in(std::string(200000, '@')).empty());
  CHECK(personal_data_in(std::string(200000, '<')).empty());
  std::string many;
  for (int i = 0; i < 5000; ++i) many += "anna@example.org ";
  CHECK(personal_data_in(many).size() == 500);
  CHECK(personal_data_in("\xF0\x9F\xFF @ \xC3").empty());
}

TEST_CASE("telephone numbers are found as they are written in the Netherlands and in Ukraine") {
  for (const char* text : {"Bel 06-12 34 56 78", "Mijn nummer is 06-12 34 56 78", "tel 020-123 45 67",
                           "Зателефонуй 067 123 45 67", "пишіть на 0501234567", "пишите 050-123-45-67"}) {
    CAPTURE(text);
    const auto findings = personal_data_in(text);
    REQUIRE(findings.size() == 1);
    CHECK(findings.front().kind == "pii.phone");
    CHECK(findings.front().score >= 0.8);
  }
  for (const char* text :
       {"De brug is 06-12 gesloten", "Op 06-12 34 kinderen, 56 ouders", "020-123 stoelen", "пишіть 067 разів"}) {
    CAPTURE(text);
    CHECK(personal_data_in(text).empty());
  }
}
