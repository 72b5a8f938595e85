// WebVTT: one case or more for every step of the parsing algorithms of https://www.w3.org/TR/webvtt1/, named by section
// and step.

#include "formats/subtitle/cues/cue_text.h"
#include "tests/conformance_table.h"

using namespace integrart;
using namespace std::string_view_literals;

namespace {

struct Step {
  std::string_view name;
  std::string_view input;
  std::vector<std::string> cues;  // "id|1.000-2.000 payload"
};

std::vector<std::string> with_ids(const CueTrack& track) {
  std::vector<std::string> cues;
  for (const Cue& cue : track.cues) cues.push_back(cue.id + "|" + test::described(cue));
  return cues;
}

void run_steps(const std::string& name, const std::vector<Step>& steps) {
  test::Row row{name};
  for (const Step& step : steps) {
    INFO(name << ": " << step.name);
    const auto track = find_by_id(subtitle_formats(), "webvtt")->read(step.input, {});
    REQUIRE(track);
    const auto cues = with_ids(track->value);
    CHECK(cues == step.cues);
    ++(cues == step.cues ? row.right : row.wrong);
  }
  row.finish();
}

/// A tree on one line: elements as type.classes(annotation)[lang]{children}, times as <1.500>, words in quotes.
std::string tree_text(const std::vector<CueNode>& nodes) {
  std::string text;
  for (const CueNode& node : nodes) {
    if (!text.empty()) text += ' ';
    if (node.type == "text") {
      text += "'" + node.text + "'";
    } else if (node.type == "timestamp") {
      text += fmt::format("<{:.3f}>", node.timestamp.value().seconds());
    } else {
      text += node.type;
      for (const std::string& name : node.classes) text += "." + name;
      if (!node.annotation.empty()) text += "(" + node.annotation + ")";
      if (node.type == "lang") text += "[" + node.lang + "]";
      text += "{" + tree_text(node.children) + "}";
    }
  }
  return text;
}

struct TextStep {
  std::string_view name;
  std::string_view payload;
  std::string_view tree;
};

}  // namespace

TEST_CASE("conformance: WebVTT file parsing, step by step") {
  run_steps(
      "WebVTT 6.1 file parsing",
      {
          {"1: U+0000 becomes U+FFFD",
           "WEBVTT\n\n00:01.000 --> 00:02.000\na\0b"sv,
           {"c1|1.000-2.000 a\xEF\xBF\xBD"
            "b"}},
          {"2: CR LF becomes LF", "WEBVTT\r\n\r\n00:01.000 --> 00:02.000\r\na\r\nb", {"c1|1.000-2.000 a\nb"}},
          {"3: CR becomes LF", "WEBVTT\r\r00:01.000 --> 00:02.000\ra\rb", {"c1|1.000-2.000 a\nb"}},
          {"LF CR are two line ends", "WEBVTT\n\r00:01.000 --> 00:02.000\na\n\rb", {"c1|1.000-2.000 a"}},
          {"a byte order mark is passed over",
           "\xEF\xBB\xBFWEBVTT\n\n00:01.000 --> 00:02.000\na",
           {"c1|1.000-2.000 a"}},
          {"6: only the signature", "WEBVTT", {}},
          {"7: the signature and a space", "WEBVTT words\n\n00:01.000 --> 00:02.000\na", {"c1|1.000-2.000 a"}},
          {"7: the signature and a tab", "WEBVTT\twords\n\n00:01.000 --> 00:02.000\na", {"c1|1.000-2.000 a"}},
          {"8: the rest of the first line is passed over",
           "WEBVTT --> 00:02.000\n\n00:01.000 --> 00:02.000\na",
           {"c1|1.000-2.000 a"}},
          {"9: nothing after the first line", "WEBVTT\n", {}},
          {"11: a header", "WEBVTT\nwords\nmore words\n\n00:01.000 --> 00:02.000\na", {"c1|1.000-2.000 a"}},
          {"11: a header ends before an arrow", "WEBVTT\nwords\n00:01.000 --> 00:02.000\na", {"c1|1.000-2.000 a"}},
          {"11: an arrow right below the signature", "WEBVTT\n00:01.000 --> 00:02.000\na", {"c1|1.000-2.000 a"}},
          {"11: STYLE in the header is nothing",
           "WEBVTT\nSTYLE\n::cue{}\n\n00:01.000 --> 00:02.000\na",
           {"c1|1.000-2.000 a"}},
          {"12: empty lines", "WEBVTT\n\n\n\n\n00:01.000 --> 00:02.000\na", {"c1|1.000-2.000 a"}},
          {"14: blocks one after the other",
           "WEBVTT\n\n00:01.000 --> 00:02.000\na\n\n\n00:02.000 --> 00:03.000\nb\n\n",
           {"c1|1.000-2.000 a", "c2|2.000-3.000 b"}},
          {"no line end at the end", "WEBVTT\n\n00:01.000 --> 00:02.000", {"c1|1.000-2.000 "}},
      });
}

