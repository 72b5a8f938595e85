#include "pipeline/fingerprint/film_match.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "pipeline/fingerprint/hash_index.h"

namespace integrart {

namespace {

constexpr std::array<double, 7> film_speeds{1, 0.98, 1.02, 0.96, 1.04, 0.94, 1.06};
/// Before a film is looked for turned, one picture a second is: a common stretch of four seconds has two of those.
constexpr double seconds_per_glance = 1;
constexpr int least_glances = 2;
constexpr double seconds_per_bin = 0.5;
/// A picture may be that far from where its like is expected: half a bin, and what sampling adds.
constexpr double tolerance = 0.75;
/// What a picture without its like costs, where one with it is worth 1: 60 % of a stretch must have them.
constexpr double cost_of_none = least_film_share / (1 - least_film_share);
/// Films that stand still have that many pairs at most looked at.
constexpr std::size_t most_pairs = 4'000'000;

std::vector<FrameHash> usable(std::span<const FrameHash> frames, Turn turn) {
  std::vector<FrameHash> result;
  for (const FrameHash& frame : frames)
    if (frame.quality >= least_quality)
      result.push_back({frame.time, turn == Turn::none ? frame.hash : turned(frame.hash, turn), frame.quality});
  return result;
}

/// Which time of the entry belongs to a time of the query: offset + speed * time.
struct Line {
  double offset = 0;
  double speed = 1;
  int votes = 0;
};

/// Every pair of like pictures votes for one line of each speed; a picture of the query votes once for a line.
class LineVotes {
 public:
  LineVotes(double query_seconds, double entry_seconds)
      : m_zero(static_cast<std::size_t>(query_seconds * film_speeds.back() / seconds_per_bin) + 2),
        m_bins(m_zero + static_cast<std::size_t>(entry_seconds / seconds_per_bin) + 3) {
    for (std::size_t i = 0; i < film_speeds.size(); ++i) {
      m_votes.emplace_back(m_bins, 0);
      m_voted.emplace_back(m_bins, -1);
    }
  }

  void vote(int picture, double query_time, double entry_time) {
    for (std::size_t i = 0; i < film_speeds.size(); ++i) {
      const double bin = std::floor((entry_time - film_speeds.at(i) * query_time) / seconds_per_bin);
      const auto at = static_cast<std::size_t>(bin + static_cast<double>(m_zero));
      if (at >= m_bins || m_voted[i][at] == picture) continue;
      m_voted[i][at] = picture;
      ++m_votes[i][at];
    }
  }

  Line best() const {
    Line best;
    for (std::size_t i = 0; i < film_speeds.size(); ++i)
      for (std::size_t at = 0; at < m_bins; ++at)
        if (m_votes[i][at] > best.votes)
          best = {(static_cast<double>(at) - static_cast<double>(m_zero) + 0.5) * seconds_per_bin, film_speeds.at(i),
                  m_votes[i][at]};
    return best;
  }

