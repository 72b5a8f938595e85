// Whatever the words are, H5P reads out of a file the gaps, answers, hints and wrong words that were meant, and nothing
// else. Its notation is read here as its own scripts read it.
// Sources: js/blanks.js of https://github.com/h5p/h5p-blanks (handleBlanks, parseSolution), src/scripts/parse-text.js
// of https://github.com/h5p/h5p-drag-text and what is said of "\+" and "\-" in its semantics.json

#include <algorithm>
#include <array>
#include <random>
#include <regex>

#include "tests/h5p_trial_pack.h"

using namespace integrart;
namespace h5p_trial = integrart::test::h5p_trial;

namespace {

constexpr auto odd_pieces = std::to_array<std::string_view>(
    {"дім",     "home",   "بيت",    "שלום",   "\U0001f3e0", "\U0001f469\u200d\U0001f373",
     "*",       "**",     "/",      ":",      "\\",         "\\+",
     "\\-",     "+",      "-",      "<b>",    "</b>",       "&",
     "&amp;",   "&#42;",  "\u202e", "\u200f", "\u2028",     "\u2029",
     "\u00a0",  "\n",     "\r",     "\"",     "'",          ",",
     "*a:b/c*", "\u2217", "é",      "#",      "{",          "x"});

std::string random_text(std::mt19937& chance, std::size_t most) {
  std::string text;
  for (std::size_t i = chance() % (most + 1); i > 0; --i) text += std::string(odd_pieces[chance() % odd_pieces.size()]);
  return text;
}

/// What stands in an answer's way: H5P would read it as another one. (Told again here, apart from the program.)
bool holds(std::string_view answer) {
  for (const std::string_view sign : {"*", "/", ":", "\\", "<", ">", "&", "\n", "\r", "\u2028", "\u2029"})
    if (answer.find(sign) != std::string_view::npos) return false;
  return answer.find_first_not_of(" ") != std::string_view::npos;
}

/// One gap as H5P reads it.
struct ReadGap {
  std::vector<std::string> answers;
  std::string tip;
  bool operator==(const ReadGap&) const = default;
};

std::string trim_of_script(std::string text) {
  for (const std::string_view space : {" ", "\u00a0"}) {
    while (text.starts_with(space)) text.erase(0, space.size());
    while (text.ends_with(space)) text.erase(text.size() - space.size());
  }
  return text;
}

/// `handleBlanks` and `parseSolution`: from one '*' to the next, whatever is between.
std::vector<ReadGap> read_by_blanks(const std::string& question) {
  std::vector<ReadGap> gaps;
  for (std::size_t begin = question.find('*'); begin != std::string::npos;) {
    const std::size_t end = question.find('*', begin + 1);
    if (end == std::string::npos) break;
    const std::string content = question.substr(begin + 1, end - begin - 1);
    if (!content.empty()) {
      ReadGap gap;
      const std::size_t colon = content.find(':');
      gap.tip = colon == std::string::npos ? "" : content.substr(colon + 1);
      std::istringstream alternatives(content.substr(0, colon));
      for (std::string one; std::getline(alternatives, one, '/');) gap.answers.push_back(trim_of_script(one));
      gaps.push_back(gap);
    }
    begin = question.find('*', end + 1);
  }
  return gaps;
}

/// `text.split(/(\*.*?\*)/)`, in which '.' ends at a line end, then the hint and what is said of an answer.
std::vector<ReadGap> read_by_drag_text(const std::string& text) {
  std::vector<ReadGap> gaps;
  std::string line;
  const auto read_line = [&] {
    for (ReadGap& gap : read_by_blanks(line)) {
      std::string answer;
      for (const std::string& part : gap.answers)
        answer += (answer.empty() ? "" : "/") + part;  // '/' means nothing here
      for (const char* said : {"\\+", "\\-"}) answer = answer.substr(0, answer.find(said));
      gaps.push_back({{answer}, gap.tip});
    }
    line.clear();
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool separator = text.compare(i, 3, "\u2028") == 0 || text.compare(i, 3, "\u2029") == 0;
    if (text[i] == '\n' || text[i] == '\r' || separator)
      read_line();
    else
      line += text[i];
  }
  read_line();
  return gaps;
}

/// What is seen of a text beside its gaps: entities back, tags away, U+2217 for what was an asterisk.
std::string seen(std::string text, bool is_html) {
  text = std::regex_replace(text, std::regex("\\*[^*]+\\*"), "[]");
  if (is_html) text = std::regex_replace(text, std::regex("</?p>"), "");
  for (const auto& [entity, sign] : {std::pair("&lt;", "<"), std::pair("&gt;", ">"), std::pair("&amp;", "&")})
    text = std::regex_replace(text, std::regex(entity), sign);
  return text;
}

std::string with_other_asterisks(std::string_view text) {
  return std::regex_replace(std::string(text), std::regex("\\*"), "\u2217");
}

struct Meant {
  Activity activity;
  std::vector<ReadGap> gaps;       // that H5P can hold, in order
  std::vector<std::string> lines;  // with "[]" for them; those without any are not in the file
};

/// Lines "before GAP between GAP after" of random words.
Meant random_gaps(std::mt19937& chance, int level) {
  Meant meant;
  std::vector<ActivityItem> items;
  for (std::size_t number = 1 + chance() % 4; number > 0; --number) {
    GapItem item;
    std::string shown;
    std::size_t held = 0;
    for (std::size_t gap = 1 + chance() % 2; gap > 0; --gap) {
      const std::string before = random_text(chance, 4) + " ", answer = "a" + random_text(chance, 2);
      ActivityGap made{.begin = item.text.size() + before.size(),
                       .length = answer.size(),
                       .answers = {answer, random_text(chance, 2), random_text(chance, 1)},
                       .tip = random_text(chance, 2)};
      item.text += before + answer;
      shown += with_other_asterisks(before) + (holds(answer) ? "[]" : with_other_asterisks(answer));
      if (holds(answer)) {
        ++held;
        ReadGap read{{trim_of_script(answer)}, holds(made.tip) ? trim_of_script(made.tip) : ""};
        for (std::size_t i = 1; level != 1 && i < made.answers.size(); ++i)
          if (holds(made.answers[i]) && !trim_of_script(made.answers[i]).empty())
            read.answers.push_back(trim_of_script(made.answers[i]));
        if (trim_of_script(read.tip).empty()) read.tip.clear();
        meant.gaps.push_back(std::move(read));
      }
      item.gaps.push_back(std::move(made));
    }
    const std::string after = random_text(chance, 3);
    item.text += " " + after;
    if (held > 0) meant.lines.push_back(shown + " " + with_other_asterisks(after));
    ActivityItem one;
    one.id = std::to_string(number);
    one.content = std::move(item);
    items.push_back(std::move(one));
  }
  meant.activity = h5p_trial::exercise("gap_fill", level, items.front().content);
  meant.activity.items = std::move(items);
  return meant;
}

std::optional<Json> content_of(const Activity& activity) {
  PackWork film = h5p_trial::work("film", "video");
  film.renditions = {{"360p", "video", {digest_of("film"), 4, "video/mp4"}, "mp4", 640, 360, 10}};
  film.activities = {activity};
  const PackTree tree = h5p_trial::written(h5p_trial::pack("uk", {film}));
  const std::string name = "film_" + activity.id + "-1.h5p";
  if (std::ranges::find(tree.entries, name, &PackEntry::path) == tree.entries.end()) return std::nullopt;
  return h5p_trial::json_in(tree, name, "content/content.json");
}

std::string joined(const std::vector<std::string>& lines) {
  std::string all;
  for (const std::string& line : lines) all += (all.empty() ? "" : "\n") + line;
  return all;
}

}  // namespace

