#pragma once
// Draft translations for builds: the kept memory, the collection's glossaries and the engines at hand, behind the
// interface that the engine knows (base/cue_translator.h).

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/base/cue_translator.h"
#include "pipeline/base/memory_store.h"
#include "pipeline/language/draft.h"
#include "pipeline/language/engine.h"

namespace integrart {

class TrackTranslator final : public CueTranslator {
 public:
  /// `memory` must outlive it. Engines are asked in their order. `circle`: who builds; its private lines may be used,
  /// and what is learnt is private to it.
  TrackTranslator(MemoryStore& memory, std::vector<std::unique_ptr<TranslationEngine>> engines, std::string circle);
  ~TrackTranslator() override;

  Result<std::size_t> learn(const std::vector<CueTrack>& tracks, const std::string& work,
                            const std::string& licence) override;
  Result<Json> basis(const MissingTrack& missing) override;
  Result<TrackDraft> draft(const MissingTrack& missing, const Json& basis, std::stop_token stop) override;

 private:
  struct Begun;
  Result<Begun> begin(const MissingTrack& missing, std::size_t source);
  Result<const TranslationMemory*> memory_of(const LanguageTag& from, const LanguageTag& to);

  MemoryStore& m_store;
  std::vector<std::unique_ptr<TranslationEngine>> m_engines;
  std::string m_circle;
  std::map<std::pair<LanguageTag, LanguageTag>, TranslationMemory> m_memories;  // as read; emptied by learning
};

}  // namespace integrart
