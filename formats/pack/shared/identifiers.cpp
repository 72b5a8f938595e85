#include "formats/pack/shared/identifiers.h"

#include "pipeline/base/digest.h"

namespace integrart {

std::string stable_uuid(std::string_view space, std::string_view name) {
  std::string input("integrart\n");
  input.append(space).append("\n").append(name);
  std::string hex = digest_of(input).hex();
  hex[12] = '8';                                            // version
  hex[16] = "89ab"[static_cast<std::size_t>(hex[16] % 4)];  // variant
  return hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-" + hex.substr(12, 4) + "-" + hex.substr(16, 4) + "-" +
         hex.substr(20, 12);
}

std::string stable_name(const PackManifest& manifest, std::string_view part) {
  return digest_of("integrart\n" + manifest.identity() + "\n" + std::string(part)).hex().substr(0, 24);
}

}  // namespace integrart
