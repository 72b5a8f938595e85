// Whatever the words are, Perseus shows them: nothing in them becomes markup of its Markdown, and its widgets stand
// where they were meant to. What is written is read here as Perseus reads it. Sources: https://github.com/Khan/perseus
// packages/simple-markdown (preprocess, the rules of blocks and of text) and packages/pure-markdown (mathematics,
// widgets, tables with titles, columns)

#include <array>
#include <random>
#include <regex>

#include "formats/pack/kolibri/perseus.h"
#include "pipeline/base/message.h"
#include "tests/h5p_trial_pack.h"

using namespace integrart;
using integrart::test::h5p_trial::exercise;

namespace {

constexpr auto pieces_of_perseus = std::to_array<std::string_view>({"дім",
                                                                    "home",
                                                                    "بيت",
                                                                    "\U0001f3e0",
                                                                    "a1",
                                                                    "x",
                                                                    "☃",
                                                                    "é",
                                                                    "\u00a0",
                                                                    "\u2028",
                                                                    "\u202e",
                                                                    "0",
                                                                    " ",
                                                                    "    ",
                                                                    "\t",
                                                                    "\n",
                                                                    "\n\n",
                                                                    "\r",
                                                                    "\r\n",
                                                                    "\f",
                                                                    "\\",
                                                                    "\\\\",
                                                                    "*",
                                                                    "**",
                                                                    "_",
                                                                    "__",
                                                                    "`",
                                                                    "```",
                                                                    "~~",
                                                                    "~~~",
                                                                    "#",
                                                                    "## ",
                                                                    ">",
                                                                    "> ",
                                                                    "|",
                                                                    "||",
                                                                    "| a | b |",
                                                                    "\n|-|-|\n",
                                                                    "-",
                                                                    "- ",
                                                                    "---",
                                                                    "\n---\n\n",
                                                                    "+ ",
                                                                    "=",
                                                                    "=====",
                                                                    "\n===\n\n",
                                                                    "1. ",
                                                                    "1.",
                                                                    "$",
                                                                    "$$",
                                                                    "\\(",
                                                                    "$\\frac{1}{0}$",
                                                                    "{",
                                                                    "}",
                                                                    "{{x}}",
                                                                    "[",
                                                                    "]",
                                                                    "(",
                                                                    ")",
                                                                    "![x](https://example.org/x.png)",
                                                                    "[x](javascript:window.broken=1)",
                                                                    "[x]: https://example.org",
                                                                    "https://example.org/a",
                                                                    "<https://example.org>",
                                                                    "<a@example.org>",
                                                                    "[[☃ radio 1]]",
                                                                    "[[☃ dropdown 1]]",
                                                                    "[[",
                                                                    "]]",
                                                                    "☣ LOCALPATH",
                                                                    "${☣ LOCALPATH}/x.png",
                                                                    "<b>",
                                                                    "</b>",
                                                                    "<script>",
                                                                    "&amp;",
                                                                    "&",
                                                                    "!",
                                                                    "\"",
                                                                    "'",
                                                                    ":",
                                                                    ";",
                                                                    "/",
                                                                    "%",
                                                                    "^",
                                                                    "@",
                                                                    "-->",
                                                                    "crwdns1:0"});

std::string random_words(std::mt19937& chance, std::size_t most) {
  std::string text;
  for (std::size_t i = chance() % (most + 1); i > 0; --i)
    text += std::string(pieces_of_perseus[chance() % pieces_of_perseus.size()]);
  return text;
}

/// As a page shows a text: white space is one space, but for the ends of lines; empty lines are only room.
std::string shown(std::string text) {
  for (const auto& [from, to] : {std::pair("\r\n?", "\n"), std::pair("\u00a0|[\t\f ]", " "), std::pair(" +", " "),
                                 std::pair(" ?\n ?", "\n"), std::pair("\n+", "\n"), std::pair("^[ \n]+|[ \n]+$", "")})
    text = std::regex_replace(text, std::regex(from), to);
  return text;
}

constexpr char widget_mark = '\x01';

struct ReadMarkdown {
  std::string text;    // with `widget_mark` for each widget
  std::string markup;  // what would not be shown as it stands; empty: nothing
};

/// One paragraph, from `text` on: what a backslash stands before is shown, and anything else that means something does
/// not belong here.
void read_paragraph(const std::string& text, const std::string& widget, ReadMarkdown& read) {
  static const std::regex address("^https?://[^\\s<]");
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string rest = text.substr(i, 12);
    if (text[i] == '\\' && i + 1 < text.size() && std::ispunct(static_cast<unsigned char>(text[i + 1])) != 0) {
      read.text += text[++i];
    } else if (!widget.empty() && text.compare(i, widget.size(), widget) == 0) {
      read.text += widget_mark;
      i += widget.size() - 1;
    } else if (text[i] == '\n') {
      const bool is_kept = i >= 2 && text[i - 1] == ' ' && text[i - 2] == ' ';
      read.text += is_kept ? '\n' : ' ';
    } else {
      const bool is_sign = std::string_view("\\`*_[]{}<>$~|").find(text[i]) != std::string_view::npos;
      if (is_sign || std::regex_search(rest, address)) read.markup += "[" + rest + "] ";
      read.text += text[i];
    }
  }
}

