#include "pipeline/learning/line_source.h"

#include <algorithm>
#include <array>
#include <set>

#include "pipeline/base/digest.h"
#include "pipeline/base/text.h"

namespace integrart::learning {

namespace {

constexpr std::size_t digits = 8;  // of each of the three digests
constexpr Rational microseconds{1, 1000000};

std::string short_digest(std::string_view text) {
  return digest_of(text).hex().substr(0, digits);
}

std::string text_of(const MediaTime& time) {
  return std::to_string(time.ticks_in(microseconds)) + " ";
}

std::string text_of(const TimeRange& when) {
  return text_of(when.begin) + (when.end ? text_of(*when.end) : "end ");
}

std::string times_of(const Line& line, std::string_view kind) {
  std::string times = line.when ? text_of(*line.when) : "";
  if (kind == "karaoke")
    for (const WordTiming& word : line.timings) times += text_of(word.when) + word.text + "\n";
  return times;
}

std::string translations_of(const Line& line, std::string_view kind) {
  constexpr auto without = std::to_array<std::string_view>({"gap_fill", "choice", "order"});
  std::string all;
  if (std::ranges::find(without, kind) == without.end())
    for (const auto& [language, text] : line.translation.by_language) all += language + " " + text + "\n";
  return all;
}

/// The sources of all lines as they are now, for one kind of exercise.
class LinesNow {
 public:
  LinesNow(const Lines& lines, std::string_view kind) {
    for (const Line& line : lines.all) m_in_order.push_back(line_source(line, kind));
    m_sources.insert(m_in_order.begin(), m_in_order.end());
  }

  /// How the line that `source` tells of has changed; empty when it is there as it was. A refrain stands in many
  /// places.
  std::string_view change_of(std::string_view source) const {
    if (!has(source.substr(0, digits))) return "words";
    if (!has(source.substr(0, 2 * digits))) return "times";
    return has(source) ? "" : "translations";
  }

  /// Whether the lines still come one after the other.
  bool are_in_order(const std::vector<std::string>& sources) const {
    auto at = m_in_order.begin();
    for (const std::string& source : sources) {
      at = std::find_if(at, m_in_order.end(), [&](const std::string& one) { return same_words(one, source); });
      if (at == m_in_order.end()) return false;
      ++at;
    }
    return true;
  }

 private:
  bool has(std::string_view beginning) const {
    const auto found = m_sources.lower_bound(beginning);
    return found != m_sources.end() && found->starts_with(beginning);
  }
  static bool same_words(std::string_view a, std::string_view b) { return a.substr(0, digits) == b.substr(0, digits); }

  std::vector<std::string> m_in_order;
  std::set<std::string, std::less<>> m_sources;
};

/// How the lines of an item have changed; what changes most first.
std::string_view change_of(const ActivityItem& item, std::string_view kind, const LinesNow& now) {
  constexpr auto by_weight = std::to_array<std::string_view>({"words", "times", "translations"});
  std::vector<std::string_view> changes;
  for (const std::string& source : item.source) changes.push_back(now.change_of(source));
  for (const std::string_view change : by_weight)
    if (std::ranges::find(changes, change) != changes.end()) return change;
  return kind == "order" && !now.are_in_order(item.source) ? "order" : "";
}

std::string listed(const std::vector<std::string>& ids) {
  constexpr std::size_t most_named = 8;
  constexpr std::size_t longest_id = 40;
  std::string list;
  for (std::size_t i = 0; i < ids.size() && i < most_named; ++i)
    list += (i == 0 ? "" : ", ") + display_name(ids[i], longest_id);
  return ids.size() > most_named ? list + ", …" : list;
}

}  // namespace

std::string line_source(const Line& line, std::string_view kind) {
  return short_digest(line.text) + short_digest(times_of(line, kind)) + short_digest(translations_of(line, kind));
}

void note_older_edits(const Activity& edited, const Lines& lines, const CollectionWork& work,
                      std::vector<Message>& notes) {
  if (std::ranges::all_of(edited.items, [](const ActivityItem& item) { return item.source.empty(); })) return;
  const LinesNow now(lines, edited.kind);
  constexpr auto changes = std::to_array<std::string_view>({"words", "times", "translations", "order"});
  std::array<std::vector<std::string>, changes.size()> items;
  for (const ActivityItem& item : edited.items) {
    const auto change = std::ranges::find(changes, change_of(item, edited.kind, now));
    if (change != changes.end()) items[static_cast<std::size_t>(change - changes.begin())].push_back(item.id);
  }
  for (std::size_t i = 0; i < changes.size(); ++i)
    if (!items[i].empty())
      notes.push_back({"learning.edit_is_older",
                       {{"work", work.id},
                        {"activity", display_name(edited.id)},
                        {"change", std::string(changes[i])},
                        {"count", static_cast<std::int64_t>(items[i].size())},
                        {"items", listed(items[i])},
                        {"file", display_name(work.edited_activities)}}});
}

}  // namespace integrart::learning
