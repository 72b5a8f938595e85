#pragma once
// Everything that is registered, built once by a composition root and passed by reference; no global state.

#include <span>
#include <string>
#include <string_view>

namespace integrart {

struct SubtitleFormat;
struct TextFormat;
struct PackFormat;
struct Filter;
struct StepKind;
struct Encoder;
struct ManifestFormat;
struct CueChecker;
struct ExchangeFormat;

struct Catalogue {
  std::span<const SubtitleFormat* const> subtitles;
  std::span<const TextFormat* const> texts;
  std::span<const PackFormat* const> packs;
  std::span<const Filter* const> filters;
  std::span<const StepKind* const> steps;
  std::span<const Encoder* const> encoders;
  std::span<const ManifestFormat* const> manifests;
  const CueChecker* cue_checker = nullptr;  // null: timed text is not checked
  std::span<const ExchangeFormat* const> exchanges;
  std::string face_cascades;  // folder of the cascades that find faces; empty: where Debian has them
};

/// The entry with that id, or null. For any of the tables above.
template <class T>
const T* find_by_id(std::span<const T* const> table, std::string_view id) {
  for (const T* entry : table)
    if (entry->id == id) return entry;
  return nullptr;
}

}  // namespace integrart
