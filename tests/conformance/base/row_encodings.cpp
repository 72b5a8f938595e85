// Encodings by languages: subtitles in every encoding that their language was ever written in, short and long, with and
// without the language declared. A short text may be asked about; nothing may be read wrongly without a word.

#include <iconv.h>

#include "pipeline/base/text.h"
#include "tests/conformance_row.h"

using namespace integrart;

namespace {

struct Sample {
  std::string_view language;
  std::vector<std::string_view> lines;
  std::vector<const char*> encodings;  // names of iconv
};

const std::vector<Sample>& samples() {
  static const std::vector<Sample> all{
      {"uk",
       {"Дві домівки в серці маю,", "одна пісня на двох.", "Їде мати з далекого краю,", "несе хліб у руках своїх.",
        "Ґанок старий, а вікно - нове,", "щоб світло було видно здалека.", "Хто пам'ятає, той і живе,",
        "хто співає - той не чужа людина.", "Є ще вогонь у печі, є ще сіль,", "і ключ від дверей лежить під вербою."},
       {"CP1251", "KOI8-U", "ISO-8859-5", "MAC-UK", "UTF-16LE", "UTF-16BE"}},
      {"ru",
       {"Два дома в сердце моём,", "одна песня для всех.", "Мы вечером вместе поём,", "и слышен на улице смех.",
        "Подъезд, объявление, жёлтый свет,", "чужой этаж и знакомый чай.", "Ещё не вечер, и счастья нет,",
        "но ты, пожалуйста, не скучай.", "Юг, и море, и щебет птиц,", "эхо шагов вдоль пустых страниц."},
       {"CP1251", "KOI8-R", "ISO-8859-5", "MAC-UK", "UTF-16LE", "UTF-16BE"}},
      {"be",
       {"Дзве хаты ў сэрцы маім,", "адна песня на ўсіх.", "Ідзе маці з далёкага краю,", "нясе хлеб у руках сваіх.",
        "Ёсць яшчэ жыта і ёсць яшчэ соль,", "вецер гудзе над шырокай ракой.", "Хто памятае, той не чужы,",
        "хто спявае, той блізка душы."},
       {"CP1251", "ISO-8859-5", "MAC-UK", "UTF-16LE"}},
      {"pl",
       {"Dwa domy w sercu mam,", "jedna pieśń dla nas wszystkich.", "Idę drogą, źdźbło trawy w ręce,",
        "choć nie widać już bliskich.", "Żółć i gęś, i jaźń - śmieszne słowa,", "których uczę się od nowa.",
        "Świeci słońce nad łąką, więc śpiewam,", "że gdzieś czeka na mnie dom."},
       {"CP1250", "ISO-8859-2", "UTF-16LE", "UTF-16BE"}},
      {"nl",
       {"Twee huizen in mijn hart,", "één lied voor ons allemaal.", "Geïnspireerd door coördinaten van zee",
        "zing ik in jouw en mijn taal.", "België ligt achter de ruïne,", "het café is nog open vannacht.",
        "Ideeën waaien over de straten,", "er is iemand die op mij wacht."},
       {"CP1252", "UTF-16LE"}},
      {"nb",
       {"To hjem i hjertet mitt,", "én sang for oss alle på øya.", "Båten går når været er godt,",
        "og måkene flyr i høyden.", "Så spør jeg deg: hvor er du fra?", "Jeg svarer på språket jeg lærte i går.",
        "Æresord, jeg blir her i år,", "der bølgene slår mot land."},
       {"CP1252", "UTF-16LE", "UTF-16BE"}},
      {"nn",
       {"To heimar i hjartet mitt,", "éin song for oss alle på øya.", "Båten går når vêret er godt,",
        "og måsane flyg i høgda.", "Så spør eg deg: kvar er du frå?", "Eg svarar på språket eg lærte i går.",
        "Ærleg tala, eg vert her i år,", "der bølgjene slår mot land."},
       {"CP1252", "UTF-16LE"}},
      {"de",
       {"Zwei Häuser in meinem Herzen,", "ein Lied für uns alle im Chor.", "Über die Brücke geht jemand nach Süden,",
        "die Tür hört man öfter als zuvor.", "Schöne Grüße aus der größten Straße,",
        "wo Kinder früh aufstehen müssen."},
       {"CP1252", "UTF-16LE"}},
      {"ar",
       {"بيتان في قلبي الصغير", "وأغنية واحدة لنا جميعا", "تمشي أمي من بلد بعيد", "وتحمل الخبز في يديها",
        "من يتذكر فهو حي", "ومن يغني فليس غريبا"},
       {"CP1256", "UTF-16LE"}},
  };
  return all;
}

std::string converted(std::string_view text, const char* to, const char* from) {
  const iconv_t converter = iconv_open(to, from);
  REQUIRE(converter != reinterpret_cast<iconv_t>(-1));
  std::string in(text);
  std::string out(in.size() * 4 + 16, '\0');
  char* from_here = in.data();
  char* to_here = out.data();
  std::size_t left = in.size();
  std::size_t room = out.size();
  const std::size_t status = iconv(converter, &from_here, &left, &to_here, &room);
  iconv_close(converter);
  INFO(text << " as " << to);
  REQUIRE(status != static_cast<std::size_t>(-1));
  out.resize(out.size() - room);
  return out;
}

/// SubRip of some lines, beginning with one of them.
std::string subtitles_of(const Sample& sample, std::size_t first, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i)
    text += fmt::format("{}\r\n00:00:{:02},000 --> 00:00:{:02},900\r\n{}\r\n\r\n", i + 1, i, i,
                        sample.lines[(first + i) % sample.lines.size()]);
  return text;
}

