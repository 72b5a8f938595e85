// E-mail addresses that hide from programs, and mailboxes that belong to nobody.

#include <catch2/catch.hpp>

#include "pipeline/policy.h"
#include "tests/conformance/filters/personal_data_found.h"

using namespace integrart;
using integrart::test::personal_data_in;

TEST_CASE("disguised addresses are found whole") {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"name (at) example (dot) org", "name (at) example (dot) org"},
      {"write: anna.k[at]example.org!", "anna.k[at]example.org"},
      {"anna (dot) kowalska (at) poczta (dot) example (dot) pl",
       "anna (dot) kowalska (at) poczta (dot) example (dot) pl"},
      {"anna＠example.org", "anna＠example.org"},
      {"anna@example．org", "anna@example．org"},
      {"anna@example(dot)org", "anna@example(dot)org"},
      {"anna [@] example [.] org", "anna [@] example [.] org"},
      {"ANNA {AT} EXAMPLE {DOT} ORG", "ANNA {AT} EXAMPLE {DOT} ORG"},
      {"пошта oksana.k собака ukr.net.", "oksana.k собака ukr.net"},
      {"oksana(собака)ukr.net", "oksana(собака)ukr.net"},
      {"пишите: olena собака mail точка ru", "olena собака mail точка ru"},
      {"oksana равлик ukr крапка net", "oksana равлик ukr крапка net"},
      {"ania małpa wp kropka pl", "ania małpa wp kropka pl"},
      {"kari krøllalfa online punktum no", "kari krøllalfa online punktum no"},
      {"piet apenstaartje ziggo punt nl", "piet apenstaartje ziggo punt nl"},
      {"omar at example dot org", "omar at example dot org"},
      {"anna.k @ gmail.com", "anna.k @ gmail.com"},
      {"my mail: omar at gmail.com", "omar at gmail.com"},
  };
  for (const auto& [text, address] : cases) {
    CAPTURE(text);
    const auto findings = personal_data_in(text);
    CHECK(findings.size() == 1);
    if (findings.empty()) continue;
    CHECK(findings[0].kind == "pii.email");
    CHECK(findings[0].text == address);
  }
}

TEST_CASE("sentences with the words for @ and dot are no addresses") {
  for (const std::string text : {"look at example.org",
                                 "find us at example dot org",
                                 "look at gmail.com",
                                 "my account at gmail.com",
                                 "Visit us at home. No, at work.",
                                 "meet me (at) noon",
                                 "у мене собака. Рекс і кіт",
                                 "моя собака ukr.net любить",
                                 "собака на дворі.",
                                 "małpa kropka",
                                 "Ala ma małpę. Pl",
                                 "a @ b . c",
                                 "5 @ 3 zł",
                                 "@anna_kowalska",
                                 "Concert @ paradiso.nl",
                                 "kari (at) example.unknown",
                                 "(at) example.org",
                                 "anna (at)",
                                 "anna (at) example",
                                 "the dot on the i at home",
                                 "la la @\nla la . org"}) {
    CAPTURE(text);
    CHECK(personal_data_in(text).empty());
  }
}

TEST_CASE("mailboxes of authorities are nobody's, those of people there are theirs") {
  for (const std::string text :
       {"info@udi.no", "Skriv til post@imdi.no.", "POSTMOTTAK@NAV.NO", "udi@udi.no", "kancelaria@udsc.gov.pl",
        "sekretariat@mazowieckie.uw.gov.pl", "info@ind.nl", "info@vluchtelingenwerk.nl", "info@dmsu.gov.ua",
        "postmottak@oslo.kommune.no", "info (at) udi (dot) no"}) {
    CAPTURE(text);
    CHECK(personal_data_in(text).empty());
    CHECK(judge(Policy::default_policy(), personal_data_in(text), {}).kind == VerdictKind::clear);
  }
  for (const std::string text :
       {"kari.nordmann@udi.no", "info.kari@udi.no", "anna@udsc.gov.pl", "info@example.org", "info@udi.no.example.com",
        "info@fakeudi.no", "post@udi.example", "piet@ind.nl", "oksana@dmsu.gov.ua", "kari (at) udi (dot) no"}) {
    CAPTURE(text);
    const auto findings = personal_data_in(text);
    CHECK(findings.size() == 1);
    CHECK(judge(Policy::default_policy(), findings, {}).kind == VerdictKind::review);
  }
}

TEST_CASE("long rows of what hides addresses cost little") {
  for (const char* piece : {"at ", "(at)", "a at b dot ", "a dot a dot ", "собака ", "@", "a@a(dot)", " (dot) "}) {
    std::string text;
    while (text.size() < 200000) text += piece;
    CAPTURE(piece);
    CHECK(personal_data_in(text).size() <= 500);
  }
}
