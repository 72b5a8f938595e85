// Links right and wrong by construction, in every form people write them in.

#include <catch2/catch.hpp>

#include "filters/filters.h"
#include "filters/text/links/anchors.h"
#include "filters/text/links/host.h"
#include "pipeline/base/catalogue.h"
#include "pipeline/base/domain_name.h"
#include "pipeline/base/filter.h"
#include "pipeline/policy.h"

using namespace integrart;

namespace {

std::vector<Finding> findings_in(const std::string& text, const std::string& html = "") {
  const Filter* link = find_by_id(filters(), "link");
  REQUIRE(link != nullptr);
  const auto result = link->look_at_text(text, LanguageTag{}, Json::object({{"html", html}}));
  REQUIRE(result);
  return result->findings;
}

VerdictKind verdict_on(const std::vector<Finding>& findings) {
  return judge(Policy::default_policy(), findings, {}).kind;
}

struct Case {
  std::string text;
  std::string rule;   // the whole rule; empty: no finding at all
  std::string found;  // the link as it stands in the text; empty: the whole text
};

}  // namespace

TEST_CASE("odd links ask a person, each for its own reason") {
  const std::vector<Case> cases{
      // Pretence by the whole domain, by hyphens, by words.
      {"https://diia.gov.ua.example.com/login", "look-alike", ""},
      {"Zaloguj się: https://www.zus.pl.konto.example.net/a?b=1.", "look-alike",
       "https://www.zus.pl.konto.example.net/a?b=1"},
      {"https://udi-no.com/", "look-alike", ""},
      {"https://diia-gov-ua.com", "look-alike", ""},
      {"https://ipko-logowanie.pl", "look-alike", ""},
      {"https://mbanklogin.com", "look-alike", ""},
      {"https://secure-ind.nl/mijn", "look-alike", ""},
      {"https://privatbank24.com.ua", "look-alike", ""},
      {"https://diia.org", "look-alike", ""},
      {"https://login.digid.nl.example.org", "look-alike", ""},
      // Pretence by letters.
      {"https://santandar.pl", "look-alike", ""},
      {"https://privatbnak.ua", "look-alike", ""},
      {"https://1nd.nl", "look-alike", ""},
      {"https://lnd.nl", "look-alike", ""},
      {"https://rnbank.pl", "look-alike", ""},
      {"https://g00gle.com/", "look-alike", ""},
      {"https://ud\u0456.no", "look-alike+mixed-script", ""},        // Ukrainian i
      {"https://xn--ud-ioc.no", "look-alike+mixed-script", ""},      // the same, as machines write it
      {"www.p\u0430ypal.com", "look-alike+mixed-script", ""},        // Cyrillic a
      {"https://\u0434\u0456\u0456a.com/a", "mixed-script", ""},     // Cyrillic with a Latin a
      {"https://\u0441\u043E\u0441\u043E.com", "mixed-script", ""},  // all Cyrillic, looks like coco
      {"https://m\u0431ank.example.org/x", "mixed-script", ""},      // in a label before the domain
      // An @ that hides the host.
      {"https://google.com@example.org/", "user-info", ""},
      {"https://www.zus.pl:443@192.0.2.7/login", "user-info+ip-host", ""},
      {"http://admin:admin@example.org", "user-info", ""},
      {"http://evil.com\\@gov.pl", "user-info", ""},
      {"https://accounts-google.com", "look-alike", ""},
      {"https://pko-bp-login.pl", "look-alike", ""},
      {"https://\u0262oogle.com", "look-alike", ""},  // a small capital G
      // Numbers.
      {"http://192.0.2.7/login", "ip-host", ""},
      {"http://3221226219/", "ip-host", ""},
      {"http://0xC00002EB", "ip-host", ""},
      {"http://0300.0.02.0353/a", "ip-host", ""},
      {"http://192.0.747/", "ip-host", ""},
      {"http://[2001:db8::1]:8080/a", "ip-host", ""},
      // Disguised.
      {"hxxps://example[.]org/a", "defanged", ""},
      {"hXXp://example.org", "defanged", ""},
      {"Wejdź na example[dot]org teraz", "defanged", "example[dot]org"},
      {"example(.)org/a", "defanged", ""},
      {"https[:]//example.org", "defanged", ""},
      // Shortened, and into private.
      {"https://bit.ly/3abcDEF", "shortener", ""},
      {"Більше тут: tinyurl.com/robota", "shortener", "tinyurl.com/robota"},
      {"cutt.ly/x", "shortener", ""},
      {"Praca w Norwegii! t.me/praca_no", "contact", "t.me/praca_no"},
      {"https://wa.me/4791234567", "contact", ""},
      {"signal.me/#p/+4791234567", "contact", ""},
      {"tg://resolve?domain=praca", "contact", ""},
      {"viber://chat?number=%2B4791234567", "contact", ""},
      {"discord.com/invite/abc", "contact", ""},
      // What is no name, and what is no address.
      {"https://-example-.org/", "invalid-name", ""},
      {"https://exa_mple.org/", "invalid-name", ""},
      {"https://a\u05D0b.org/", "mixed-script+invalid-name", ""},  // a right-to-left letter among others
      {"javascript:alert(1)", "code", ""},
      {"data:text/html;base64,PHNjcmlwdD4=", "code", ""},
  };
  CHECK(cases.size() >= 40);
  for (const Case& one : cases) {
    CAPTURE(one.text);
    const auto findings = findings_in(one.text);
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].kind == "link");
    CHECK(findings[0].rule == one.rule);
    CHECK(findings[0].text == (one.found.empty() ? one.text : one.found));
    CHECK(findings[0].severity >= Severity::medium);
    CHECK(verdict_on(findings) == VerdictKind::review);
    for (const std::string& language : message_languages())
      CHECK(render(findings[0].message, language).find("filters.") == std::string::npos);
  }
}

