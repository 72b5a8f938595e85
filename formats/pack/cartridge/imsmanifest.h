#pragma once
// imsmanifest.xml of a cartridge. Private to Common Cartridge.

#include <string>
#include <vector>

#include "formats/pack/cartridge/cartridge.h"

namespace integrart::cartridge {

enum class ResourceKind { page, quiz, link, files };

struct Resource {
  std::string id;  // no other resource of any pack has it: Canvas keeps what it takes in by these
  ResourceKind kind = ResourceKind::page;
  std::string title;               // of its place in the course; empty: it has none
  std::vector<std::string> files;  // the first is the page itself
};

/// One chapter of the course.
struct Chapter {
  std::string id;
  std::string title;
  std::vector<Resource> resources;
};

struct Course {
  const PackManifest* manifest = nullptr;
  std::string title;
  std::vector<Chapter> chapters;
  std::vector<Resource> others;  // with a title: after the chapters
};

std::string manifest_of(const Course& course, Version version);

}  // namespace integrart::cartridge
