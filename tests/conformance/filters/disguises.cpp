// Every way of disguising a word, on several words of each script. The table says to which scripts a way applies: there
// are no capitals in Arabic and no vowel signs in Latin.

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <map>
#include <set>

#include "filters/filters.h"
#include "filters/text/reading/code_points.h"
#include "pipeline/base/catalogue.h"
#include "pipeline/base/filter.h"
#include "pipeline/base/text.h"

using namespace integrart;

namespace {

using Word = std::u32string;
using Signs = std::map<char32_t, Word>;

/// Of the letters that have another sign, the first `most` replaced; empty when there is none.
Word replaced(const Word& word, const Signs& signs, std::size_t most = 99) {
  Word other;
  std::size_t done = 0;
  for (const char32_t letter : word) {
    const auto sign = signs.find(letter);
    const bool taken = sign != signs.end() && done < most;
    done += taken ? 1U : 0U;
    other += taken ? sign->second : Word(1, letter);
  }
  return done == 0 ? Word() : other;
}

Word between(const Word& word, const Word& sign) {
  Word other;
  for (std::size_t i = 0; i < word.size(); ++i) other += (i > 0 ? sign : Word()) + word[i];
  return other;
}
Word after_each(const Word& word, const Word& sign) {
  return between(word, sign) + sign;
}
Word in_the_middle(const Word& word, const Word& sign) {
  return word.substr(0, word.size() / 2) + sign + word.substr(word.size() / 2);
}
Word drawn_out(const Word& word, std::size_t at, std::size_t times) {
  return word.substr(0, at) + Word(times, word[at]) + word.substr(at + 1);
}
Word hidden(const Word& word, std::size_t at, const Word& sign) {
  return word.substr(0, at) + sign + word.substr(at + sign.size());
}
Word around(const Word& word, const Word& before, const Word& behind) {
  return before + word + behind;
}
Word capitals(const Word& word, std::size_t step, std::size_t most = 99) {
  Word other = word;
  for (std::size_t i = 0; i < std::min(most, other.size()); i += step) {
    if (other[i] >= U'a' && other[i] <= U'z') other[i] -= 32;
    if (other[i] >= 0x430 && other[i] <= 0x44F) other[i] -= 32;
    if (other[i] >= 0x450 && other[i] <= 0x45F) other[i] -= 80;
  }
  return other;
}
/// Letters a to z moved to where another alphabet of them begins.
Word alphabet(const Word& word, char32_t first) {
  Word other = word;
  for (char32_t& letter : other) letter = letter - U'a' + first;
  return other;
}

const Signs digits_for_letters{{U'i', U"1"}, {U'o', U"0"}, {U'e', U"3"}, {U'a', U"4"}, {U's', U"5"}, {U't', U"7"},
                               {U'о', U"0"}, {U'і', U"1"}, {U'б', U"6"}, {U'е', U"3"}, {U'а', U"@"}};
const Signs marks_for_letters{{U'i', U"!"}, {U'a', U"@"}, {U's', U"$"}, {U'e', U"€"},
                              {U't', U"+"}, {U'і', U"!"}, {U'а', U"@"}};
const Signs other_script{{U'i', U"\u0456"}, {U'o', U"\u043E"}, {U'e', U"\u0435"}, {U'a', U"\u0430"}, {U'c', U"\u0441"},
                         {U'p', U"\u0440"}, {U'x', U"\u0445"}, {U'y', U"\u0443"}, {U'\u0456', U"i"}, {U'\u043E', U"o"},
                         {U'\u0435', U"e"}, {U'\u0430', U"a"}, {U'\u0441', U"c"}, {U'\u0440', U"p"}, {U'\u0445', U"x"}};
const Signs greek_letters{{U'o', U"\u03BF"}, {U'i', U"\u03B9"}, {U'\u043E', U"\u03BF"}};
const Signs arabic_variants{{U'ة', U"ه"}, {U'ه', U"ة"}, {U'ي', U"ى"}, {U'ك', U"ک"}, {U'ا', U"أ"}};

struct Way {
  const char* name;
  const char* scripts;  // L, C, A: to which it applies
  std::function<Word(const Word&)> disguise;
};

const std::vector<Way>& ways() {
  static const std::vector<Way> all{
      {"as it is", "LCA", [](const Word& w) { return w; }},
      {"capitals", "LC", [](const Word& w) { return capitals(w, 1); }},
      {"a capital first", "LC", [](const Word& w) { return capitals(w, 1, 1); }},
      {"capitals in turn", "LC", [](const Word& w) { return capitals(w, 2); }},
      {"a digit for a letter", "LC", [](const Word& w) { return replaced(w, digits_for_letters, 1); }},
      {"digits for letters", "LC", [](const Word& w) { return replaced(w, digits_for_letters); }},
      {"a sign for a letter", "LC", [](const Word& w) { return replaced(w, marks_for_letters, 1); }},
      {"signs for letters", "LC", [](const Word& w) { return replaced(w, marks_for_letters); }},
      {"drawn out in the middle", "LCA", [](const Word& w) { return drawn_out(w, w.size() / 2, 4); }},
      {"drawn out at the end", "LCA", [](const Word& w) { return drawn_out(w, w.size() - 1, 6); }},
      {"drawn out at the beginning", "LCA", [](const Word& w) { return drawn_out(w, 0, 3); }},
      {"capitals drawn out", "LC", [](const Word& w) { return capitals(drawn_out(w, w.size() / 2, 5), 1); }},
      {"spaces between", "LCA", [](const Word& w) { return between(w, U" "); }},
      {"points between", "LCA", [](const Word& w) { return between(w, U"."); }},
      {"hyphens between", "LCA", [](const Word& w) { return between(w, U"-"); }},
      {"low lines between", "LCA", [](const Word& w) { return between(w, U"_"); }},
      {"asterisks between", "LCA", [](const Word& w) { return between(w, U"*"); }},
      {"two points between", "LCA", [](const Word& w) { return between(w, U".."); }},
      {"bars between", "LC", [](const Word& w) { return between(w, U"|"); }},
      {"spaces between capitals", "LC", [](const Word& w) { return between(capitals(w, 1), U" "); }},
      {"one letter hidden", "LCA", [](const Word& w) { return hidden(w, 2, U"*"); }},
      {"two letters hidden", "LCA", [](const Word& w) { return hidden(w, 1, U"**"); }},
      {"hidden by a number sign", "LCA", [](const Word& w) { return hidden(w, 2, U"#"); }},
      {"full width", "L", [](const Word& w) { return alphabet(w, 0xFF41); }},
      {"bold", "L", [](const Word& w) { return alphabet(w, 0x1D41A); }},
      {"bold script", "L", [](const Word& w) { return alphabet(w, 0x1D4EA); }},
      {"bold Fraktur", "L", [](const Word& w) { return alphabet(w, 0x1D586); }},
      {"sans serif", "L", [](const Word& w) { return alphabet(w, 0x1D5BA); }},
      {"in circles", "L", [](const Word& w) { return alphabet(w, 0x24D0); }},
      {"no-width spaces between", "LCA", [](const Word& w) { return between(w, U"\u200B"); }},
      {"a no-width space", "LCA", [](const Word& w) { return in_the_middle(w, U"\u200B"); }},
      {"a no-width joiner", "LCA", [](const Word& w) { return in_the_middle(w, U"\u200D"); }},
      {"a no-width non-joiner", "LCA", [](const Word& w) { return in_the_middle(w, U"\u200C"); }},
      {"a soft hyphen", "LCA", [](const Word& w) { return in_the_middle(w, U"\u00AD"); }},
      {"a word joiner", "LCA", [](const Word& w) { return in_the_middle(w, U"\u2060"); }},
      {"a mark of direction", "LCA", [](const Word& w) { return in_the_middle(w, U"\u200F"); }},
      {"struck through", "LCA", [](const Word& w) { return after_each(w, U"\u0336"); }},
      {"dots below", "LCA", [](const Word& w) { return after_each(w, U"\u0323"); }},
      {"a variation selector", "LCA", [](const Word& w) { return in_the_middle(w, U"\uFE0F"); }},
      {"a letter of another script", "LC", [](const Word& w) { return replaced(w, other_script, 1); }},
      {"letters of another script", "LC", [](const Word& w) { return replaced(w, other_script, 2); }},
      {"a Greek letter", "LC", [](const Word& w) { return replaced(w, greek_letters, 1); }},
      {"in quotation marks", "LCA", [](const Word& w) { return around(w, U"\u00AB", U"\u00BB"); }},
      {"in asterisks", "LCA", [](const Word& w) { return around(w, U"*", U"*"); }},
      {"in brackets", "LCA", [](const Word& w) { return around(w, U"(", U")"); }},
      {"with a number sign", "LCA", [](const Word& w) { return around(w, U"#", U""); }},
      {"cried out", "LCA", [](const Word& w) { return around(w, U"", U"!!!"); }},
      {"trailing off", "LCA", [](const Word& w) { return around(w, U"...", U"..."); }},
      {"tatweel", "A", [](const Word& w) { return in_the_middle(w, U"\u0640"); }},
      {"tatweels", "A", [](const Word& w) { return between(w, U"\u0640\u0640"); }},
      {"vowel signs", "A", [](const Word& w) { return between(w, U"\u064E"); }},
      {"doubling signs", "A", [](const Word& w) { return in_the_middle(w, U"\u0651\u064F"); }},
      {"another form of a letter", "A", [](const Word& w) { return replaced(w, arabic_variants, 1); }}};
  return all;
}

struct Script {
  char letter;
  std::vector<std::pair<const char*, const char*>> words;  // with their language
};
const std::vector<Script> scripts{
    {'L', {{"idiot", "en"}, {"kretyn", "pl"}, {"klootzak", "nl"}, {"drittsekk", "nb"}, {"bastard", "en"}}},
    {'C', {{"ідіот", "uk"}, {"дебил", "ru"}, {"мудак", "uk"}, {"шалава", "ru"}}},
    {'A', {{"معتوه", "ar"}, {"شرموطة", "ar"}, {"عاهرة", "ar"}, {"سأجدك", "ar"}}}};

std::u32string points_of(const std::string& utf8) {
  const FoldedText whole = folded_for_search(utf8);  // small letters without marks, one point each
  return whole.points;
}

}  // namespace