/// A document of Perseus in which `widget` is the only widget.
ReadMarkdown read_markdown(std::string source, const std::string& widget) {
  static const std::regex block_begins("^(    | *(#{1,6}|>|\\||`{3,}|~{3,}|([*+-]|[0-9]+\\.)( |$)|\\[[^\\]]+\\]:))");
  static const std::regex line_below("^ *(=+|-+|([-*_] *){3,}) *$");
  ReadMarkdown read;
  source = std::regex_replace(source, std::regex("\r\n?"), "\n");
  source = std::regex_replace(source, std::regex("\f"), "");
  source = std::regex_replace(source, std::regex("\t"), "    ");
  std::string paragraph;
  const auto end_paragraph = [&] {
    read_paragraph(paragraph, widget, read);
    read.text += '\n';
    paragraph.clear();
  };
  std::istringstream lines(source);
  for (std::string line; std::getline(lines, line);) {
    if (line.find_first_not_of(' ') == std::string::npos) {
      end_paragraph();
      continue;
    }
    // Lists, quotes and headings may also begin inside a paragraph; an indented line there is one of it.
    const bool begins = std::regex_search(line, block_begins) && (paragraph.empty() || !line.starts_with("    "));
    if (begins || std::regex_search(line, line_below)) read.markup += "[line " + line + "] ";
    paragraph += (paragraph.empty() ? "" : "\n") + line;
  }
  end_paragraph();
  return read;
}

void check_shows(const Json& markdown, const std::string& meant, const std::string& widget = "") {
  const std::string written = markdown.string_or("");
  INFO(written);
  const ReadMarkdown read = read_markdown(written, widget);
  CHECK(read.markup.empty());
  CHECK(shown(read.text) == shown(meant));
}

/// The documents of the items, in their order.
std::vector<Json> documents_of(const Activity& activity) {
  const auto made = kolibri::exercise_of(activity, uuid_domain_names, "en", "en");
  std::vector<Json> documents;
  if (!made) return documents;
  for (const std::string& id : made->assessment.items)
    for (const PackEntry& file : made->files)
      if (file.path == id + ".json") documents.push_back(value_of(parse_json(std::get<std::string>(file.content))));
  return documents;
}

const Json& options_of(const Json& document, const char* widget) {
  return document.at_or_null("question").at_or_null("widgets").at_or_null(widget).at_or_null("options");
}

const Json& content_of(const Json& document) {
  return document.at_or_null("question").at_or_null("content");
}

std::string task() {
  return render({"web.words", {}}, "en") + "\n";
}

}  // namespace

