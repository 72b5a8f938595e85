#pragma once
// The web lesson as shareable content objects, one per work. Private to SCORM.

#include <string>
#include <vector>

#include "pipeline/base/documents/pack_manifest.h"
#include "pipeline/base/pack_format.h"

namespace integrart::scorm {

enum class Version { v12, v2004 };

struct ContentObject {
  const PackWork* work = nullptr;
  std::string title;               // at most 200 characters
  std::string page;                // what the platform opens
  std::vector<std::string> files;  // of this object alone, with the page
};

struct Lesson {
  PackManifest manifest;  // with small files and without empty works; the objects point into it
  std::string title;
  std::vector<ContentObject> objects;
  std::vector<std::string> common;  // files that all objects use, and those of the pack itself
};

/// What SCORM cannot hold of the manifest.
Result<std::vector<Message>> check(const PackManifest& manifest);

/// The whole pack; `imsmanifest` writes the text of imsmanifest.xml.
Result<Noted<PackTree>> write(const PackManifest& manifest, Version version,
                              std::string (*imsmanifest)(const Lesson& lesson));

/// imsmanifest.xml of SCORM 1.2 and of SCORM 2004 4th edition.
std::string manifest_12(const Lesson& lesson);
std::string manifest_2004(const Lesson& lesson);

}  // namespace integrart::scorm
