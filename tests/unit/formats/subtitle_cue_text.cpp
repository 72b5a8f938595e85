// https://www.w3.org/TR/webvtt1/#cue-text-parsing

#include "formats/subtitle/cues/cue_text.h"

#include <catch2/catch.hpp>

#include "pipeline/base/text.h"

using namespace integrart;

namespace {

/// A tree in one line: i.a.b[lang](children), "words", v{name}, @1.5
std::string shown(const std::vector<CueNode>& nodes) {
  std::string text;
  for (const CueNode& node : nodes) {
    if (!text.empty()) text += ' ';
    if (node.type == "text") {
      text.append("\"").append(node.text).append("\"");
      continue;
    }
    if (node.type == "timestamp") {
      text.append("@").append(std::to_string(node.timestamp->ticks_in({1, 1000})));
      continue;
    }
    text += node.type;
    for (const std::string& name : node.classes) text.append(".").append(name);
    if (!node.annotation.empty()) text.append("{").append(node.annotation).append("}");
    if (!node.lang.empty()) text.append("[").append(node.lang).append("]");
    text.append("(").append(shown(node.children)).append(")");
  }
  return text;
}

std::string tree(std::string_view payload) {
  return shown(parse_cue_text(payload));
}

}  // namespace

TEST_CASE("cue text: words and references") {
  CHECK(tree("") == "");
  CHECK(tree("a & b") == "\"a & b\"");
  CHECK(tree("&amp;&lt;&gt;&nbsp;&lrm;&rlm;") == "\"&<>\u00A0\u200E\u200F\"");
  CHECK(tree("&amp &ampamp &notit; &notin;") == "\"& &amp \u00ACit; \u2209\"");
  CHECK(tree("&unknown; &; &") == "\"&unknown; &; &\"");
  CHECK(tree("&#65;&#x42;&#X43 &#0;&#x110000;&#xD800;&#128;&#;&#x;") == "\"ABC \uFFFD\uFFFD\uFFFD\u20AC&#;&#x;\"");
  CHECK(tree("&CounterClockwiseContourIntegral;") == "\"\u2233\"");
  CHECK(tree("a\nb") == "\"a\nb\"");
}

TEST_CASE("cue text: elements, classes and annotations") {
  CHECK(tree("<b>a</b>") == "b(\"a\")");
  CHECK(tree("<c.a.b..c>x") == "c.a.b.c(\"x\")");
  CHECK(tree("<i.a annotation>x") == "i.a(\"x\")");
  CHECK(tree("<v  Two \n Words >x</v>") == "v{Two Words}(\"x\")");
  CHECK(tree("<v.loud Esme &amp; Co>x") == "v.loud{Esme & Co}(\"x\")");
  CHECK(tree("<v>x") == "v(\"x\")");
  CHECK(tree("<x>a</x>") == "\"a\"");
  CHECK(tree("<B>a") == "\"a\"");
  CHECK(tree("<>a</>") == "\"a\"");
  CHECK(tree("<.a>b") == "\"b\"");
  CHECK(tree("<\nb>a") == "\"a\"");
  CHECK(tree("<b\n>a") == "b(\"a\")");
}

TEST_CASE("cue text: tags that are cut off or crossed") {
  CHECK(tree("<b") == "b()");
  CHECK(tree("<c.a") == "c.a()");
  CHECK(tree("<v N") == "v{N}()");
  CHECK(tree("a<") == "\"a\"");
  CHECK(tree("a</") == "\"a\"");
  CHECK(tree("<b>a</b") == "b(\"a\")");
  CHECK(tree("<b><i>a</b>b</i>c</b>d") == "b(i(\"a\" \"b\") \"c\") \"d\"");
  CHECK(tree("</b>a</i>") == "\"a\"");
  CHECK(tree("<b>a</b.x>b") == "b(\"a\" \"b\")");
}

