// Term lists: forty disguises of one word are found, harmless words and texts are not, calls for help are told apart.

#include <catch2/catch.hpp>

#include <set>

#include "filters/filters.h"
#include "filters/text/terms/built_in_lists.h"
#include "filters/text/terms/term_index.h"
#include "pipeline/base/catalogue.h"
#include "pipeline/base/filter.h"

using namespace integrart;

namespace {

std::vector<Finding> findings_in(const std::string& text, std::string_view language = "und",
                                 const Json& parameters = {}) {
  const Filter* term = find_by_id(filters(), "term");
  REQUIRE(term != nullptr);
  const auto result = term->look_at_text(text, LanguageTag::parse(language)->value, parameters);
  REQUIRE(result);
  return result->findings;
}

}  // namespace

TEST_CASE("forty disguises of a word are found where they stand") {
  const std::vector<std::string> disguises{"idiot",
                                           "IDIOT",
                                           "Idiot",
                                           "iDiOt",
                                           "idiots",
                                           "1diot",
                                           "id1ot",
                                           "!diot",
                                           "idi0t",
                                           "1d10t",
                                           "!d!0t",
                                           "idio7",
                                           "1di07",
                                           "idiiiiot",
                                           "idioooot",
                                           "IDIOOOOOT",
                                           "i d i o t",
                                           "I D I O T",
                                           "i.d.i.o.t",
                                           "i-d-i-o-t",
                                           "i_d_i_o_t",
                                           "i*d*i*o*t",
                                           "1.d.1.0.t",
                                           "id*ot",
                                           "i**ot",
                                           "idi#t",
                                           "ｉｄｉｏｔ",
                                           "ＩＤＩＯＴ",
                                           "𝐢𝐝𝐢𝐨𝐭",
                                           "𝓲𝓭𝓲𝓸𝓽",
                                           "𝖎𝖉𝖎𝖔𝖙",
                                           "ⓘⓓⓘⓞⓣ",
                                           "i\u200Bd\u200Bi\u200Bo\u200Bt",
                                           "id\u00ADiot",
                                           "i\u0336d\u0336i\u0336o\u0336t\u0336",
                                           "i\u0301d\u0307i\u0323o\u0335t",
                                           "іdiot",
                                           "idіоt",
                                           "idi\u03BFt",
                                           "*idiot*",
                                           "\"idiot\"",
                                           "idiot!!!",
                                           "idiot's",
                                           "#idiot",
                                           "(idiot)",
                                           "...idiot..."};
  CHECK(disguises.size() >= 40);
  for (const std::string& disguise : disguises) {
    const std::string text = "Ти, you " + disguise + " there";
    CAPTURE(text);
    const auto findings = findings_in(text);
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].kind == "term.insult");
    CHECK(findings[0].span->begin >= 8);
    CHECK(findings[0].span->end <= 9 + static_cast<std::int64_t>(code_point_count(disguise)));
  }
}

TEST_CASE("disguises of Cyrillic words are found where they stand") {
  const std::vector<std::string> ukrainian{"ідіот",
                                           "ІДІОТ",
                                           "ідiот",
                                           "iдioт",
                                           "ід1от",
                                           "1д1от",
                                           "ідi0т",
                                           "ід!от",
                                           "ідііііот",
                                           "ідіооооот",
                                           "і д і о т",
                                           "і.д.і.о.т",
                                           "і-д-і-о-т",
                                           "і_д_і_о_т",
                                           "ід*от",
                                           "і**от",
                                           "і\u200Bд\u200Bіот",
                                           "і\u0336д\u0336і\u0336о\u0336т\u0336",
                                           "ід\u00ADіот",
                                           "*ідіот*",
                                           "«ідіот»",
                                           "ідіотів"};
  const std::vector<std::string> russian{"дебил",
                                         "ДЕБИЛ",
                                         "дeбил",
                                         "де6ил",
                                         "д3бил",
                                         "деб1л",
                                         "де6!л",
                                         "деееебил",
                                         "дебииииил",
                                         "д е б и л",
                                         "д.е.б.и.л",
                                         "д_е_б_и_л",
                                         "д-е-б-и-л",
                                         "де*ил",
                                         "д**ил",
                                         "де\u200Bбил",
                                         "д\u0336е\u0336б\u0336и\u0336л",
                                         "(дебил)",
                                         "дебил!!!",
                                         "дебилы"};
  for (const auto& [language, disguises] :
       std::vector<std::pair<std::string, std::vector<std::string>>>{{"uk", ukrainian}, {"ru", russian}})
    for (const std::string& disguise : disguises) {
      const std::string text = "Ось " + disguise + " тут";  // no single letter beside it
      CAPTURE(text);
      const auto findings = findings_in(text, language);
      REQUIRE(findings.size() == 1);
      CHECK(findings[0].kind == "term.insult");
      CHECK(findings[0].span->begin >= 4);
      CHECK(findings[0].span->end <= 4 + static_cast<std::int64_t>(code_point_count(disguise)));
    }
}