TEST_CASE("forty ways of disguise are found on several words of each script") {
  CHECK(ways().size() >= 40);
  for (const Script& script : scripts) {
    CHECK(script.words.size() >= 3);
    std::set<std::string> applied;
    std::string others;
    std::size_t tried = 0;
    for (const Way& way : ways()) {
      if (std::string_view(way.scripts).find(script.letter) == std::string_view::npos) {
        others += (others.empty() ? "" : ", ") + std::string(way.name);
        continue;
      }
      for (const auto& [word, language] : script.words) {
        const Word disguised = way.disguise(points_of(word));
        if (disguised.empty()) continue;  // a word without any of the letters that this way replaces
        applied.insert(way.name);
        ++tried;
        const std::string text = "— " + to_utf8(disguised) + " —";
        const auto result = find_by_id(filters(), "term")->look_at_text(text, LanguageTag::parse(language)->value, {});
        REQUIRE(result);
        CAPTURE(way.name, text);
        CHECK(result->findings.size() == 1);
        for (const Finding& finding : result->findings) {
          CHECK(finding.span->begin >= 2);
          CHECK(finding.span->end <= 2 + static_cast<std::int64_t>(disguised.size()));
        }
      }
    }
    std::printf("disguises in script %c: %zu ways, %zu words; do not apply: %s\n", script.letter, applied.size(), tried,
                others.c_str());
    for (const Way& way : ways()) {
      const bool claims = std::string_view(way.scripts).find(script.letter) != std::string_view::npos;
      CAPTURE(way.name, script.letter);
      CHECK(claims == applied.contains(way.name));
    }
  }
}

