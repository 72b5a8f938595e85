#include "pipeline/fingerprint/picture_hashes.h"

#include <algorithm>
#include <cmath>

namespace integrart {

namespace {

constexpr std::array<std::string_view, 4> framing_names{"whole", "inside", "upper", "lower"};

/// A row of a border may differ that much from its mean: what JPEG at low quality does to a plain area.
constexpr float border_tolerance = 20;
/// Of the samples of a row; logos in a letterbox are no picture.
constexpr double odd_samples = 0.02;
constexpr double least_border = 0.02;
constexpr double least_inside = 1.0 / 3;

/// A picture seen from one of its sides: line 0 is the outermost.
struct Side {
  const Luma& luma;
  bool columns;   // lines are columns
  bool from_end;  // from the right or from below

  int lines() const { return columns ? luma.width : luma.height; }
  int length() const { return columns ? luma.height : luma.width; }
  float sample(int line, int at) const {
    const int across = from_end ? lines() - 1 - line : line;
    const int row = columns ? at : across;
    const int column = columns ? across : at;
    return luma.samples[static_cast<std::size_t>(row) * static_cast<std::size_t>(luma.width) +
                        static_cast<std::size_t>(column)];
  }
};

/// How many lines from the side inwards look like the outermost one, which is plain.
int border_of(const Side& side) {
  double level = 0;
  for (int at = 0; at < side.length(); ++at) level += static_cast<double>(side.sample(0, at));
  level /= side.length();
  const auto is_border = [&](int line) {
    int odd = 0;
    for (int at = 0; at < side.length(); ++at)
      if (std::abs(side.sample(line, at) - static_cast<float>(level)) > border_tolerance) ++odd;
    return odd <= side.length() * odd_samples;
  };
  int lines = 0;
  while (lines < side.lines() && is_border(lines)) ++lines;
  return lines >= side.lines() * least_border ? lines : 0;
}

FramedHashes hashes_of(const Luma& luma, Framing framing) {
  const PdqSpectrum spectrum(luma);
  FramedHashes hashes{framing, spectrum.quality(), {}};
  for (std::size_t i = 0; i < all_turns.size(); ++i) hashes.turned.at(i) = spectrum.hash(all_turns.at(i)).hash;
  return hashes;
}

Result<FramedHashes> framed_from(const Json& json) {
  FramedHashes hashes;
  const std::string name = json.at_or_null("framing").string_or("");
  const auto framing = std::ranges::find(framing_names, name);
  const auto& turned = json.at_or_null("hashes").items();
  if (framing == framing_names.end() || turned.size() != all_turns.size())
    return fail(Errc::invalid_input, "fingerprint.no_document");
  hashes.framing = static_cast<Framing>(framing - framing_names.begin());
  hashes.quality = static_cast<int>(json.at_or_null("quality").integer_or(0));
  for (std::size_t i = 0; i < turned.size(); ++i) {
    TRY_ASSIGN(hashes.turned.at(i), PdqHash::from_hex(turned[i].string_or("")));
  }
  return hashes;
}

}  // namespace

std::string_view name_of(Framing framing) {
  return framing_names.at(static_cast<std::size_t>(framing));
}

std::optional<Luma> without_borders(const Luma& luma) {
  const int top = border_of({luma, false, false});
  const int left = border_of({luma, true, false});
  const int height = luma.height - top - border_of({luma, false, true});
  const int width = luma.width - left - border_of({luma, true, true});
  const bool none = height == luma.height && width == luma.width;
  if (none || height < luma.height * least_inside || width < luma.width * least_inside) return std::nullopt;
  return cut(luma, left, top, width, height);
}

PictureHashes picture_hashes_of(const Luma& luma) {
  PictureHashes hashes;
  hashes.framings.push_back(hashes_of(luma, Framing::whole));
  if (const auto inside = without_borders(luma)) hashes.framings.push_back(hashes_of(*inside, Framing::inside));
  const int band = static_cast<int>(std::lround(luma.height * caption_band_share));
  hashes.framings.push_back(hashes_of(cut(luma, 0, 0, luma.width, luma.height - band), Framing::upper));
  hashes.framings.push_back(hashes_of(cut(luma, 0, band, luma.width, luma.height - band), Framing::lower));
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
    Json turned = Json::empty_array();
    for (const PdqHash& hash : framed.turned) turned.push_back(hash.hex());
    list.push_back(Json::object(
        {{"framing", name_of(framed.framing)}, {"quality", framed.quality}, {"hashes", std::move(turned)}}));
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