TEST_CASE("disguises of Arabic words are found where they stand") {
  const std::vector<std::string> disguises{"معتوه",   // as it is
                                           "معـتوه",  // tatweel
                                           "مـعـتـوه",
                                           "مَعْتُوه",     // vowel signs
                                           "معتووووه",  // drawn out
                                           "معععععتوه",
                                           "م ع ت و ه",  // letter by letter
                                           "م.ع.ت.و.ه",
                                           "م-ع-ت-و-ه",
                                           "م_ع_ت_و_ه",
                                           "مع*وه",  // hidden
                                           "م**وه",
                                           "مع\u200Bتوه",  // nothing that is seen
                                           "مع\u200Dتوه",
                                           "معتوة",                           // teh marbuta for heh
                                           "\uFEE3\uFECC\uFE98\uFEEE\uFEE9",  // presentation forms
                                           "«معتوه»",
                                           "معتوه!!!"};
  for (const std::string& disguise : disguises) {
    const std::string text = "هو " + disguise + " هنا";
    CAPTURE(text);
    const auto findings = findings_in(text, "ar");
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].span->begin >= 3);
    CHECK(findings[0].span->end <= 3 + static_cast<std::int64_t>(code_point_count(disguise)));
  }
  // Letters that most people write as they like, in a list of one's own.
  const Json own = parse_json(R"({"term_lists":[{"id":"ours","lines":"أحمقى\n"}]})").value();
  for (const std::string word : {"أحمقى", "احمقى", "احمقي", "إحمقى", "آحمقی"})
    CHECK(findings_in(word, "ar", own).size() == 1);
}

TEST_CASE("in scripts without spaces words are found inside sentences, and not inside words") {
  const auto found = [](const std::string& list, const std::string& text) {
    const Json own = Json::object({{"term_lists", Json::array({Json::object({{"id", "ours"}, {"lines", list}})})}});
    std::vector<std::string> texts;
    for (const Finding& finding : findings_in(text, "und", own)) texts.push_back(finding.text);
    return texts;
  };
  using Texts = std::vector<std::string>;
  CHECK(found("ควาย", "วันนี้ผมเห็นควายอยู่ในทุ่งนา") == Texts{"ควาย"});
  CHECK(found("笨蛋", "你真是个笨蛋，走开") == Texts{"笨蛋"});
  CHECK(found("バカ", "お前はバカだ") == Texts{"バカ"});
  CHECK(found("ควาย", "วันนี้ผมอยู่ในทุ่งนา").empty());
  CHECK(found("中", "中国人民").empty());
  std::string sentence;
  for (int i = 0; i < 3000; ++i) sentence += "วันนี้ผมเห็น";
  CHECK(found("ควาย", sentence + "ควาย") == Texts{"ควาย"});
}

TEST_CASE("words with capitals of another script, or with signs in words that only begin like a term, are found") {
  for (const std::string text : {"FU\u0421\u041A",  // Cyrillic С, К
                                 "FUC\u041A",         "IDIO\u0422", "ID\u0406\u041E\u0422",
                                 "\u0412ITCH",        "\u041CORON", "S\u041DIT",
                                 "SHI\u0422",         "W\u041DORE", "fuc\u043A",
                                 "FU\u0421\u041AING", "f\u057Dck",  // Armenian
                                 "idi\u0585t",        "\u0392ITCH", "W\u0397ORE",
                                 "\u0399DIOT",  // Greek
                                 "f*cking hell",      "f**king",    "b*stards",
                                 "I..D..I..O..T",     "i|d|i|o|t",  "i+d+i+o+t"}) {
    CAPTURE(text);
    const auto findings = findings_in(text, "en");
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].rule.ends_with("+disguised"));
  }
  for (const auto& [language, text] :
       std::vector<std::pair<std::string, std::string>>{{"uk", "п*здець"},
                                                        {"uk", "х*йня"},
                                                        {"uk", "\u0406\u0414\u0406\u041ET"},  // a Latin T
                                                        {"pl", "p*erdolić"},
                                                        {"pl", "ch*jowy"},
                                                        {"nl", "kl*otzakken"}}) {
    CAPTURE(language, text);
    CHECK_FALSE(findings_in(text, language).empty());
  }
  for (const std::string text :
       {"get_the_list", "f_kind, s_hit_count", "2*3*4, a*b*c", "\u0421\u041E\u0421 \u041A\u0418\u0422",
        "USB-\u043A\u0430\u0431\u0435\u043B\u044C", "\u039C\u039F\u03A1\u039F\u039D"}) {
    CAPTURE(text);
    CHECK(findings_in(text).empty());
  }
}

