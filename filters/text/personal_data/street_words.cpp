#include "filters/text/personal_data/street_words.h"

#include <algorithm>
#include <array>

namespace integrart::personal_data {
namespace {

template <std::size_t count>
bool is_one_of(std::u32string_view word, const std::array<std::u32string_view, count>& words) {
  return std::ranges::find(words, word) != words.end();
}
template <std::size_t count>
bool ends_in_one_of(std::u32string_view word, const std::array<std::u32string_view, count>& endings) {
  return std::ranges::any_of(
      endings, [&](std::u32string_view ending) { return word.size() > ending.size() + 1 && word.ends_with(ending); });
}

constexpr auto before_name = std::to_array<std::u32string_view>(
    {// Polish
     U"ul",       U"ulica",    U"ulicy",     U"ulicę",     U"ulicą",      U"al",         U"aleja",    U"alei",
     U"aleję",    U"aleje",    U"alejach",   U"os",        U"osiedle",    U"osiedlu",    U"osiedla",  U"pl",
     U"plac",     U"placu",    U"skwer",     U"skwerze",   U"rynek",      U"rynku",      U"rondo",    U"rondzie",
     U"bulwar",   U"bulwarze", U"вул",       U"вулиця",    U"вулиці",     U"вулицю",     U"вулицею",  U"просп",
     U"пр",       U"проспект", U"проспекті", U"проспекту", U"пров",       U"провулок",   U"провулку", U"бульв",
     U"бул",      U"бульвар",  U"бульварі",  U"бульвару",  U"пл",         U"площа",      U"площі",    U"площу",
     U"майдан",   U"майдані",  U"наб",       U"набережна", U"набережній", U"узвіз",      U"узвозі",   U"шосе",
     U"ул",       U"улица",    U"улице",     U"улицу",     U"улицы",      U"проспекте",  U"пер",      U"переулок",
     U"переулке", U"бульваре", U"площадь",   U"площади",   U"набережная", U"набережной", U"шоссе",    U"ш"});
constexpr auto with_full_stop =
    std::to_array<std::u32string_view>({U"pl", U"os", U"al", U"пр", U"пл", U"пер", U"бул", U"наб", U"ш"});

constexpr auto name_endings = std::to_array<std::u32string_view>(
    {U"gata",   U"gaten",   U"gate",   U"veien",  U"vegen", U"vei",    U"veg",     U"plass",  U"plassen",
     U"torget", U"stredet", U"straat", U"laan",   U"plein", U"gracht", U"weg",     U"kade",   U"steeg",
     U"dijk",   U"singel",  U"dreef",  U"street", U"road",  U"avenue", U"strasse", U"straße", U"allee"});
/// Roads that have numbers, seats and places of work, and what only ends like a street.
constexpr auto other_endings = std::to_array<std::u32string_view>(
    {U"riksvei",      U"riksveien",    U"riksveg",        U"riksvegen",       U"fylkesvei",         U"fylkesveien",
     U"fylkesveg",    U"fylkesvegen",  U"europavei",      U"europaveien",     U"europaveg",         U"europavegen",
     U"motorvei",     U"motorveien",   U"motorveg",       U"motorvegen",      U"hovedveien",        U"omvei",
     U"omveg",        U"snelweg",      U"autoweg",        U"onderweg",        U"halverweg",         U"sitteplass",
     U"sitteplassen", U"arbeidsplass", U"arbeidsplassen", U"parkeringsplass", U"parkeringsplassen", U"lekeplass",
     U"lekeplassen",  U"campingplass", U"campingplassen", U"kampplass",       U"soveplass",         U"slaan",
     U"arkade",       U"barrikade",    U"blokkade",       U"brokade",         U"watergate",         U"partygate",
     U"colgate",      U"frigate",      U"agate",          U"investigate",     U"navigate",          U"delegate",
     U"aggregate",    U"mitigate",     U"castigate",      U"interrogate",     U"propagate",         U"railroad",
     U"crossroad",    U"broad"});

constexpr auto known_streets =
    std::to_array<std::u32string_view>({U"damrak", U"rokin", U"хрещатик", U"хрещатику", U"khreshchatyk"});

constexpr auto behind_norwegian_name = std::to_array<std::u32string_view>(
    {U"gate", U"gata", U"vei", U"veg", U"plass", U"torg", U"allé", U"brygge", U"terrasse"});
constexpr auto behind_cyrillic_name = std::to_array<std::u32string_view>(
    {U"вулиця", U"проспект", U"бульвар", U"провулок", U"площа", U"узвіз", U"набережна", U"шосе", U"улица", U"переулок",
     U"площадь", U"набережная", U"шоссе"});
constexpr auto behind_english_name =
    std::to_array<std::u32string_view>({U"street", U"st", U"road", U"rd", U"avenue", U"ave", U"lane", U"drive",
                                        U"square", U"crescent", U"terrace", U"boulevard", U"blvd", U"grove"});

constexpr auto before_house = std::to_array<std::u32string_view>({U"nr", U"numer", U"no", U"number", U"nummer", U"буд",
                                                                  U"будинок", U"д", U"дом", U"номер", U"رقم", U"بناية",
                                                                  U"مبنى", U"منزل", U"عمارة", U"بيت", U"دار", U"پلاک"});
constexpr auto before_flat =
    std::to_array<std::u32string_view>({U"m", U"lok", U"lokal", U"mieszkania", U"кв", U"квартира", U"оф", U"flat",
                                        U"apt", U"unit", U"leil", U"leilighet", U"شقة", U"واحد"});

constexpr auto small_words = std::to_array<std::u32string_view>(
    {U"i",   U"im",    U"imienia", U"św",  U"ks",   U"gen",  U"płk", U"prof", U"dr", U"bp",
     U"abp", U"van",   U"de",      U"der", U"den",  U"von",  U"і",   U"й",    U"та", U"и",
     U"ім",  U"імені", U"им",      U"ген", U"акад", U"проф", U"св",  U"och",  U"og"});

constexpr auto counted = std::to_array<std::u32string_view>(
    {U"dni",        U"dzień",     U"dniach",    U"lat",        U"lata",      U"latach",   U"rok",          U"roku",
     U"roków",      U"raz",       U"razy",      U"osób",       U"osoby",     U"osobom",   U"ludzi",        U"godz",
     U"godzin",     U"godziny",   U"godzinę",   U"minut",      U"minuty",    U"minutę",   U"sekund",       U"tygodnie",
     U"tygodni",    U"miesiące",  U"miesięcy",  U"kilometrów", U"kilometry", U"metrów",   U"metry",        U"zł",
     U"złotych",    U"procent",   U"tys",       U"mln",        U"kroków",    U"kroki",    U"piosenek",     U"piosenki",
     U"sezon",      U"sezony",    U"sezonów",   U"odcinek",    U"odcinków",  U"stycznia", U"lutego",       U"marca",
     U"kwietnia",   U"maja",      U"czerwca",   U"lipca",      U"sierpnia",  U"września", U"października", U"listopada",
     U"grudnia",    U"дні",       U"днів",      U"день",       U"років",     U"роки",     U"рік",          U"року",
     U"раз",        U"рази",      U"разів",     U"год",        U"години",    U"годин",    U"годину",       U"хвилин",
     U"хвилини",    U"тижні",     U"тижнів",    U"місяці",     U"місяців",   U"км",       U"метрів",       U"метри",
     U"м",          U"га",        U"осіб",      U"особи",      U"людей",     U"гривень",  U"грн",          U"тис",
     U"тисяч",      U"млн",       U"відсотків", U"кроків",     U"січня",     U"лютого",   U"березня",      U"квітня",
     U"травня",     U"червня",    U"липня",     U"серпня",     U"вересня",   U"жовтня",   U"листопада",    U"грудня",
     U"дней",       U"дня",       U"лет",       U"года",       U"раза",      U"часов",    U"часа",         U"часу",
     U"минут",      U"минуты",    U"недели",    U"месяца",     U"месяцев",   U"метров",   U"человек",      U"рублей",
     U"тысяч",      U"января",    U"февраля",   U"марта",      U"апреля",    U"мая",      U"июня",         U"июля",
     U"августа",    U"сентября",  U"октября",   U"ноября",     U"декабря",   U"dag",      U"dager",        U"dagar",
     U"uke",        U"uker",      U"veke",      U"veker",      U"måned",     U"måneder",  U"månader",      U"år",
     U"gang",       U"ganger",    U"gonger",    U"time",       U"timer",     U"timar",    U"minutt",       U"minutter",
     U"minutt",     U"mennesker", U"menneske",  U"folk",       U"personer",  U"barn",     U"biler",        U"bilar",
     U"kr",         U"kroner",    U"kilometer", U"meter",      U"km",        U"mil",      U"prosent",      U"sanger",
     U"songar",     U"januar",    U"februar",   U"mars",       U"april",     U"mai",      U"juni",         U"juli",
     U"august",     U"september", U"oktober",   U"november",   U"desember",  U"dagen",    U"weken",        U"maanden",
     U"jaar",       U"jaren",     U"keer",      U"maal",       U"uur",       U"minuten",  U"mensen",       U"personen",
     U"kinderen",   U"liedjes",   U"huizen",    U"euro",       U"procent",   U"januari",  U"februari",     U"maart",
     U"mei",        U"augustus",  U"december",  U"day",        U"days",      U"weeks",    U"months",       U"year",
     U"years",      U"times",     U"hours",     U"minutes",    U"people",    U"songs",    U"miles",        U"metres",
     U"kilometres", U"percent",   U"pm",        U"january",    U"february",  U"march",    U"may",          U"june",
     U"july",       U"october"});

constexpr auto after_english_address = std::to_array<std::u32string_view>(
    {U"in",    U"is",   U"was", U"on",   U"at",  U"and",  U"or",    U"near",  U"by",       U"to",    U"from",
     U"where", U"with", U"for", U"flat", U"apt", U"when", U"since", U"until", U"tomorrow", U"today", U"tonight"});

constexpr auto announcing = std::to_array<std::u32string_view>(
    {U"adres", U"adresem", U"adresie", U"adresse", U"adressen", U"adressa", U"address", U"адреса", U"адресою", U"адрес",
     U"адресу", U"العنوان", U"عنواني", U"عنوان"});

}  // namespace

bool is_word_before_street(std::u32string_view word) {
  return is_one_of(word, before_name);
}
bool needs_full_stop(std::u32string_view word) {
  return is_one_of(word, with_full_stop);
}
bool is_arabic_street(std::u32string_view word) {
  return word == U"شارع" || word == U"خیابان" || word == U"کوچه";
}
bool is_name_of_street(std::u32string_view word) {
  const auto ends_so = [&](std::u32string_view ending) { return word.ends_with(ending); };
  return ends_in_one_of(word, name_endings) && std::ranges::none_of(other_endings, ends_so);
}
bool is_known_street(std::u32string_view word) {
  return is_one_of(word, known_streets);
}
bool is_word_behind_norwegian_name(std::u32string_view word) {
  return is_one_of(word, behind_norwegian_name);
}
bool is_word_behind_cyrillic_name(std::u32string_view word) {
  return is_one_of(word, behind_cyrillic_name);
}
bool is_word_behind_english_name(std::u32string_view word) {
  return is_one_of(word, behind_english_name);
}
bool is_word_before_house(std::u32string_view word) {
  return is_one_of(word, before_house);
}
bool is_word_before_flat(std::u32string_view word) {
  return is_one_of(word, before_flat);
}
bool is_small_word_of_name(std::u32string_view word) {
  return is_one_of(word, small_words);
}
bool is_counted(std::u32string_view word) {
  return is_one_of(word, counted);
}
bool may_follow_english_address(std::u32string_view word) {
  return is_one_of(word, after_english_address);
}
bool announces_address(std::u32string_view word) {
  return is_one_of(word, announcing);
}

}  // namespace integrart::personal_data