TEST_CASE("conformance: WebVTT blocks, step by step") {
  run_steps(
      "WebVTT 6.1 collecting a block",
      {
          {"an identifier", "WEBVTT\n\nid\n00:01.000 --> 00:02.000\na", {"id|1.000-2.000 a"}},
          {"an identifier keeps its spaces", "WEBVTT\n\n i d \n00:01.000 --> 00:02.000\na", {" i d |1.000-2.000 a"}},
          {"an arrow in line 1", "WEBVTT\n\n00:01.000 --> 00:02.000\na", {"c1|1.000-2.000 a"}},
          {"an arrow in line 2, once",
           "WEBVTT\n\nid\n00:01.000 --> 00:02.000\n00:03.000 --> 00:04.000\na",
           {"id|1.000-2.000 ", "c2|3.000-4.000 a"}},
          {"an arrow in line 3 begins the next block",
           "WEBVTT\n\nid\nx\n00:01.000 --> 00:02.000\na",
           {"c1|1.000-2.000 a"}},
          {"an arrow in the words begins the next block",
           "WEBVTT\n\n00:01.000 --> 00:02.000\na\nb --> c\n\n00:03.000 --> 00:04.000\nd",
           {"c1|1.000-2.000 a", "c2|3.000-4.000 d"}},
          {"times that cannot be read, then an arrow",
           "WEBVTT\n\n00:01 --> 00:02\n00:03.000 --> 00:04.000\na",
           {"c1|3.000-4.000 a"}},
          {"times that cannot be read in line 2",
           "WEBVTT\n\nid\n00:01 --> 00:02\na\n\n00:03.000 --> 00:04.000\nb",
           {"c1|3.000-4.000 b"}},
          {"an empty line ends the words", "WEBVTT\n\n00:01.000 --> 00:02.000\na\n\nb", {"c1|1.000-2.000 a"}},
          {"a line of spaces does not", "WEBVTT\n\n00:01.000 --> 00:02.000\na\n \nb", {"c1|1.000-2.000 a\n \nb"}},
          {"a cue without words",
           "WEBVTT\n\n00:01.000 --> 00:02.000\n\n00:03.000 --> 00:04.000\nb",
           {"c1|1.000-2.000 ", "c2|3.000-4.000 b"}},
          {"NOTE", "WEBVTT\n\nNOTE a\nb\n\n00:03.000 --> 00:04.000\nc", {"c1|3.000-4.000 c"}},
          {"NOTE that holds an arrow in line 2 is an identifier",
           "WEBVTT\n\nNOTE\n00:03.000 --> 00:04.000\nc",
           {"NOTE|3.000-4.000 c"}},
          {"NOTE inside a cue is words", "WEBVTT\n\n00:03.000 --> 00:04.000\nNOTE c", {"c1|3.000-4.000 NOTE c"}},
          {"STYLE", "WEBVTT\n\nSTYLE\n::cue(b) { color: red }\n\n00:03.000 --> 00:04.000\nc", {"c1|3.000-4.000 c"}},
          {"STYLE with spaces after it",
           "WEBVTT\n\nSTYLE \t \n::cue{}\n\n00:03.000 --> 00:04.000\nc",
           {"c1|3.000-4.000 c"}},
          {"STYLE with words after it is no block of styles",
           "WEBVTT\n\nSTYLE x\n::cue{}\n\n00:03.000 --> 00:04.000\nc",
           {"c1|3.000-4.000 c"}},
          {"STYLE ends before an arrow", "WEBVTT\n\nSTYLE\n::cue{}\n00:03.000 --> 00:04.000\nc", {"c1|3.000-4.000 c"}},
          {"STYLE as an identifier", "WEBVTT\n\nSTYLE\n00:03.000 --> 00:04.000\nc", {"STYLE|3.000-4.000 c"}},
          {"STYLE after a cue is nothing",
           "WEBVTT\n\n00:01.000 --> 00:02.000\na\n\nSTYLE\n::cue{}\n\n00:03.000 --> 00:04.000\nc",
           {"c1|1.000-2.000 a", "c2|3.000-4.000 c"}},
          {"REGION", "WEBVTT\n\nREGION\nid:r\n\n00:03.000 --> 00:04.000 region:r\nc", {"c1|3.000-4.000 c"}},
          {"REGION as an identifier", "WEBVTT\n\nREGION\n00:03.000 --> 00:04.000\nc", {"REGION|3.000-4.000 c"}},
          {"in the order of the file",
           "WEBVTT\n\n00:03.000 --> 00:04.000\nb\n\n00:01.000 --> 00:02.000\na",
           {"c1|3.000-4.000 b", "c2|1.000-2.000 a"}},
          {"an end before the begin is kept", "WEBVTT\n\n00:03.000 --> 00:01.000\nb", {"c1|3.000-1.000 b"}},
      });
}

