#include "pipeline/language/glossary.h"

#include <catch2/catch.hpp>

using namespace integrart;

namespace {

struct Forms {
  std::string_view language, term;
  std::vector<std::string_view> forms, others;
};

LanguageTag language(std::string_view tag) {
  return LanguageTag::parse(tag).value().value;
}

ExchangeUnit concept_of(std::string id, std::vector<std::tuple<std::string, std::string, std::string>> terms) {
  ExchangeUnit unit;
  unit.id = std::move(id);
  for (const auto& [tag, text, status] : terms) {
    ExchangeVariant variant = exchange_variant(language(tag), plain_exchange_text(text));
    if (!status.empty()) variant.properties["status"] = status;
    unit.variants.push_back(std::move(variant));
  }
  return unit;
}

}  // namespace

TEST_CASE("forms of a term are told from other words") {
  const std::vector<Forms> all{
      {"uk", "пісня", {"пісні", "піснею", "пісень", "піснями"}, {"пісок", "письмо"}},
      {"uk", "дім", {"дому", "домі", "домом"}, {"дитина", "домашній"}},
      {"uk", "мова", {"мови", "мовою"}, {"море", "мороз"}},
      {"pl", "piosenka", {"piosenki", "piosence", "piosenkę", "piosenek"}, {"pies", "piosenkarz-amator"}},
      {"pl", "dom", {"domu", "domy", "domów", "domem"}, {"dobry", "drzwi"}},
      {"pl", "ręka", {"ręki", "rękę", "rękami"}, {"reszta"}},
      {"nl", "huis", {"huizen"}, {"hulp", "huisarts"}},
      {"nl", "lied", {"lieden", "liedje"}, {"lief", "liefde"}},
      {"nl", "boot", {"boten"}, {"bol", "boter-ham"}},
      {"nb", "sang", {"sangen", "sanger", "sangene"}, {"sand", "sanguiniker"}},
      {"nb", "bok", {"boken", "bøker", "bøkene"}, {"bord", "båt"}},
      {"nn", "heim", {"heimar", "heimane"}, {"hest", "heil"}},
      {"en", "song", {"songs"}, {"some", "songwriter"}},
      {"en", "city", {"cities"}, {"citrus", "citizenship"}},
      {"en", "home", {"homes"}, {"homeopathy", "hotel"}},
  };
  for (const Forms& forms : all) {
    INFO(forms.language << " " << forms.term);
    CHECK(is_form_of(forms.term, forms.term, forms.language));
    for (const std::string_view form : forms.forms) {
      INFO(form);
      CHECK(is_form_of(form, forms.term, forms.language));
    }
    for (const std::string_view other : forms.others) {
      INFO(other);
      CHECK_FALSE(is_form_of(other, forms.term, forms.language));
    }
  }
  CHECK_FALSE(is_form_of("songs", "song", "fr"));
}

TEST_CASE("the glossary finds terms, misses translations and forbids words") {
  ExchangeDocument document;
  document.units.push_back(concept_of(
      "home", {{"uk", "рідний дім", ""}, {"pl", "dom rodzinny", "preferred"}, {"pl", "chałupa", "forbidden"}}));
  document.units.push_back(concept_of("slur", {{"pl", "brudas", "forbidden"}}));
  Glossary glossary(language("uk"), language("pl"));
  glossary.add(document);
  REQUIRE(glossary.size() == 2);

  const auto hits = glossary.hits("Я в рідному домі.");
  REQUIRE(hits.size() == 1);
  CHECK(hits[0].preferred == std::vector<std::string>{"dom rodzinny"});
  CHECK(hits[0].forbidden == std::vector<std::string>{"chałupa"});
  CHECK(hits[0].where.begin == std::string("Я в ").size());

  CHECK(glossary.check("Рідний дім", "Dom rodzinny").empty());
  const auto missing = glossary.check("Рідний дім", "Mieszkanie");
  REQUIRE(missing.size() == 1);
  CHECK(missing[0].kind == GlossaryProblem::Kind::missing);
  const auto forbidden = glossary.check("Рідний дім", "Chałupy, dom rodzinny");
  REQUIRE(forbidden.size() == 1);
  CHECK(forbidden[0].kind == GlossaryProblem::Kind::forbidden);
  CHECK(glossary.check("Інше", "Chałupa").empty());
  CHECK(glossary.check("Інше", "To brudas").size() == 1);
}
