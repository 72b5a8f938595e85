// TTML: time expressions, the timing of IMSC documents, styles and places, case by case.

#include <fmt/format.h>

#include "tests/conformance_table.h"

using namespace integrart;
using integrart::test::run_row;

namespace {

constexpr std::string_view opening =
    R"(<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" xmlns:tts="http://www.w3.org/ns/ttml#styling" xmlns:ttm="http://www.w3.org/ns/ttml#metadata" xml:lang="en")";

/// A document with these attributes of tt, this head and this body element.
std::string document(std::string_view attributes, std::string_view head, std::string_view body) {
  return fmt::format("{} {}><head>{}</head>{}</tt>", opening, attributes, head, body);
}
std::string with_body(std::string_view body) {
  return document("", "", body);
}

Noted<CueTrack> read(const std::string& text) {
  auto track = find_by_id(subtitle_formats(), "ttml")->read(text, {});
  INFO(text);
  REQUIRE(track);
  return std::move(*track);
}

struct TtmlCase {
  std::string_view name;
  std::string input;
  std::vector<std::string> cues;
};
void run_ttml_row(const std::string& name, const std::vector<TtmlCase>& cases) {
  test::Row row{name};
  for (const TtmlCase& each : cases) {
    INFO(name << ": " << each.name);
    const std::vector<std::string> cues = test::described(read(each.input).value);
    CHECK(cues == each.cues);
    ++(cues == each.cues ? row.right : row.wrong);
  }
  row.finish();
}

}  // namespace

TEST_CASE("conformance: time expressions of TTML") {
  struct TimeCase {
    std::string_view expression;
    double seconds;  // negative: cannot be read
    std::string_view attributes = "";
  };
  const std::vector<TimeCase> cases{
      {"00:00:01", 1},
      {"00:00:01.5", 1.5},
      {"00:00:01.123456", 1.123},
      {"01:02:03.004", 3723.004},
      {"100:00:00", 360000},
      {"00:00:01:15", 1.5},
      {"00:00:01:15", 1.6, R"(ttp:frameRate="25")"},
      {"00:00:01:12.1", 1.5, R"(ttp:frameRate="25" ttp:subFrameRate="2")"},
      {"00:00:10:00", 10, R"(ttp:frameRate="30" ttp:frameRateMultiplier="1000 1001")"},
      {"00:00:00:30", 1.001, R"(ttp:frameRate="30" ttp:frameRateMultiplier="1000 1001")"},
      {"00:01:00:02", 60.06,
       R"(ttp:timeBase="smpte" ttp:dropMode="dropNTSC" ttp:frameRate="30" ttp:frameRateMultiplier="1000 1001")"},
      {"00:10:00:00", 599.999,
       R"(ttp:timeBase="smpte" ttp:dropMode="dropNTSC" ttp:frameRate="30" ttp:frameRateMultiplier="1000 1001")"},
      {"1.5h", 5400},
      {"1.5m", 90},
      {"1.5s", 1.5},
      {"1500ms", 1.5},
      {"0.5ms", 0.001},
      {"45f", 1.5},
      {"24f", 1.001, R"(ttp:frameRate="24" ttp:frameRateMultiplier="1000 1001")"},
      {"24f", 1.001, R"(ttp:frameRate="24" ttp:frameRateMultiplier="1000:1001")"},
      {"12.5f", 0.5, R"(ttp:frameRate="25")"},
      {"3t", 3},
      {"15000000t", 1.5, R"(ttp:tickRate="10000000")"},
      {"75t", 1.5, R"(ttp:frameRate="25" ttp:subFrameRate="2")"},
      {"0s", 0},
      {" 1s ", 1},
      {"1", 1},
      {"1x", -1},
      {"s", -1},
      {"-1s", -1},
      {"00:60:00", -1},
      {"00:00", -1},
      {"00:0:01", -1},
      {"1:2:3:4:5", -1},
      {"1.s", -1},
  };
  test::Row row{"TTML: time expressions"};
  for (const TimeCase& each : cases) {
    INFO(each.expression << " " << each.attributes);
    const auto track = read(
        document(each.attributes, "", fmt::format(R"(<body><div><p begin="{}">a</p></div></body>)", each.expression)));
    const bool right = each.seconds < 0
                           ? track.value.cues.empty() && test::has_note(track.notes, "subtitle.time_not_understood")
                           : track.value.cues.size() == 1 &&
                                 track.value.cues[0].when.begin == MediaTime::from_seconds(each.seconds, {1, 1000});
    CHECK(right);
    ++(right ? row.right : row.wrong);
  }
  row.finish();
}