namespace {

struct Disguised {
  const char* language;
  const char* text;
};
/// As people write them who mean to slip past a list; nothing of it is made by a rule of this test.
const std::vector<Disguised> disguised_words{// Russian and Ukrainian
                                             {"ru", "бл@дь"},
                                             {"ru", "бл9дь"},
                                             {"ru", "бл*дь"},
                                             {"ru", "б л я д ь"},
                                             {"ru", "б.л.я.т.ь"},
                                             {"ru", "х у й"},
                                             {"ru", "х.у.й"},
                                             {"ru", "х-у-й"},
                                             {"ru", "х*й"},
                                             {"ru", "х_у_й"},
                                             {"ru", "хyй"},
                                             {"ru", "xуй"},
                                             {"ru", "hуй"},
                                             {"ru", "хууууй"},
                                             {"ru", "п*здец"},
                                             {"ru", "пи3дец"},
                                             {"ru", "пиzдец"},
                                             {"ru", "п и з д е ц"},
                                             {"ru", "п**дец"},
                                             {"ru", "е6ать"},
                                             {"ru", "еб@ть"},
                                             {"ru", "су4ка"},
                                             {"ru", "сук@"},
                                             {"ru", "сyка"},
                                             {"ru", "$ука"},
                                             {"ru", "с у к а"},
                                             {"ru", "с*ка"},
                                             {"ru", "муd@к"},
                                             {"ru", "г0вно"},
                                             {"ru", "wлюха"},
                                             {"ru", "д.е.б.и.л"},
                                             {"uk", "хy\u0457"},
                                             {"uk", "б л я т ь"},
                                             {"uk", "п1зда"},
                                             {"uk", "к у р в а"},
                                             {"uk", "гівн0"},
                                             {"uk", "мрa3ь"},
                                             {"uk", "iдioт"},
                                             // Polish and Norwegian, without the marks too
                                             {"pl", "jebac"},
                                             {"pl", "gowno"},
                                             {"pl", "g0wno"},
                                             {"pl", "scierwo"},
                                             {"pl", "glupia krowa"},
                                             {"pl", "smiec ludzki"},
                                             {"pl", "zabije cie"},
                                             {"pl", "znajde cie"},
                                             {"pl", "pozalujesz tego"},
                                             {"pl", "h u j"},
                                             {"pl", "h*j"},
                                             {"pl", "k.u.r.w.a"},
                                             {"pl", "kurw@"},
                                             {"pl", "p1erdol"},
                                             {"nb", "javla"},
                                             {"nb", "jaevla"},
                                             {"nb", "rasshol"},
                                             {"nb", "rasshoel"},
                                             {"nb", "du skal fa angre"},
                                             {"nb", "f@en"},
                                             {"nb", "f a e n"},
                                             {"nn", "jaevla"}};

/// Neighbours of those, which mean no harm.
const std::vector<Disguised> look_alikes{
    {"ru", "хай будет так"}, {"ru", "а и б сидели"}, {"ru", "и я, и т. д."}, {"ru", "х и у"},
    {"ru", "19я страница"},  {"ru", "9й класс"},     {"ru", "SMSка пришла"}, {"ru", "$100 за урок"},
    {"uk", "х*та"},          {"uk", "VIPка"},        {"uk", "к у б"},        {"uk", "п'ять € за вхід"},
    {"pl", "h o j"},         {"pl", "a i o"},        {"pl", "zabije dzwon"}, {"pl", "gowin"},
    {"pl", "k*t"},           {"nb", "ja vel"},       {"nb", "javel"},        {"nb", "rosshavet"},
    {"nb", "toes and tos"},  {"nb", "f o r"}};

}  // namespace

TEST_CASE("bad words are found as those write them who hide them, in Cyrillic and without marks") {
  const auto terms_of = [](const Disguised& row) {
    const auto result =
        find_by_id(filters(), "term")->look_at_text(row.text, LanguageTag::parse(row.language)->value, {});
    REQUIRE(result);
    return result->findings;
  };
  for (const Disguised& row : disguised_words) {
    CAPTURE(row.language, row.text);
    CHECK(terms_of(row).size() == 1);
  }
  for (const Disguised& row : look_alikes) {
    CAPTURE(row.language, row.text);
    CHECK(terms_of(row).empty());
  }
}
