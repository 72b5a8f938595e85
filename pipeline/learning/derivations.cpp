#include "pipeline/learning/derivations.h"

#include <algorithm>

#include "pipeline/base/digest.h"
#include "pipeline/learning/line_source.h"

namespace integrart::learning {

Activity activity_of(const Material& material, std::string_view kind, int level) {
  const std::string name = std::string(kind) + (level == 0 ? "" : "_" + std::to_string(level));
  Activity activity;
  activity.id = std::string(kind) + (level == 0 ? "" : "-" + std::to_string(level));
  activity.kind = kind;
  activity.level = level;
  activity.language = material.lines.language;
  activity.title = {"learning.title_" + name, {}};
  activity.instructions = {"learning.instructions_" + std::string(kind), {}};
  return activity;
}

Random random_for(const Material& material, const Activity& activity) {
  return Random(std::string_view(material.work.id + "/" + activity.id));
}

namespace {

/// By what it says, so that it is called the same wherever it stands among the others.
std::string item_id(const Activity& activity, const std::string& words) {
  const std::string stem = digest_of(words).hex().substr(0, 8);
  std::string id = stem;
  for (int number = 2; std::ranges::find(activity.items, id, &ActivityItem::id) != activity.items.end(); ++number)
    id = stem + "-" + std::to_string(number);
  return id;
}

}  // namespace

void add_item(Activity& activity, const std::string& words, ActivityContent content) {
  ActivityItem item;
  item.id = item_id(activity, words);
  item.content = std::move(content);
  activity.items.push_back(std::move(item));
}

void add_item(Activity& activity, const std::vector<const Line*>& lines, ActivityContent content) {
  ActivityItem item;
  std::string words;
  for (const Line* line : lines) {
    words += line->text + "\n";
    item.cues.insert(item.cues.end(), line->cues.begin(), line->cues.end());
    item.source.push_back(line_source(*line, activity.kind));
    if (!line->when) continue;
    if (!item.when) item.when = line->when;
    // The last line may be sung before an earlier one ends; what is heard goes to the later end.
    if (item.when->end && (!line->when->end || *item.when->end < *line->when->end)) item.when->end = line->when->end;
  }
  item.id = item_id(activity, words);
  item.content = std::move(content);
  activity.items.push_back(std::move(item));
}

std::vector<Activity> unless_empty(Activity activity) {
  std::vector<Activity> list;
  if (!activity.items.empty()) list.push_back(std::move(activity));
  return list;
}

}  // namespace integrart::learning
