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
/// An entry may be near to that many framings and turns of a picture at once.
constexpr std::size_t ways_at_once = 64;
/// What looking for all turns of a film costs, against one comparison of all its pictures with all of another.
constexpr std::uint64_t turns_of_films = 4;

/// A hash to look for, and what it is of.
struct Probe {
  PdqHash hash;
  std::string variant;
  std::optional<double> time;
  std::size_t query = 0;  // in a list of queries
};

constexpr Framing the_whole{FramingKind::whole, 0};
constexpr Framing the_inside{FramingKind::inside, 0};
/// Continued by so much that little of it is near.
constexpr Framing loose_framing{FramingKind::outer, 7};

std::string variant_of(const Framing& framing, Turn turn) {
  if (framing == the_whole) return std::string(name_of(turn));
  if (turn == Turn::none) return framing.name();
  return fmt::format("{} {}", framing.name(), name_of(turn));
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

void add_probes(const std::vector<FrameHash>& film, const Framing& framing, std::vector<Probe>& probes) {
  const FrameHash* last = nullptr;
  for (const FrameHash& frame : film) {
    if (frame.quality < least_quality) continue;
    if (last != nullptr && distance(last->hash, frame.hash) < new_picture_distance) continue;
    last = &frame;
    probes.push_back({frame.hash, variant_of(framing, Turn::none), frame.time, 0});
    probes.push_back({turned(frame.hash, Turn::mirrored), variant_of(framing, Turn::mirrored), frame.time, 0});
  }
}

/// Two pictures of which only parts are tried have the same part in common, or nothing that says much.
bool are_comparable(const Framing& query, const Framing& entry) {
  return query.is_found() || entry.is_found() || query == entry;
}

/// A film in one framing.
struct FramedFilm {
  Framing framing;
  const std::vector<FrameHash>* frames;
};

std::vector<FramedFilm> framed_films(const Fingerprint& fingerprint) {
  std::vector<FramedFilm> films;
  if (!fingerprint.film.empty()) films.push_back({the_whole, &fingerprint.film});
  if (!fingerprint.film_inside.empty()) films.push_back({the_inside, &fingerprint.film_inside});
  for (const ReframedFilm& reframed : fingerprint.film_reframed)
    if (!reframed.frames.empty()) films.push_back({reframed.framing, &reframed.frames});
  return films;
}

LookAlike of_film(const FilmMatch& match, const Framing& framing) {
  LookAlike found;
  found.media = LikeMedia::video;
  found.variant = variant_of(framing, match.turn);
  found.distance = match.distance;
  found.begin = match.begin;
  found.end = match.end;
  found.entry_begin = match.entry_begin;
  return found;
}

/// What is sure comes before what is longer.
void keep_longer(std::optional<LookAlike>& longest, const FramedFilm& query, const FramedFilm& entry) {
  const bool is_loose = query.framing == loose_framing || entry.framing == loose_framing;
  if (is_loose && longest && longest->sure) return;
  const auto match = match_films(*query.frames, *entry.frames, is_loose ? loosely_near : FilmNearness{});
  if (!match) return;
  if (longest && longest->sure != is_loose && *longest->end - *longest->begin >= match->end - match->begin) return;
  longest = of_film(*match, query.framing);
  longest->sure = !is_loose;
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
    for (const NearHash& near : index.near(hashes, most_distance, m_limits.found * ways_at_once)) {
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

  Result<> films(const std::vector<FramedFilm>& query, const std::string& name) {
    for (std::size_t i = 0; i < m_list.films.size(); ++i) {
      const auto& entry = m_list.films[i];
      std::optional<LookAlike> longest;
      for (const FramedFilm& film : query) {
        m_comparisons += film.frames->size() * entry.hash.size() * turns_of_films;
        if (m_comparisons > m_limits.comparisons) return too_much();
        keep_longer(longest, film, {the_whole, &entry.hash});
      }
      if (!longest) continue;
      longest->query = name;
      add(std::move(*longest), entry.as, place_in_list("vpdq", i));
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
  for (const FramedHashes& of_entry : other.framings)
    for (const FramedHashes& of_query : query.framings) {
      if (of_entry.quality < least_quality || of_query.quality < least_quality) continue;
      if (!are_comparable(of_query.framing, of_entry.framing)) continue;
      for (std::size_t i = 0; i < all_turns.size(); ++i) {
        const int bits = distance(of_query.turned.at(i), of_entry.turned.front());
        if (bits > most_distance || (nearest && nearest->distance <= bits)) continue;
        nearest.emplace();
        nearest->variant = variant_of(of_query.framing, all_turns.at(i));
        nearest->distance = bits;
      }
    }
  return nearest;
}

std::optional<LookAlike> like_films(const Fingerprint& query, const Fingerprint& other) {
  std::optional<LookAlike> longest;
  for (const FramedFilm& film : framed_films(query))
    for (const FramedFilm& entry : framed_films(other))
      if (are_comparable(film.framing, entry.framing)) keep_longer(longest, film, entry);
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
  for (const FramedFilm& film : framed_films(query))
    if (film.framing.is_found() && film.framing.kind != FramingKind::under_captions)
      add_probes(*film.frames, film.framing, probes);
  TRY(search.pictures(probes, [](std::size_t) { return std::string(); }));
  TRY(search.films(framed_films(query), ""));
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
    TRY(search.films({{the_whole, &queries.films[i].hash}},
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
