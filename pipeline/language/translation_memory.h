#pragma once
// Finding in the memory what was translated before: the same line, a line in the same surroundings, a similar line.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pipeline/base/documents/exchange.h"
#include "pipeline/base/memory_store.h"

namespace integrart {

/// Conventions of the field: 101 the same line between the same lines, 100 the same line, below that a similar one
/// (95-99 almost the same, 85-94, 75-84, 70-74).
struct MemoryMatch {
  int score = 0;
  std::string source;  // as it is in the memory
  std::string target;  // with the numbers of the line asked for, where only these differ
  std::string origin;
  std::string work;
  std::string licence;
};

struct MemoryQuery {
  std::string_view source;
  std::string_view before;  // the line before; empty at the beginning
  std::string_view after;
  std::string_view circle;  // who asks
};

/// One language direction in memory with an index. Measured with 100,000 lines by
/// tests/bench/language. Immutable searches: `find` may be called from any thread while nobody adds.
class TranslationMemory {
 public:
  TranslationMemory();
  TranslationMemory(TranslationMemory&&) noexcept;
  TranslationMemory& operator=(TranslationMemory&&) noexcept;
  ~TranslationMemory();

  /// Entries without source or target are passed over. Later entries win among equals.
  void add(MemoryEntry entry);
  std::size_t size() const;

  /// Best first, at most `most`, none below `least`; one per translation.
  ///
  /// The score is 100 x (1 - d / longest), d the least cost of edits over tokens (Levenshtein): a word costs 1, a mark
  /// of punctuation 0.25, another form of the same word half of what they differ, only another number 0, only another
  /// case 0.05. From it go: 1 when numbers were put in, 5 for machine translations, 1 for another circle's line.
  std::vector<MemoryMatch> find(const MemoryQuery& query, int least = 70, std::size_t most = 5) const;

 private:
  struct Index;
  std::unique_ptr<Index> m_index;
};

/// The lines of an exchange document in one direction; its units are taken for neighbours when they are of one file.
std::vector<MemoryEntry> memory_entries(const ExchangeDocument& document, const LanguageTag& from,
                                        const LanguageTag& to);
/// The units whose translations a person stands for: not those of state "initial", and none marked as fuzzy. Formats
/// without states hold what somebody kept.
ExchangeDocument confirmed_units(const ExchangeDocument& document);
/// Every two languages that units of the document have, each way.
std::vector<std::pair<LanguageTag, LanguageTag>> language_pairs(const ExchangeDocument& document);
/// A document of memory lines, for writing TMX.
ExchangeDocument memory_document(const std::vector<MemoryEntry>& entries, const LanguageTag& from,
                                 const LanguageTag& to);

}  // namespace integrart
