// Street addresses in the languages of our people, and what else is written with the words for streets.

#include <catch2/catch.hpp>
#include "tests/conformance/filters/personal_data_found.h"

using namespace integrart;
using integrart::test::personal_data_in;

namespace {

std::vector<std::string> addresses_in(const std::string& text) {
  std::vector<std::string> addresses;
  for (const Finding& finding : personal_data_in(text))
    if (finding.kind == "pii.address") addresses.push_back(finding.text);
  return addresses;
}

void each_is_found_whole(const std::vector<std::pair<std::string, std::string>>& cases) {
  for (const auto& [text, address] : cases) {
    CAPTURE(text);
    CHECK(addresses_in(text) == std::vector<std::string>{address});
  }
}
void none_is_found(const std::vector<std::string>& texts) {
  for (const std::string& text : texts) {
    CAPTURE(text);
    CHECK(addresses_in(text).empty());
  }
}

}  // namespace

TEST_CASE("Polish addresses are told by the word in front of the name") {
  each_is_found_whole({{"plac Trzech Krzyży 3", "plac Trzech Krzyży 3"},
                       {"Biuro: pl. Wolności 7, Łódź", "pl. Wolności 7"},
                       {"al. 3 Maja 5", "al. 3 Maja 5"},
                       {"al. Niepodległości 132/136", "al. Niepodległości 132/136"},
                       {"Aleje Jerozolimskie 65/79", "Aleje Jerozolimskie 65/79"},
                       {"os. Kolorowe 12 m. 4", "os. Kolorowe 12 m. 4"},
                       {"osiedle Złotego Wieku 31", "osiedle Złotego Wieku 31"},
                       {"ul. Długa 5 lok. 3", "ul. Długa 5 lok. 3"},
                       {"na ulicy Jana Pawła II 12a w Krakowie", "ulicy Jana Pawła II 12a"},
                       {"ul. św. Marka 8", "ul. św. Marka 8"},
                       {"ul. Obrońców Westerplatte nr 4", "ul. Obrońców Westerplatte nr 4"},
                       {"UL. PIOTRKOWSKA 104", "UL. PIOTRKOWSKA 104"},
                       {"Rynek Główny 5, 31-042 Kraków", "Rynek Główny 5"},
                       {"Krakowskie Przedmieście 26, 00-927 Warszawa", "Krakowskie Przedmieście 26"},
                       {"Adres: Krucza 7", "Krucza 7"}});
  none_is_found({"plac zabaw 3 dni", "plac zabaw 3", "Plac Wolności 3 maja", "plac Wolności 5 razy większy",
                 "ul. Długa 5 km", "ulica Długa 5 lat temu", "Ulica Długa miała 5 domów", "al. Lipowa",
                 "ul. 11 Listopada", "onet.pl Wolności 5", "2 os. Kowalska 5", "et al. Nature 5", "ul. Długa 1999",
                 "ulicą Piękną 18:30", "Ulica Sezamkowa, 5 sezon", "aleja gwiazd 5", "Adres strony: 5", "os. 5",
                 "rondo 3 w mieście"});
}

TEST_CASE("Ukrainian and Russian addresses are told by the word in front of the name") {
  each_is_found_whole({{"просп. Перемоги, 37", "просп. Перемоги, 37"},
                       {"проспект Науки 14", "проспект Науки 14"},
                       {"бульв. Шевченка 12", "бульв. Шевченка 12"},
                       {"на бульварі Лесі Українки, 26", "бульварі Лесі Українки, 26"},
                       {"пров. Куп'янський 3", "пров. Куп'янський 3"},
                       {"площа Ринок 1", "площа Ринок 1"},
                       {"пл. Свободи, 5", "пл. Свободи, 5"},
                       {"вул. Січових стрільців, буд. 12, кв. 3", "вул. Січових стрільців, буд. 12, кв. 3"},
                       {"вул. 8 Березня 12", "вул. 8 Березня 12"},
                       {"вул. Героїв України 5-А", "вул. Героїв України 5-А"},
                       {"вулиця Хрещатик, № 22", "вулиця Хрещатик, № 22"},
                       {"Андріївський узвіз 5, 04070 Київ", "Андріївський узвіз 5"},
                       {"Хрещатик 22", "Хрещатик 22"},
                       {"вул. Шевченка 12 м. Київ", "вул. Шевченка 12"},
                       {"ул. Ленина, д. 5, кв. 12", "ул. Ленина, д. 5, кв. 12"},
                       {"улица Красная 7", "улица Красная 7"},
                       {"пр. Мира 10", "пр. Мира 10"},
                       {"пер. Садовый, дом 3", "пер. Садовый, дом 3"},
                       {"Невский проспект, 28", "Невский проспект, 28"},
                       {"Софійська площа 3", "Софійська площа 3"},
                       {"Адрес: Тверская 12", "Тверская 12"}});
  none_is_found({"площа квартири 50 кв. м", "площа України 603 628 км", "площа Криму 27 тис. км",
                 "Площа Ялти 18 кв. км", "майдан Незалежності 2014", "проспект Миру 2 години пішки",
                 "вулиця довга 5 кілометрів", "На вулиці 5 людей", "Майдан Незалежності 5 разів", "улица Мира 9 мая",
                 "та пр. Іван 5 років", "Вулиця Шевченка, 19:30", "Красная площадь 9 мая", "Червона площа 1945",
                 "Наша вулиця 5 років тому"});
}

