#include "pipeline/fingerprint/fingerprint.h"

#include <algorithm>
#include <charconv>

namespace integrart {

namespace {

constexpr std::string_view schema = "fingerprint/1";
constexpr std::array<std::string_view, 5> comparable_names{"yes", "absent", "too_plain", "too_short", "silent"};
constexpr std::size_t digits_per_item = 8;

Json json_of(const std::vector<FrameHash>& film) {
  Json list = Json::empty_array();
  for (const FrameHash& frame : film) list.push_back(Json::array({frame.time, frame.hash.hex(), frame.quality}));
  return list;
}

Result<std::vector<FrameHash>> film_from(const Json& json) {
  std::vector<FrameHash> film;
  for (const Json& item : json.items()) {
    const auto& parts = item.items();
    if (parts.size() != 3) return fail(Errc::invalid_input, "fingerprint.no_document");
    FrameHash& frame = film.emplace_back();
    frame.time = parts[0].number_or(0);
    TRY_ASSIGN(frame.hash, PdqHash::from_hex(parts[1].string_or("")));
    frame.quality = static_cast<int>(parts[2].integer_or(0));
  }
  return film;
}

/// Eight hexadecimal digits an item: a third of what decimal numbers in a list take.
std::string text_of(const SoundItems& items) {
  std::string text;
  text.reserve(items.size() * digits_per_item);
  for (const std::uint32_t item : items)
    for (unsigned shift = 32; shift > 0; shift -= 4) text += "0123456789abcdef"[item >> (shift - 4) & 15U];
  return text;
}

Result<SoundItems> items_from(const std::string& text) {
  SoundItems items;
  items.reserve(text.size() / digits_per_item);
  for (std::size_t at = 0; at < text.size(); at += digits_per_item) {
    const char* const begin = text.data() + at;
    const char* const end = begin + std::min(digits_per_item, text.size() - at);
    if (std::from_chars(begin, end, items.emplace_back(), 16).ptr != begin + digits_per_item)
      return fail(Errc::invalid_input, "fingerprint.no_document");
  }
  return items;
}

}  // namespace

std::string_view name_of(Comparable comparable) {
  return comparable_names.at(static_cast<std::size_t>(comparable));
}

Comparable Fingerprint::pictures_comparable() const {
  if (!picture.framings.empty()) return picture.too_plain() ? Comparable::too_plain : Comparable::yes;
  if (film.empty()) return Comparable::absent;
  const auto has_good = [](const std::vector<FrameHash>& frames) {
    return std::ranges::any_of(frames, [](const FrameHash& frame) { return frame.quality >= least_quality; });
  };
  const bool any =
      has_good(film) || has_good(film_inside) || std::ranges::any_of(film_reframed, has_good, &ReframedFilm::frames);
  return any ? Comparable::yes : Comparable::too_plain;
}

Comparable Fingerprint::sound_comparable() const {
  if (sound.items.empty()) return Comparable::absent;
  if (std::ranges::all_of(sound.items, [](std::uint32_t item) { return item == silent_item; }))
    return Comparable::silent;
  return static_cast<double>(sound.items.size()) * seconds_per_item < least_sound_seconds ? Comparable::too_short
                                                                                          : Comparable::yes;
}

Json Fingerprint::to_json() const {
  Json replayed = Json::empty_array();
  for (const SoundPrints::Replayed& at : sound.replayed)
    replayed.push_back(Json::object({{"speed", at.speed}, {"items", text_of(at.items)}}));
  Json reframed = Json::empty_array();
  for (const ReframedFilm& again : film_reframed)
    reframed.push_back(Json::object({{"framing", name_of(again.framing.kind)},
                                     {"percent", again.framing.percent},
                                     {"film", json_of(again.frames)}}));
  return Json::object({{"schema", schema},
                       {"picture", picture.to_json()},
                       {"film", json_of(film)},
                       {"film_inside", json_of(film_inside)},
                       {"film_reframed", std::move(reframed)},
                       {"sound", Json::object({{"items", text_of(sound.items)}, {"replayed", std::move(replayed)}})}});
}

Result<Fingerprint> Fingerprint::from_json(const Json& json) {
  if (json.at_or_null("schema").string_or("") != schema) return fail(Errc::invalid_input, "fingerprint.no_document");
  Fingerprint fingerprint;
  TRY_ASSIGN(fingerprint.picture, PictureHashes::from_json(json.at_or_null("picture")));
  TRY_ASSIGN(fingerprint.film, film_from(json.at_or_null("film")));
  TRY_ASSIGN(fingerprint.film_inside, film_from(json.at_or_null("film_inside")));
  for (const Json& again : json.at_or_null("film_reframed").items()) {
    ReframedFilm& reframed = fingerprint.film_reframed.emplace_back();
    TRY_ASSIGN(reframed.framing.kind, framing_kind_from(again.at_or_null("framing").string_or("")));
    reframed.framing.percent = static_cast<int>(again.at_or_null("percent").integer_or(0));
    TRY_ASSIGN(reframed.frames, film_from(again.at_or_null("film")));
  }
  const Json& sound = json.at_or_null("sound");
  TRY_ASSIGN(fingerprint.sound.items, items_from(sound.at_or_null("items").string_or("")));
  for (const Json& at : sound.at_or_null("replayed").items()) {
    SoundPrints::Replayed& replayed = fingerprint.sound.replayed.emplace_back();
    replayed.speed = at.at_or_null("speed").number_or(1);
    TRY_ASSIGN(replayed.items, items_from(at.at_or_null("items").string_or("")));
  }
  return fingerprint;
}

}  // namespace integrart
