#include <catch2/catch.hpp>

#include "formats/tables.h"
#include "pipeline/base/catalogue.h"

using namespace integrart;

namespace {

LanguageTag tag(std::string_view text) {
  return LanguageTag::parse(text).value().value;
}

Noted<CleanText> read(std::string_view format, std::string_view source, std::string_view language = "en") {
  const TextFormat* const reader = find_by_id(text_formats(), format);
  REQUIRE(reader != nullptr);
  auto clean = reader->read(source, tag(language), {});
  INFO((clean ? std::string() : render(clean.error())));
  REQUIRE(clean);
  return *clean;
}

std::string html(std::string_view source) {
  return read("html", source, "und").value.html;
}

/// The fragment without its sentence marks and the direction every block of an unknown language carries.
std::string structure(std::string_view source) {
  std::string text = html(source);
  for (const std::string_view mark : {" dir=\"auto\"", "</span>", "\n"})
    for (std::size_t at = 0; (at = text.find(mark)) != std::string::npos;) text.erase(at, mark.size());
  for (std::size_t at = 0; (at = text.find("<span")) != std::string::npos;) text.erase(at, text.find('>', at) - at + 1);
  return text;
}

std::vector<std::string> note_ids(const std::vector<Message>& notes) {
  std::vector<std::string> ids;
  for (const Message& note : notes) ids.push_back(note.id);
  return ids;
}

}  // namespace

TEST_CASE("plain text becomes paragraphs, and verse keeps its lines") {
  const CleanText poem = read("plain", "Дві домівки,\nодна пісня\n\nі дощ\r\n\r\n", "uk").value;
  CHECK(
      poem.html ==
      "<p lang=\"uk\" dir=\"ltr\"><span class=\"s\" id=\"s1\">Дві домівки,</span><br><span class=\"s\" id=\"s2\">одна "
      "пісня</span></p>\n<p lang=\"uk\" dir=\"ltr\"><span class=\"s\" id=\"s3\">і дощ</span></p>\n");
  CHECK(poem.plain == "Дві домівки,\nодна пісня\n\nі дощ");
  CHECK(poem.sentences == std::vector<std::string>{"Дві домівки,", "одна пісня", "і дощ"});
}

TEST_CASE("a long line of plain text is a paragraph of its own") {
  const std::string sentence =
      "This line is as long as a paragraph that somebody typed without ever pressing the key for a new line in it. ";
  const CleanText prose = read("plain", "Title\n" + sentence + sentence).value;
  CHECK(prose.plain.starts_with("Title\n\nThis line"));
  CHECK(prose.sentences.size() == 3);
}

TEST_CASE("right-to-left languages say so") {
  CHECK(read("plain", "سلام", "ar").value.html.starts_with("<p lang=\"ar\" dir=\"rtl\">"));
  CHECK(read("html", "<div lang=fa><p>سلام</p></div><p>hi</p>").value.html ==
        "<p lang=\"fa\" dir=\"rtl\"><span class=\"s\" id=\"s1\">سلام</span></p>\n<p lang=\"en\" dir=\"ltr\"><span "
        "class=\"s\" "
        "id=\"s2\">hi</span></p>\n");
  CHECK(read("html", "<p>He said <em lang=ar>سلام</em>.</p>").value.html.find("<em lang=\"ar\" dir=\"rtl\">") !=
        std::string::npos);
}

TEST_CASE("sentences are marked across inline elements") {
  const CleanText text = read("html", "<p>One <em>two. Three</em> four.</p>").value;
  CHECK(text.html ==
        "<p lang=\"en\" dir=\"ltr\"><span class=\"s\" id=\"s1\">One <em>two.</em></span> <span class=\"s\" "
        "id=\"s2\"><em>Three</em> four.</span></p>\n");
  CHECK(text.sentences == std::vector<std::string>{"One two.", "Three four."});
}

TEST_CASE("ruby stays whole and its readings are not part of the words") {
  const CleanText text =
      read("html", "<p><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字<rt>じ</rt></ruby>です。</p>", "ja").value;
  CHECK(text.plain == "漢字です。");
  CHECK(text.html.find("<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字<rt>じ</rt></ruby>です。</span>") !=
        std::string::npos);
  CHECK(structure("a<rt>b</rt>") == "<p>ab</p>");
}