TEST_CASE("Norwegian addresses are told by the end of the name or a word behind it") {
  each_is_found_whole({{"Karl Johans gate 22", "Karl Johans gate 22"},
                       {"møt meg i Olav Tryggvasons gate 5!", "Olav Tryggvasons gate 5"},
                       {"St. Olavs plass 5", "St. Olavs plass 5"},
                       {"Storgata 5B", "Storgata 5B"},
                       {"Storgata 5 B, 0155 Oslo", "Storgata 5 B"},
                       {"Kirkeveien 7", "Kirkeveien 7"},
                       {"Pilestredet 46, leilighet 5", "Pilestredet 46, leilighet 5"},
                       {"Strandvegen 112", "Strandvegen 112"},
                       {"Bjørnsons vei 3", "Bjørnsons vei 3"},
                       {"Solheimsgaten 11", "Solheimsgaten 11"},
                       {"Bygdøy allé 3", "Bygdøy allé 3"},
                       {"Stranden 1, 0250 Oslo", "Stranden 1"},
                       {"Karl Johans Gate 22, 0026 Oslo", "Karl Johans Gate 22"},
                       {"Universitetsplassen 2", "Universitetsplassen 2"}});
  none_is_found({"gate 5 at the airport", "Gate 5", "Baldurs Gate 3", "British Airways gate 5", "Riksvei 4",
                 "Fylkesvei 17", "Parkeringsplass 12", "Sitteplass 14", "Storgata 5 år", "Storgata 17. mai 1905",
                 "Storgata 1999", "Watergate 1972", "I Oslo 5, 2019 Bergen 7", "Peters vei 2 ganger", "Heaven's gate 5",
                 "Vi gikk Karl Johans gate 17. mai", "Jeg bor i Storgata. 5 år siden", "Rosenborg 3, Brann 2"});
}

TEST_CASE("Dutch addresses are told by the end of the name, or by postcode and town") {
  each_is_found_whole({{"Kerkstraat 21", "Kerkstraat 21"},
                       {"Javalaan 4", "Javalaan 4"},
                       {"Amsterdamseweg 12-14", "Amsterdamseweg 12-14"},
                       {"Mathenesserplein 84", "Mathenesserplein 84"},
                       {"Wilhelminakade 139", "Wilhelminakade 139"},
                       {"Herengracht 5a", "Herengracht 5a"},
                       {"Zeedijk 14", "Zeedijk 14"},
                       {"Coolsingel 40", "Coolsingel 40"},
                       {"Damrak 1", "Damrak 1"},
                       {"Oude Turfmarkt 127, 1012 GC Amsterdam", "Oude Turfmarkt 127"},
                       {"Neude 11 3512AE Utrecht", "Neude 11"},
                       {"Mijn adres: Binnenhof 8", "Binnenhof 8"}});
  none_is_found({"straat 7 keer", "Onderweg 3 liedjes", "Snelweg 2", "Arkade 5", "Blokkade 3", "Kerkstraat 5 keer",
                 "Plein 1944", "Verslaan 2", "Amsterdam 1, Utrecht 2", "Binnenhof 8", "Kerkstraat 10 %",
                 "Zeedijk 7,5 km"});
}

TEST_CASE("English addresses are told by a number in front and the word behind the name") {
  each_is_found_whole({{"221B Baker Street", "221B Baker Street"},
                       {"I live at 10 Downing Street in London", "10 Downing Street"},
                       {"(350 Fifth Avenue)", "350 Fifth Avenue"},
                       {"5 High St.", "5 High St"},
                       {"12 Rowan Tree Lane", "12 Rowan Tree Lane"},
                       {"4 Oak Drive, Leeds", "4 Oak Drive"},
                       {"Anna\n12 Oak Road\n4711 Springfield", "12 Oak Road"}});
  none_is_found({"Main Street 1999", "1999 Main Street", "Main Street 12", "5 Wall Street banks", "2 Hard Drive",
                 "5 Peter St John", "Sesame Street", "On 34th Street", "5 people in the Street", "24.12 Baker Street",
                 "1 Abbey Road\n2 Penny Lane\n3 Baker Street", "Album:\n7 Let It Be\n8 Electric Avenue\n"});
}

TEST_CASE("Arabic and Persian addresses are told by the word for street and a number") {
  each_is_found_whole({{"شارع الملك فيصل رقم 12", "شارع الملك فيصل رقم 12"},
                       {"شارع الحمرا ١٢", "شارع الحمرا ١٢"},
                       {"أسكن في شارع بغداد، بناية ٧، دمشق", "شارع بغداد، بناية ٧"},
                       {"خیابان آزادی پلاک ۱۲", "خیابان آزادی پلاک ۱۲"}});
  none_is_found({"شارع طويل 5 كيلومترات", "شارع الرشيد 1999", "في شارع الحب", "شارع 5", "رقم 12"});
}

TEST_CASE("the songs of an album are no addresses in names of files") {
  for (const std::string name : {"03 Abbey Road", "12 Penny Lane", "01 - Baker Street"}) {
    CAPTURE(name);
    const auto result =
        find_by_id(filters(), "pii")->look_at_text(name, LanguageTag{}, Json::object({{"place", "file_name"}}));
    REQUIRE(result);
    CHECK(result->findings.empty());
  }
}
