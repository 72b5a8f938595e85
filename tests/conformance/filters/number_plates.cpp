// Number plates of four countries beside words for vehicles, and what else people write beside such words.

#include <catch2/catch.hpp>

#include "filters/filters.h"
#include "pipeline/base/catalogue.h"
#include "pipeline/base/filter.h"

using namespace integrart;

namespace {

std::vector<std::string> plates_in(const std::string& text) {
  const Filter* pii = find_by_id(filters(), "pii");
  REQUIRE(pii != nullptr);
  const auto result = pii->look_at_text(text, LanguageTag{}, {});
  REQUIRE(result);
  std::vector<std::string> plates;
  for (const Finding& finding : result->findings)
    if (finding.kind == "pii.plate") plates.push_back(finding.text);
  return plates;
}

}  // namespace

TEST_CASE("number plates beside a word for a vehicle are found whole") {
  const std::vector<std::pair<std::string, std::string>> cases{
      // Poland
      {"samochód WE 1234A stał pod domem", "WE 1234A"},
      {"nr rejestracyjny KR 12345", "KR 12345"},
      {"tablice: GDA 12345", "GDA 12345"},
      {"auto PO123AB", "PO123AB"},
      {"moje auto, WPI 99XY, jest czerwone", "WPI 99XY"},
      {"numer rejestracyjny DW-98765", "DW-98765"},
      {"Samochodem o numerze KRA 4A56", "KRA 4A56"},
      {"wsiadł do auta LU 77777", "LU 77777"},
      {"tablica SK 5678C", "SK 5678C"},
      {"pojazd o numerze BI 1234C", "BI 1234C"},
      {"autobus ZS 24680", "ZS 24680"},
      {"rejestracja WE 1234A", "WE 1234A"},
      {"Rejestracji GDA 12345 nie zapomnę", "GDA 12345"},
      {"nr rej. KR 98765", "KR 98765"},
      {"nr rej DW 54321", "DW 54321"},
      // Ukraine
      {"авто АА 1234 ВВ", "АА 1234 ВВ"},
      {"машина КА1234ХІ", "КА1234ХІ"},
      {"номерний знак ВС 0001 АА", "ВС 0001 АА"},
      {"держномер АХ-4321-СТ", "АХ-4321-СТ"},
      {"Його автомобіль: AA 7777 BB", "AA 7777 BB"},
      {"машині ІС 2019 АН", "ІС 2019 АН"},
      {"автівка DI 5555 OK", "DI 5555 OK"},
      {"car with AI 2345 HC", "AI 2345 HC"},
      {"СЕ 8080 ЕС, номерний знак", "СЕ 8080 ЕС"},
      {"авто на номерах ВК 6006 НН", "ВК 6006 НН"},
      {"номер авто ВЕ 3141 СА", "ВЕ 3141 СА"},
      {"Номер машини: АР 2718 ВХ", "АР 2718 ВХ"},
      {"реєстраційний номер СВ 1618 АК", "СВ 1618 АК"},
      {"госномер АЕ 5772 КМ", "АЕ 5772 КМ"},
      // The Netherlands
      {"kenteken 12-ABC-3", "12-ABC-3"},
      {"auto XX-99-99", "XX-99-99"},
      {"mijn auto (GB-001-B) staat daar", "GB-001-B"},
      {"nummerplaat 99-XKV-9", "99-XKV-9"},
      {"Kenteken: 5-KBB-71", "5-KBB-71"},
      {"kenteken J 123 TX", "J 123 TX"},
      {"kenteken NB12RS", "NB12RS"},
      {"kentekennummer 8-XKV-12", "8-XKV-12"},
      {"auto 12-34-XB", "12-34-XB"},
      {"auto 14-RB-77", "14-RB-77"},
      {"nummerplaat PDF-12-J", "PDF-12-J"},
      // Norway
      {"bil med skilt EK 12345", "EK 12345"},
      {"bilen DN 98765", "DN 98765"},
      {"skiltnummer SV54321", "SV54321"},
      {"registreringsnummer BT 20007", "BT 20007"},
      {"en rød bil, KH 45678", "KH 45678"},
      {"AB 12345 er bilen min", "AB 12345"},
      {"bil: RJ-31415", "RJ-31415"},
      {"biler: ZT 27182", "ZT 27182"},
      {"varebilen min er LS 90817", "LS 90817"},
      {"skilt på bilen: NF 11223", "NF 11223"},
      {"car EL 55667, parked", "EL 55667"},
      {"reg.nr SV 24680", "SV 24680"},
      {"Reg.nr.: DK 13579", "DK 13579"},
      {"regnr AE 86420", "AE 86420"},
      {"skiltnummeret er PV 31415", "PV 31415"},
  };
  for (const auto& [text, plate] : cases) {
    CAPTURE(text);
    CHECK(plates_in(text) == std::vector<std::string>{plate});
  }
}

TEST_CASE("models, years, prices and distances beside a word for a vehicle are no plates") {
  for (const std::string text :
       {// Poland
        "auto za PLN 15000", "auto 2000", "samochód KIA 2019", "auto BMW 12345", "AUTO 2000 KM", "samochód 1600 CC",
        "auto VW 1999", "1999 VW, dobre auto", "samochód marki FSO 1500", "auto USD 25000", "GOLF 75, stare auto",
        "samochód 12 000 KM", "autor ISO 90001", "autorka WE 12345",
        // Ukraine
        "авто ВАЗ 2107", "машина ЗАЗ 1102", "авто ГАЗ 33021", "авто за UAH 90000", "машина УАЗ 3151", "авто 2000 року",
        "автобус ЛАЗ 4202", "машина за USD 9500", "авто Audi 100 1990", "автобус 145",
        // The Netherlands
        "VW Golf 7", "auto EUR 12000", "auto 2000 EUR", "een auto uit 1999", "auto op 5-MEI-24", "auto CLS 63 S",
        "auto GTI 16 V", "auto 1500 KG", "bus 145", "auto E 220 CD", "auto EUR 9500", "MP 2000 auto",
        "het nummer van NR 12345", "auto van 2000 EN 2001",
        // Norway
        "bil NOK 20000", "bil Volvo XC 90", "BIL 2000 KR", "en bil fra 2005", "billett NR 12345", "bilde NR 12345",
        "bil BMW 2002", "bilen gikk 12 000 KM", "bil DM 12000", "bil KM 1234", "buss 42 og bil 17", "card NO 12345"}) {
    CAPTURE(text);
    CHECK(plates_in(text).empty());
  }
}

TEST_CASE("what looks like a plate is none without a word beside it") {
  for (const std::string text : {"WE 1234A", "EK 12345", "АА 1234 ВВ", "12-ABC-3", "GB-001-B", "KR 12345", "DW 98765",
                                 "KA1234XI", "5-KBB-71", "SV54321"}) {
    CAPTURE(text);
    CHECK(plates_in(text).empty());
  }
}
