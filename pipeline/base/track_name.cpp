#include "pipeline/base/track_name.h"

#include <algorithm>
#include <array>
#include <vector>

#include "pipeline/base/language_in_name.h"
#include "pipeline/base/message.h"

namespace integrart {

namespace {

constexpr std::array<std::string_view, 2> variants{"literal", "singable"};
constexpr std::array<std::string_view, 4> player_words{"sdh", "forced", "cc", "default"};

/// The parts of a file name between its points, without folders; the first and the last are no language.
std::vector<std::string_view> inner_parts(std::string_view path) {
  path.remove_prefix(path.rfind('/') == std::string_view::npos ? 0 : path.rfind('/') + 1);
  std::vector<std::string_view> parts;
  std::size_t begin = path.find('.');
  while (begin != std::string_view::npos) {
    const std::size_t end = path.find('.', begin + 1);
    if (end != std::string_view::npos) parts.push_back(path.substr(begin + 1, end - begin - 1));
    begin = end;
  }
  return parts;
}

/// "ua", "nb-NO", "sr_Latn"; not "final", which is well-formed too.
bool names_language(std::string_view part) {
  const std::size_t primary = part.find_first_of("-_");
  const std::size_t letters = std::min(primary, part.size());
  if (letters < 2 || letters > 3) return false;
  const auto tag = LanguageTag::parse(part);
  return tag && (tag->value.is_undetermined() || tag->value.name_in("en") != tag->value.text());
}

struct NameEnd {
  std::string_view language, variant;
};
NameEnd end_of_name(std::string_view path) {
  NameEnd end;
  std::vector<std::string_view> parts = inner_parts(path);
  while (!parts.empty() && std::ranges::find(player_words, parts.back()) != player_words.end()) parts.pop_back();
  if (!parts.empty() && is_track_variant(parts.back())) {
    end.variant = parts.back();
    parts.pop_back();
  }
  if (!parts.empty() && names_language(parts.back())) end.language = parts.back();
  return end;
}

}  // namespace

bool is_track_variant(std::string_view text) {
  return std::ranges::find(variants, text) != variants.end();
}

std::string TrackName::text() const {
  return variant.empty() ? language : language + "." + variant;
}

TrackName TrackName::parse(std::string_view text) {
  const std::size_t point = text.find('.');
  if (point == std::string_view::npos) return {std::string(text), ""};
  return {std::string(text.substr(0, point)), std::string(text.substr(point + 1))};
}

TrackName TrackName::of_file(std::string_view path) {
  const NameEnd end = end_of_name(path);
  TrackName name;
  name.variant = end.variant;
  if (const auto tag = LanguageTag::parse(end.language); tag) name.language = tag->value.text();
  return name;
}

std::string_view language_in_name(std::string_view path) {
  return end_of_name(path).language;
}

bool serves(std::string_view one, std::string_view other) {
  return one == other || (one.starts_with(other) && one[other.size()] == '-') ||
         (other.starts_with(one) && other[one.size()] == '-');
}

std::string shown_name(const TrackName& track, bool draft, std::string_view viewer) {
  const auto tag = LanguageTag::parse(track.language);
  std::string name = tag ? tag->value.name_in_itself() : track.language;
  if (track.variant == "literal") name = render({"base.track_literal", {{"name", name}}}, viewer);
  if (track.variant == "singable") name = render({"base.track_singable", {{"name", name}}}, viewer);
  if (draft) name = render({"base.track_draft", {{"name", name}}}, viewer);
  return name;
}

}  // namespace integrart