TEST_CASE("conformance: WebVTT timestamps, step by step") {
  struct TimeStep {
    std::string_view name;
    std::string_view time;
    double seconds;  // negative: none
  };
  test::Row row{"WebVTT 6.3 timestamps"};
  for (const TimeStep& step : std::vector<TimeStep>{{"2: at the end", "", -1},
                                                    {"3: no digit", "a0:01.000", -1},
                                                    {"4: minutes and seconds", "00:01.000", 1},
                                                    {"5: one digit means hours", "0:00:01.000", 1},
                                                    {"5: one digit and no seconds", "0:01.000", -1},
                                                    {"5: three digits mean hours", "100:00:00.000", 360000},
                                                    {"5: sixty means hours", "60:00:00.000", 216000},
                                                    {"5: sixty minutes", "60:00.000", -1},
                                                    {"6: no colon", "00.01.000", -1},
                                                    {"7: one digit of minutes or seconds", "00:1.000", -1},
                                                    {"7: three digits", "00:001.000", -1},
                                                    {"8: hours by a second colon", "01:02:03.004", 3723.004},
                                                    {"8: hours and no second colon", "100:00.000", -1},
                                                    {"8: one digit of seconds", "00:00:1.000", -1},
                                                    {"9: no point", "00:01", -1},
                                                    {"9: a comma", "00:01,000", -1},
                                                    {"10: two digits of the fraction", "00:01.00", -1},
                                                    {"10: four digits of the fraction", "00:01.0000", -1},
                                                    {"11: sixty seconds", "00:60.000", -1},
                                                    {"11: sixty minutes of an hour", "00:60:00.000", -1},
                                                    {"12: the last moment of a minute", "00:59:59.999", 3599.999},
                                                    {"a sign", "-00:01.000", -1}}) {
    INFO(step.name);
    const auto track = find_by_id(subtitle_formats(), "webvtt")
                           ->read(fmt::format("WEBVTT\n\n{} --> 9999:00:00.000\na", step.time), {});
    REQUIRE(track);
    const bool right = step.seconds < 0
                           ? track->value.cues.empty()
                           : track->value.cues.size() == 1 &&
                                 track->value.cues[0].when.begin == MediaTime::from_seconds(step.seconds, {1, 1000});
    CHECK(right);
    ++(right ? row.right : row.wrong);
  }
  row.finish();
}

