#include "pipeline/fingerprint/sound_match.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

namespace integrart {

namespace {

/// Items whose first bits are equal vote for an offset, as in AcoustID's own comparison (pg_acoustid, 14 bits).
constexpr unsigned key_bits = 14;
constexpr std::size_t keys = std::size_t{1} << key_bits;
/// A key that stands everywhere (long tones, hum) votes for everything.
constexpr std::size_t most_places_of_key = 200;
constexpr std::size_t offsets_looked_at = 12;
constexpr std::array<double, 4> finer_tempos{0.9975, 0.99875, 1.00125, 1.0025};
/// An item of a stretch is worth what it lies below, and costs what it lies above: so long stretches win.
constexpr double bit_errors_of_chance = 9;
/// Below that no other speed could be nearer.
constexpr double equal_bit_errors = 3;

std::size_t key_of(std::uint32_t item) {
  return item >> (32 - key_bits);
}

/// Places of every key in a sound.
class KeyPlaces {
 public:
  explicit KeyPlaces(std::span<const std::uint32_t> items) : m_begin(keys + 1, 0), m_places(items.size()) {
    for (const std::uint32_t item : items)
      if (item != silent_item) ++m_begin[key_of(item) + 1];
    std::partial_sum(m_begin.begin(), m_begin.end(), m_begin.begin());
    std::vector<std::uint32_t> next(m_begin.begin(), m_begin.end() - 1);
    for (std::size_t i = 0; i < items.size(); ++i)
      if (items[i] != silent_item) m_places[next[key_of(items[i])]++] = static_cast<std::uint32_t>(i);
  }

  std::span<const std::uint32_t> of(std::uint32_t item) const {
    const std::size_t key = key_of(item);
    const std::size_t count = m_begin[key + 1] - m_begin[key];
    if (item == silent_item || count > most_places_of_key) return {};
    return std::span(m_places).subspan(m_begin[key], count);
  }

 private:
  std::vector<std::uint32_t> m_begin;
  std::vector<std::uint32_t> m_places;
};

/// Places of the entry minus places of the query that the most items vote for.
std::vector<std::int64_t> likely_offsets(std::span<const std::uint32_t> query, const KeyPlaces& entry,
                                         std::size_t entry_items) {
  std::vector<std::uint32_t> votes(query.size() + entry_items + 2, 0);
  for (std::size_t i = 0; i < query.size(); ++i)
    for (const std::uint32_t place : entry.of(query[i])) ++votes[query.size() + place - i];
  std::vector<std::size_t> best(votes.size());
  std::iota(best.begin(), best.end(), std::size_t{0});
  const std::size_t count = std::min(offsets_looked_at, best.size());
  std::ranges::partial_sort(best, best.begin() + static_cast<std::ptrdiff_t>(count), std::ranges::greater{},
                            [&](std::size_t at) { return votes[at]; });
  std::vector<std::int64_t> offsets;
  for (std::size_t i = 0; i < count && votes[best[i]] > 1; ++i)
    offsets.push_back(static_cast<std::int64_t>(best[i]) - static_cast<std::int64_t>(query.size()));
  return offsets;
}

struct Stretch {
  std::size_t begin = 0;  // items of the query
  std::size_t end = 0;
  double bit_errors = 32;
};

/// The stretch that is worth most.
std::optional<Stretch> best_stretch(std::span<const std::uint32_t> query, std::span<const std::uint32_t> entry,
                                    std::int64_t offset) {
  const auto first = static_cast<std::size_t>(std::max<std::int64_t>(0, -offset));
  const auto last =
      std::min<std::int64_t>(static_cast<std::int64_t>(query.size()), static_cast<std::int64_t>(entry.size()) - offset);
  Stretch best;
  double best_worth = 0;
  double worth = 0;
  std::int64_t errors = 0;
  std::size_t begin = first;
  for (std::size_t i = first; static_cast<std::int64_t>(i) < last; ++i) {
    const std::uint32_t other = entry[static_cast<std::size_t>(static_cast<std::int64_t>(i) + offset)];
    const bool says_nothing = query[i] == silent_item || other == silent_item;
    const int bits = says_nothing ? static_cast<int>(bit_errors_of_chance) : std::popcount(query[i] ^ other);
    worth += bit_errors_of_chance - bits;
    errors += bits;
    if (worth <= 0) {
      worth = 0;
      errors = 0;
      begin = i + 1;
    } else if (worth > best_worth) {
      best_worth = worth;
      best = {begin, i + 1, static_cast<double>(errors) / static_cast<double>(i + 1 - begin)};
    }
  }
  if (static_cast<double>(best.end - best.begin) * seconds_per_item < least_sound_seconds) return std::nullopt;
  return best;
}

/// The items as they would be were the sound as much shorter, its pitch kept.
SoundItems at_tempo(const SoundItems& items, double tempo) {
  SoundItems changed;
  const auto count = static_cast<std::size_t>(static_cast<double>(items.size()) / tempo);
  changed.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const auto from = static_cast<std::size_t>(std::lround(static_cast<double>(i) * tempo));
    changed.push_back(items[std::min(items.size() - 1, from)]);
  }
  return changed;
}

/// A way to play the query: first at a speed, then with its tempo alone changed.
struct Playing {
  const SoundItems* items = nullptr;  // at `speed`
  double speed = 1;
  double tempo = 1;
};

class Comparison {
 public:
  explicit Comparison(std::span<const std::uint32_t> entry) : m_entry(entry), m_places(entry) {}

