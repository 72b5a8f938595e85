#include <catch2/catch.hpp>

#include "pipeline/base/documents/activity.h"
#include "pipeline/base/documents/pack_manifest.h"

using namespace integrart;

namespace {

Activity activity_of(std::string kind, ActivityContent content) {
  Activity activity;
  activity.id = kind + "-1";
  activity.kind = std::move(kind);
  activity.level = 1;
  activity.language = LanguageTag::parse("uk").value().value;
  activity.title = {"learning.title_gap_fill", {}};
  activity.instructions = {"learning.instructions_gap_fill", {}};
  ActivityItem item;
  item.id = "1";
  item.cues = {"c1"};
  item.when = TimeRange{MediaTime::from_milliseconds(1500), MediaTime::from_milliseconds(3250)};
  item.content = std::move(content);
  activity.items.push_back(std::move(item));
  return activity;
}

LocalisedText in_english(std::string text) {
  LocalisedText localised;
  localised.by_language["en"] = std::move(text);
  return localised;
}

// "У кишені два ключі": the gap is "два", which begins at code point 9 and byte 16.
GapItem keys_with_gap() {
  return {"У кишені два ключі", {{16, 6, {"два"}, "д…"}}};
}

std::vector<Activity> one_of_each_kind() {
  const LineItem sung{"ля ля", {{{MediaTime::from_milliseconds(1500), MediaTime::from_milliseconds(1700)}, "ля"}}, {}};
  const ActivityGap gap = keys_with_gap().gaps.front();
  std::vector<Activity> all;
  all.push_back(activity_of("karaoke", sung));
  all.push_back(activity_of("gap_fill", keys_with_gap()));
  all.push_back(activity_of("choice", ChoiceItem{"У кишені два ключі", gap, {"сад", "два"}, 1}));
  all.push_back(activity_of("order", OrderItem{{"a", "b", "c"}, {2, 0, 1}}));
  all.push_back(activity_of("match", MatchItem{{{"a", in_english("x")}, {"b", in_english("y")}}, {1, 0}}));
  all.push_back(activity_of("dictation", DictationItem{"Ля, ля!", {"Ля, ля!", "Ля ля"}, in_english("la")}));
  all.push_back(activity_of("vocabulary", VocabularyItem{"два", 2, "У кишені два ключі", 16, 6, in_english("two")}));
  all.push_back(activity_of("flashcards", FlashcardItem{"два", in_english("two")}));
  all.push_back(activity_of("repeat", LineItem{"ля ля", {}, in_english("la")}));
  QuestionItem question;
  question.question = in_english("How many keys?");
  question.options = {in_english("two"), in_english("three")};
  question.correct = {0};
  question.explanation = in_english("Two homes, two keys.");
  all.push_back(activity_of("questions", question));
  return all;
}

}  // namespace

TEST_CASE("an activity of every kind survives its document", "[activity]") {
  const std::vector<Activity> all = one_of_each_kind();
  REQUIRE(all.size() == activity_kinds.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    INFO(all[i].kind);
    CHECK(all[i].kind == activity_kinds[i]);
    const auto again = Activity::from_json(all[i].to_json());
    REQUIRE(again);
    CHECK(again->to_json() == all[i].to_json());
    CHECK(again->items.front().content.index() == all[i].items.front().content.index());
  }
}

TEST_CASE("offsets of the document are code points", "[activity]") {
  const Json json = activity_of("gap_fill", keys_with_gap()).to_json();
  const Json& gap = json.at_or_null("items").items()[0].at_or_null("gaps").items()[0];
  CHECK(gap.at_or_null("span") == Json::array({9, 12}));
  const auto again = Activity::from_json(json);
  REQUIRE(again);
  CHECK(std::get<GapItem>(again->items[0].content) == keys_with_gap());
}

TEST_CASE("an exercise that was written down with offsets and lengths is read, and written anew", "[activity]") {
  const Json json = activity_of("gap_fill", keys_with_gap()).to_json();
  std::string older = json.dump();
  for (const auto& [now, before] : {std::pair{"\"span\":[9,12]", "\"at\":[9,3]"}, {"activity/2", "activity/1"}}) {
    const std::size_t place = older.find(now);
    REQUIRE(place != std::string::npos);
    older.replace(place, std::string_view(now).size(), before);
  }
  const auto read = parse_json(older);
  REQUIRE(read);
  const auto activity = Activity::from_json(*read);
  REQUIRE(activity);
  CHECK(activity->to_json() == json);
}

