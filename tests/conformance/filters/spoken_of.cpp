// Bad words that are only spoken of: told by those they were thrown at, rejected, explained, in titles, or said of
// oneself. They are shown with a note and ask for nobody; the same words said to somebody ask for a person as before.
// The rows of the file "held_out" were written before there was a rule for this, by whoever wrote the phrases too: a
// few phrases ("nobody deserves that" before a clause) were written with the rows known, so true rates may be higher.

#include <catch2/catch.hpp>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <map>

#include "filters/filters.h"
#include "filters/text/terms/spoken_of.h"
#include "pipeline/base/catalogue.h"
#include "pipeline/base/filter.h"
#include "pipeline/policy.h"
#include "tests/places.h"

using namespace integrart;

namespace {

Json rows_held_out() {
  std::ifstream file(test::source_folder() + "/tests/conformance/filters/spoken_of_held_out.json");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  auto json = parse_json(text);
  REQUIRE(json);
  return std::move(*json);
}

std::vector<Finding> words_found_in(const std::string& text, const std::string& language) {
  const auto result = find_by_id(filters(), "term")->look_at_text(text, LanguageTag::parse(language)->value, {});
  REQUIRE(result);
  return result->findings;
}

bool asks_a_person(const std::vector<Finding>& findings) {
  return judge(Policy::default_policy(), findings, {}).kind == VerdictKind::review;
}

struct Share {
  double found = 0, asked = 0;  // of the rows: in which a word is found, and of which a person is asked
};

/// Prints the rows of which a person is asked, or of which nobody is.
Share share_of(const Json& rows, const std::string& language, bool print_asked) {
  Share share;
  for (const Json& row : rows.items()) {
    const std::string text = row.string_or("");
    const auto findings = words_found_in(text, language);
    const bool asked = asks_a_person(findings);
    if (!findings.empty()) ++share.found;
    if (asked) ++share.asked;
    if (asked == print_asked)
      std::printf("  %s: a person is %s: %s\n", language.c_str(), asked ? "asked" : "not asked", text.c_str());
  }
  const auto count = static_cast<double>(rows.items().size());
  return {share.found / count, share.asked / count};
}

using LanguageRows = std::vector<std::pair<std::string, std::string>>;

}  // namespace

TEST_CASE("harmless sentences with bad words seldom ask a person, in no language more often than in another") {
  // How much more often than in English: by one row of twenty at most; set when the rates were known.
  constexpr double most_beyond_english = 0.051;
  const Json rows = rows_held_out();
  const auto& harmless = rows.at_or_null("harmless");
  REQUIRE(harmless.members().size() == 7);
  std::map<std::string, Share> shares;
  for (const auto& [language, list] : harmless.members()) {
    REQUIRE(list.items().size() == 20);
    shares[language] = share_of(list, language, true);
  }
  for (const auto& [language, share] : shares)
    std::printf("%s: of 20 harmless sentences a word is found in %2.0f %%, a person is asked about %2.0f %%\n",
                language.c_str(), 100 * share.found, 100 * share.asked);
  for (const auto& [language, share] : shares) {
    CAPTURE(language);
    CHECK(share.asked <= shares["en"].asked + most_beyond_english);
  }
}

TEST_CASE("abuse with the same words asks a person") {
  const Json rows = rows_held_out();
  for (const auto& [language, list] : rows.at_or_null("abuse").members()) {
    REQUIRE(list.items().size() == 8);
    const Share share = share_of(list, language, false);
    std::printf("%s: of 8 abusive sentences a person is asked about %3.0f %%\n", language.c_str(), 100 * share.asked);
    CHECK(share.asked > 0.87);
  }
}

