#include "formats/subtitle/file_name/language_of_name.h"

#include <algorithm>
#include <array>

#include "pipeline/base/track_name.h"

namespace integrart {
namespace {

constexpr std::array<std::string_view, 4> player_words{"sdh", "forced", "cc", "default"};

/// Cuts the last ".part" off `name`; empty when there is none or nothing would stay before it.
std::string_view cut_last_part(std::string_view& name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return {};
  const std::string_view part = name.substr(dot + 1);
  name = name.substr(0, dot);
  return part;
}

bool looks_like_tag(std::string_view part) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const std::string_view primary = part.substr(0, part.find_first_of("-_"));
  return (primary.size() == 2 || primary.size() == 3) && std::ranges::all_of(primary, is_letter) && part.size() <= 12;
}

std::optional<LanguageTag> known_language(std::string_view part) {
  if (!looks_like_tag(part)) return std::nullopt;
  std::string tag_text(part);
  std::ranges::replace(tag_text, '_', '-');
  auto parsed = LanguageTag::parse(tag_text);
  if (!parsed) return std::nullopt;
  const LanguageTag tag = std::move(parsed->value);
  if (tag.is_undetermined() || tag.name_in("en") == tag.text()) return std::nullopt;
  return tag;
}

}  // namespace

NameParts parts_of_name(std::string_view file_name) {
  NameParts parts;
  std::string_view rest = file_name;
  parts.extension = cut_last_part(rest);
  parts.stem = rest;
  std::string_view part = cut_last_part(rest);
  while (std::ranges::find(player_words, part) != player_words.end() || is_track_variant(part))
    part = cut_last_part(rest);
  if (auto language = known_language(part)) {
    parts.language = std::move(language);
    parts.stem = rest;
  }
  return parts;
}

std::optional<LanguageTag> language_of_name(std::string_view file_name) {
  return parts_of_name(file_name).language;
}

}  // namespace integrart
