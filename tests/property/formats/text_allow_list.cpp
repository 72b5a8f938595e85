// Whatever comes in, what goes out parses to nothing but the allow-list. The output is checked by a reader of its own,
// so that a fault of the serialiser is not hidden by the parser that fed it.

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <random>
#include <set>

#include "formats/tables.h"
#include "pipeline/base/catalogue.h"
#include "pipeline/base/text.h"
#include "tests/property/formats/strict_fragment.h"

using namespace integrart;
using integrart::test::StrictReader;

namespace {

void check_output(const CleanText& clean, std::string_view source) {
  StrictReader reader(clean.html);
  const std::string problem = reader.problem();
  INFO("source: " << source);
  INFO("output: " << clean.html);
  CHECK(problem.empty());
  CHECK(reader.spans() == clean.sentences.size());
  CHECK(is_valid_utf8(clean.html));
  CHECK(is_valid_utf8(clean.plain));
}

constexpr auto attacks = std::to_array<std::string_view>({
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//x.example/a.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><animate onbegin=alert(1) attributeName=x>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<math><mi><mglyph><svg><mtext><textarea><path id=\"</textarea><img onerror=alert(1) src=1>\">",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<a href=\"JaVaScRiPt:alert(1)\">x</a>",
    "<a href=\"java\tscript:alert(1)\">x</a>",
    "<a href=\"&#106;avascript:alert(1)\">x</a>",
    "<a href=\"\x01javascript:alert(1)\">x</a>",
    "<a href=\" javascript:alert(1)\">x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<a href='https://a.example/\" onclick=\"alert(1)'>x</a>",
    "<a href='https:javascript:alert(1)'>x</a>",
    "<p lang='\"><script>alert(1)</script>'>x</p>",
    "<p dir='\"><img src=x onerror=alert(1)>'>x</p>",
    "<p lang=en onmouseover=alert(1) style='background:url(javascript:alert(1))'>x</p>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)><embed src=javascript:alert(1)>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<base href=javascript:alert(1)//><a href=/x>y</a>",
    "<style>@import 'javascript:alert(1)';</style><link rel=stylesheet href=javascript:alert(1)>",
    "<template><script>alert(1)</script></template>",
    "<textarea><script>alert(1)</script></textarea>",
    "<xmp><script>alert(1)</script></xmp><plaintext><script>alert(1)</script>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!--<img src=\"--><img src=x onerror=alert(1)//\">",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version='1.0'?><script xmlns='http://www.w3.org/1999/xhtml'>alert(1)</script>",
    "<details open ontoggle=alert(1)>x</details><marquee onstart=alert(1)>y</marquee>",
    "<input autofocus onfocus=alert(1)><select autofocus onfocus=alert(1)><option>x",
    "<ruby><rt><script>alert(1)</script></rt></ruby>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<p>&amp;lt;script&amp;gt;</p>",
    "<b id=\"s1\" class=\"s\">x</b>",
    "<span class=s id=s1 onclick=alert(1)>x</span>",
    "<p\x0Bonclick=alert(1)>x</p>",
    "<p/onclick=alert(1)/>x",
    "\xEF\xBC\x9Cscript\xEF\xBC\x9E"
    "alert(1)\xEF\xBC\x9C/script\xEF\xBC\x9E",
});

constexpr auto markdown_attacks = std::to_array<std::string_view>({
    "[x](javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](&#106;avascript:alert(1))",
    "<javascript:alert(1)>",
    "![x](javascript:alert(1))",
    "[x]: javascript:alert(1)\n\n[x]",
    "[x](https://a.example/\"onclick=alert(1))",
    "[x](https://a.example \"a\\\" onclick=alert(1)\")",
    "```html\n<script>alert(1)</script>\n```",
    "`<script>alert(1)</script>`",
    "<div>\n<script>alert(1)</script>\n</div>",
    "<img src=x onerror=alert(1)>",
    "[a<script>alert(1)</script>](https://a.example)",
});

std::string random_soup(std::mt19937& random) {
  static constexpr auto pieces = std::to_array<std::string_view>({"<p>",
                                                                  "</p>",
                                                                  "<div lang=uk>",
                                                                  "</div>",
                                                                  "<b>",
                                                                  "</b>",
                                                                  "<i lang=ar>",
                                                                  "</i>",
                                                                  "<a href=https://a.example>",
                                                                  "<a href=javascript:x>",
                                                                  "</a>",
                                                                  "<ul>",
                                                                  "</ul>",
                                                                  "<ol>",
                                                                  "<li>",
                                                                  "</li>",
                                                                  "<blockquote>",
                                                                  "</blockquote>",
                                                                  "<br>",
                                                                  "<hr>",
                                                                  "<h1>",
                                                                  "</h2>",
                                                                  "<ruby>",
                                                                  "<rt>",
                                                                  "<rp>",
                                                                  "</ruby>",
                                                                  "<table>",
                                                                  "<td>",
                                                                  "</table>",
                                                                  "<svg>",
                                                                  "</svg>",
                                                                  "<math>",
                                                                  "<script>",
                                                                  "</script>",
                                                                  "<style>",
                                                                  "</style>",
                                                                  "<template>",
                                                                  "</template>",
                                                                  "<select>",
                                                                  "<!--",
                                                                  "-->",
                                                                  "<![CDATA[",
                                                                  "]]>",
                                                                  "&lt;",
                                                                  "&#x3C;",
                                                                  "&amp",
                                                                  "\"",
                                                                  "'",
                                                                  "<",
                                                                  ">",
                                                                  "One two. ",
                                                                  "Три! ",
                                                                  "漢字。",
                                                                  " ",
                                                                  "\n",
                                                                  "=",
                                                                  "/",
                                                                  "<p dir=rtl onclick=x>",
                                                                  "<sup>",
                                                                  "</sup>",
                                                                  "<pre>",
                                                                  "</pre>",
                                                                  "<textarea>",
                                                                  "<noscript>",
                                                                  "</body>",
                                                                  "<frameset>",
                                                                  "<font color=red>",
                                                                  "</font>",
                                                                  "\xC2\xA0",
                                                                  "<sub>",
                                                                  "<em>",
                                                                  "</em>"});
  std::uniform_int_distribution<std::size_t> pick(0, pieces.size() - 1);
  std::uniform_int_distribution<int> length(1, 60);
  std::string soup;
  for (int left = length(random); left > 0; --left) soup += pieces.at(pick(random));
  return soup;
}

}  // namespace

TEST_CASE("no attack survives in any text format") {
  for (const TextFormat* const format : text_formats()) {
    for (const std::string_view attack : attacks) {
      const auto clean = format->read(attack, {}, {});
      REQUIRE(clean);
      check_output(clean->value, attack);
    }
    for (const std::string_view attack : markdown_attacks) {
      const auto clean = format->read(attack, {}, {});
      REQUIRE(clean);
      check_output(clean->value, attack);
    }
  }
}

TEST_CASE("random soup comes out as the allow-list") {
  std::mt19937 random(20240229);
  const TextFormat* const html = find_by_id(text_formats(), "html");
  for (int round = 0; round < 4000; ++round) {
    const std::string soup = random_soup(random);
    const auto clean = html->read(soup, {}, {});
    REQUIRE(clean);
    check_output(clean->value, soup);
    const auto again = html->read(clean->value.html, {}, {});
    REQUIRE(again);
    INFO("soup: " << soup);
    CHECK(again->value.plain == clean->value.plain);
  }
}