TEST_CASE("what an item was made from survives its document, and older documents do without", "[activity]") {
  Activity activity = activity_of("gap_fill", keys_with_gap());
  CHECK(activity.to_json().at_or_null("items").items()[0].find("source") == nullptr);
  activity.items[0].source = {"0123456789abcdef01234567"};
  const auto again = Activity::from_json(activity.to_json());
  REQUIRE(again);
  CHECK(again->items[0].source == activity.items[0].source);
  for (const Json& source : {Json("0123456789abcdef01234567"), Json::array({"0123"}), Json::array({7}),
                             Json::array({"0123456789ABCDEF01234567"}),
                             Json(json_list(std::vector<std::string>(101, activity.items[0].source[0])))}) {
    Json json = activity.to_json();
    Json item = json.at_or_null("items").items()[0];
    item["source"] = source;
    json["items"] = Json::array({item});
    CHECK_FALSE(Activity::from_json(json));
  }
}

TEST_CASE("activities that contradict themselves are refused", "[activity]") {
  const auto broken = [](std::string_view kind, auto&& breaking) {
    for (const Activity& one : one_of_each_kind())
      if (one.kind == kind) {
        Json json = one.to_json();
        Json item = json.at_or_null("items").items()[0];
        breaking(json, item);
        json["items"] = Json::array({item});
        return Activity::from_json(json).has_value();
      }
    return true;
  };
  CHECK(broken("gap_fill", [](Json&, Json&) {}));
  CHECK_FALSE(broken("gap_fill", [](Json& json, Json&) { json["kind"] = "gaps"; }));
  CHECK_FALSE(broken("gap_fill", [](Json& json, Json&) { json["level"] = 4; }));
  CHECK_FALSE(broken("gap_fill", [](Json& json, Json&) { json["schema"] = "activity/3"; }));
  CHECK_FALSE(broken("gap_fill", [](Json&, Json& item) { item["when"] = Json::array({-1, 2}); }));
  CHECK_FALSE(broken("gap_fill", [](Json&, Json& item) {
    const Json gap = item.at_or_null("gaps").items()[0];
    item["gaps"] = Json::array({gap, gap});
  }));
  for (const Json& span : {Json::array({9, 39}), Json::array({-1, 3}), Json::array({9, 9}), Json::array({9}), Json()})
    CHECK_FALSE(broken("choice", [&](Json&, Json& item) { item["gap"]["span"] = span; }));
  CHECK_FALSE(broken("choice", [](Json&, Json& item) { item["correct"] = 2; }));
  CHECK_FALSE(broken("order", [](Json&, Json& item) { item["shown"] = Json::array({0, 0, 1}); }));
  CHECK_FALSE(broken("match", [](Json&, Json& item) { item["shown"] = Json::array({0}); }));
  CHECK_FALSE(broken("karaoke", [](Json&, Json& item) {
    item["words"] = Json::array({Json::object({{"text", "x"}, {"start", "soon"}})});
  }));
  CHECK_FALSE(broken("questions", [](Json&, Json& item) { item["correct"] = Json::array({7}); }));
}

TEST_CASE("pieces of a text with gaps put together again are the text", "[activity]") {
  const GapItem item = keys_with_gap();
  CHECK(gap_pieces(item.text, item.gaps) == std::vector<std::string>{"У кишені ", "два", " ключі"});
  CHECK(with_blank({item.text, item.gaps[0], {}, 0}) == "У кишені ____ ключі");
  CHECK(gap_pieces("abc", {}) == std::vector<std::string>{"abc"});
}

TEST_CASE("a pack manifest carries the activities of its works", "[activity]") {
  PackManifest manifest;
  manifest.id = "songs";
  PackWork& work = manifest.works.emplace_back();
  work.id = "keys";
  work.kind = "audio";
  work.activities = one_of_each_kind();
  const auto again = PackManifest::from_json(manifest.to_json());
  REQUIRE(again);
  CHECK(again->to_json() == manifest.to_json());
  CHECK(again->works[0].activities.size() == activity_kinds.size());
}
