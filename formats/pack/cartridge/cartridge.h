#pragma once
// Common Cartridge: pages, quizzes and links that learning platforms take in as parts of a course. Private to CC.

#include "pipeline/base/documents/pack_manifest.h"
#include "pipeline/base/pack_format.h"

namespace integrart::cartridge {

enum class Version { v11, v13 };

Result<std::vector<Message>> check(const PackManifest& manifest);
Result<Noted<PackTree>> write(const PackManifest& manifest, Version version);

}  // namespace integrart::cartridge
