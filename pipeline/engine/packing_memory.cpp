#include "pipeline/engine/packing_memory.h"

#include <elf.h>
#include <link.h>

#include <bit>
#include <cstring>

#include "pipeline/base/digest.h"

namespace integrart {
namespace {

/// A digest of the note NT_GNU_BUILD_ID of a loaded object (elf(5)); hex digits.
std::string build_id_in(const dl_phdr_info& object) {
  for (int i = 0; i < object.dlpi_phnum; ++i) {
    const auto& header = object.dlpi_phdr[i];
    if (header.p_type != PT_NOTE) continue;
    const auto* at = std::bit_cast<const char*>(object.dlpi_addr + header.p_vaddr);
    std::size_t left = header.p_memsz;
    const auto padded = [](std::size_t bytes) { return (bytes + 3U) & ~std::size_t{3}; };
    while (left >= sizeof(ElfW(Nhdr))) {
      ElfW(Nhdr) note;
      std::memcpy(&note, at, sizeof note);
      const std::size_t whole = sizeof note + padded(note.n_namesz) + padded(note.n_descsz);
      if (whole > left) break;
      const std::string_view name(at + sizeof note, note.n_namesz);
      if (note.n_type == NT_GNU_BUILD_ID && name == std::string_view("GNU\0", 4)) {
        return digest_of(std::string_view(at + sizeof note + padded(note.n_namesz), note.n_descsz)).hex();
      }
      at += whole;
      left -= whole;
    }
  }
  return {};
}

/// A text for each kind of content, so that no two contents give the same.
Json fingerprint_of(const PackEntry& entry) {
  Json content;
  if (const auto* text = std::get_if<std::string>(&entry.content)) {
    content = "text " + digest_of(*text).hex();
  } else if (const auto* artefact = std::get_if<ArtefactRef>(&entry.content)) {
    content = "file " + artefact->digest.hex();
  } else if (const auto* inner = std::get_if<InnerArchive>(&entry.content)) {
    content = Json::empty_array();
    for (const PackEntry& one : inner->entries) content.push_back(fingerprint_of(one));
  }
  return Json::array({entry.path, std::move(content)});
}

bool holds_database(const InnerArchive& inner) {
  for (const PackEntry& entry : inner.entries) {
    if (std::holds_alternative<DatabaseFile>(entry.content)) return true;
    const auto* deeper = std::get_if<InnerArchive>(&entry.content);
    if (deeper != nullptr && holds_database(*deeper)) return true;
  }
  return false;
}

}  // namespace

std::string program_build_id() {
  std::string found;
  // The first object is the program itself.
  dl_iterate_phdr(
      [](dl_phdr_info* object, std::size_t, void* answer) {
        *static_cast<std::string*>(answer) = build_id_in(*object);
        return 1;
      },
      &found);
  return found;
}

std::string archive_key_of(const InnerArchive& inner, const ArchiveFormat& archive) {
  const std::string program = program_build_id();
  // A database is a description with thousands of rows, and is made again in less time than it takes to name them all.
  if (program.empty() || holds_database(inner)) return {};
  Json files = Json::empty_array();
  for (const PackEntry& entry : inner.entries) files.push_back(fingerprint_of(entry));
  return digest_of(Json::object({{"program", program}, {"archive", archive.id}, {"type", inner.type}, {"files", files}})
                       .dump())
      .hex();
}

PackingMemory::PackingMemory(const Json& document) {
  for (const auto& [key, value] : document.at_or_null("archives").members())
    if (auto archive = ArtefactRef::from_json(value)) m_known.archives.emplace(key, std::move(*archive));
  for (const auto& [digest, md5] : document.at_or_null("md5").members())
    if (md5.is_string()) m_known.md5.emplace(digest, md5.string_or(""));
}

std::optional<ArtefactRef> PackingMemory::archive(const std::string& key) {
  for (const Entries* entries : {&m_used, &m_known}) {
    const auto found = entries->archives.find(key);
    if (found == entries->archives.end()) continue;
    const ArtefactRef archive = found->second;
    m_used.archives.insert_or_assign(key, archive);
    return archive;
  }
  return std::nullopt;
}

void PackingMemory::keep_archive(const std::string& key, const ArtefactRef& archive) {
  if (!key.empty()) m_used.archives.insert_or_assign(key, archive);
}

std::optional<std::string> PackingMemory::md5(const Digest& digest) {
  const std::string hex = digest.hex();
  for (const Entries* entries : {&m_used, &m_known}) {
    const auto found = entries->md5.find(hex);
    if (found == entries->md5.end()) continue;
    const std::string md5 = found->second;
    m_used.md5.insert_or_assign(hex, md5);
    return md5;
  }
  return std::nullopt;
}

void PackingMemory::keep_md5(const Digest& digest, const std::string& md5_hex) {
  m_used.md5.insert_or_assign(digest.hex(), md5_hex);
}

Json PackingMemory::used() const {
  Json archives = Json::empty_object();
  Json sums = Json::empty_object();
  for (const auto& [key, archive] : m_used.archives) archives[key] = archive.to_json();
  for (const auto& [digest, md5] : m_used.md5) sums[digest] = md5;
  return Json::object({{"archives", std::move(archives)}, {"md5", std::move(sums)}});
}

}  // namespace integrart
