#include "formats/subtitle/ttml/timing.h"

#include <algorithm>

namespace integrart {
namespace {

TtmlTime sum(TtmlTime a, TtmlTime b) {
  return a >= ttml_never || b >= ttml_never ? ttml_never : a + b;
}

/// Whether a `set` shows or hides; absent when it changes something else.
std::optional<bool> shows(const XmlNode& set) {
  if (const auto value = ttml_attribute(set, TtmlVocabulary::style, "visibility"); !value.empty())
    return value != "hidden";
  if (const auto value = ttml_attribute(set, TtmlVocabulary::style, "display"); !value.empty()) return value != "none";
  if (const auto value = ttml_attribute(set, TtmlVocabulary::style, "opacity"); !value.empty())
    return value != "0" && value != "0.0";
  return std::nullopt;
}

}  // namespace

TtmlInterval common_part(const TtmlInterval& a, const TtmlInterval& b) {
  return {std::max(a.begin, b.begin), std::min(a.end, b.end)};
}

std::optional<TtmlTiming> ttml_timing(const XmlNode& element, TtmlTime reference, const TtmlClock& clock) {
  bool readable = true;
  const auto stated = [&](std::string_view name) -> std::optional<TtmlTime> {
    const std::string_view text = ttml_attribute(element, TtmlVocabulary::content, name);
    if (text.empty()) return std::nullopt;
    const auto time = ttml_time(text, clock);
    readable = readable && time;
    return time;
  };
  TtmlTiming timing;
  timing.begin = sum(reference, stated("begin").value_or(0));
  if (const auto end = stated("end")) timing.end = sum(reference, *end);
  if (const auto length = stated("dur"))
    timing.end = std::min(timing.end.value_or(ttml_never), sum(timing.begin, *length));
  if (!readable) return std::nullopt;
  return timing;
}

std::vector<TtmlChange> ttml_changes(const XmlNode& element, const TtmlInterval& when, const TtmlClock& clock) {
  constexpr std::size_t most = 100;
  std::vector<TtmlChange> changes;
  for (const XmlNode& child : element.children) {
    if (ttml_element(child) != "set" || changes.size() >= most) continue;
    const auto shown = shows(child);
    const auto timing = ttml_timing(child, when.begin, clock);
    if (shown && timing)
      changes.push_back({common_part(when, {timing->begin, timing->end.value_or(ttml_never)}), *shown});
  }
  return changes;
}

std::vector<TtmlInterval> seen_parts(const TtmlInterval& when, bool shown, const std::vector<TtmlChange>& changes) {
  if (changes.empty()) return shown ? std::vector{when} : std::vector<TtmlInterval>{};
  std::vector<TtmlTime> edges{when.begin, when.end};
  for (const TtmlChange& change : changes)
    for (const TtmlTime edge : {change.when.begin, change.when.end})
      if (edge > when.begin && edge < when.end) edges.push_back(edge);
  std::ranges::sort(edges);
  std::vector<TtmlInterval> parts;
  for (std::size_t i = 0; i + 1 < edges.size(); ++i) {
    bool seen = shown;
    for (const TtmlChange& change : changes)
      if (change.when.begin <= edges[i] && edges[i] < change.when.end) seen = change.shown;
    if (!seen || edges[i] == edges[i + 1]) continue;
    if (!parts.empty() && parts.back().end == edges[i])
      parts.back().end = edges[i + 1];
    else
      parts.push_back({edges[i], edges[i + 1]});
  }
  return parts;
}

}  // namespace integrart
