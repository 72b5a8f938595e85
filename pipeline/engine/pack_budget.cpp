#include "pipeline/engine/pack_budget.h"

#include <algorithm>
#include <set>

#include "pipeline/engine/release/contents.h"

namespace integrart {
namespace {

struct Contents {
  std::uint64_t bytes = 0;
  std::set<Digest> artefacts;
};

void count(Contents& contents, const std::vector<PackEntry>& entries) {
  for (const PackEntry& entry : entries) {
    if (const auto* text = std::get_if<std::string>(&entry.content)) contents.bytes += text->size();
    if (const auto* inner = std::get_if<InnerArchive>(&entry.content)) count(contents, inner->entries);
    if (const auto* artefact = std::get_if<ArtefactRef>(&entry.content)) {
      contents.bytes += artefact->bytes;
      contents.artefacts.insert(artefact->digest);
    }
  }
}

/// The largest rendition in the pack that is not the last of its role and language in its work.
struct Candidate {
  PackWork* work = nullptr;
  std::size_t rendition = 0;
};
Candidate largest_dispensable(std::vector<PackWork>& works, const std::set<Digest>& artefacts) {
  Candidate best;
  for (PackWork& work : works)
    for (std::size_t i = 0; i < work.renditions.size(); ++i) {
      const PackRendition& rendition = work.renditions[i];
      const auto of_same_role = std::ranges::count_if(work.renditions, [&](const PackRendition& other) {
        return other.role == rendition.role && other.language == rendition.language;
      });
      // The film has its own sound too, and a work without its other languages is still the work.
      const bool dispensable = of_same_role > 1 || rendition.role == "audio_only" || rendition.is_other_sound();
      if (!dispensable || !artefacts.contains(rendition.file.digest)) continue;
      if (best.work == nullptr || rendition.file.bytes > best.work->renditions[best.rendition].file.bytes)
        best = {&work, i};
    }
  return best;
}

PackManifest without_spares(PackManifest manifest) {
  for (PackWork& work : manifest.works) std::erase_if(work.renditions, &PackRendition::is_spare);
  return manifest;
}

/// A rendition that stays, and the smaller one that may stand in its place.
struct Swap {
  PackWork* work = nullptr;
  PackRendition* rendition = nullptr;
  const PackRendition* spare = nullptr;

  std::uint64_t saving() const { return rendition == nullptr ? 0 : rendition->file.bytes - spare->file.bytes; }
};

/// The swap that saves most; `whole` has the spares.
Swap best_swap(std::vector<PackWork>& works, const PackManifest& whole, const std::set<Digest>& artefacts) {
  Swap best;
  for (PackWork& work : works) {
    const auto full = std::ranges::find(whole.works, work.id, &PackWork::id);
    for (PackRendition& rendition : work.renditions)
      for (const PackRendition& spare : full->renditions) {
        const bool fits = spare.is_spare && spare.id == rendition.id && spare.role == rendition.role;
        if (!fits || !artefacts.contains(rendition.file.digest) || spare.file.bytes >= rendition.file.bytes) continue;
        const Swap swap{&work, &rendition, &spare};
        if (swap.saving() > best.saving()) best = swap;
      }
  }
  return best;
}

/// What pack.json and its signature take at most: a digest, a size and a path for every file, indented.
std::uint64_t list_bytes(const PackManifest& manifest, const std::vector<PackEntry>& entries) {
  constexpr std::uint64_t around_a_path = 160;
  constexpr std::uint64_t head = 4096;
  std::uint64_t bytes = head + 2 * contents_of(manifest).dump_pretty().size();
  for (const PackEntry& entry : entries) bytes += entry.path.size() + around_a_path;
  return bytes;
}

}  // namespace

Result<Noted<PackManifest>> fit_budget(const PackManifest& manifest, const PackFormat& format, double budget_mb) {
  Noted<PackManifest> fitted{without_spares(manifest), {}};
  if (budget_mb <= 0) return fitted;
  const auto budget = static_cast<std::uint64_t>(budget_mb * 1e6);
  while (true) {
    TRY_ASSIGN(const Noted<PackTree> tree, format.write(fitted.value));
    Contents contents;
    count(contents, tree.value.entries);
    contents.bytes += list_bytes(fitted.value, tree.value.entries);
    if (contents.bytes <= budget) return fitted;
    const auto note = [&](std::string_view id, const PackWork& work, const PackRendition& rendition) {
      fitted.notes.push_back(
          {std::string(id), {{"work", work.id}, {"rendition", rendition.id}, {"format", std::string(format.id)}}});
    };
    const Candidate dropped = largest_dispensable(fitted.value.works, contents.artefacts);
    if (dropped.work != nullptr) {
      auto& renditions = dropped.work->renditions;
      note("engine.rendition_dropped", *dropped.work, renditions[dropped.rendition]);
      renditions.erase(renditions.begin() + static_cast<std::ptrdiff_t>(dropped.rendition));
      continue;
    }
    const Swap swap = best_swap(fitted.value.works, manifest, contents.artefacts);
    if (swap.work == nullptr)
      return fail(
          Errc::limit_exceeded, "engine.budget_exceeded",
          {{"bytes", static_cast<std::int64_t>(contents.bytes)}, {"budget", static_cast<std::int64_t>(budget)}});
    note("engine.rendition_swapped", *swap.work, *swap.rendition);
    *swap.rendition = *swap.spare;
    swap.rendition->is_spare = false;
  }
}

}  // namespace integrart