TEST_CASE("Blanks reads the gaps, spellings and hints that were meant, whatever the words are") {
  std::mt19937 chance(11);
  std::size_t read_gaps = 0;
  for (int round = 0; round < 400; ++round) {
    const Meant meant = random_gaps(chance, 2);
    const std::optional<Json> content = content_of(meant.activity);
    REQUIRE(content.has_value() == !meant.gaps.empty());
    if (!content) continue;
    std::vector<ReadGap> gaps;
    std::vector<std::string> lines;
    for (const Json& question : content->at_or_null("questions").items()) {
      const std::string text = question.string_or("");
      INFO(text);
      CHECK(std::ranges::count(text, '*') % 2 == 0);
      for (ReadGap& gap : read_by_blanks(text)) gaps.push_back(std::move(gap));
      lines.push_back(seen(text, true));
    }
    INFO(content->at_or_null("questions").dump());
    CHECK((gaps == meant.gaps));
    CHECK(lines == meant.lines);
    read_gaps += gaps.size();
  }
  CHECK(read_gaps > 300);
}

TEST_CASE("Drag the Words reads the words and hints that were meant, whatever the words are") {
  std::mt19937 chance(12);
  std::size_t read_gaps = 0;
  for (int round = 0; round < 400; ++round) {
    const Meant meant = random_gaps(chance, 1);
    const std::optional<Json> content = content_of(meant.activity);
    REQUIRE(content.has_value() == !meant.gaps.empty());
    if (!content) continue;
    const std::string text = content->at_or_null("textField").string_or("");
    INFO(text);
    CHECK((read_by_drag_text(text) == meant.gaps));
    CHECK(seen(text, false) == joined(meant.lines));
    CHECK(content->find("distractors") == nullptr);
    read_gaps += meant.gaps.size();
  }
  CHECK(read_gaps > 300);
}

TEST_CASE("the wrong words beside Drag the Words are those that were meant") {
  std::mt19937 chance(13);
  std::size_t read_words = 0;
  for (int round = 0; round < 800; ++round) {  // one wrong word a line at most
    const std::string before = random_text(chance, 3) + " ", answer = "a" + random_text(chance, 1);
    ChoiceItem item;
    item.text = before + answer + " " + random_text(chance, 3);
    item.gap = {before.size(), answer.size(), {answer}, ""};
    item.options = {"b" + random_text(chance, 2), answer, "c" + random_text(chance, 2), random_text(chance, 1)};
    item.correct = 1;
    const std::optional<Json> content = content_of(h5p_trial::exercise("choice", 0, item));
    REQUIRE(content.has_value() == holds(answer));
    if (!content) continue;
    std::vector<ReadGap> wanted;  // one for the one gap: the first that is another word
    for (const std::size_t i : {0U, 2U, 3U}) {
      const std::string word = trim_of_script(item.options[i]);
      if (wanted.empty() && holds(item.options[i]) && !word.empty() && word != trim_of_script(answer))
        wanted.push_back({{word}, ""});
    }
    const std::string words = content->at_or_null("distractors").string_or("");
    INFO(words);
    CHECK((read_by_drag_text(words) == wanted));
    CHECK((read_by_drag_text(content->at_or_null("textField").string_or("")) ==
           std::vector<ReadGap>{{{trim_of_script(answer)}, ""}}));
    read_words += wanted.size();
  }
  CHECK(read_words > 300);
}