TEST_CASE("plain links are told as information and change no verdict") {
  const std::vector<Case> cases{
      {"https://example.org", "plain", ""},
      {"Se https://www.nrk.no/nyheter/sak-1.234 for mer.", "plain", "https://www.nrk.no/nyheter/sak-1.234"},
      {"(https://uk.wikipedia.org/wiki/Мова_(лінгвістика))", "plain",
       "https://uk.wikipedia.org/wiki/Мова_(лінгвістика)"},
      {"Jest na www.polskieradio.pl!", "plain", "www.polskieradio.pl"},
      {"https://www.gov.pl/web/udsc", "plain", ""},
      {"https://diia.gov.ua/services", "plain", ""},
      {"https://eservices.udi.no:443/", "plain", ""},
      {"https://ind.nl/en/asylum", "plain", ""},
      {"https://www.zus.pl/portal", "plain", ""},
      {"https://www.google.pl/maps", "plain", ""},
      {"https://www.youtube.com/@kolysanky", "plain", ""},
      {"https://medium.com/@author/a-text", "plain", ""},
      {"https://web.archive.org/web/2020/https://example.org/", "plain", ""},
      {"https://\u043A\u043E\u0437\u0430\u043A.\u0443\u043A\u0440/\u043F\u0456\u0441\u043D\u0456", "plain",
       ""},                                                            // козак.укр
      {"https://\u043F\u0456\u0441\u043D\u044F.com.ua", "plain", ""},  // пісня.com.ua
      {"https://bl\u00E5b\u00E6r.no", "plain", ""},
      {"https://xn--blbr-roah.no", "plain", ""},
      {"https://\u0645\u062B\u0627\u0644.com/", "plain", ""},  // Arabic
      {"example.org/songs", "plain", ""},
      {"ftp://ftp.example.org/a.zip", "plain", ""},
      {"https://lindesign.nl", "plain", ""},
      {"https://abn-design.nl", "plain", ""},
      {"https://poczta-polska.pl", "plain", ""},
      {"https://navigare.no", "plain", ""},
      {"https://singing.com", "plain", ""},
      {"https://wind.nl", "plain", ""},
      {"https://ing.example.org", "plain", ""},
      {"https://duolingo.com", "plain", ""},
  };
  for (const Case& one : cases) {
    CAPTURE(one.text);
    const auto findings = findings_in(one.text);
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].rule == one.rule);
    CHECK(findings[0].text == (one.found.empty() ? one.text : one.found));
    CHECK(findings[0].severity == Severity::info);
    CHECK(verdict_on(findings) == VerdictKind::clear);
  }
}