TEST_CASE("conformance: WebVTT settings, step by step") {
  struct SettingStep {
    std::string_view name;
    std::string_view setting;
    bool (*holds)(const CuePlacement&);
  };
  using Place = const CuePlacement&;
  const auto nothing = [](Place p) { return p == CuePlacement{}; };
  test::Row row{"WebVTT 6.3 cue settings"};
  for (const SettingStep& step : std::vector<SettingStep>{
           {"1: no colon", "line", nothing},
           {"1: a colon first", ":1", nothing},
           {"1: a colon last", "line:", nothing},
           {"2: an unknown name", "Line:1", nothing},
           {"vertical", "vertical:rl", [](Place p) { return p.vertical == "rl"; }},
           {"vertical", "vertical:lr", [](Place p) { return p.vertical == "lr"; }},
           {"vertical of another value", "vertical:tb", nothing},
           {"line 1: with alignment", "line:1,end", [](Place p) { return p.line == 1.0 && p.line_align == "end"; }},
           {"line 3: no digit", "line:-", nothing},
           {"line 4: percent", "line:33.5%", [](Place p) { return p.line == 33.5 && !p.snap_to_lines; }},
           {"line 4: a minus and percent", "line:-1%", nothing},
           {"line 4: more than a hundred percent", "line:101%", nothing},
           {"line 5: other characters", "line:1a", nothing},
           {"line 5: a minus inside", "line:1-1", nothing},
           {"line 5: two points", "line:1.1.1", nothing},
           {"line 5: a point without digits", "line:1.", nothing},
           {"line 5: a point without digits", "line:.1", nothing},
           {"line 5: negative", "line:-2", [](Place p) { return p.line == -2.0 && p.snap_to_lines; }},
           {"line 6: an unknown alignment", "line:1,middle", nothing},
           {"line 6: an empty alignment", "line:1,", nothing},
           {"position 1: with alignment", "position:10%,line-left",
            [](Place p) { return p.position == 10.0 && p.position_align == "line-left"; }},
           {"position 2: no percent", "position:10", nothing},
           {"position 3: an alignment of lines", "position:10%,start", nothing},
           {"position 3: center", "position:10%,center", [](Place p) { return p.position_align == "center"; }},
           {"size", "size:50%", [](Place p) { return p.size == 50; }},
           {"size without percent", "size:50", nothing},
           {"size beyond", "size:100.1%", nothing},
           {"align", "align:left", [](Place p) { return p.align == "left"; }},
           {"align of another value", "align:middle", nothing},
           {"the last one counts", "align:left align:right", [](Place p) { return p.align == "right"; }},
           {"tabs between", "align:left\tsize:5%", [](Place p) { return p.align == "left" && p.size == 5; }},
           {"region of another name", "region:x", nothing},
           {"region", "region:r", [](Place p) { return p.region == "r"; }},
           {"region and line", "region:r line:1", [](Place p) { return p.region.empty() && p.line == 1.0; }},
           {"region and size", "region:r size:50%", [](Place p) { return p.region.empty(); }},
           {"region and vertical", "region:r vertical:rl", [](Place p) { return p.region.empty(); }}}) {
    INFO(step.name << ": " << step.setting);
    const auto track =
        find_by_id(subtitle_formats(), "webvtt")
            ->read(fmt::format("WEBVTT\n\nREGION\nid:r\n\n00:01.000 --> 00:02.000 {}\na", step.setting), {});
    REQUIRE(track);
    REQUIRE(track->value.cues.size() == 1);
    const bool right = step.holds(track->value.cues[0].placement);
    CHECK(right);
    ++(right ? row.right : row.wrong);
  }
  row.finish();
}

