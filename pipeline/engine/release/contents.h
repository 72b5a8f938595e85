#pragma once
// What a learner finds in a pack, as its signed list says it: enough to tell two releases apart and to know a work.

#include "pipeline/base/documents/pack_manifest.h"

namespace integrart {

/// {"title","description","licence","works":[{"id","kind","title","licence","level","description","alt","credits",
/// "topics","objectives","media":[SHA-256 of every file that is this work's alone],
/// "tracks":[{"language","kind","variant","draft","sha256","lines":[eight hex digits of the digest of each line]}],
/// "texts":[{"language","sha256"}],"activities":[{"id","kind","items","sha256"}]}]}. Works are in the order of
/// the pack. Deterministic. No text stands in it but titles: descriptions, credits, topics and objectives are hex
/// digits of their digests, empty where there is nothing.
Json contents_of(const PackManifest& manifest);

}  // namespace integrart