TEST_CASE("what is no link is left alone") {
  for (const std::string text : {"Dzień dobry.To jest koniec.No i tyle.",
                                 "Кінець.Новий рядок",
                                 "anna@example.org",
                                 "Piszcie na anna.k@example.org!",
                                 "node.js, README.md i main.py",
                                 "v2.10.4, 3.14, 24.12.2022, 18.30",
                                 "192.168.1.254",
                                 "10.0.0.1:8080",
                                 "e.g. i.e. m.in. np.",
                                 "nrk.no",
                                 "Ich habe es auf zdf.de gesehen.",
                                 "J.R.R. Tolkien",
                                 "a:b",
                                 "and/or",
                                 "km/h",
                                 "(:",
                                 "http://",
                                 "https:///",
                                 "://",
                                 "www.",
                                 "...",
                                 "bit.ly",
                                 "t.me",
                                 "hxxp",
                                 "[.]",
                                 "R&B/soul",
                                 "Refren: la.la.la",
                                 "http://[::1",
                                 "mailto:anna@example.org"}) {
    CAPTURE(text);
    CHECK(findings_in(text).empty());
  }
}

TEST_CASE("several links in a text have their places in code points") {
  const auto findings = findings_in("🦔 bit.ly/a, https://example.org,https://diia.org; «wa.me/47»");
  REQUIRE(findings.size() == 4);
  CHECK(findings[0].span->begin == 2);
  CHECK(findings[0].span->end == 10);
  CHECK(findings[0].text == "bit.ly/a");
  CHECK(findings[1].text == "https://example.org");
  CHECK(findings[2].text == "https://diia.org");
  CHECK(findings[3].text == "wa.me/47");
}

