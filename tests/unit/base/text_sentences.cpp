// Where sentences end: not after abbreviations and initials, but where a person would stop.
#include <catch2/catch.hpp>

#include "pipeline/base/text.h"

using namespace integrart;

namespace {

struct Row {
  const char* language;
  std::string_view text;  // a bar stands where it is cut
};

std::vector<std::string> pieces(std::string_view text) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == '|')
      parts.emplace_back();
    else if (c != ' ' || !parts.back().empty())
      parts.back() += c;
  }
  for (std::string& part : parts)
    while (part.ends_with(' ')) part.pop_back();
  return parts;
}

const std::vector<Row> rows = {{"uk", "Я живу на вул. Шевченка, буд. 5. | Приходь!"},
                               {"uk", "Поїзд їде до м. Київ. | Там тепло."},
                               {"uk", "Це вірш Т. Г. Шевченка. | Ми його любимо."},
                               {"uk", "О. Кобилянська писала прозу. | Л. Українка – вірші."},
                               {"uk", "Купили хліб, сіль і т. д. | Потім пішли додому."},
                               {"uk", "Ми приїхали сюди в 2022 р. | Була весна."},
                               {"uk", "Прийшов проф. Коваль. | Вона сіла."},
                               {"uk", "Це сказав він, а не я. | Тоді всі замовкли."},
                               {"uk", "Хто там? | Я. | Відчини!"},
                               {"uk", "Переклав С. Я. Маршак. | Гарно!"},
                               {"uk", "До моря лишилося 5 м. | Чайки кричали."},
                               {"uk", "Було тихо в нім. | Потім задзвонило."},
                               {"uk", "Казку написав Дж. Родарі. | Вона смішна."},

                               {"pl", "Mieszkam przy ul. Długiej. | Obok jest park."},
                               {"pl", "Idę do dr. Nowaka na godz. 8. | Boli mnie ząb."},
                               {"pl", "Spotkanie przy pl. Wolności, tzn. Obok ratusza. | Przyjdź!"},
                               {"pl", "Wiersz napisał J. R. Kowalski. | Znam go."},
                               {"pl", "Kupiła chleb, mleko itd. | Potem wróciła do domu."},
                               {"pl", "Kamienica powstała w XX w. | Potem spłonęła."},
                               {"pl", "W 1990 r. Warszawa była inna. | Pamiętam."},
                               {"pl", "Dzieci poszły tam wczoraj. | Ul. Długa jest krótka."},
                               {"pl", "Czekamy na ks. Piotra. | Spóźnia się."},
                               {"pl", "Bardzo mi się podoba. | Dziękuję."},

                               {"pl", "Weź ten lek. | Potem śpij."},

                               {"nl", "Dhr. Jansen woont hier. | Hij groet altijd."},
                               {"nl", "Ik zag mevr. De Vries op de markt. | Zij lachte."},
                               {"nl", "De brief is van J. P. Bakker. | Lees hem!"},
                               {"nl", "We kopen brood, kaas enz. | Daarna gaan we naar huis."},
                               {"nl", "Neem fruit mee, bijv. Goudreinetten. | Ze zijn zoet."},
                               {"nl", "Dr. Smit belt om 9 uur. | Wacht even."},
                               {"nl", "Vandaag komt IJ. Visser. | Hij zingt."},
                               {"nl", "Dat was alles. | Meer weet ik niet."},
                               {"nl", "Ze leest de brief. | Mr. Bos luistert."},
                               {"nl", "Op blz. 5 Staat een gedicht. | Mooi."},

                               {"nb", "Vi liker frukt, bl.a. Gravenstein. | Den er søt."},
                               {"nb", "Hr. Hansen bor her. | Han hilser alltid."},
                               {"nb", "Kom til kl. 8 Onsdag morgen. | Vi venter."},
                               {"nb", "Boka er av A. O. Vinje. | Les den!"},
                               {"nb", "Vi kjøpte brød, ost osv. | Så gikk vi hjem."},
                               {"nb", "Det koster bare 50 kr. | Vi tar to."},
                               {"nb", "Han ringte dr. Berg i går. | Hun svarte."},
                               {"nb", "De bor i nr. 7 Storgata. | Døra er grønn."},
                               {"nb", "Det var ikke sant. | Ingen trodde det."},
                               {"nb", "Vi danset, sang, spilte m.m. | Alle lo."},

                               {"nn", "Vi likar frukt, m.a. Gravenstein. | Han er søt."},
                               {"nn", "Hr. Hansen bur her. | Han helsar alltid."},
                               {"nn", "Boka er av A. O. Vinje. | Les ho!"},
                               {"nn", "Vi kjøpte brød, ost osv. | Så gjekk vi heim."},
                               {"nn", "Det kostar berre 50 kr. | Vi tek to."},
                               {"nn", "Ta med noko, t.d. Kviteseidsmør. | Det smakar."},
                               {"nn", "Ho ringde dr. Berg i går. | Han svara."},
                               {"nn", "Det var ikkje sant. | Ingen trudde det."},

                               {"en", "Mrs. Brown lives here. | She sings."},
                               {"en", "At 8 a.m. Olena opens the bakery. | It smells good."},
                               {"en", "The bakery opens at eight a.m. | Everyone comes."},
                               {"en", "We met Dr. Smith and Mr. O'Neil. | They smiled."},
                               {"en", "The song is by J. R. R. Tolkien. | Sing it!"},
                               {"en", "Go to No. 5 Baker Street. | Knock twice."},
                               {"en", "Did you sleep? | No. | I sang all night."},
                               {"en", "Bring bread, cheese, etc. | Then sit down."},
                               {"en", "She is taller than I. | That is fine."},
                               {"en", "I. B. Singer wrote it. | Read it."},
                               {"en", "It is on St. Mary Street. | Turn left."},
                               {"en", "He shouted to the col. | Nobody came."},
                               {"en", "Wait... | Who is there?"},

                               {"ru", "А. С. Пушкин родился в Москве. | Он писал стихи."},
                               {"ru", "Поэма написана В. В. Маяковским. | Читай!"},
                               {"ru", "Мы живём на ул. Садовой. | Дом старый."},
                               {"ru", "Поезд идёт в г. Харьков. | Там тепло."},
                               {"ru", "Мы приехали сюда в 2022 г. | Была весна."},
                               {"ru", "Купили хлеб, соль и т. п. | Потом ушли."},
                               {"ru", "Город основали ещё в XVII в. | Потом он вырос."},
                               {"ru", "Кто там? | Я. | Открой!"},
                               {"ru", "Перевёл С. Я. Маршак. | Хорошо!"},
                               {"ru", "Это всё. | Больше ничего."},

                               {"ru", "Она часто думала о нем. | Потом уснула."},
                               {"ru", "Это очень старый род. | Все его знают."},

                               {"ar", "زارنا د. أحمد اليوم. | شرب القهوة."},
                               {"ar", "الكتاب من تأليف م. ع. حسن. | قرأته."},
                               {"ar", "قال أ. سمير كلمة. | ضحكنا."},
                               {"ar", "اشترينا خبزا وجبنا وزيتا إلخ. | ثم عدنا."},
                               {"ar", "هذا بيتنا. | تلك حديقتنا."},
                               {"ar", "بني المسجد هنا سنة 1990 م. | ثم جاء الناس."},
                               {"ar", "كتبت أ.د. هدى الرسالة. | وصلت اليوم."},
                               {"ar", "هل أنت هنا؟ | نعم."},
                               {"ar", "وصل القطار الآن. | نزل الأطفال."}};

}  // namespace

