#pragma once
// Learning Object Metadata (IEEE 1484.12.1) of a pack, in the XML that a manifest of SCORM or Common Cartridge holds.

#include <string>

#include "formats/xml/xml.h"
#include "pipeline/base/documents/pack_manifest.h"

namespace integrart {

/// The three XML forms that are in use.
enum class LomBinding {
  ieee,              // IEEE 1484.12.3, in SCORM 2004
  ims,               // IMS Meta-Data 1.2.1, in SCORM 1.2
  common_cartridge,  // the profile of Common Cartridge 1.1 and 1.3, with the prefix "lom:" for a namespace of theirs
};

/// Writes the element lom with titles, descriptions, topics and objectives in every language, who made what, the
/// program that wrote it, and the licences. For Common Cartridge, whose profile has neither objectives nor the program,
/// the manifest around declares the prefix.
void write_lom(XmlWriter& xml, const PackManifest& manifest, LomBinding binding);

/// The same as a document of its own, in the form of IEEE 1484.12.3.
std::string lom_document(const PackManifest& manifest);

}  // namespace integrart
