#pragma once
// What every pack format asks of the works it is given.

#include <vector>

#include "pipeline/base/documents/pack_manifest.h"
#include "pipeline/base/result.h"

namespace integrart {

/// Whether there is nothing in a work that a format could show or play.
using EmptyWork = bool (*)(const PackWork& work);

/// Which labels a format shows to learners: those of pages and players, or those of exercises alone.
enum class Labels : std::uint8_t { of_pages, of_exercises };

/// Errors: a work's id is no folder name or there twice, no work has anything to show. Notes: empty works (they are
/// left out), films without subtitles, pictures without description, labels in another language than the lesson's.
Result<std::vector<Message>> check_works(const PackManifest& manifest, EmptyWork is_empty,
                                         Labels labels = Labels::of_pages);

/// Whether an exercise may be in a pack with its work: those made from the work itself may not when nobody allowed
/// changes of it, the curator's own questions always may.
bool may_stand_with(const PackWork& work, const Activity& activity);

/// `manifest` without empty works and without titles, names and descriptions that show nothing; characters that XML
/// cannot hold are gone from those, and so are exercises that may not stand with their work ("pack.licence_no_changes"
/// and "pack.licence_no_exercises" say so). A work whose titles all went is called by its id, and so is the pack.
PackManifest presentable(PackManifest manifest, EmptyWork is_empty);

}  // namespace integrart
