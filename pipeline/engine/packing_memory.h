#pragma once
// What packing a format cost to find out, by what it was found out from, so that an edited line re-packs only what
// contains it.

#include <map>
#include <optional>
#include <string>

#include "pipeline/base/artefact.h"
#include "pipeline/base/pack_format.h"

namespace integrart {

/// A digest of the GNU build-id of the running program: what is remembered holds for the program that found it. Empty
/// when the program was linked without one; then nothing may be remembered.
std::string program_build_id();

/// Names everything that the bytes of an inner archive depend on: its files, the archive's form and the program. 64 hex
/// digits; empty when nothing may be remembered.
std::string archive_key_of(const InnerArchive& inner, const ArchiveFormat& archive);

/// Inner archives by their keys, and MD5 sums by SHA-256, of one pack format. What nothing asked for is forgotten with
/// `used`. One thread at a time.
class PackingMemory {
 public:
  PackingMemory() = default;
  /// A document that `used` gave; anything else is an empty memory.
  explicit PackingMemory(const Json& document);

  std::optional<ArtefactRef> archive(const std::string& key);
  void keep_archive(const std::string& key, const ArtefactRef& archive);
  std::optional<std::string> md5(const Digest& digest);
  void keep_md5(const Digest& digest, const std::string& md5_hex);

  /// {"archives": {key: artefact}, "md5": {SHA-256: MD5}} of all that was asked for or kept.
  Json used() const;

 private:
  struct Entries {
    std::map<std::string, ArtefactRef> archives;
    std::map<std::string, std::string> md5;
  };
  Entries m_known, m_used;
};

}  // namespace integrart