 private:
  std::size_t m_zero;
  std::size_t m_bins;
  std::vector<std::vector<int>> m_votes;
  std::vector<std::vector<int>> m_voted;  // the last picture that voted
};

/// Distance to the nearest picture of the entry around `time`; the greatest there is when there is none.
int nearest(const FrameHash& picture, double time, const std::vector<FrameHash>& entry) {
  int least = std::numeric_limits<int>::max();
  const auto begin = std::ranges::lower_bound(entry, time - tolerance, {}, &FrameHash::time);
  for (auto at = begin; at != entry.end() && at->time <= time + tolerance; ++at)
    least = std::min(least, distance(picture.hash, at->hash));
  return least;
}

int different_pictures(std::span<const FrameHash> frames, int most_bits) {
  std::vector<PdqHash> different;
  for (const FrameHash& frame : frames) {
    const bool known =
        std::ranges::any_of(different, [&](const PdqHash& hash) { return distance(hash, frame.hash) <= most_bits; });
    if (!known) different.push_back(frame.hash);
    if (different.size() >= least_different_pictures) break;
  }
  return static_cast<int>(different.size());
}

/// The stretch along the line where the most pictures have their like.
std::optional<FilmMatch> stretch_of(const std::vector<FrameHash>& query, const std::vector<FrameHash>& entry,
                                    const Line& line, const FilmNearness& nearness) {
  std::size_t begin = 0;
  std::size_t best_begin = 0;
  std::size_t best_end = 0;
  double worth = 0;
  double best_worth = 0;
  std::vector<int> distances;
  for (std::size_t i = 0; i < query.size(); ++i) {
    distances.push_back(nearest(query[i], line.offset + line.speed * query[i].time, entry));
    worth += distances.back() <= nearness.most_bits ? 1 : -cost_of_none;
    if (worth <= 0) {
      worth = 0;
      begin = i + 1;
    } else if (worth > best_worth) {
      best_worth = worth;
      best_begin = begin;
      best_end = i + 1;
    }
  }
  if (best_end == 0) return std::nullopt;
  const auto inside = std::span(query).subspan(best_begin, best_end - best_begin);
  FilmMatch match;
  for (std::size_t i = best_begin; i < best_end; ++i) {
    if (distances[i] > nearness.most_bits) continue;
    ++match.pictures;
    match.distance += distances[i];
  }
  match.distance /= std::max(1, match.pictures);
  match.begin = inside.front().time;
  match.end = inside.back().time;
  match.entry_begin = std::max(0.0, line.offset + line.speed * match.begin);
  match.speed = line.speed;
  if (match.end - match.begin < nearness.least_seconds ||
      different_pictures(inside, nearness.most_bits) < least_different_pictures)
    return std::nullopt;
  return match;
}

/// Whether some of the query's pictures have their like at all.
bool may_match(const std::vector<FrameHash>& query, Turn turn, const HashIndex& index, int most_bits) {
  std::vector<PdqHash> glances;
  double next = 0;
  for (const FrameHash& picture : query) {
    if (picture.time < next) continue;
    next = picture.time + seconds_per_glance;
    glances.push_back(turned(picture.hash, turn));
  }
  std::vector<bool> is_near(glances.size(), false);
  for (const NearHash& near : index.near(glances, most_bits, most_pairs)) is_near[near.query] = true;
  return std::ranges::count(is_near, true) >= least_glances;
}

bool is_usual(Turn turn) {
  return turn == Turn::none || turn == Turn::mirrored;
}

}  // namespace

std::optional<FilmMatch> match_films(std::span<const FrameHash> query, std::span<const FrameHash> entry,
                                     const FilmNearness& nearness) {
  const std::vector<FrameHash> entries = usable(entry, Turn::none);
  HashIndex index;
  for (const FrameHash& picture : entries) index.add(picture.hash);
  std::optional<FilmMatch> best;
  const std::vector<FrameHash> as_it_is = usable(query, Turn::none);
  if (as_it_is.empty() || entries.empty()) return std::nullopt;
  for (const Turn turn : all_turns) {
    if (!is_usual(turn) && !may_match(as_it_is, turn, index, nearness.most_bits)) continue;
    const std::vector<FrameHash> queries = usable(query, turn);
    std::vector<PdqHash> hashes;
    for (const FrameHash& picture : queries) hashes.push_back(picture.hash);
    LineVotes votes(queries.back().time, entries.back().time);
    for (const NearHash& near : index.near(hashes, nearness.most_bits, most_pairs))
      votes.vote(static_cast<int>(near.query), queries[near.query].time, entries[near.entry].time);
    auto match = stretch_of(queries, entries, votes.best(), nearness);
    if (!match || (best && best->pictures >= match->pictures)) continue;
    match->turn = turn;
    best = match;
  }
  return best;
}

}  // namespace integrart
