#include "pipeline/language/track_pairs.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "pipeline/language/cue_sentences.h"

namespace integrart {

namespace {

constexpr std::size_t most_cues = 5'000;
constexpr double least_shared = 0.6;  // of the longer of both times

std::string line_of(const Cue& cue) {
  std::string line = plain_text(cue);
  std::ranges::replace(line, '\n', ' ');
  return line;
}

struct Span {
  double begin = 0;
  double end = 0;
};
Span span_of(const Cue& cue) {
  const double begin = cue.when.begin.seconds();
  return {begin, cue.when.end ? cue.when.end->seconds() : begin};
}

/// The cues of a pair lie at the same time.
bool fit(const Span& one, const Span& other) {
  const double shared = std::min(one.end, other.end) - std::max(one.begin, other.begin);
  return shared >= least_shared * std::max(one.end - one.begin, other.end - other.begin) && shared > 0;
}

}  // namespace

std::vector<MemoryEntry> track_pairs(const CueTrack& from, const CueTrack& to) {
  std::vector<MemoryEntry> entries;
  if (from.cues.size() > most_cues || to.cues.size() > most_cues) return entries;
  std::set<std::tuple<std::string, std::string, std::string>> known;
  for (const DualCue& pair : pair_by_overlap(from, to)) {
    if (pair.second.empty()) continue;
    const std::size_t first = pair.first;
    Span together = span_of(to.cues[pair.second.front()]);
    MemoryEntry entry;
    for (const std::size_t number : pair.second) {
      const Span span = span_of(to.cues[number]);
      together = {std::min(together.begin, span.begin), std::max(together.end, span.end)};
      entry.target += (entry.target.empty() ? "" : " ") + line_of(to.cues[number]);
    }
    entry.source = line_of(from.cues[first]);
    if (entry.source.empty() || entry.target.empty() || !fit(span_of(from.cues[first]), together)) continue;
    if (first > 0) entry.source_before = line_of(from.cues[first - 1]);
    if (first + 1 < from.cues.size()) entry.source_after = line_of(from.cues[first + 1]);
    entry.origin = "human";
    if (known.emplace(entry.source_before, entry.source, entry.source_after).second)
      entries.push_back(std::move(entry));
  }
  return entries;
}

bool licence_allows_sharing(std::string_view licence) {
  if (licence.starts_with("CC0-") || licence.starts_with("CC-PDDC") || licence == "Unlicense") return true;
  return licence.starts_with("CC-BY") && licence.find("-ND") == std::string_view::npos;
}

}  // namespace integrart
