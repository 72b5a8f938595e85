#pragma once
// The community's translation memory as it is kept: interface. Implementation over the database:
// store/database_memory.cpp; what finds matches in it: language/translation_memory.h.

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/language.h"
#include "pipeline/base/result.h"

namespace integrart {

/// A line that a person confirmed, with its translation.
struct MemoryEntry {
  std::string source;
  std::string target;
  std::string source_before;  // the line before in the same work; empty at its beginning
  std::string source_after;
  std::string work;     // id of the work the line is from; empty when it came with a file
  std::string circle;   // whose it is; empty: nobody's own
  std::string licence;  // SPDX id under which others may use it; empty: private to the circle
  std::string person;   // pseudonym of who confirmed it; empty when not known
  std::string origin;   // "human", or the engine that a machine translation came from
  std::string changed;  // ISO 8601; empty when not known

  bool operator==(const MemoryEntry&) const = default;
};

/// Thread-safe.
class MemoryStore {
 public:
  virtual ~MemoryStore() = default;
  /// All or none, in one transaction. An entry for the same line in the same surroundings, work and circle replaces
  /// what was there. `changed` is filled in by the database clock.
  virtual Result<> add(const LanguageTag& from, const LanguageTag& to, const std::vector<MemoryEntry>& entries) = 0;
  /// What `circle` may use, oldest first: its own, and what others share under a licence.
  virtual Result<std::vector<MemoryEntry>> entries(const LanguageTag& from, const LanguageTag& to,
                                                   std::string_view circle) = 0;
  /// Everything that a person confirmed, in any language: for telling her what is kept.
  virtual Result<std::vector<MemoryEntry>> entries_of_person(std::string_view person) = 0;
  /// Her name goes from every line; the lines of works stay. Number of lines.
  virtual Result<std::size_t> forget_person(std::string_view person) = 0;
  /// The lines of a work that was withdrawn go. Number of lines.
  virtual Result<std::size_t> forget_work(std::string_view work) = 0;
};

}  // namespace integrart
