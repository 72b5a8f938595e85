#include "pipeline/fingerprint/picture_hashes.h"

#include <algorithm>

#include "pipeline/fingerprint/plain_edges.h"

namespace integrart {

namespace {

/// Documents of before other shares were tried name none, and hold all turns.
constexpr int percent_of_first_documents = 15;

FramedHashes hashes_of(const PdqSpectrum& spectrum, FramingKind kind) {
  FramedHashes hashes{{kind, 0}, spectrum.quality(), {}};
  for (std::size_t i = 0; i < all_turns.size(); ++i) hashes.turned.at(i) = spectrum.hash(all_turns.at(i)).hash;
  return hashes;
}

/// What is tried is near enough without the few bits that the exact turns are nearer, and the document small.
FramedHashes turned_from(const Framing& framing, int quality, const PdqHash& hash) {
  FramedHashes hashes{framing, quality, {}};
  for (std::size_t i = 0; i < all_turns.size(); ++i) hashes.turned.at(i) = turned(hash, all_turns.at(i));
  return hashes;
}

Result<FramedHashes> framed_from(const Json& json) {
  TRY_ASSIGN(const FramingKind kind, framing_kind_from(json.at_or_null("framing").string_or("")));
  Framing framing{kind, 0};
  if (!framing.is_found())
    framing.percent = static_cast<int>(json.at_or_null("percent").integer_or(percent_of_first_documents));
  const auto& hashes = json.at_or_null("hashes").items();
  if (hashes.size() != all_turns.size() && (framing.is_found() || hashes.size() != 1))
    return fail(Errc::invalid_input, "fingerprint.no_document");
  const int quality = static_cast<int>(json.at_or_null("quality").integer_or(0));
  FramedHashes framed{framing, quality, {}};
  for (std::size_t i = 0; i < hashes.size(); ++i) {
    TRY_ASSIGN(framed.turned.at(i), PdqHash::from_hex(hashes[i].string_or("")));
  }
  return framing.is_found() ? framed : turned_from(framing, quality, framed.turned.front());
}

}  // namespace

PictureHashes picture_hashes_of(const Luma& luma) {
  PictureHashes hashes;
  hashes.framings.push_back(hashes_of(PdqSpectrum(luma), FramingKind::whole));
  if (hashes.framings.front() == FramedHashes{}) return hashes;
  const SmoothPicture smooth(luma);
  const auto inside = inside_borders(luma);
  if (inside) hashes.framings.push_back(hashes_of(PdqSpectrum(cut(luma, *inside)), FramingKind::inside));
  const auto under = [&](const Area& area) {
    hashes.framings.push_back(
        hashes_of(PdqSpectrum(smooth.points({}, part_of(area, luma))), FramingKind::under_captions));
  };
  if (inside) under(*inside);
  for (const Area& between : inside_captions(luma)) {
    hashes.framings.push_back(hashes_of(PdqSpectrum(cut(luma, between)), FramingKind::between_captions));
    under(between);
  }
  for (const Framing& framing : tried_on_stills()) {
    const Pdq tried = spectrum_of(smooth, framing).hash();
    hashes.framings.push_back(turned_from(framing, tried.quality, tried.hash));
  }
  return hashes;
}

Pdq PictureHashes::reference() const {
  return framings.empty() ? Pdq{} : Pdq{framings.front().turned.front(), framings.front().quality};
}

bool PictureHashes::too_plain() const {
  return std::ranges::all_of(framings, [](const FramedHashes& framed) { return framed.quality < least_quality; });
}

Json PictureHashes::to_json() const {
  Json list = Json::empty_array();
  for (const FramedHashes& framed : framings) {
    Json hashes = Json::empty_array();
    const std::size_t told = framed.framing.is_found() ? all_turns.size() : 1;
    for (std::size_t i = 0; i < told; ++i) hashes.push_back(framed.turned.at(i).hex());
    Json item = Json::object({{"framing", name_of(framed.framing.kind)}, {"quality", framed.quality}});
    if (!framed.framing.is_found()) item["percent"] = framed.framing.percent;
    item["hashes"] = std::move(hashes);
    list.push_back(std::move(item));
  }
  return list;
}

Result<PictureHashes> PictureHashes::from_json(const Json& json) {
  PictureHashes hashes;
  for (const Json& item : json.items()) {
    TRY_ASSIGN(const FramedHashes framed, framed_from(item));
    hashes.framings.push_back(framed);
  }
  return hashes;
}

}  // namespace integrart