  void look(const Playing& playing) {
    const SoundItems changed = playing.tempo == 1 ? SoundItems{} : at_tempo(*playing.items, playing.tempo);
    const SoundItems& query = playing.tempo == 1 ? *playing.items : changed;
    for (const std::int64_t offset : likely_offsets(query, m_places, m_entry.size())) {
      const auto stretch = best_stretch(query, m_entry, offset);
      if (!stretch) continue;
      // Worth tells a long stretch with some errors from a short lucky one.
      const double worth =
          (bit_errors_of_chance - stretch->bit_errors) * static_cast<double>(stretch->end - stretch->begin);
      if (worth <= m_worth) continue;
      m_worth = worth;
      m_playing = playing;
      const double seconds_of_query = seconds_per_item * playing.speed * playing.tempo;
      m_best = {stretch->bit_errors,
                static_cast<double>(stretch->begin) * seconds_of_query,
                static_cast<double>(stretch->end) * seconds_of_query,
                (static_cast<double>(stretch->begin) + static_cast<double>(offset)) * seconds_per_item,
                playing.speed * playing.tempo,
                playing.speed == 1};
    }
  }
  const std::optional<SoundMatch>& best() const { return m_best; }
  const Playing& playing() const { return m_playing; }

 private:
  std::span<const std::uint32_t> m_entry;
  KeyPlaces m_places;
  std::optional<SoundMatch> m_best;
  Playing m_playing;
  double m_worth = 0;
};

}  // namespace

std::optional<SoundMatch> match_sounds(const SoundPrints& query, std::span<const std::uint32_t> entry) {
  if (query.items.empty() || entry.empty()) return std::nullopt;
  Comparison comparison(entry);
  comparison.look({&query.items, 1, 1});
  if (comparison.best() && comparison.best()->bit_errors < equal_bit_errors) return comparison.best();
  for (const SoundPrints::Replayed& replayed : query.replayed) comparison.look({&replayed.items, replayed.speed, 1});
  for (const double tempo : replay_speeds) comparison.look({&query.items, 1, tempo});
  // The speeds are half a per cent apart; in a minute that is two items.
  const Playing found = comparison.playing();
  if (comparison.best())
    for (const double finer : finer_tempos) comparison.look({found.items, found.speed, found.tempo * finer});
  if (!comparison.best() || comparison.best()->bit_errors > most_bit_errors) return std::nullopt;
  return comparison.best();
}

}  // namespace integrart