TEST_CASE("structure of HTML is kept and put right") {
  CHECK(structure("<h1>a</h1><h6>b</h6>") == "<h1>a</h1><h4>b</h4>");
  CHECK(structure("<ul><li>a<li>b<ol><li>c</ol></ul>") == "<ul><li>a</li><li>b<ol><li>c</li></ol></li></ul>");
  CHECK(structure("<ul>words<li>a</ul>") == "<ul><li>words</li><li>a</li></ul>");
  CHECK(structure("<li>a</li>") == "<ul><li>a</li></ul>");
  CHECK(structure("<ul><ul><li>a</ul></ul>") == "<ul><li><ul><li>a</li></ul></li></ul>");
  CHECK(structure("<blockquote>a<p>b</blockquote>") == "<blockquote><p>a</p><p>b</p></blockquote>");
  CHECK(structure("<em><p>a</p></em>b") == "<p><em>a</em></p><p>b</p>");
  CHECK(structure("a<br>b<br><br>c<br>") == "<p>a<br>b<br><br>c</p>");
  CHECK(structure("a<hr>b") == "<p>a</p><hr><p>b</p>");
  CHECK(structure("<p> a \n\t b  <b> c </b> </p>") == "<p>a b <strong>c</strong></p>");
  CHECK(structure("<p></p><ul></ul><em></em> ") == "");
  CHECK(structure("<pre>a\n  b</pre>") == "<p>a<br>b</p>");
  CHECK(structure("<table><tr><td>a<td>b</table>") == "<table><tr><td>a</td><td>b</td></tr></table>");
  CHECK(structure("x<sup>2</sup>, H<sub>2</sub>O") == "<p>x<sup>2</sup>, H<sub>2</sub>O</p>");
}

TEST_CASE("only whole addresses of the web and of mail stay") {
  CHECK(structure("<a href=https://a.example/b?c=d&amp;e>x</a>") ==
        "<p><a href=\"https://a.example/b?c=d&amp;e\" rel=\"noopener\">x</a></p>");
  CHECK(structure("<a href=mailto:a@b.example target=_blank>x</a>") ==
        "<p><a href=\"mailto:a@b.example\" rel=\"noopener\">x</a></p>");
  CHECK(structure("<a href=/local>x</a> <a>y</a>") == "<p>x y</p>");
  CHECK(structure("<a href=http>x</a><a href=''>y</a><a href=:>z</a>") == "<p>xyz</p>");
  CHECK(structure("<a href=HTTPS://A.example>x</a>") == "<p><a href=\"https://A.example\" rel=\"noopener\">x</a></p>");
  const auto noted = read("html", "<a href='ftp://a'>x</a><img src=x><marquee>y</marquee><p style=x>z");
  CHECK(note_ids(noted.notes) == std::vector<std::string>{"text.element_dropped", "text.element_unwrapped",
                                                          "text.attributes_dropped", "text.links_dropped"});
}

TEST_CASE("Markdown keeps what it means") {
  const CleanText text =
      read("markdown",
           "# Two homes\n\nOne *song*.\nTwo **homes**.\n\n- a\n- b\n\n> said\n\n[x](https://a.example)  \nnext\n")
          .value;
  CHECK(text.plain == "Two homes\n\nOne song. Two homes.\n\na\n\nb\n\nsaid\n\nx\nnext");
  CHECK(text.html.find("<ul lang=\"en\" dir=\"ltr\"><li>") != std::string::npos);
  CHECK(text.html.find("<h1 lang=\"en\"") != std::string::npos);
  const auto raw = read("markdown", "---\ntitle: x\n---\na <script>alert(1)</script> b");
  CHECK(raw.value.plain == "a b");
  CHECK(raw.value.html.find("script") == std::string::npos);
  CHECK(note_ids(raw.notes) == std::vector<std::string>{"text.front_matter_dropped", "text.element_dropped"});
}

TEST_CASE("what is in a script or a style is no text in Markdown either") {
  const auto plain = [](std::string_view markdown) { return read("markdown", markdown).value.plain; };
  CHECK(plain("a <STYLE media='x'>*p* { color: red }</STYLE > b <b>c</b>") == "a b c");
  CHECK(plain("a <script>\n\nalert(1)\n\n- `x`\n\n</script> b") == "a\n\nb");
  CHECK(plain("<div><script>\n\nalert(1)\n\n</script></div>\n\nb") == "b");
  CHECK(plain("a <script> b\n\nc <style>d</style> <!-- </script> --> e") == "a b\n\nc e");  // one that never ends
  CHECK(plain("`<script>` a `</script>`, <img src=x> b </img>") == "<script> a </script>, b");
}