TEST_CASE("conformance: nested timing of TTML") {
  const std::string two_regions = R"(<layout><region xml:id="r"/><region xml:id="s" begin="1s" end="3s"/></layout>)";
  run_ttml_row(
      "TTML: par, seq and nesting",
      {
          {"begin and end", with_body(R"(<body><div><p begin="1s" end="2s">a</p></div></body>)"), {"1.000-2.000 a"}},
          {"begin and dur", with_body(R"(<body><div><p begin="1s" dur="2s">a</p></div></body>)"), {"1.000-3.000 a"}},
          {"dur and end: the shorter",
           with_body(
               R"(<body><div><p begin="1s" dur="2s" end="2s">a</p><p begin="1s" dur="1s" end="9s">b</p></div></body>)"),
           {"1.000-2.000 a", "1.000-2.000 b"}},
          {"no times at all", with_body("<body><div><p>a</p></div></body>"), {"0.000- a"}},
          {"times of the body",
           with_body(R"(<body begin="1s" end="3s"><div><p>a</p></div></body>)"),
           {"1.000-3.000 a"}},
          {"times add up",
           with_body(R"(<body begin="10s"><div begin="1s"><p begin="1s" end="2s">a</p></div></body>)"),
           {"12.000-13.000 a"}},
          {"cut off by what is around",
           with_body(R"(<body end="5s"><div begin="1s" end="3s"><p begin="1s" end="9s">a</p></div></body>)"),
           {"2.000-3.000 a"}},
          {"over before it begins", with_body(R"(<body end="1s"><div><p begin="2s" end="3s">a</p></div></body>)"), {}},
          {"in sequence",
           with_body(R"(<body><div timeContainer="seq"><p dur="1s">a</p><p dur="2s">b</p></div></body>)"),
           {"0.000-1.000 a", "1.000-3.000 b"}},
          {"in sequence, with a gap",
           with_body(R"(<body><div timeContainer="seq"><p dur="1s">a</p><p begin="1s" end="3s">b</p></div></body>)"),
           {"0.000-1.000 a", "2.000-4.000 b"}},
          {"in sequence, without an end",
           with_body(R"(<body><div timeContainer="seq"><p>a</p><p>b</p></div></body>)"),
           {"0.000- a"}},
          {"sequence of divisions",
           with_body(
               R"(<body timeContainer="seq"><div><p begin="1s" end="2s">a</p></div><div><p begin="1s" end="2s">b</p></div></body>)"),
           {"1.000-2.000 a", "3.000-4.000 b"}},
          {"sequence of spans",
           with_body(
               R"(<body><div><p timeContainer="seq" end="9s"><span dur="1s">a</span><span dur="1s">b</span></p></div></body>)"),
           {"0.000-1.000 a", "1.000-2.000 b"}},
          {"par in seq in par",
           with_body(
               R"(<body begin="1s"><div timeContainer="seq"><p begin="1s" timeContainer="par" dur="2s"><span begin="1s">a</span></p><p dur="1s">b</p></div></body>)"),
           {"3.000-4.000 a", "4.000-5.000 b"}},
          {"a span comes and goes",
           with_body(R"(<body><div><p begin="1s" end="5s">a<span begin="1s" end="2s"> b</span></p></div></body>)"),
           {"1.000-2.000 a", "2.000-3.000 a b", "3.000-5.000 a"}},
          {"spans one after the other",
           with_body(
               R"(<body><div><p begin="1s" end="5s"><span end="1s">a</span><span begin="2s">b</span></p></div></body>)"),
           {"1.000-2.000 a", "3.000-5.000 b"}},
          {"spans that do not change the words",
           with_body(
               R"(<body><div><p begin="1s" end="3s"><span end="1s">a</span><span begin="1s">a</span></p></div></body>)"),
           {"1.000-3.000 a"}},
          {"nested spans",
           with_body(
               R"(<body><div><p begin="1s" end="9s"><span begin="1s" end="5s"><span begin="1s" end="9s">a</span></span></p></div></body>)"),
           {"3.000-6.000 a"}},
          {"nested divisions",
           with_body(R"(<body><div begin="1s"><div begin="1s"><p end="1s">a</p></div></div></body>)"),
           {"2.000-3.000 a"}},
          {"a region with times",
           document("", two_regions, R"(<body><div><p region="s" end="9s">a</p></div></body>)"),
           {"1.000-3.000 a"}},
          {"a region of the body",
           document("", two_regions, R"(<body region="s"><div><p begin="2s" end="9s">a</p></div></body>)"),
           {"2.000-3.000 a"}},
          {"in no region",
           document("", two_regions, R"(<body><div><p region="r" end="1s">a</p><p end="1s">b</p></div></body>)"),
           {"0.000-1.000 a"}},
          {"regions that nobody uses",
           document("", two_regions, R"(<body><div><p end="1s">a</p></div></body>)"),
           {"0.000-1.000 a"}},
          {"not displayed",
           with_body(R"(<body><div><p end="1s" tts:display="none">a</p><p end="1s">b</p></div></body>)"),
           {"0.000-1.000 b"}},
          {"not visible",
           with_body(
               R"(<body><div><p end="1s" tts:visibility="hidden">a<span tts:visibility="visible">b</span></p></div></body>)"),
           {"0.000-1.000 b"}},
          {"set hides for a while",
           with_body(
               R"(<body><div><p begin="1s" end="5s"><set begin="1s" dur="1s" tts:visibility="hidden"/>a</p></div></body>)"),
           {"1.000-2.000 a", "3.000-5.000 a"}},
          {"set shows for a while",
           with_body(
               R"(<body><div><p begin="1s" end="5s" tts:visibility="hidden"><set begin="1s" end="2s" tts:visibility="visible"/>a</p></div></body>)"),
           {"2.000-3.000 a"}},
          {"set on a region",
           document("", R"(<layout><region xml:id="r"><set begin="2s" end="3s" tts:display="none"/></region></layout>)",
                    R"(<body region="r"><div><p begin="1s" end="4s">a</p></div></body>)"),
           {"1.000-2.000 a", "3.000-4.000 a"}},
          {"set changes a colour",
           with_body(R"(<body><div><p end="1s"><set tts:color="red"/>a</p></div></body>)"),
           {"0.000-1.000 a"}},
          {"metadata is no text",
           with_body(
               R"(<body><metadata><ttm:desc>x</ttm:desc></metadata><div><p end="1s"><metadata><ttm:desc>y</ttm:desc></metadata>a</p></div></body>)"),
           {"0.000-1.000 a"}},
          {"frames inside seconds",
           document(R"(ttp:frameRate="25")", "", R"(<body begin="1s"><div><p begin="5f" dur="10f">a</p></div></body>)"),
           {"1.200-1.600 a"}},
      });
}