TEST_CASE("sentences go on after abbreviations and initials, and end where they end") {
  for (const Row& row : rows) {
    const std::vector<std::string> expected = pieces(row.text);
    std::string text;
    for (const std::string& piece : expected) text += (text.empty() ? "" : " ") + piece;
    std::vector<std::string> found;
    for (const ByteRange& range : sentence_ranges(text, LanguageTag::parse(row.language).value().value))
      found.push_back(text.substr(range.begin, range.end - range.begin));
    INFO(row.language << ": " << row.text);
    CHECK(found == expected);
  }
}

TEST_CASE("a line break ends a sentence, whatever stands before it") {
  const auto sentences = [](std::string_view text) {
    return sentence_ranges(text, LanguageTag::parse("pl").value().value).size();
  };
  CHECK(sentences("Mieszkam przy ul.\nDługa jest noc.") == 2);
  CHECK(sentences("Mieszkam przy ul. Długiej") == 1);
  CHECK(sentences("") == 0);
  CHECK(sentences(".") == 1);
  CHECK(sentences(std::string(100000, 'a') + ". B") == 2);
}

TEST_CASE("what is a word too is no abbreviation") {
  const auto abbreviation = [](const char* language, const char* word) {
    return is_abbreviation(word, LanguageTag::parse(language).value().value);
  };
  CHECK(abbreviation("pl", "ul"));
  CHECK(abbreviation("pl", "Ul"));
  CHECK(abbreviation("pl", "nr"));
  CHECK(abbreviation("en", "Mrs"));
  CHECK_FALSE(abbreviation("en", "no"));
  CHECK_FALSE(abbreviation("en", "rep"));
  CHECK_FALSE(abbreviation("uk", "рис"));
  CHECK_FALSE(abbreviation("de", "ul"));
}
