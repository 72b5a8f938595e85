// ASS and SSA, SBV and MicroDVD, case by case.

#include "tests/conformance_table.h"

using namespace integrart;
using integrart::test::run_row;

namespace {

/// An event of a script whose Default style says nothing.
std::string script(std::string_view text) {
  return std::string(
             "[Script Info]\nPlayResX: 200\nPlayResY: 100\n[Events]\nDialogue: "
             "0,0:00:01.00,0:00:02.00,Default,,0,0,0,,")
      .append(text)
      .append("\n");
}

Cue cue_of(std::string_view text) {
  const auto track = find_by_id(subtitle_formats(), "ass")->read(script(text), {});
  REQUIRE(track);
  REQUIRE(track->value.cues.size() == 1);
  return track->value.cues[0];
}

}  // namespace

TEST_CASE("conformance: the text of ASS events") {
  struct TextCase {
    std::string_view input;
    std::string_view payload;
  };
  const std::vector<TextCase> cases{
      {"a\\Nb", "a\nb"},
      {"a\\nb", "a b"},
      {"a\\hb", "a\u00a0b"},
      {"{\\i1}a{\\i0} b", "<i>a</i> b"},
      {"{\\b1\\i1}a{\\b0}b{\\i0}", "<b><i>a</i></b><i>b</i>"},
      {"{\\b700}a{\\b400}b", "<b>a</b>b"},
      {"{\\u1}a", "<u>a</u>"},
      {"{\\c&H00FFFF&}a{\\c}b", "<c.yellow>a</c>b"},
      {"{\\1c&HFF0000&}a", "<c.blue>a</c>"},
      {"{\\c&H123456&}a", "a"},
      {"{\\i1}a{\\r}b", "<i>a</i>b"},
      {"{a comment}b", "b"},
      {"{a comment\\i1}b", "<i>b</i>"},
      {"{\\fs20\\fnArial\\fad(100,200)\\t(0,100,\\fs30)}a", "a"},
      {"{\\p1}m 0 0 l 10 10{\\p0}a", "a"},
      {"{\\k50}one {\\k50}two", "one <00:00:01.500>two"},
      {"{\\kf50}one {\\ko50}two", "one <00:00:01.500>two"},
      {"{\\K50}one {\\k50}two", "one <00:00:01.500>two"},
      {"{\\k20}{\\k30}one {\\k50}two", "<00:00:01.200>one <00:00:01.500>two"},
      {"{\\k50\\i1}one {\\k50\\i0}two", "<i>one <00:00:01.500></i>two"},
      {"a \\{b\\}", "a {b}"},
      {"a {b", "a {b"},
      {"a \\x b", "a \\x b"},
      {"R&B <3", "R&amp;B &lt;3"},
      {"a, b, c", "a, b, c"},
      {"{\\an8}a", "a"},
      {"  a  ", "a"},
      {"a\\N\\Nb", "a\nb"},
      {"{}a", "a"},
      {"", ""},
  };
  test::Row row{"ASS: override tags and karaoke"};
  for (const TextCase& each : cases) {
    INFO(each.input);
    const std::string payload = cue_of(each.input).text;
    CHECK(payload == each.payload);
    ++(payload == each.payload ? row.right : row.wrong);
  }
  row.finish();
}

TEST_CASE("conformance: places in ASS") {
  CHECK(cue_of("{\\an8}a").placement.line == 0.0);
  CHECK(cue_of("{\\a6}a").placement.line == 0.0);
  CHECK(cue_of("{\\an1}a").placement.align == "left");
  CHECK(cue_of("{\\an8}{\\an2}a").placement.line == 0.0);
  const CuePlacement point = cue_of("{\\an7\\pos(50,25)}a").placement;
  CHECK(point.line == 25.0);
  CHECK(point.position == 25.0);
  CHECK(point.position_align == "line-left");
  CHECK(point.line_align == "start");
  CHECK_FALSE(point.snap_to_lines);
  CHECK(cue_of("{\\pos(-50,2500)}a").placement.line == 100.0);
  CHECK(cue_of("{\\pos(x)}a").placement == CuePlacement{});
}