TEST_CASE("cue text: ruby") {
  CHECK(tree("<ruby>a<rt>b</rt>c<rt>d</ruby>e") == "ruby(\"a\" rt(\"b\") \"c\" rt(\"d\")) \"e\"");
  CHECK(tree("<rt>a</rt>") == "\"a\"");
  CHECK(tree("<ruby><b>a<rt>b") == "ruby(b(\"a\" \"b\"))");
}

TEST_CASE("cue text: languages are inherited") {
  CHECK(tree("<lang uk>a<b>b</b></lang><i>c") == "lang[uk](\"a\" b[uk](\"b\")) i(\"c\")");
  CHECK(tree("<lang uk><lang>a</lang><b>b") == "lang[uk](lang(\"a\") b[uk](\"b\"))");
  CHECK(parse_cue_text("<lang uk>a")[0].children[0].lang == "uk");
}

TEST_CASE("cue text: timestamps") {
  CHECK(tree("a<00:01.500>b<01:00:00.000>c") == "\"a\" @1500 \"b\" @3600000 \"c\"");
  CHECK(tree("<00:01>a<00:01.500x>b<0>") == "\"a\" \"b\"");
}

TEST_CASE("cue text: nesting is bounded") {
  std::string deep;
  for (int i = 0; i < 5000; ++i) deep += "<b>";
  const auto nodes = parse_cue_text(deep + "x");
  int depth = 0;
  for (const std::vector<CueNode>* level = &nodes; !level->empty() && level->front().type == "b";
       level = &level->front().children)
    ++depth;
  CHECK(depth == 30);
}

TEST_CASE("cue text: what is written parses to the same tree") {
  for (const std::string_view payload :
       {"<b>a</b> &amp; <c.a.b>c</c>", "<v Esme &amp; Co>x</v>", "<ruby>a<rt>b</rt></ruby>",
        "<lang uk>a<b>b</b></lang>", "a<00:00:01.500>b", "&lt;b&gt; --&gt;"}) {
    const auto nodes = parse_cue_text(payload);
    CHECK(write_cue_text(nodes) == payload);
    CHECK(tree(write_cue_text(nodes)) == shown(nodes));
  }
  CHECK(write_cue_text(parse_cue_text("<b>a<i>b")) == "<b>a<i>b</i></b>");
}

TEST_CASE("cue text: the words of a cue are without markup and readings") {
  Cue cue;
  cue.text = "<v A>one <c.x>two</c>\n&amp; <ruby>a<rt>b</rt></ruby></v>";
  complete_cue(cue);
  CHECK(plain_text(cue) == "one two\n& a");
}

TEST_CASE("cue tracks survive their document") {
  CueTrack track;
  track.language = LanguageTag::parse("uk").value().value;
  track.kind = "lyrics";
  track.regions.push_back({});
  track.regions[0].id = "top";
  Cue cue;
  cue.id = "c1";
  cue.when = {MediaTime::from_milliseconds(1234), MediaTime::from_milliseconds(5678)};
  cue.text = "<v A>one <00:00:02.000><c.x>two</c></v>";
  cue.placement.line = 0;
  cue.placement.region = "top";
  complete_cue(cue);
  track.cues.push_back(cue);
  cue.id = "c2";
  cue.when.end.reset();
  track.cues.push_back(cue);
  const auto again = CueTrack::from_json(track.to_json());
  REQUIRE(again);
  CHECK(again->to_json() == track.to_json());
  CHECK(again->cues[0].when == track.cues[0].when);
  CHECK(again->cues[0].placement == track.cues[0].placement);
  CHECK(again->cues[0].words.size() == 2);
  CHECK_FALSE(CueTrack::from_json(Json::object({{"schema", "cues/9"}})));
  Json broken = track.to_json();
  broken["cues"] = Json::array({Json::object({{"id", "x"}, {"start", -1}, {"text", ""}})});
  CHECK(CueTrack::from_json(broken).error().code == Errc::invalid_input);
}