TEST_CASE("what is told, rejected, explained or said of oneself is noted and asks nobody") {
  const LanguageRows rows{{"en", "They called us filthy refugees at the market."},
                          {"en", "\"You slut!\" a man shouted at my friend."},
                          {"en", "Never call anyone a retard."},
                          {"en", "Whore is an ugly word."},
                          {"en", "We are no idiots."},
                          {"uk", "Мене називали дебілом у школі."},
                          {"uk", "Не кажіть «хач», кажіть ім'я."},
                          {"uk", "«Ідіот!» – крикнула вона, і двері зачинилися."},
                          {"uk", "Я такий дурень."},
                          {"ru", "Нас называют дебилами."},
                          {"ru", "Нельзя называть людей идиотами."},
                          {"ru", "Я не идиот, но я тоже дурак."},
                          {"ru", "Урод – плохое слово."},
                          {"pl", "Wyzywali mnie od idiotek."},
                          {"pl", "Nie mówcie na nikogo „debil”."},
                          {"pl", "Jestem zwykła suka, śmieje się."},
                          {"nl", "Ze noemden me een idioot."},
                          {"nl", "Noem haar nooit een hoer."},
                          {"nl", "Wij zijn geen idioten."},
                          {"nb", "De kalte søsteren min hore."},
                          {"nb", "Kall aldri noen idiot."},
                          {"nb", "Pakkis er et stygt ord."},
                          {"nn", "Dei kalla meg svarting."},
                          {"nn", "Eg er ikkje ein idiot."},
                          {"ar", "قالوا لي معتوه في المدرسة."},
                          {"ar", "لا تسموا احد معتوه."},
                          {"ar", "انا لست معتوه."},
                          {"und", "He called me an idiot."}};
  for (const auto& [language, text] : rows) {
    CAPTURE(language, text);
    const auto findings = words_found_in(text, language);
    REQUIRE_FALSE(findings.empty());
    for (const Finding& finding : findings) CHECK(finding.rule.ends_with("+spoken-of"));
    CHECK(judge(Policy::default_policy(), findings, {}).kind == VerdictKind::warn);
  }
}

TEST_CASE("what is said to somebody, or by who writes, asks a person though it sounds like telling") {
  const LanguageRows rows{{"en", "You called me a liar, you whore."},
                          {"en", "He told me you are scum."},
                          {"en", "I said to my mother that you are a whore."},
                          {"en", "I shouted \"whore\" behind her."},
                          {"en", "Do not call me, whore!"},
                          {"en", "The word \"slut\" was made for you."},
                          {"en", "I am not rude, you idiot."},
                          {"en", "They called me names. She is a slut."},
                          {"en", "Never say they are people, they are subhuman."},
                          {"en", "You \"idiot\"!"},
                          {"uk", "Мене називали добрим, а ти ідіот."},
                          {"uk", "Я не злий, ідіоте."},
                          {"ru", "Мне говорили, что ты шлюха."},
                          {"ru", "Я, сука, тебя запомню."},
                          {"pl", "Nie mów do mnie, debilu."},
                          {"pl", "Jesteś idiotą, a ja nie."},
                          {"nl", "Noem je mij lief, hoer?"},
                          {"nl", "Wij weten dat jij een hoer bent."},
                          {"nb", "Jeg er ikke slem, din idiot."},
                          {"nb", "De kalte meg snill, du er en hore."},
                          {"ar", "انا اعرف انك عاهرة."},
                          {"ar", "يا كلب"},
                          {"und", "Я дурень, як і ти."}};
  for (const auto& [language, text] : rows) {
    CAPTURE(language, text);
    CHECK(asks_a_person(words_found_in(text, language)));
  }
}

TEST_CASE("threats, calls for help, disguises and words of a house ask a person whoever tells of them") {
  for (const auto& [language, text] : LanguageRows{{"en", "He told me \"I will kill you\"."},
                                                   {"en", "He called me a whore and he beats me."},
                                                   {"en", "He called me an 1d10t."},
                                                   {"nb", "Han sa til meg: «Jeg skal drepe deg»."}}) {
    CAPTURE(language, text);
    CHECK(asks_a_person(words_found_in(text, language)));
  }
  const Json own = parse_json(R"({"term_lists":[{"id":"ours","lines":"plumbus\n"}]})").value();
  const auto found =
      find_by_id(filters(), "term")->look_at_text("They called me a plumbus.", LanguageTag::parse("en")->value, own);
  REQUIRE(found->findings.size() == 1);
  CHECK(asks_a_person(found->findings));
}

TEST_CASE("phrases for speaking of words are a document with clear errors") {
  REQUIRE(built_in_spoken_of_phrases());
  CHECK(built_in_spoken_of_phrases()->size() == 7);
  CHECK_FALSE(spoken_of_phrases(parse_json(R"({"schema":"spoken_of/2","languages":[]})").value()));
  const auto without_address = spoken_of_phrases(
      parse_json(R"({"schema":"spoken_of/1","languages":[{"languages":["en"],"tells":["called me"]}]})").value());
  REQUIRE_FALSE(without_address);
  CHECK(render(without_address.error()).find("languages[0]") != std::string::npos);
}

TEST_CASE("a long text with many bad words and quotation marks is read in no long time") {
  std::string text;
  for (int i = 0; i < 20000; ++i) text += "he called me \"a whore, she said and we are ";
  const auto findings = words_found_in(text, "und");
  CHECK(findings.size() == 500);
}