TEST_CASE("tables stay tables") {
  CHECK(structure("<table><caption>c<thead><tr><th>h<th></thead><tr><td><td><p>x<p>y</table>z") ==
        "<table><tr><td>c</td></tr><tr><th>h</th><th></th></tr><tr><td></td><td><p>x</p><p>y</p></td></tr></table>"
        "<p>z</p>");
  CHECK(structure("<table><tr><td></table>a<tr><td>b") == "<p>ab</p>");
  CHECK(structure("<ul><li><table><tr><td><ul><li>a</table></ul>") ==
        "<ul><li><table><tr><td><ul><li>a</li></ul></td></tr></table></li></ul>");
  std::string deep;
  for (int i = 0; i < 30; ++i) deep += "<table><tr><td>";
  CHECK(structure(deep + "x") ==
        "<table><tr><td><table><tr><td><table><tr><td><table><tr><td>x</td></tr></table></td>"
        "</tr></table></td></tr></table></td></tr></table>");
  const auto text = read("markdown", "| od | do |\n|---|---|\n| Oslo | *Lwów* |\n| Gdańsk |\n\nend | of it");
  CHECK(text.notes.empty());
  CHECK(text.value.plain == "od\n\ndo\n\nOslo\n\nLwów\n\nGdańsk\n\nend | of it");
  CHECK(text.value.html.find("<td></td></tr></table>") != std::string::npos);
  std::string wide = "|" + std::string(2000, '|') + "\n";
  std::string rule;
  for (int i = 0; i < 2000; ++i) rule += "|-";
  std::string bomb = wide + rule + "|\n";
  for (int i = 0; i < 200; ++i) bomb += "|\n";
  CHECK(find_by_id(text_formats(), "markdown")->read(bomb, {}, {}).error().what.id == "text.table_too_large");
}

TEST_CASE("characters nobody sees and piles of marks are removed") {
  std::string zalgo = "a";
  for (int i = 0; i < 200; ++i) zalgo += "\u0301";
  const auto text = read("plain", zalgo + " b\x07\u202E c\uFFFE");
  CHECK(text.value.plain.size() < 80);
  CHECK(text.value.plain.find("\u202E") == std::string::npos);
  CHECK(note_ids(text.notes) == std::vector<std::string>{"text.controls_removed", "text.marks_removed"});
  CHECK(read("plain", "e\u0301").value.plain == "\u00E9");
}

TEST_CASE("texts beyond the limits are refused, not swallowed") {
  TextLimits limits;
  limits.source_bytes = 100;
  limits.line_bytes = 50;
  for (const TextFormat* const format : text_formats()) {
    CHECK(format->read(std::string(101, 'a'), {}, limits).error().code == Errc::limit_exceeded);
    CHECK(format->read("a\n" + std::string(51, 'a'), {}, limits).error().what.id == "text.line_too_long");
    CHECK(format->read("\xC3", {}, limits).error().code == Errc::invalid_input);
  }
}

TEST_CASE("markup bombs are refused quickly") {
  const auto refused = [](std::string_view piece, std::size_t times) {
    std::string bomb;
    for (std::size_t i = 0; i < times; ++i) bomb += piece;
    const auto clean = find_by_id(text_formats(), "html")->read(bomb, {}, {});
    return !clean && clean.error().code == Errc::limit_exceeded;
  };
  CHECK(refused("<div>", 100'000));
  CHECK(refused("<div></span>", 50'000));
  CHECK(refused("<b a=1><p>", 50'000));
  std::string formatting;
  for (int i = 0; i < 200; ++i) formatting.append("<b x=").append(std::to_string(i)).append(">");
  for (int i = 0; i < 30'000; ++i) formatting += "<p>x";
  CHECK_FALSE(find_by_id(text_formats(), "html")->read(formatting, {}, {}));
  std::string stops;
  for (int i = 0; i < 400'000; ++i) stops += "Ah. ";  // "A. " would be initials of one name
  TextLimits wide;
  wide.line_bytes = wide.source_bytes;
  CHECK_FALSE(find_by_id(text_formats(), "plain")->read(stops, {}, wide));
}

TEST_CASE("words beside the text of a page have their places") {
  const auto clean =
      read("html",
           "<title>A &amp; B</title><meta name=Description content='of a page'><meta name=viewport "
           "content=x><meta property='og:title' content=social><p title=' '>Text<img alt='a house'><img alt=''>"
           "<script title=s>alert(1)</script><svg><title>in svg</title></svg><b aria-label=spoken>x</b>");
  std::vector<std::string> found;
  for (const WordsBeside& words : clean.value.beside)
    found.push_back(words.place + "/" + words.scope + "/" + words.text);
  CHECK(found == std::vector<std::string>{"page_title/title/A & B", "page_description/description/of a page",
                                          "page_description/description/social", "alt_text:1/alt/a house",
                                          "hint:1/description/s", "page_title/title/in svg",
                                          "hint:2/description/spoken"});
  CHECK(clean.value.plain.find("house") == std::string::npos);
  CHECK(read("plain", "<img alt='a'>").value.beside.empty());
}

TEST_CASE("of very many words beside a page the last place holds all the others") {
  std::string page;
  for (int i = 1; i <= 1000; ++i) page += "<img alt='n" + std::to_string(i) + "'>";
  const auto clean = read("html", page);
  REQUIRE(clean.value.beside.size() == 200);
  CHECK(clean.value.beside[198].text == "n199");
  CHECK(clean.value.beside[199].place == "alt_text:200");
  CHECK(clean.value.beside[199].text.starts_with("n200\n\nn201\n\n"));
  CHECK(clean.value.beside[199].text.ends_with("n1000"));
}