TEST_CASE("digits are letters beside letters only") {
  CHECK(findings_in("Het nummer is 5137, of 51 37.", "nl").empty());
  CHECK_FALSE(findings_in("Jij 5l3t!", "nl").empty());
  CHECK(findings_in("2-й, 3й, 60-х, 4ого, 10а, 6б клас, 1984", "uk").empty());
}

TEST_CASE("words that only contain a listed word are not found") {
  const std::vector<std::string> harmless{"Scunthorpe",
                                          "Penistone",
                                          "Sussex and Essex",
                                          "cockpit",
                                          "cocktail",
                                          "Dickens",
                                          "Dickinson",
                                          "shiitake",
                                          "mishit",
                                          "therapist",
                                          "analysis",
                                          "classic bass",
                                          "assassin",
                                          "grass",
                                          "Matsushita",
                                          "Middlesex",
                                          "Lightwater",
                                          "button",
                                          "elefant",
                                          "fantasi",
                                          "kuttesekk",
                                          "kukuk",
                                          "horisont",
                                          "Tokyo dusting",
                                          "industri",
                                          "dustbin",
                                          "lærer",
                                          "Faenza",
                                          "Kutná",
                                          "slutt og sluttet",
                                          "cuntada",
                                          "dust and taper",
                                          "Dick Van Dyke",
                                          "a cockerel and a cock crow",
                                          "Mongo DB",
                                          "tuigen",
                                          "lullaby",
                                          "lulletje",
                                          "kuter",
                                          "schoolhoera",
                                          "sletten er en slette",
                                          "ruch ulicą",
                                          "suknia",
                                          "sukienka",
                                          "sukces",
                                          "chustka",
                                          "psychuj",
                                          "dziwny",
                                          "dziwić się",
                                          "kurczak",
                                          "kura",
                                          "kurs",
                                          "pizza",
                                          "сучасний",
                                          "сучасна музика",
                                          "сукня",
                                          "сукупність",
                                          "засуки",
                                          "сухарі",
                                          "курка",
                                          "ідіома",
                                          "бляха",
                                          "хустка",
                                          "страхуй",
                                          "застрахуй",
                                          "не психуй",
                                          "подстрахуй",
                                          "хулиган",
                                          "рубля",
                                          "оскорблять",
                                          "употреблять",
                                          "небляха",
                                          "команда",
                                          "мандарин",
                                          "колебать",
                                          "требать",
                                          "хачапури",
                                          "хачапурі",
                                          "муда",
                                          "урожай",
                                          "уродился",
                                          "зеро",
                                          "кларнет",
                                          "حمار الوحش",
                                          "كلب البحر",
                                          "زبيب",
                                          "زبدة"};
  for (const std::string& text : harmless) {
    CAPTURE(text);
    CHECK(findings_in(text).empty());
  }
}

TEST_CASE("a word of one language is no insult in a text of another") {
  CHECK(findings_in("Kutná Hora, hore", "so").empty());
  CHECK_FALSE(findings_in("Din hore", "nb").empty());
  CHECK(findings_in("De kut is een merk", "pl").empty());
  CHECK_FALSE(findings_in("ты мразь", "uk").empty());
}

TEST_CASE("calls for help are support, not an offence") {
  for (const std::string text :
       {"I was raped when I was ten.", "Zostałam zgwałcona.", "Він забрав мій паспорт і не випускає мене",
        "Ik ben bang voor mijn man", "Han slår meg.", "Он меня бьёт каждый день", "زوجي يضربني"}) {
    CAPTURE(text);
    const auto findings = findings_in(text);
    REQUIRE_FALSE(findings.empty());
    for (const Finding& finding : findings) CHECK(finding.kind == "term.support");
  }
}

