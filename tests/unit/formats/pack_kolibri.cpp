// The pieces of the Kolibri channel that a look at the finished folder does not show.
#include "formats/pack/kolibri/database.h"
#include "formats/pack/kolibri/perseus.h"
#include "tests/pack_trial_files.h"

using namespace integrart;

namespace {

Activity gaps(const std::vector<std::pair<std::string, std::string>>& lines) {
  Activity activity;
  activity.id = "gap_fill-1";
  activity.kind = "gap_fill";
  activity.title = activity.instructions = {"web.words", {}};
  for (const auto& [text, answer] : lines) {
    GapItem item;
    item.text = text;
    item.gaps.push_back({.begin = text.find(answer), .length = answer.size(), .answers = {answer}, .tip = ""});
    activity.items.push_back({.id = std::to_string(activity.items.size()), .cues = {}, .when = {}, .content = item});
  }
  return activity;
}

Json item_of(const kolibri::Exercise& exercise, std::size_t number) {
  const std::string path = exercise.assessment.items.at(number) + ".json";
  for (const PackEntry& entry : exercise.files)
    if (entry.path == path) return value_of(parse_json(std::get<std::string>(entry.content)));
  FAIL("no " << path);
  return {};
}

}  // namespace

TEST_CASE("licences are called as Kolibri calls them") {
  CHECK(kolibri::licence_name("CC-BY-4.0") == "CC BY");
  CHECK(kolibri::licence_name("CC-BY-NC-SA-3.0") == "CC BY-NC-SA");
  CHECK(kolibri::licence_name("CC0-1.0") == "Public Domain");
  CHECK(kolibri::licence_name("LicenseRef-Museum") == "Special Permissions");
}

TEST_CASE("texts of exercises show what they say, whatever Markdown makes of it") {
  CHECK(kolibri::markdown_escaped("дім") == "дім");
  CHECK(kolibri::markdown_escaped("*a* [[☃ radio 1]] $x$") == "\\*a\\* \\[\\[☃ radio 1\\]\\] \\$x\\$");
  CHECK(kolibri::markdown_escaped("1. a\n- b") == "1\\. a  \n\\- b");
}

TEST_CASE("a gap is a list of the words of all gaps, and one of them is right") {
  const Uuid space = uuid_domain_names;
  const auto exercise =
      kolibri::exercise_of(gaps({{"two keys", "keys"}, {"one house", "house"}, {"a song", "song"}}), space, "en", "en");
  REQUIRE(exercise);
  CHECK(exercise->assessment.items.size() == 3);
  CHECK(exercise->assessment.of == 3);
  CHECK(exercise->assessment.right == 2);
  const Json question = item_of(*exercise, 1).at_or_null("question");
  CHECK(question.at_or_null("content").string_or("").find("one [[☃ dropdown 1]]") != std::string::npos);
  const Json& choices =
      question.at_or_null("widgets").at_or_null("dropdown 1").at_or_null("options").at_or_null("choices");
  std::vector<std::string> words, right;
  for (const Json& choice : choices.items()) {
    words.push_back(choice.at_or_null("content").string_or(""));
    if (choice.at_or_null("correct").boolean_or(false)) right.push_back(words.back());
  }
  CHECK(words == std::vector<std::string>{"house", "keys", "song"});
  CHECK(right == std::vector<std::string>{"house"});
}

TEST_CASE("a line that has a blank of its own has its list where the gap is, before the blank or after it") {
  const auto exercise = kolibri::exercise_of(gaps({{"____ and two keys", "keys"}, {"one house ____ here", "house"}}),
                                             uuid_domain_names, "en", "en");
  REQUIRE(exercise);
  const auto content = [&](std::size_t number) {
    return item_of(*exercise, number).at_or_null("question").at_or_null("content").string_or("");
  };
  const std::string blank = "\\_\\_\\_\\_", list = "[[☃ dropdown 1]]";
  CHECK(content(0).ends_with("\n\n" + blank + " and two " + list));
  CHECK(content(1).ends_with("\n\none " + list + " " + blank + " here"));
}

TEST_CASE("gaps that all take one word are no exercise, and lines out of order are one") {
  CHECK_FALSE(kolibri::exercise_of(gaps({{"la la", "la"}, {"la", "la"}}), uuid_domain_names, "en", "en"));
  Activity order;
  order.kind = "order";
  order.title = order.instructions = {"web.words", {}};
  order.items.push_back({.id = "1", .cues = {}, .when = {}, .content = OrderItem{{"one", "two", "three"}, {2, 0, 1}}});
  const auto exercise = kolibri::exercise_of(order, uuid_domain_names, "en", "en");
  REQUIRE(exercise);
  const Json options =
      item_of(*exercise, 0).at_or_null("question").at_or_null("widgets").at_or_null("sorter 1").at_or_null("options");
  CHECK(texts_of(options.at_or_null("correct")) == std::vector<std::string>{"one", "two", "three"});
}
