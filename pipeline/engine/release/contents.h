#pragma once
// What a learner finds in a pack, as its signed list says it: enough to tell two releases apart and to know a work.

#include "pipeline/base/documents/pack_manifest.h"

namespace integrart {

/// {"works":[{"id","kind","title","licence","media":[SHA-256 of every file that is this work's alone],
/// "tracks":[{"language","kind","variant","draft","sha256","lines":[eight hex digits of the digest of each line]}],
/// "texts":[{"language","sha256"}],"activities":[{"id","kind","items","sha256"}]}]}. Deterministic. No text of a work
/// stands in it but its title.
Json contents_of(const PackManifest& manifest);

}  // namespace integrart