TEST_CASE("conformance: words and styles of TTML") {
  const std::string styles =
      R"(<styling><style xml:id="red" tts:color="red"/><style xml:id="i" tts:fontStyle="italic"/><style xml:id="both" style="red i"/>)"
      R"(<style xml:id="round" style="round i"/></styling>)";
  const auto p = [&](std::string_view words, std::string_view attributes = "") {
    return document("", styles, fmt::format(R"(<body><div><p end="1s" {}>{}</p></div></body>)", attributes, words));
  };
  run_ttml_row(
      "TTML: words, styles, ruby, speakers",
      {
          {"line breaks", p("a<br/>b"), {"0.000-1.000 a\nb"}},
          {"white space", p("\n  a\n   b <br/>  c\n"), {"0.000-1.000 a b\nc"}},
          {"white space kept", p("a  b", R"(xml:space="preserve")"), {"0.000-1.000 a  b"}},
          {"references", p("&lt;a&gt; &amp; &#1080;"), {"0.000-1.000 &lt;a&gt; &amp; и"}},
          {"character data", p("<![CDATA[<b>]]>"), {"0.000-1.000 &lt;b&gt;"}},
          {"a comment", p("a<!-- b -->c"), {"0.000-1.000 ac"}},
          {"italic", p(R"(a <span tts:fontStyle="italic">b</span>)"), {"0.000-1.000 a <i>b</i>"}},
          {"oblique and bold",
           p(R"(<span tts:fontStyle="oblique" tts:fontWeight="bold">b</span>)"),
           {"0.000-1.000 <b><i>b</i></b>"}},
          {"underline",
           p(R"(<span tts:textDecoration="underline">b<span tts:textDecoration="noUnderline">c</span></span>)"),
           {"0.000-1.000 <u>b</u>c"}},
          {"inherited and taken back",
           p(R"(a<span tts:fontStyle="normal">b</span>)", R"(tts:fontStyle="italic")"),
           {"0.000-1.000 <i>a</i>b"}},
          {"colour of a span", p(R"(<span tts:color="yellow">a</span>)"), {"0.000-1.000 <c.yellow>a</c>"}},
          {"white above is no colour", p("a", R"(tts:color="white")"), {"0.000-1.000 a"}},
          {"white inside is one",
           p(R"(a<span tts:color="#ffffffff">b</span>)", R"(tts:color="#FF0000")"),
           {"0.000-1.000 <c.red>a</c><c.white>b</c>"}},
          {"rgb()",
           p(R"x(<span tts:color="rgb(0, 255,255)">a</span><span tts:color="rgba(0,0,255,128)">b</span>)x"),
           {"0.000-1.000 <c.cyan>a</c><c.blue>b</c>"}},
          {"a colour of no class", p(R"(<span tts:color="#123456">a</span>)"), {"0.000-1.000 a"}},
          {"a referenced style", p(R"(<span style="red">a</span>)"), {"0.000-1.000 <c.red>a</c>"}},
          {"styles that refer to styles", p(R"(<span style="both">a</span>)"), {"0.000-1.000 <i><c.red>a</c></i>"}},
          {"styles in a circle", p(R"(<span style="round">a</span>)"), {"0.000-1.000 <i>a</i>"}},
          {"its own style wins",
           p(R"(<span style="both" tts:fontStyle="normal">a</span>)"),
           {"0.000-1.000 <c.red>a</c>"}},
          {"an unknown style", p(R"(<span style="nothing">a</span>)"), {"0.000-1.000 a"}},
          {"ruby",
           p(R"(<span tts:ruby="container"><span tts:ruby="base">漢</span><span tts:ruby="text">かん</span></span>b)"),
           {"0.000-1.000 <ruby>漢<rt>かん</rt></ruby>b"}},
          {"ruby with containers and delimiters",
           p(R"(<span tts:ruby="container"><span tts:ruby="baseContainer"><span tts:ruby="base">漢</span></span><span tts:ruby="textContainer"><span tts:ruby="delimiter">(</span><span tts:ruby="text">かん</span></span></span>)"),
           {"0.000-1.000 <ruby>漢<rt>かん</rt></ruby>"}},
          {"another language", p(R"(a <span xml:lang="uk">б</span>)"), {"0.000-1.000 a <lang uk>б</lang>"}},
          {"the language of the document", p(R"(a <span xml:lang="en">b</span>)"), {"0.000-1.000 a b"}},
          {"a speaker",
           document(
               "",
               R"(<metadata><ttm:agent xml:id="o" type="person"><ttm:name type="full">Oksana</ttm:name></ttm:agent></metadata>)",
               R"(<body><div><p end="1s" ttm:agent="o">a</p></div></body>)"),
           {"0.000-1.000 <v Oksana>a</v>"}},
          {"unknown elements", p(R"(a<x xmlns="urn:x">b</x>c)"), {"0.000-1.000 ac"}},
          {"no words", p("  "), {}},
          {"another prefix",
           R"(<x:tt xmlns:x="http://www.w3.org/ns/ttml" xmlns:y="http://www.w3.org/ns/ttml#styling"><x:body><x:div><x:p end="1s"><x:span y:color="red">a</x:span></x:p></x:div></x:body></x:tt>)",
           {"0.000-1.000 <c.red>a</c>"}},
          {"the drafts of 2006",
           R"(<tt xmlns="http://www.w3.org/2006/10/ttaf1" xmlns:s="http://www.w3.org/2006/10/ttaf1#styling"><body><div><p end="1s" s:fontWeight="bold">a</p></div></body></tt>)",
           {"0.000-1.000 <b>a</b>"}},
          {"no namespace", R"(<tt><body><div><p begin="1s" end="2s">a</p></div></body></tt>)", {"1.000-2.000 a"}},
          {"songs timed by the word",
           R"(<tt xmlns="http://www.w3.org/ns/ttml" xmlns:itunes="http://music.apple.com/lyric-ttml-internal" itunes:timing="Word"><body><div><p begin="1s" end="3s"><span begin="1s" end="1.5s">one</span> <span begin="2s" end="3s">two</span></p></div></body></tt>)",
           {"1.000-3.000 one<00:00:01.500> <00:00:02.000>two"}},
      });
}

TEST_CASE("conformance: places of TTML") {
  const auto place = [](std::string_view region, std::string_view attributes = "") {
    return read(document("", fmt::format(R"(<layout><region xml:id="r" {}/></layout>)", region),
                         fmt::format(R"(<body region="r"><div><p end="1s" {}>a</p></div></body>)", attributes)))
        .value.cues.at(0)
        .placement;
  };
  const CuePlacement below =
      place(R"(tts:origin="10% 70%" tts:extent="80% 20%" tts:displayAlign="after" tts:textAlign="center")");
  CHECK(below.line == 90.0);
  CHECK(below.line_align == "end");
  CHECK_FALSE(below.snap_to_lines);
  CHECK(below.position == 50.0);
  CHECK(below.size == 80);
  CHECK(below.align == "center");
  const CuePlacement above = place(R"(tts:origin="10% 5%" tts:extent="80% 20%")", R"(tts:textAlign="right")");
  CHECK(above.line == 5.0);
  CHECK(above.position == 90.0);
  CHECK(above.position_align == "line-right");
  CHECK(place(R"(tts:origin="3.2c 1.5c" tts:extent="16c 3c" tts:displayAlign="center")").line == 20.0);
  CHECK(place(R"(tts:position="center bottom" tts:extent="50% 10%")").line == 90.0);
  CHECK(place(R"(tts:writingMode="tbrl" tts:origin="80% 10%" tts:extent="10% 80%")").vertical == "rl");
  CHECK(read(with_body(R"(<body><div><p end="1s">a</p></div></body>)")).value.cues.at(0).placement == CuePlacement{});
  CHECK(read(with_body(R"(<body><div><p end="1s" tts:textAlign="left">a</p></div></body>)"))
            .value.cues.at(0)
            .placement.align == "left");
}

TEST_CASE("TTML: hostile documents are refused, and told how") {
  const SubtitleFormat& ttml = *find_by_id(subtitle_formats(), "ttml");
  const auto code_of = [&](const std::string& text) {
    const auto track = ttml.read(text, {});
    return track ? Errc::internal : track.error().code;
  };
  CHECK(code_of("<!DOCTYPE tt [<!ENTITY a 'b'>]><tt xmlns='http://www.w3.org/ns/ttml'><body/></tt>") ==
        Errc::invalid_input);
  CHECK(code_of("<!DOCTYPE tt SYSTEM 'file:///etc/passwd'><tt xmlns='http://www.w3.org/ns/ttml'/>") ==
        Errc::invalid_input);
  std::string deep = "<tt xmlns='http://www.w3.org/ns/ttml'><body>";
  for (int i = 0; i < 10'000; ++i) deep += "<div>";
  CHECK_FALSE(ttml.read(deep, {}).has_value());
  for (int i = 0; i < 10'000; ++i) deep += "</div>";
  CHECK(code_of(deep + "</body></tt>") == Errc::limit_exceeded);
  CHECK(code_of(document(R"(ttp:frameRate="0")", "", "<body/>")) == Errc::invalid_input);
  CHECK(code_of(document(R"(ttp:frameRateMultiplier="1 0")", "", "<body/>")) == Errc::invalid_input);
  std::string many = R"(<body><div><p end="9s">)";
  for (int i = 0; i < 3'000; ++i) many += fmt::format(R"(<span begin="{}ms" end="{}ms">x</span>)", i, i + 1);
  CHECK(ttml.read(with_body(many + "</p></div></body>"), {}).has_value());
}
