#include "pipeline/language/romanisation.h"

#include <catch2/catch.hpp>

using namespace integrart;

namespace {

struct Pair {
  std::string_view written, latin;
};

Romanisation romanisation_of(std::string_view language) {
  auto made = Romanisation::of(LanguageTag::parse(language).value().value);
  REQUIRE(made);
  return std::move(*made);
}

void check_pairs(std::string_view language, std::initializer_list<Pair> pairs) {
  const Romanisation romanisation = romanisation_of(language);
  for (const Pair& pair : pairs) CHECK(romanisation.romanise(pair.written) == pair.latin);
}

}  // namespace

TEST_CASE("Ukrainian is romanised as the examples of Resolution 55 say") {
  check_pairs("uk", {
                        {"Алушта", "Alushta"},
                        {"Андрій", "Andrii"},
                        {"Борщагівка", "Borshchahivka"},
                        {"Борисенко", "Borysenko"},
                        {"Вінниця", "Vinnytsia"},
                        {"Володимир", "Volodymyr"},
                        {"Гадяч", "Hadiach"},
                        {"Богдан", "Bohdan"},
                        {"Згурський", "Zghurskyi"},
                        {"Ґалаґан", "Galagan"},
                        {"Ґорґани", "Gorgany"},
                        {"Донецьк", "Donetsk"},
                        {"Дмитро", "Dmytro"},
                        {"Рівне", "Rivne"},
                        {"Олег", "Oleh"},
                        {"Есмань", "Esman"},
                        {"Єнакієве", "Yenakiieve"},
                        {"Гаєвич", "Haievych"},
                        {"Короп'є", "Koropie"},
                        {"Житомир", "Zhytomyr"},
                        {"Жанна", "Zhanna"},
                        {"Жежелів", "Zhezheliv"},
                        {"Закарпаття", "Zakarpattia"},
                        {"Казимирчук", "Kazymyrchuk"},
                        {"Медвин", "Medvyn"},
                        {"Михайленко", "Mykhailenko"},
                        {"Іванків", "Ivankiv"},
                        {"Іващенко", "Ivashchenko"},
                        {"Їжакевич", "Yizhakevych"},
                        {"Кадиївка", "Kadyivka"},
                        {"Мар'їне", "Marine"},
                        {"Йосипівка", "Yosypivka"},
                        {"Стрий", "Stryi"},
                        {"Олексій", "Oleksii"},
                        {"Київ", "Kyiv"},
                        {"Коваленко", "Kovalenko"},
                        {"Лебедин", "Lebedyn"},
                        {"Леонід", "Leonid"},
                        {"Миколаїв", "Mykolaiv"},
                        {"Маринич", "Marynych"},
                        {"Ніжин", "Nizhyn"},
                        {"Наталія", "Nataliia"},
                        {"Одеса", "Odesa"},
                        {"Онищенко", "Onyshchenko"},
                        {"Полтава", "Poltava"},
                        {"Петро", "Petro"},
                        {"Решетилівка", "Reshetylivka"},
                        {"Рибчинський", "Rybchynskyi"},
                        {"Суми", "Sumy"},
                        {"Соломія", "Solomiia"},
                        {"Тернопіль", "Ternopil"},
                        {"Троць", "Trots"},
                        {"Ужгород", "Uzhhorod"},
                        {"Уляна", "Uliana"},
                        {"Фастів", "Fastiv"},
                        {"Філіпчук", "Filipchuk"},
                        {"Харків", "Kharkiv"},
                        {"Христина", "Khrystyna"},
                        {"Біла Церква", "Bila Tserkva"},
                        {"Стеценко", "Stetsenko"},
                        {"Чернівці", "Chernivtsi"},
                        {"Шевченко", "Shevchenko"},
                        {"Шостка", "Shostka"},
                        {"Кишеньки", "Kyshenky"},
                        {"Щербухи", "Shcherbukhy"},
                        {"Гоща", "Hoshcha"},
                        {"Гаращенко", "Harashchenko"},
                        {"Юрій", "Yurii"},
                        {"Корюківка", "Koriukivka"},
                        {"Яготин", "Yahotyn"},
                        {"Ярошенко", "Yaroshenko"},
                        {"Костянтин", "Kostiantyn"},
                        {"Знам'янка", "Znamianka"},
                        {"Знам’янка", "Znamianka"},
                        {"Знамʼянка", "Znamianka"},
                        {"Феодосія", "Feodosiia"},
                        {"Згорани", "Zghorany"},
                        {"Розгон", "Rozghon"},
                        {"ЗГОРАНИ", "ZGHORANY"},
                        {"ЯГОТИН", "YAHOTYN"},
                        {"КОСТЯ", "KOSTIA"},
                        {"ЩИТ", "SHCHYT"},
                        {"Щ", "Shch"},
                        {"Їжак і Єва", "Yizhak i Yeva"},
                        {"(яблуко)", "(yabluko)"},
                        {"Спи, мій sun 2", "Spy, mii sun 2"},
                    });
}

TEST_CASE("Russian, Belarusian, Bulgarian and Serbian are romanised by their standards") {
  check_pairs("ru", {{"Юлия Щербакова", "Iuliia Shcherbakova"},
                     {"подъезд", "podieezd"},
                     {"Фёдор", "Fedor"},
                     {"ЖЖ", "ZHZH"},
                     {"ночь", "noch"}});
  check_pairs("be", {{"Аршанскі", "Aršanski"},
                     {"Бешанковічы", "Biešankovičy"},
                     {"Віцебск", "Viciebsk"},
                     {"Гомель", "Homieĺ"},
                     {"Ельск", "Jeĺsk"},
                     {"Лепель", "Liepieĺ"},
                     {"Заслаўе", "Zaslaŭje"},
                     {"Любань", "Liubań"},
                     {"Чашнікі", "Čašniki"},
                     {"Аб'ект", "Abjekt"},
                     {"УСЕАГУЛЬНАЯ", "USIEAHUĹNAJA"},
                     {"Беразіно", "Bierazino"},
                     {"Маладзечна", "Maladziečna"}});
  check_pairs("bg", {{"България", "Bulgaria"},
                     {"София", "Sofia"},
                     {"Стара Загора", "Stara Zagora"},
                     {"Щъркел", "Shtarkel"},
                     {"Мария", "Maria"},
                     {"Марияна", "Mariyana"},
                     {"Ямбол", "Yambol"},
                     {"Синьо", "Sinyo"}});
  check_pairs(
      "sr", {{"Љубав", "Ljubav"}, {"ЉУБАВ", "LJUBAV"}, {"Ђорђе Џаја", "Đorđe Džaja"}, {"ноћ", "noć"}, {"коњ", "konj"}});
}

TEST_CASE("Arabic and Persian have a reading aid, and what has none says so") {
  for (const std::string_view language : {"ar", "fa"}) {
    const Romanisation romanisation = romanisation_of(language);
    CHECK_FALSE(romanisation.standard().official);
    const std::string latin = romanisation.romanise("سلام");
    CHECK(latin.find("l") != std::string::npos);
    CHECK(latin.find("س") == std::string::npos);
  }
  const auto none = Romanisation::of(LanguageTag::parse("pl").value().value);
  REQUIRE_FALSE(none);
  CHECK(none.error().code == Errc::unsupported);
}