TEST_CASE("conformance: ASS and SSA scripts") {
  run_row("ASS and SSA: scripts", "ass",
          {
              {"events only", "[Events]\nDialogue: 0,0:00:01.00,0:00:02.50,Default,,0,0,0,,a\n", {"1.000-2.500 a"}},
              {"fields in another order",
               "[Events]\nFormat: Start, Text\nDialogue: 0:00:01.00,a\n",
               {},
               "subtitle.line_not_understood"},
              {"fewer fields",
               "[Events]\nFormat: Start, End, Text\nDialogue: 0:00:01.00,0:00:02.00,a,b\n",
               {"1.000-2.000 a,b"}},
              {"a style",
               "[V4+ Styles]\nFormat: Name, Bold, Italic, Underline, PrimaryColour, Alignment\nStyle: "
               "S,-1,0,1,&H000000FF,8\n"
               "[Events]\nFormat: Start, End, Style, Text\nDialogue: 0:00:01.00,0:00:02.00,S,a\n",
               {"1.000-2.000 <b><u><c.red>a</c></u></b>"}},
              {"a style switched off",
               "[V4+ Styles]\nFormat: Name, Italic\nStyle: S,-1\n"
               "[Events]\nFormat: Start, End, Style, Text\nDialogue: 0:00:01.00,0:00:02.00,S,a{\\i0}b{\\i}c\n",
               {"1.000-2.000 <i>a</i>b<i>c</i>"}},
              {"reset to another style",
               "[V4+ Styles]\nFormat: Name, Italic\nStyle: S,-1\nStyle: T,0\n"
               "[Events]\nFormat: Start, End, Style, Text\nDialogue: 0:00:01.00,0:00:02.00,T,a{\\rS}b{\\r}c\n",
               {"1.000-2.000 a<i>b</i>c"}},
              {"SSA colours are decimal",
               "[V4 Styles]\nFormat: Name, PrimaryColour, Bold, Alignment\nStyle: S,65535,0,6\n"
               "[Events]\nFormat: Marked, Start, End, Style, Text\nDialogue: Marked=0,0:00:01.00,0:00:02.00,*S,a\n",
               {"1.000-2.000 <c.yellow>a</c>"}},
              {"an actor speaks",
               "[Events]\nFormat: Start, End, Actor, Text\nDialogue: 0:00:01.00,0:00:02.00,Oksana,a\n",
               {"1.000-2.000 <v Oksana>a</v>"}},
              {"comments",
               "; a\n[Script Info]\n!: b\n[Events]\nComment: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,c\n"
               "Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,a\n",
               {"1.000-2.000 a"}},
              {"small n breaks lines",
               "[Script Info]\nWrapStyle: 2\n[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,a\\nb\n",
               {"1.000-2.000 a\nb"}},
              {"milliseconds", "[Events]\nDialogue: 0,0:00:01.005,0:00:02.5,Default,,0,0,0,,a\n", {"1.005-2.500 a"}},
              {"exact times of our own",
               "[Events]\nDialogue: 0,0:00:01.00,0:00:02.51,Default,,0,0,0,,{exact 00:00:01.003 00:00:02.507}a\n",
               {"1.003-2.507 a"}},
              {"exact times that were moved away",
               "[Events]\nDialogue: 0,0:00:05.00,0:00:06.00,Default,,0,0,0,,{exact 00:00:01.003 00:00:02.507}a\n",
               {"5.000-6.000 a"}},
              {"upper and lower case",
               "[SCRIPT INFO]\n[EVENTS]\ndialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,a\n",
               {"1.000-2.000 a"}},
              {"fonts and other sections",
               "[Script Info]\n[Fonts]\nfontname: x\nABCDEF\n[Events]\nDialogue: "
               "0,0:00:01.00,0:00:02.00,Default,,0,0,0,,a\n",
               {"1.000-2.000 a"}},
          });
}

TEST_CASE("conformance: SBV and MicroDVD") {
  run_row(
      "SBV", "sbv",
      {
          {"two cues",
           "0:00:01.000,0:00:02.500\na\n\n0:00:03.000,0:00:04.000\nb\n",
           {"1.000-2.500 a", "3.000-4.000 b"}},
          {"two lines", "0:00:01.000,0:00:02.500\na\nb\n", {"1.000-2.500 a\nb"}},
          {"a break as a mark", "0:00:01.000,0:00:02.500\na[br]b\n", {"1.000-2.500 a\nb"}},
          {"no empty line",
           "0:00:01.000,0:00:02.500\na\n0:00:03.000,0:00:04.000\nb\n",
           {"1.000-2.500 a", "3.000-4.000 b"}},
          {"empty lines first", "\n\n0:00:01.000,0:00:02.500\na\n", {"1.000-2.500 a"}},
          {"no words", "0:00:01.000,0:00:02.500\n\n0:00:03.000,0:00:04.000\nb\n", {"1.000-2.500 ", "3.000-4.000 b"}},
          {"two digits of hours",
           "10:00:01.000,10:00:02.500\n>> A: <b>\n",
           {"36001.000-36002.500 &gt;&gt; A: &lt;b&gt;"}},
      });
  run_row("MicroDVD", "microdvd",
          {
              {"rate in the file", "{1}{1}25.000\n{25}{50}a\n", {"1.000-2.000 a"}},
              {"film rate", "{1}{1}23.976\n{24}{48}a\n", {"1.001-2.002 a"}},
              {"rate with a comma, frame zero", "{0}{0}50\n{25}{50}a\n", {"0.500-1.000 a"}},
              {"rate assumed", "{25}{50}a\n", {"1.000-2.000 a"}, "subtitle.frame_rate_assumed"},
              {"lines", "{1}{1}25\n{25}{50}a|b\n", {"1.000-2.000 a\nb"}},
              {"a line in italics", "{1}{1}25\n{25}{50}{y:i}a|b\n", {"1.000-2.000 <i>a</i>\nb"}},
              {"all in italics", "{1}{1}25\n{25}{50}{Y:i}a|b\n", {"1.000-2.000 <i>a\nb</i>"}},
              {"a slash for italics", "{1}{1}25\n{25}{50}/a|b\n", {"1.000-2.000 <i>a</i>\nb"}},
              {"bold and underlined", "{1}{1}25\n{25}{50}{y:b,u}a\n", {"1.000-2.000 <b><u>a</u></b>"}},
              {"blue, green, red", "{1}{1}25\n{25}{50}{c:$0000FF}a|{C:$FF0000}b\n", {"1.000-2.000 <c.red>a</c>\nb"}},
              {"colour of the whole cue", "{1}{1}25\n{25}{50}{C:$00FFFF}a|b\n", {"1.000-2.000 <c.yellow>a\nb</c>"}},
              {"fonts and places",
               "{1}{1}25\n{25}{50}{f:Arial}{s:12}{P:1,2}a\n",
               {"1.000-2.000 a"},
               "subtitle.tag_dropped"},
              {"no end", "{1}{1}25\n{25}{}a\n", {"1.000- a"}},
              {"no words", "{1}{1}25\n{25}{50}\n", {"1.000-2.000 "}},
              {"a broken line", "{1}{1}25\nx\n{25}{50}a\n", {"1.000-2.000 a"}, "subtitle.line_not_understood"},
          });
}