TEST_CASE("the starter lists are whole and say whose they are") {
  const auto lists = built_in_term_lists();
  REQUIRE(lists);
  CHECK(lists->size() == 8);
  for (const TermList& list : *lists) {
    CAPTURE(list.id);
    CHECK_FALSE(list.owner.empty());
    CHECK_FALSE(list.source.empty());
    CHECK_FALSE(list.licence.empty());
    CHECK_FALSE(list.expires.empty());
    std::set<std::string> terms;
    std::set<std::string> categories;
    for (const TermRule& rule : list.rules) {
      CHECK(terms.insert(rule.term).second);
      categories.insert(rule.category);
    }
    CHECK(categories == std::set<std::string>{"insult", "sexual", "slur", "support", "threat", "vulgar"});
    const auto again = TermList::from_json(list.to_json());
    REQUIRE(again);
    CHECK(again->to_json() == list.to_json());
  }
}

TEST_CASE("every entry of the starter lists finds itself") {
  const auto lists = built_in_term_lists();
  REQUIRE(lists);
  for (const TermList& list : *lists)
    for (const TermRule& rule : list.rules) {
      std::string term = rule.term;
      // Regular expressions have an example in front: "(?#my husband beats me)".
      if (rule.match == "regex") {
        REQUIRE(term.starts_with("(?#"));
        term = term.substr(3, term.find(')') - 3);
      }
      std::erase(term, '*');
      CAPTURE(list.id, term);
      CHECK_FALSE(findings_in("— " + term + ", —").empty());
    }
}

TEST_CASE("words of one's own are looked for beside the others, in every language and disguise") {
  const Json own =
      parse_json(R"({"term_lists":[{"id":"ours","lines":"# of this house\nplumbus\nsilly goose\n"}]})").value();
  CHECK(findings_in("A plumbus!", "en").empty());
  const auto found = findings_in("A p1umbus, you s.i.l.l.y goose, you idiot!", "nb", own);
  REQUIRE(found.size() == 3);
  CHECK(found[0].kind == "term.other");
  CHECK(found[0].text == "p1umbus");
  CHECK(found[0].rule.starts_with("ours"));
  CHECK(found[1].rule.starts_with("ours"));
  CHECK(found[2].kind == "term.insult");
}

TEST_CASE("letters that look alike are one only in words that mix scripts") {
  const Json latin = parse_json(R"({"term_lists":[{"id":"ours","lines":"coc\n"}]})").value();
  CHECK(findings_in("Надіслали coc уночі", "uk", latin).size() == 1);
  CHECK(findings_in("Надіслали с\u006Fс уночі", "uk", latin).size() == 1);  // one Latin letter
  CHECK(findings_in("Надіслали \u0063ос уночі", "uk", latin).size() == 1);
  CHECK(findings_in("Надіслали сос уночі", "uk", latin).empty());  // all Cyrillic
  CHECK(findings_in("СОС", "und", latin).empty());
  // The other way about: a Cyrillic word of one's own is not a Latin one.
  const Json cyrillic = parse_json(R"({"term_lists":[{"id":"ours","lines":"сос\n"}]})").value();
  CHECK(findings_in("Надіслали сос уночі", "uk", cyrillic).size() == 1);
  CHECK(findings_in("They sent coc at night", "en", cyrillic).empty());
}

TEST_CASE("lists of lines and their limits") {
  const auto list = TermList::from_lines("# comment\r\nbad word\r\n\r\n  spaced  \n", "mine");
  REQUIRE(list);
  REQUIRE(list->rules.size() == 2);
  CHECK(list->rules[0].match == "phrase");
  CHECK(list->rules[1].term == "spaced");
  const TermIndex index({*list});
  CHECK_FALSE(TermList::from_lines(std::string(200, 'a'), "mine"));
  CHECK_FALSE(TermList::from_json(*parse_json(R"({"schema":"term_list/1","rules":[{"term":""}]})")));
  CHECK_FALSE(TermList::from_json(*parse_json(R"({"schema":"term_list/1","rules":[{"term":"a","match":"regex"}]})")));
  CHECK_FALSE(TermList::from_json(*parse_json(R"({"schema":"term_list/2"})")));
}

TEST_CASE("hostile texts cost little") {
  CHECK(findings_in(std::string(300000, 'i')).empty());
  std::string spaced;
  for (int i = 0; i < 100000; ++i) spaced += "i ";
  CHECK(findings_in(spaced).empty());
  std::string marks = "i";
  for (int i = 0; i < 100000; ++i) marks += "\u0336";
  CHECK(findings_in(marks).empty());
  std::string many;
  for (int i = 0; i < 20000; ++i) many += "idiot ";
  CHECK(findings_in(many).size() == 500);
  CHECK(findings_in("\xFF\xFE idi\xC3t").empty());
}