TEST_CASE("what is read here as Markdown of Perseus is markup where it is some") {
  for (const char* text :
       {"*a*",        "_a_",      "**a**",     "`a`", "~~a~~",  "$a$",    "[a](b)", "![a](b)", "[[☃ radio 2]]",
        "<b>",        "# a",      "a\n\n## b", "> a", "- a",    "+ a",    "1. a",   "    a",   "\ta",
        "a\n\n    b", "a\r\r\tb", "| a |",     "||",  "a\n===", "a\n---", "---",    "```",     "https://example.org",
        "[a]: b",     "{{a}}"}) {
    CAPTURE(text);
    CHECK_FALSE(read_markdown(text, "[[☃ radio 1]]").markup.empty());
  }
  for (const char* text :
       {"a", "1\\. a", "\\*a\\*", "дім: 5 / 7", "a [[☃ radio 1]]", "a - b", "https\\://example.org"}) {
    CAPTURE(text);
    CHECK(read_markdown(text, "[[☃ radio 1]]").markup.empty());
  }
}

TEST_CASE("Perseus shows questions, options and explanations as they were written, whatever the words are") {
  std::mt19937 chance(23);
  for (int round = 0; round < 150; ++round) {
    const std::string asked = "q" + random_words(chance, 8), first = random_words(chance, 6) + "a",
                      second = random_words(chance, 4) + "b", reason = random_words(chance, 8) + "c";
    Question question;
    question.question.by_language["en"] = round % 2 == 0 ? asked : random_words(chance, 4) + asked;
    question.options = {{{{"en", first}}}, {{{"en", second}}}};
    question.explanation.by_language["en"] = reason;
    question.correct = {1};
    const std::vector<Json> documents = documents_of(exercise("questions", 0, question));
    REQUIRE(documents.size() == 1);
    check_shows(content_of(documents[0]), task() + question.question.by_language["en"] + "\n" + widget_mark,
                "[[☃ radio 1]]");
    const Json& choices = options_of(documents[0], "radio 1").at_or_null("choices");
    REQUIRE(choices.items().size() == 2);
    check_shows(choices.items()[0].at_or_null("content"), first);
    check_shows(choices.items()[1].at_or_null("content"), second);
    check_shows(documents[0].at_or_null("hints").items().at(0).at_or_null("content"), reason);
  }
}

TEST_CASE("Perseus shows lines with gaps and lines out of order as they were written, whatever the words are") {
  std::mt19937 chance(29);
  for (int round = 0; round < 150; ++round) {
    const std::string before = random_words(chance, 6), after = random_words(chance, 6), tip = random_words(chance, 3);
    GapItem gaps;
    gaps.text = before + "word" + after;
    gaps.gaps = {{.begin = before.size(), .length = 4, .answers = {"word"}, .tip = tip}};
    Activity activity = exercise("gap_fill", 1, gaps);
    gaps.text = "other";
    gaps.gaps = {{.begin = 0, .length = 5, .answers = {"other"}, .tip = ""}};
    activity.items.push_back({.id = "2", .cues = {}, .when = {}, .content = gaps});
    const std::vector<Json> documents = documents_of(activity);
    REQUIRE(documents.size() == 2);
    check_shows(content_of(documents[0]), task() + before + widget_mark + after, "[[☃ dropdown 1]]");
    if (!tip.empty()) check_shows(documents[0].at_or_null("hints").items().at(0).at_or_null("content"), tip);

    const std::vector<std::string> lines{random_words(chance, 6) + "a", random_words(chance, 6) + "b"};
    const std::vector<Json> sorted = documents_of(exercise("order", 0, OrderItem{lines, {1, 0}}));
    REQUIRE(sorted.size() == 1);
    check_shows(content_of(sorted[0]), task() + widget_mark, "[[☃ sorter 1]]");
    for (std::size_t i = 0; i < lines.size(); ++i)
      check_shows(options_of(sorted[0], "sorter 1").at_or_null("correct").items().at(i), lines[i]);
  }
}
