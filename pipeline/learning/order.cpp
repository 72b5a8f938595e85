// "order": three to six lines that follow each other, to be put in order again.
#include "pipeline/base/text.h"
#include "pipeline/learning/derivations.h"

namespace integrart::learning {

namespace {

constexpr std::size_t least_lines = 3, usual_lines = 4, most_lines = 6;
constexpr std::size_t most_groups = 8;
constexpr std::size_t longest_line = 120;  // grapheme clusters: longer ones do not fit on a phone

/// Different lines that follow each other in the work, in stretches.
std::vector<std::vector<const Line*>> stretches(const Lines& lines) {
  std::vector<std::vector<const Line*>> list;
  for (const Line& line : lines.unique) {
    if (grapheme_count(line.text) > longest_line) continue;
    const bool follows = !list.empty() && list.back().back()->position + 1 == line.position;
    if (!follows) list.emplace_back();
    list.back().push_back(&line);
  }
  return list;
}

/// A stretch cut into groups of four; what is left over makes the last group longer or a group of three.
std::vector<std::vector<const Line*>> groups(const std::vector<const Line*>& stretch) {
  std::vector<std::vector<const Line*>> list;
  for (std::size_t at = 0; stretch.size() - at >= least_lines;) {
    const std::size_t left = stretch.size() - at;
    const std::size_t size = left <= most_lines ? left : usual_lines;
    list.emplace_back(stretch.begin() + static_cast<std::ptrdiff_t>(at),
                      stretch.begin() + static_cast<std::ptrdiff_t>(at + size));
    at += size;
  }
  return list;
}

}  // namespace

std::vector<Activity> derive_order(const Material& material) {
  Activity activity = activity_of(material, "order");
  Random random = random_for(material, activity);
  std::vector<std::vector<const Line*>> all;
  for (const auto& stretch : stretches(material.lines))
    for (auto& group : groups(stretch)) all.push_back(std::move(group));
  for (const auto& group : spread(all, most_groups)) {
    OrderItem item;
    for (const Line* line : group) item.lines.push_back(line->text);
    item.shown = random.disorder(item.lines.size());
    add_item(activity, group, std::move(item));
  }
  return unless_empty(std::move(activity));
}

}  // namespace integrart::learning
