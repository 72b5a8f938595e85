#pragma once
// The lesson of a finished build, kept in its output folder, so that packs of other formats are made without the
// sources. Document "lesson/1": {"schema","manifest": "pack/1","budget_mb","expires":{work: YYYY-MM-DD}}.

#include <filesystem>
#include <string>
#include <string_view>

#include "pipeline/base/documents/collection.h"
#include "pipeline/base/documents/pack_manifest.h"

namespace integrart {

struct KeptLesson {
  PackManifest manifest;
  double budget_mb = 0;
};

/// Writes "lesson.json" into `folder`, with the days on which consents of `collection` end.
Result<> keep_lesson(const std::filesystem::path& folder, const PackManifest& manifest, const Collection& collection);

/// Reads it back. Errc::not_found when no build that asked for packs was finished there; Errc::refused_by_policy when
/// the consent for a work ended before `today` (YYYY-MM-DD): the next build leaves that work out.
Result<KeptLesson> kept_lesson(const std::filesystem::path& folder, std::string_view today);

}  // namespace integrart
