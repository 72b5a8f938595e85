// Lines as people write them: what must pass, and what must be found, in every language.

#include <catch2/catch.hpp>

#include "tests/unit/filters/cue_tracks.h"

using namespace integrart;

namespace {

struct Line {
  std::string_view language;
  std::string_view text;
};

std::string rules_broken(const Line& line, std::string_view profile) {
  const ExampleCue cue{1000, 6000, line.text};
  return rules_left(checked(track_of({&cue, 1}, line.language), profile, false));
}

constexpr auto harmless_lines = std::to_array<Line>({
    {"uk", "П'ять років об’єднання, і нічого."},
    {"uk", "Купи мені SIM-карту й USB-кабель."},
    {"uk", "Мій VIPівський квиток і SMSка від мами"},
    {"uk", "Він працює в ІТ, а живе у Львові."},
    {"uk", "– Куди ти?\n– Додому."},
    {"uk", "Невже?.. Не може бути!.."},
    {"uk", "Ґанок, їжак, єнот і йод."},
    {"uk", "Відео є на YouTube-каналі."},
    {"pl", "– Skąd jesteś?\n– Z Łodzi."},
    {"pl", "Źdźbło, żółw, ćma i gęś."},
    {"pl", "Mieszkam w Krakowie\ni pracuję z siostrą."},
    {"pl", "Jest minus pięć:\n-5 w dzień, -12 w nocy."},
    {"nl", "Ik weet het\nniet meer precies."},
    {"nl", "'s Avonds zijn we thuis, hè?"},
    {"nl", "Zijn ideeën, reünie en coördinatie."},
    {"nb", "Er det sant?\n– Ja, det er sant."},
    {"nb", "Blåbærsyltetøy på ferske vafler."},
    {"nn", "Ho kjem frå ein annan stad,\nog ho ler."},
    {"en", "Who is that man you talked to\nin the park?"},
    {"en", "I said… never mind."},
    {"en", "Version 2.0..3.1 costs $5 &amp; &lt;3."},
    {"en", "#StandWithUkraine"},
    {"en", "It's fine.\nReally."},
    {"ru", "Съешь ещё этих мягких булок."},
    {"ru", "- Ты где?\n- Я здесь."},
    {"ru", "Он купил iPhone'ы и e-mail."},
    {"ar", "أين أنت الآن؟"},
    {"ar", "هذا فيديو على YouTube جميل."},
    {"ar", "- من أين أنت؟\n- من حلب."},
    {"de", "Ich mag das\nnicht so gern."},
    {"de", "Straße, Öl und Übermut."},
    {"und", "Привет, мир. Hello, world."},
    {"en", "♪ Row, row, row your boat ♪"},
    {"en", "<v Oksana>Where <i>were</i> you?"},
});

struct Wrong {
  Line line;
  std::string_view rule;
};
constexpr auto wrong_lines = std::to_array<Wrong>({
    {{"uk", "Моя сeстра живе тут."}, "mixed_script"},
    {{"uk", "Это тот самый дом."}, "foreign_letter"},
    {{"uk", "Ми жили разом у\nстарому будинку."}, "line_break"},
    {{"pl", "Mamа jest w domu."}, "mixed_script"},
    {{"pl", "Spotkamy się jutro o\nsiódmej rano."}, "line_break"},
    {{"nl", "Dat was toen een\nheel mooie dag."}, "line_break"},
    {{"nb", "Vi spiste middag og\ngikk så hjem."}, "line_break"},
    {{"nn", "Det var eit\nlite hus ved fjorden."}, "line_break"},
    {{"en", "They went out for a\nwalk by the sea."}, "line_break"},
    {{"en", "Where  were you?"}, "double_space"},
    {{"en", "I wonder....."}, "ellipsis"},
    {{"en", "Where <i>were you?"}, "unbalanced_tags"},
    {{"en", "♪ Row, row, row your boat"}, "music_mark"},
    {{"ru", "Київ и Харьков."}, "foreign_letter"},
    {{"ru", "Мы пошли к\nбабушке в гости."}, "line_break"},
    {{"ar", "...ثم ذهبنا إلى البيت"}, "rtl_direction"},
    {{"ar", "YouTube موقع كبير."}, "rtl_direction"},
    {{"de", "Wir haben damals ein\nHaus am See gehabt."}, "line_break"},
    {{"de", "- Kommst du?\n-Gleich."}, "dialogue_dash"},
    {{"en", "one\ntwo\nthree"}, "line_count"},
});

}  // namespace

TEST_CASE("harmless lines in every language pass the plain profile") {
  for (const Line& line : harmless_lines) {
    CAPTURE(line.language, line.text);
    CHECK(rules_broken(line, "plain").empty());
  }
}

TEST_CASE("what is wrong is found, by its own rule and no other") {
  for (const Wrong& entry : wrong_lines) {
    CAPTURE(entry.line.language, entry.line.text);
    CHECK(rules_broken(entry.line, "plain") == entry.rule);
  }
}