TEST_CASE("links of marked-up texts are seen where only the markup has them") {
  const auto hidden =
      findings_in("Naciśnij tutaj.", R"(<p>Naciśnij <a href="https://bit.ly/x" rel="noopener">tutaj</a>.</p>)");
  REQUIRE(hidden.size() == 1);
  CHECK(hidden[0].rule == "shortener");
  CHECK(hidden[0].span->begin == 9);
  CHECK(hidden[0].span->end == 14);
  const auto differs = findings_in(
      "www.gov.pl/zus", R"(<a href="https://example.com/a?b=1&amp;c=2" rel="noopener"><b>www.gov.pl</b>/zus</a>)");
  REQUIRE(differs.size() == 1);
  CHECK(differs[0].rule == "text-differs");
  CHECK(differs[0].text == "https://example.com/a?b=1&c=2");
  CHECK(verdict_on(differs) == VerdictKind::review);
  const auto same =
      findings_in("https://example.org/a", R"(<a href="https://www.example.org/a">https://example.org/a</a>)");
  REQUIRE(same.size() == 1);
  CHECK(same[0].rule == "plain");
  const auto one_owner =
      findings_in("youtu.be/abc", R"(<a href="https://www.youtube.com/watch?v=abc">youtu.be/abc</a>)");
  REQUIRE(one_owner.size() == 1);
  CHECK(one_owner[0].rule == "plain");
  CHECK(findings_in("write to anna", R"(<a href="mailto:anna@example.org">write</a> <a href="#s1">here</a>)").empty());
}

TEST_CASE("hosts are read as browsers read them") {
  using links::ip4_of;
  CHECK(ip4_of("3221226219") == "192.0.2.235");
  CHECK(ip4_of("0xC00002EB") == "192.0.2.235");
  CHECK(ip4_of("0300.0.02.0353") == "192.0.2.235");
  CHECK(ip4_of("192.0.747") == "192.0.2.235");
  CHECK(ip4_of("192.0.2.235.") == "192.0.2.235");
  CHECK_FALSE(ip4_of("256.1.1.1"));
  CHECK_FALSE(ip4_of("1.2.3.4.5"));
  CHECK_FALSE(ip4_of("08.1.1.1"));
  CHECK_FALSE(ip4_of("4294967296"));
  CHECK_FALSE(ip4_of("example.org"));
  CHECK_FALSE(ip4_of(""));
  CHECK(links::read_host("www.example.co.uk").registrable == "example.co.uk");
  CHECK(links::read_host("WWW.Example.ORG.").ascii == "www.example.org");
  CHECK(links::read_host("a.b.github.io").registrable == "b.github.io");
  CHECK(links::read_host("gov.pl").registrable.empty());
  CHECK(links::read_host("ex%61mple.org").ascii == "example.org");
  CHECK(links::read_host("3221226219").is_disguised);
  CHECK_FALSE(links::read_host("192.0.2.235").is_disguised);
  CHECK(links::read_host("localhost").kind == links::HostKind::local);
  CHECK_FALSE(links::read_host("exämple.nosuchending").suffix_is_known);
}

TEST_CASE("names keep to UTS 46") {
  CHECK(read_domain_name("\uFF55\uFF44\uFF49.no").ascii == "udi.no");  // full width
  CHECK(read_domain_name("bl\u00E5b\u00E6r.no").ascii == "xn--blbr-roah.no");
  CHECK(read_domain_name("xn--blbr-roah.no").unicode == "bl\u00E5b\u00E6r.no");
  CHECK(read_domain_name("fa\u00DF.de").ascii == "xn--fa-hia.de");
  CHECK(read_domain_name("exam\u00ADple.org").ascii == "example.org");
  CHECK(read_domain_name("example.org").is_valid);
  for (const std::string wrong : {"", "a..b", "-a.org", "a-.org", "a_b.org", "a b.org", "xn--a.org", "a\u05D0.org"}) {
    CAPTURE(wrong);
    CHECK_FALSE(read_domain_name(wrong).is_valid);
  }
  CHECK_FALSE(read_domain_name(std::string(300, 'a') + ".org").is_valid);
  CHECK_FALSE(read_domain_name(std::string(100000, '.')).is_valid);
}

TEST_CASE("hostile texts full of links cost little and break nothing") {
  std::string many;
  for (int i = 0; i < 50000; ++i) many += "https://example.org/a ";
  CHECK(findings_in(many).size() == 500);
  CHECK(findings_in(std::string(200000, '.')).empty());
  CHECK(findings_in(std::string(200000, ':')).empty());
  CHECK(findings_in(std::string(200000, '[')).empty());
  std::string schemes;
  for (int i = 0; i < 50000; ++i) schemes += "://";
  CHECK(findings_in(schemes).empty());
  std::string names;
  for (int i = 0; i < 50000; ++i) names += "a.no.";
  CHECK(findings_in(names).size() <= 1);
  CHECK(findings_in("\xF0\x9F\xFF https://\xFF.org \xC3").size() <= 1);
  std::string html;
  for (int i = 0; i < 5000; ++i) html += "<a href=\"https://example.org\">";
  CHECK(findings_in("", html).size() == 500);
  for (const std::string broken : {"<a href=\"", "<a href=\"https://example.org", "<a href=\"https://example.org\"",
                                   "<a href=\"https://example.org\">a<b"}) {
    CAPTURE(broken);
    CHECK(findings_in("a", broken).size() <= 1);
  }
}
