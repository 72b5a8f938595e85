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

using namespace integrart;

namespace {

const std::set<std::string, std::less<>> allowed_elements{"p",          "h1",  "h2",   "h3", "h4", "em",  "strong",
                                                          "blockquote", "ul",  "ol",   "li", "br", "hr",  "a",
                                                          "sup",        "sub", "ruby", "rt", "rp", "span"};
const std::set<std::string, std::less<>> void_elements{"br", "hr"};

bool attribute_is_allowed(const std::string& element, const std::string& name, const std::string& value) {
  if (element == "span") return (name == "class" && value == "s") || (name == "id" && value.starts_with("s"));
  if (name == "lang") return LanguageTag::parse(value).has_value();
  if (name == "dir") return value == "ltr" || value == "rtl" || value == "auto";
  if (element == "a" && name == "rel") return value == "noopener";
  if (element == "a" && name == "href")
    return value.starts_with("http") || value.starts_with("HTTP") || value.starts_with("mailto:") ||
           value.starts_with("Http") || value.starts_with("MAILTO:");
  return false;
}

/// Reads the strict form our serialiser writes; says what is wrong with it, or nothing.
class StrictReader {
 public:
  explicit StrictReader(std::string_view html) : m_html(html) {}

  std::string problem() {
    while (m_at < m_html.size()) {
      const std::string found = m_html[m_at] == '<' ? tag() : text();
      if (!found.empty()) return found + " at byte " + std::to_string(m_at);
    }
    return m_open.empty() ? std::string() : "not closed: " + m_open.back();
  }
  std::size_t spans() const { return m_ids.size(); }

 private:
  std::string text() {
    if (m_html[m_at] == '>' || m_html[m_at] == '"') return "unescaped character";
    if (m_html[m_at] == '&') {
      static constexpr auto entities = std::to_array<std::string_view>({"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"});
      if (std::ranges::none_of(entities,
                               [&](std::string_view entity) { return m_html.substr(m_at).starts_with(entity); }))
        return "unknown entity";
    }
    ++m_at;
    return {};
  }
  std::string name() {
    std::string read;
    while (m_at < m_html.size() &&
           ((m_html[m_at] >= 'a' && m_html[m_at] <= 'z') || (m_html[m_at] >= '0' && m_html[m_at] <= '9')))
      read += m_html[m_at++];
    return read;
  }
  std::string tag() {
    ++m_at;
    if (m_html.substr(m_at).starts_with("/")) {
      ++m_at;
      const std::string element = name();
      if (m_open.empty() || m_open.back() != element) return "end tag without start: " + element;
      m_open.pop_back();
      return m_html[m_at++] == '>' ? "" : "end tag with attributes";
    }
    const std::string element = name();
    if (!allowed_elements.contains(element)) return "element " + element;
    while (m_at < m_html.size() && m_html[m_at] == ' ') {
      ++m_at;
      const std::string attribute = name();
      if (!m_html.substr(m_at).starts_with("=\"")) return "attribute without value";
      m_at += 2;
      const std::size_t end = m_html.find('"', m_at);
      if (end == std::string_view::npos) return "value without end";
      const std::string value(m_html.substr(m_at, end - m_at));
      if (value.find_first_of("<>") != std::string::npos) return "value with markup";
      if (!attribute_is_allowed(element, attribute, value)) return "attribute " + attribute + "=" + value;
      if (attribute == "id" && !m_ids.insert(value).second) return "id twice";
      m_at = end + 1;
    }
    if (m_at >= m_html.size() || m_html[m_at] != '>') return "tag without end";
    ++m_at;
    if (!void_elements.contains(element)) m_open.push_back(element);
    return {};
  }

  std::string_view m_html;
  std::size_t m_at = 0;
  std::vector<std::string> m_open;
  std::set<std::string> m_ids;
};

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
