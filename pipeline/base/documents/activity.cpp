#include "pipeline/base/documents/activity.h"

#include <algorithm>

#include "pipeline/base/documents/activity_content.h"

namespace integrart {

namespace {

constexpr std::size_t most_items = 1000;
constexpr std::size_t most_source_lines = 100;
constexpr double last_second = 1e10;  // as in cue tracks: keeps hostile numbers away from integer arithmetic

tl::unexpected<Error> refused(std::string_view key, std::string_view expected) {
  return fail(Errc::invalid_input, "base.document_member",
              {{"key", std::string(key)}, {"expected", std::string(expected)}});
}

Json json_of(const TimeRange& when) {
  return Json::array({when.begin.seconds(), when.end ? Json(when.end->seconds()) : Json()});
}

Result<MediaTime> time_from(const Json& json) {
  const double seconds = json.number_or(-1);
  if (!json.is_number() || !(seconds >= 0) || seconds > last_second) return refused("when", "seconds, not negative");
  return MediaTime::from_seconds(seconds);
}

Result<std::optional<TimeRange>> range_from(const Json& json) {
  if (json.is_null()) return std::optional<TimeRange>{};
  if (json.items().size() != 2) return refused("when", "[begin, end]");
  TimeRange when;
  TRY_ASSIGN(when.begin, time_from(json.items()[0]));
  if (json.items()[1].is_null()) return std::optional<TimeRange>{when};
  TRY_ASSIGN(when.end, time_from(json.items()[1]));
  return std::optional<TimeRange>{when};
}

Json json_of(const ActivityItem& item) {
  Json json = to_json(item.content);
  json["id"] = item.id;
  json["cues"] = json_list(item.cues);
  json["when"] = item.when ? json_of(*item.when) : Json();
  if (!item.source.empty()) json["source"] = json_list(item.source);
  return json;
}

Result<std::vector<std::string>> source_from(const Json& json) {
  constexpr std::size_t digits = 24;
  std::vector<std::string> source;
  if (json.is_null()) return source;
  if (!json.is_array() || json.items().size() > most_source_lines) return refused("source", "a list of at most 100");
  for (const Json& one : json.items()) {
    std::string text = one.string_or("");
    if (text.size() != digits || text.find_first_not_of("0123456789abcdef") != std::string_view::npos)
      return refused("source", "24 digits from 0 to f each");
    source.push_back(std::move(text));
  }
  return source;
}

Result<ActivityItem> item_from(const Json& json, std::string_view kind) {
  ActivityItem item;
  TRY_ASSIGN(item.id, json.require_string("id"));
  item.cues = texts_of(json.at_or_null("cues"));
  TRY_ASSIGN(item.when, range_from(json.at_or_null("when")));
  TRY_ASSIGN(item.content, content_from_json(json, kind));
  TRY_ASSIGN(item.source, source_from(json.at_or_null("source")));
  return item;
}

}  // namespace

Json Activity::to_json() const {
  Json json = Json::object({{"schema", "activity/2"},
                            {"id", id},
                            {"kind", kind},
                            {"level", level},
                            {"language", language.text()},
                            {"title", integrart::to_json(title)},
                            {"instructions", integrart::to_json(instructions)},
                            {"estimated_times", estimated_times},
                            {"items", Json::empty_array()}});
  for (const ActivityItem& item : items) json["items"].push_back(json_of(item));
  return json;
}

Result<Activity> Activity::from_json(const Json& json) {
  TRY_ASSIGN(const std::string schema, json.require_string("schema"));
  if (schema != "activity/2" && schema != "activity/1")
    return fail(Errc::unsupported, "base.schema_unknown", {{"schema", schema}, {"expected", "activity/2"}});
  Activity activity;
  TRY_ASSIGN(activity.id, json.require_string("id"));
  TRY_ASSIGN(activity.kind, json.require_string("kind"));
  if (std::ranges::find(activity_kinds, activity.kind) == activity_kinds.end())
    return refused("kind",
                   "karaoke, gap_fill, choice, order, match, dictation, vocabulary, flashcards, repeat or "
                   "questions");
  const std::int64_t level = json.at_or_null("level").integer_or(0);
  if (level < 0 || level > 3) return refused("level", "0 to 3");
  activity.level = static_cast<int>(level);
  TRY_ASSIGN(auto language, LanguageTag::parse(json.at_or_null("language").string_or("und")));
  activity.language = std::move(language.value);
  TRY_ASSIGN(activity.title, message_from_json(json.at_or_null("title")));
  TRY_ASSIGN(activity.instructions, message_from_json(json.at_or_null("instructions")));
  activity.estimated_times = json.at_or_null("estimated_times").boolean_or(false);
  TRY_ASSIGN(const Json::Array* items, json.require_array("items"));
  if (items->size() > most_items) return refused("items", "at most 1000");
  for (const Json& one : *items) {
    TRY_ASSIGN(ActivityItem item, item_from(one, activity.kind));
    activity.items.push_back(std::move(item));
  }
  return activity;
}

std::vector<std::string> gap_pieces(std::string_view text, const std::vector<ActivityGap>& gaps) {
  std::vector<std::string> pieces;
  std::size_t at = 0;
  for (const ActivityGap& gap : gaps) {
    pieces.emplace_back(text.substr(at, gap.begin - at));
    pieces.emplace_back(text.substr(gap.begin, gap.length));
    at = gap.begin + gap.length;
  }
  pieces.emplace_back(text.substr(at));
  return pieces;
}

std::string with_blank(const ChoiceItem& item, std::string_view blank) {
  const std::vector<std::string> pieces = gap_pieces(item.text, {item.gap});
  return pieces[0] + std::string(blank) + pieces[2];
}

}  // namespace integrart