TEST_CASE("conformance: WebVTT cue text, state by state") {
  test::Row row{"WebVTT 6.4 and 6.5 cue text"};
  for (const TextStep& step : std::vector<TextStep>{
           {"data: words", "a b", "'a b'"},
           {"data: end", "", ""},
           {"reference in data: named", "&lt;&amp;&nbsp;&lrm;", "'<&\u00a0\u200e'"},
           {"reference in data: numbers", "&#65;&#x42;", "'AB'"},
           {"reference in data: none", "a & b &x", "'a & b &x'"},
           {"tag: end of the words", "a<", "'a'"},
           {"tag: white space", "< b>a</b>", "'a'"},
           {"tag: a point", "<.x>a", "'a'"},
           {"tag: empty", "a<>b", "'a' 'b'"},
           {"start tag", "<b>a</b>", "b{'a'}"},
           {"start tag: end of the words", "<b", "b{}"},
           {"start tag: unknown", "<x>a</x>", "'a'"},
           {"start tag: upper case", "<B>a</B>", "'a'"},
           {"start tag class", "<c.x.y>a</c>", "c.x.y{'a'}"},
           {"start tag class: empty ones", "<c..x.>a</c>", "c.x{'a'}"},
           {"start tag class: white space", "<v.x A>a", "v.x(A){'a'}"},
           {"annotation", "<v  A \t B >a</v>", "v(A B){'a'}"},
           {"annotation: a line end", "<v\nA>a</v>", "v(A){'a'}"},
           {"annotation: end of the words", "<v A", "v(A){}"},
           {"reference in annotation", "<v A&amp;B>a</v>", "v(A&B){'a'}"},
           {"annotation of others is nothing", "<b x>a</b>", "b{'a'}"},
           {"end tag: end of the words", "<b>a</b", "b{'a'}"},
           {"end tag: none is open", "a</b>c", "'a' 'c'"},
           {"end tag: another is open", "<b>a<i>c</b>d", "b{'a' i{'c' 'd'}}"},
           {"end tag with a space", "<b>a</b >c", "b{'a' 'c'}"},
           {"timestamp tag", "a<00:01.500>b", "'a' <1.500> 'b'"},
           {"timestamp tag: none", "a<0x>b", "'a' 'b'"},
           {"timestamp tag: end of the words", "a<00:01.500", "'a' <1.500>"},
           {"timestamp tag inside an element", "<b>a<00:01.500>b</b>", "b{'a' <1.500> 'b'}"},
           {"c", "<c>a</c>", "c{'a'}"},
           {"i, b, u", "<i><b><u>a</u></b></i>", "i{b{u{'a'}}}"},
           {"ruby", "<ruby>a<rt>b</rt></ruby>c", "ruby{'a' rt{'b'}} 'c'"},
           {"ruby: its end ends rt too", "<ruby>a<rt>b</ruby>c", "ruby{'a' rt{'b'}} 'c'"},
           {"rt outside ruby", "<rt>a</rt>", "'a'"},
           {"rt deeper inside ruby", "<ruby><b><rt>a</rt></b></ruby>", "ruby{b{'a'}}"},
           {"lang", "<lang uk>a</lang>", "lang[uk]{'a'}"},
           {"lang inside lang", "<lang uk>a<lang pl>b</lang>c</lang>", "lang[uk]{'a' lang[pl]{'b'} 'c'}"},
           {"elements left open", "<b><i>a", "b{i{'a'}}"}}) {
    INFO(step.name << ": " << step.payload);
    const std::string tree = tree_text(parse_cue_text(step.payload));
    CHECK(tree == step.tree);
    ++(tree == step.tree ? row.right : row.wrong);
  }
  row.finish();
}
