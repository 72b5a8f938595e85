#include "pipeline/fingerprint/look_alike.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "pipeline/fingerprint/hash_index.h"

namespace integrart {

namespace {

constexpr std::array<std::string_view, 3> media_names{"image", "video", "audio"};
/// A picture of a film is looked for again when it differs that much from the one that was looked for last.
constexpr int new_picture_distance = 8;

/// A hash to look for, and what it is of.
struct Probe {
  PdqHash hash;
  std::string variant;
  std::optional<double> time;
  std::size_t query = 0;  // in a list of queries
};

std::string variant_of(Framing framing, Turn turn) {
  if (framing == Framing::whole) return std::string(name_of(turn));
  if (turn == Turn::none) return std::string(name_of(framing));
  return fmt::format("{} {}", name_of(framing), name_of(turn));
}

std::vector<Probe> probes_of(const PictureHashes& picture) {
  std::vector<Probe> probes;
  for (const FramedHashes& framed : picture.framings) {
    if (framed.quality < least_quality) continue;
    for (std::size_t i = 0; i < all_turns.size(); ++i)
      probes.push_back({framed.turned.at(i), variant_of(framed.framing, all_turns.at(i)), std::nullopt, 0});
  }
  return probes;
}

void add_probes(const std::vector<FrameHash>& film, Framing framing, std::vector<Probe>& probes) {
  const FrameHash* last = nullptr;
  for (const FrameHash& frame : film) {
    if (frame.quality < least_quality) continue;
    if (last != nullptr && distance(last->hash, frame.hash) < new_picture_distance) continue;
    last = &frame;
    probes.push_back({frame.hash, variant_of(framing, Turn::none), frame.time, 0});
    probes.push_back({turned(frame.hash, Turn::mirrored), variant_of(framing, Turn::mirrored), frame.time, 0});
  }
}

LookAlike of_film(const FilmMatch& match, Framing framing) {
  LookAlike found;
  found.media = LikeMedia::video;
  found.variant = variant_of(framing, match.turn);
  found.distance = match.distance;
  found.begin = match.begin;
  found.end = match.end;
  found.entry_begin = match.entry_begin;
  return found;
}

LookAlike of_sound(const SoundMatch& match) {
  LookAlike found;
  found.media = LikeMedia::audio;
  found.variant = match.speed == 1 ? std::string("as_it_is")
                                   : fmt::format("{} {:.2f}", match.pitch_kept ? "tempo" : "speed", match.speed);
  found.distance = match.bit_errors;
  found.sure = match.bit_errors < sure_bit_errors;
  found.begin = match.begin;
  found.end = match.end;
  found.entry_begin = match.entry_begin;
  return found;
}

std::string shown_label(const HashList& list, const ListedAs& as, const std::string& otherwise) {
  const std::string_view label = list.label_of(as);
  return label.empty() ? otherwise : std::string(label);
}

std::string place_in_list(std::string_view kind, std::size_t place) {
  return fmt::format("{} {}", kind, place + 1);
}

tl::unexpected<Error> too_much() {
  return fail(Errc::limit_exceeded, "fingerprint.too_many_comparisons");
}

/// Looks for everything in one list.
class ListSearch {
 public:
  ListSearch(const HashList& list, const LookAlikeLimits& limits) : m_list(list), m_limits(limits) {}

  /// For each query and entry the nearest probe. `name` gives the name of a query.
  template <class Name>
  Result<> pictures(const std::vector<Probe>& probes, Name name) {
    if (m_list.pictures.empty() || probes.empty()) return {};
    if (probes.size() * m_list.pictures.size() > m_limits.comparisons) return too_much();
    HashIndex index;
    index.reserve(m_list.pictures.size());
    for (const auto& entry : m_list.pictures) index.add(entry.hash);
    std::vector<PdqHash> hashes;
    for (const Probe& probe : probes) hashes.push_back(probe.hash);
    std::map<std::pair<std::size_t, std::size_t>, NearHash> nearest;  // by query and entry
    for (const NearHash& near : index.near(hashes, most_distance, m_limits.found * all_turns.size())) {
      const auto [known, is_new] = nearest.try_emplace({probes[near.query].query, near.entry}, near);
      if (!is_new && near.distance < known->second.distance) known->second = near;
    }
    for (const auto& [place, near] : nearest) {
      const auto& entry = m_list.pictures[near.entry];
      const Probe& probe = probes[near.query];
      LookAlike found;
      found.query = name(probe.query);
      found.variant = probe.variant;
      found.distance = near.distance;
      found.begin = found.end = probe.time;
      add(std::move(found), entry.as, entry.hash.hex());
    }
    return {};
  }

  Result<> films(const std::vector<FrameHash>& film, Framing framing, const std::string& query) {
    for (std::size_t i = 0; i < m_list.films.size() && !film.empty(); ++i) {
      const auto& entry = m_list.films[i];
      m_comparisons += film.size() * entry.hash.size();
      if (m_comparisons > m_limits.comparisons) return too_much();
      const auto match = match_films(film, entry.hash);
      if (!match) continue;
      LookAlike found = of_film(*match, framing);
      found.query = query;
      add(std::move(found), entry.as, place_in_list("vpdq", i));
    }
    return {};
  }