/// ISO-8859-5 is older than the return of the letter Ґ.
std::string writable(std::string text, std::string_view encoding) {
  for (std::size_t at = 0; encoding == "ISO-8859-5" && (at = text.find("Ґ")) != std::string::npos;)
    text.replace(at, std::string_view("Ґ").size(), "Г");
  return text;
}

void judge(test::Row& row, std::string_view bytes, const std::string& wanted, const LanguageTag& language) {
  const auto decoded = decode_text(bytes, language);
  const bool right = decoded && decoded->utf8 == wanted;
  const bool asked = !decoded && decoded.error().what.id == "text.encoding_unsure";
  if (asked) CHECK_FALSE(encoding_candidates(bytes, language).empty());
  ++(right ? row.right : asked ? row.asked : row.wrong);
}

LanguageTag tag(std::string_view language) {
  return LanguageTag::parse(language).value().value;
}

bool has_letters_beyond_ascii(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) > 0x7F; });
}

}  // namespace

TEST_CASE("conformance: encodings by languages") {
  int asked_long = 0, long_cases = 0;
  for (const Sample& sample : samples()) {
    test::Row row{fmt::format("encodings of {}", sample.language)};
    for (const char* const encoding : sample.encodings) {
      for (const std::size_t count : {std::size_t{1}, std::size_t{3}, sample.lines.size()}) {
        for (std::size_t first = 0; first < sample.lines.size(); ++first) {
          const std::string text = writable(subtitles_of(sample, first, count), encoding);
          if (!has_letters_beyond_ascii(text)) continue;
          const std::string bytes = converted(text, encoding, "UTF-8");
          for (const LanguageTag& language : {LanguageTag{}, tag(sample.language)}) {
            const int asked = row.asked;
            INFO(sample.language << " in " << encoding << ", " << count << " lines from " << first);
            judge(row, bytes, text, language);
            if (count == sample.lines.size()) asked_long += row.asked - asked;
            if (count == sample.lines.size()) ++long_cases;
            CHECK(row.wrong == 0);
          }
        }
      }
    }
    row.finish();
  }
  INFO(asked_long << " of " << long_cases << " texts of ten lines were asked about");
  CHECK(asked_long * 50 <= long_cases);
}

TEST_CASE("conformance: UTF-8, with and without mark, and over itself") {
  test::Row row{"UTF-8, UTF-16 with marks, UTF-8 twice"};
  for (const Sample& sample : samples()) {
    const std::string text = subtitles_of(sample, 0, sample.lines.size());
    judge(row, text, text, {});
    judge(row, "\xEF\xBB\xBF" + text, text, {});
    judge(row, "\xFF\xFE" + converted(text, "UTF-16LE", "UTF-8"), text, {});
    judge(row, "\xFE\xFF" + converted(text, "UTF-16BE", "UTF-8"), text, {});
    judge(row, converted(text, "UTF-8", "ISO-8859-1"), text, {});
    judge(row, converted(text, "UTF-8", "ISO-8859-1"), text, tag(sample.language));
  }
  row.finish();
  const std::string cyrillic = "Дві домівки, одна пісня";
  CHECK(decode_text(converted(cyrillic, "UTF-8", "CP1251")).value().utf8 == cyrillic);
  CHECK(decode_text(converted(cyrillic, "UTF-8", "CP1251")).value().encoding == "UTF-8-twice-windows-1251");
  CHECK(decode_text_as(converted(cyrillic, "UTF-8", "CP1251"), "UTF-8-twice-windows-1251").value().utf8 == cyrillic);
  CHECK_FALSE(decode_text_as("abc", "UTF-8-twice-windows-1251"));
}

TEST_CASE("texts in encodings or languages that nobody declared are asked about") {
  const std::string turkish = converted("Bütün insanlar özgür doğar, ışık ve güneş", "CP1254", "UTF-8");
  const auto decoded = decode_text(turkish);
  CHECK((!decoded || decoded->encoding == "windows-1254"));
  // The language that was declared is not the one it is in.
  const std::string ukrainian = converted("Дві домівки в серці маю, одна пісня на двох", "CP1251", "UTF-8");
  CHECK(decode_text(ukrainian, tag("pl")).error().what.id == "text.encoding_unsure");
  CHECK(decode_text("\x80\x81\xFE\xFF\x99\x98").error().code == Errc::invalid_input);
}

TEST_CASE("what is nearly UTF-8 is called damaged, with the line") {
  const auto damaged = decode_text("одна пісня\nдві дом\xD1вки\nлихо й доля\n");
  REQUIRE_FALSE(damaged);
  CHECK(damaged.error().what == Message{"text.utf8_damaged", {{"line", std::int64_t{2}}, {"count", std::int64_t{1}}}});
}

TEST_CASE("an XML declaration says the encoding") {
  const std::string text = "<?xml version=\"1.0\" encoding=\"koi8-u\"?><a>її</a>";
  const auto decoded = decode_text(converted(text, "KOI8-U", "UTF-8"));
  REQUIRE(decoded);
  CHECK(decoded->utf8 == text);
}
