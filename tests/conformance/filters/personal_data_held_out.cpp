// Personal data and what looks like it, written down before the recognisers that find it and never used to adjust them.

#include <catch2/catch.hpp>

#include <set>
#include "tests/conformance/filters/personal_data_found.h"

using namespace integrart;
using integrart::test::kinds_of_personal_data_in;

TEST_CASE("held-out texts with data of a person") {
  const std::vector<std::pair<std::string, std::string>> cases{
      // numbers as they are written and spoken
      {"mój numer PESEL to 860312 04561, zapisz", "pii.pesel"},
      {"pesel: 92113-055129", "pii.pesel"},
      {"PESEL 78 01 23 98769", "pii.pesel"},
      {"PESEL: ٠٢٢٥١٧٤٤٣٣٧", "pii.pesel"},
      {"firma ma NIP PL 725-180-13-27", "pii.nip"},
      {"nip: pl8971785025", "pii.nip"},
      {"rachunek pl27 1140 2004 0000 3002 0135 5387", "pii.iban"},
      {"mijn rekening is nl39rabo0300065264", "pii.iban"},
      {"de89 3704 0044 0532 0130 00", "pii.iban"},
      {"Przelew na konto 72 2490 0005 0000 4600 1234 5678", "pii.account"},
      {"Vipps eller konto 3000.12.34567", "pii.account"},
      {"kontonummeret mitt er 97105678901", "pii.account"},
      {"BSN ４５６１２３７８７", "pii.nl_bsn"},
      {"fødselsnummer ۱۵۰۶۷۵۴۴۸۱۹", "pii.no_fnr"},
      {"РНОКПП ٣١٨٤٧١٠٦٩١", "pii.ua_rnokpp"},
      {"رقم هاتفي ٠٠٤٨٦٠١٢٣٤٥٦٧", "pii.phone"},
      {"شماره من +۹۸ ۹۱۲ ۳۴۵ ۶۷۸۹", "pii.phone"},
      {"call ＋47 ９１２ ３４ ５６７", "pii.phone"},
      // over the end of a line
      {"ring meg: 912 34\n567", "pii.phone"},
      {"Mój numer: 512 345\n678, dzwoń", "pii.phone"},
      {"fnr 150675\n44819", "pii.no_fnr"},
      {"zapisz IBAN PL61 1090 1014\n0000 0712 1981 2874", "pii.iban"},
      {"+380 67\n123 45 67", "pii.phone"},
      // addresses
      {"Møt oss i Henrik Ibsens gate 48", "pii.address"},
      {"Jeg bor i Thereses gate 35 B, 0354 Oslo", "pii.address"},
      {"Vi bur i Strandvegen 7", "pii.address"},
      {"Adressen er Bygdøy allé 12", "pii.address"},
      {"10 Downing Street, London", "pii.address"},
      {"She lives at 48A Elm Road.", "pii.address"},
      {"spotkajmy się: pl. Bohaterów Getta 12", "pii.address"},
      {"mieszkam na os. Tysiąclecia 14/7", "pii.address"},
      {"al. Jana Pawła II 33", "pii.address"},
      {"ul. 11 Listopada 22", "pii.address"},
      {"aleje Ujazdowskie 21 m. 5", "pii.address"},
      {"вул. 8 Березня, буд. 14, кв. 3", "pii.address"},
      {"живу на проспекті Свободи 27", "pii.address"},
      {"бульв. Лесі Українки, 10", "pii.address"},
      {"площа Ринок, 3", "pii.address"},
      {"пров. Музейний 4", "pii.address"},
      {"ул. Ленина, д. 15, кв. 42", "pii.address"},
      {"проспект Мира 101", "pii.address"},
      {"площадь Победы, 2", "pii.address"},
      {"Prinsengracht 263", "pii.address"},
      {"Ik woon op de Zeedijk 14", "pii.address"},
      {"Prins Hendrikkade 33-2", "pii.address"},
      {"Rokin 75, 1012 KL Amsterdam", "pii.address"},
      {"Lange Voorhout 34, 2514 EE Den Haag", "pii.address"},
      {"أسكن في شارع الملك فيصل رقم 12", "pii.address"},
      {"شارع بغداد، بناية ٧", "pii.address"},
      // disguised mail
      {"oksana.k (at) poczta (dot) example (dot) org", "pii.email"},
      {"write to hodan [at] example.org", "pii.email"},
      {"mail: piet＠voorbeeld.nl", "pii.email"},
      {"пишіть: oksana собака ukr.net", "pii.email"},
      {"anna małpa poczta kropka pl", "pii.email"},
      {"kari krøllalfa example punktum no", "pii.email"},
      {"omar at example dot com", "pii.email"},
      {"oksana.shevchenko@dmsu.gov.ua", "pii.email"},
      {"kari.nordmann@udi.no", "pii.email"},
  };
  for (const auto& [text, kind] : cases) {
    CAPTURE(text);
    CHECK(kinds_of_personal_data_in(text) == std::set<std::string>{kind});
  }
}

TEST_CASE("held-out texts with nobody's data") {
  for (const std::string text : {
           "Main Street 1999",
           "We waited at gate 5 at the airport",
           "Baldurs Gate 3 er et spill",
           "British Airways, gate 22",
           "Riksvei 7 er stengt",
           "E6 og fylkesvei 17",
           "plac zabaw 3 dni",
           "Na placu Wolności 3 maja zagramy koncert",
           "plac Wolności 2024",
           "Ulica Sezamkowa ma 5 sezonów",
           "aleja gwiazd 7 razy dłuższa",
           "2 os. dorosłe i 3 dzieci",
           "Smith et al. Nature 5",
           "площа України 603 628 км",
           "площа Криму 27 тис. км",
           "проспект Миру 2 години пішки",
           "На площі 5 тисяч людей",
           "улица Мира 9 мая полна людей",
           "Nieuwe straat 7 keer gezongen",
           "Vandaag 3 liedjes, onderweg 5 mensen",
           "Decade 5, Episode 3",
           "شارع الحب طوله 5 كيلومترات",
           "في شارع الرشيد 1999",
           "8 Mile Road trip 2002",
           "5 Wall Street bankers sing",
           "5 people walked down the Street",
           "look at example.org",
           "meet me at the dot on the map",
           "My dog (собака) is called Rex",
           "Моя собака любить мед",
           "małpa na drzewie, kropka.",
           "at noon dot com was a bubble",
           "info@udi.no",
           "Kontakt: postmottak@nav.no",
           "kancelaria@udsc.gov.pl",
           "klantenservice@ind.nl",
           "info (at) udi (dot) no",
           "verse 1 2 3 4\n5 6 7 8 chorus",
           "1990\n1991\n1992\n1993",
           "24.12.2022\n25.12.2022",
           "Tel Aviv 1999\n2000 songs",
           "numer 12\n34 strony",
           "12345 67890 wyświetleń",
           "nr 1234.56.78904",
           "Zamówienie 12345678904, konto premium",
           "no 12 24 36 48 60 72 84",
           "Ціна ٢٥ грн, ٢٤.١٢.٢٠٢٢",
       }) {
    CAPTURE(text);
    CHECK(kinds_of_personal_data_in(text).empty());
  }
}