  Result<> sounds(const SoundPrints& sound, const std::string& query) {
    for (std::size_t i = 0; i < m_list.sounds.size() && !sound.items.empty(); ++i) {
      const auto& entry = m_list.sounds[i];
      m_sound_comparisons += sound.items.size() + entry.hash.size();
      if (m_sound_comparisons > m_limits.sound_comparisons) return too_much();
      const auto match = match_sounds(sound, entry.hash);
      if (!match) continue;
      LookAlike found = of_sound(*match);
      found.query = query;
      add(std::move(found), entry.as, place_in_list("chromaprint", i));
    }
    return {};
  }

  std::vector<LookAlike> take() { return std::move(m_found); }

 private:
  void add(LookAlike found, const ListedAs& as, const std::string& otherwise) {
    if (m_found.size() >= m_limits.found) return;
    found.entry = shown_label(m_list, as, otherwise);
    found.terms = m_list.terms_of(as);
    m_found.push_back(std::move(found));
  }

  const HashList& m_list;
  LookAlikeLimits m_limits;
  std::uint64_t m_comparisons = 0;
  std::uint64_t m_sound_comparisons = 0;
  std::vector<LookAlike> m_found;
};

/// The nearest of all framings and turns of two pictures.
std::optional<LookAlike> like_pictures(const PictureHashes& query, const PictureHashes& other) {
  std::optional<LookAlike> nearest;
  const std::vector<Probe> probes = probes_of(query);
  for (const FramedHashes& framed : other.framings) {
    if (framed.quality < least_quality) continue;
    for (const Probe& probe : probes) {
      const int bits = distance(probe.hash, framed.turned.front());
      if (bits > most_distance || (nearest && nearest->distance <= bits)) continue;
      nearest.emplace();
      nearest->variant = probe.variant;
      nearest->distance = bits;
    }
  }
  return nearest;
}

/// Films whole and without borders, on both sides.
std::optional<LookAlike> like_films(const Fingerprint& query, const Fingerprint& other) {
  std::optional<LookAlike> longest;
  for (const auto& [film, framing] :
       {std::pair(&query.film, Framing::whole), std::pair(&query.film_inside, Framing::inside)})
    for (const std::vector<FrameHash>* entry : {&other.film, &other.film_inside}) {
      const auto match = match_films(*film, *entry);
      if (!match || (longest && *longest->end - *longest->begin >= match->end - match->begin)) continue;
      longest = of_film(*match, framing);
    }
  return longest;
}

}  // namespace

std::string_view name_of(LikeMedia media) {
  return media_names.at(static_cast<std::size_t>(media));
}

double LookAlike::similarity() const {
  const double unlike = media == LikeMedia::audio ? 16 : 128;  // half of the bits
  return std::clamp(1 - distance / unlike, 0.0, 1.0);
}

Json LookAlike::to_json() const {
  const auto number_or_null = [](const std::optional<double>& number) { return number ? Json(*number) : Json(); };
  return Json::object({{"media", name_of(media)},
                       {"query", query},
                       {"entry", entry},
                       {"variant", variant},
                       {"distance", distance},
                       {"similarity", similarity()},
                       {"sure", sure},
                       {"start", number_or_null(begin)},
                       {"end", number_or_null(end)},
                       {"entry_start", number_or_null(entry_begin)},
                       {"owner", terms.owner},
                       {"reason", terms.reason},
                       {"action", name_of(terms.action)}});
}

Result<std::vector<LookAlike>> look_alikes_in(const HashList& list, const Fingerprint& query,
                                              const LookAlikeLimits& limits) {
  ListSearch search(list, limits);
  std::vector<Probe> probes = probes_of(query.picture);
  add_probes(query.film, Framing::whole, probes);
  add_probes(query.film_inside, Framing::inside, probes);
  TRY(search.pictures(probes, [](std::size_t) { return std::string(); }));
  TRY(search.films(query.film, Framing::whole, ""));
  TRY(search.films(query.film_inside, Framing::inside, ""));
  TRY(search.sounds(query.sound, ""));
  return search.take();
}

Result<std::vector<LookAlike>> look_alikes_in(const HashList& list, const HashList& queries,
                                              const LookAlikeLimits& limits) {
  ListSearch search(list, limits);
  std::vector<Probe> probes;
  for (std::size_t i = 0; i < queries.pictures.size(); ++i)
    for (const Turn turn : all_turns)
      probes.push_back({turned(queries.pictures[i].hash, turn), std::string(name_of(turn)), std::nullopt, i});
  TRY(search.pictures(probes, [&](std::size_t query) {
    return shown_label(queries, queries.pictures[query].as, queries.pictures[query].hash.hex());
  }));
  for (std::size_t i = 0; i < queries.films.size(); ++i)
    TRY(search.films(queries.films[i].hash, Framing::whole,
                     shown_label(queries, queries.films[i].as, place_in_list("vpdq", i))));
  for (std::size_t i = 0; i < queries.sounds.size(); ++i)
    TRY(search.sounds({queries.sounds[i].hash, {}},
                      shown_label(queries, queries.sounds[i].as, place_in_list("chromaprint", i))));
  return search.take();
}

std::vector<LookAlike> look_alikes_of(const Fingerprint& query, const Fingerprint& other, const std::string& entry) {
  std::vector<LookAlike> found;
  if (auto pictures = like_pictures(query.picture, other.picture)) found.push_back(std::move(*pictures));
  if (auto films = like_films(query, other)) found.push_back(std::move(*films));
  if (const auto sounds = match_sounds(query.sound, other.sound.items)) found.push_back(of_sound(*sounds));
  for (LookAlike& like : found) like.entry = entry;
  return found;
}

}  // namespace integrart
