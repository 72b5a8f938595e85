#pragma once
// Draft translations of timed text, and the memory they come from, as a build knows them: interface. The composition
// root gives one; the engine knows nothing of glossaries, providers and programs. Implementation:
// language/track_translator.h.

#include <stop_token>
#include <string>
#include <vector>

#include "pipeline/base/documents/cue_track.h"
#include "pipeline/base/json.h"
#include "pipeline/base/result.h"

namespace integrart {

/// A track that a work lacks.
struct MissingTrack {
  LanguageTag language;
  std::vector<CueTrack> sources;  // tracks that people made, the one to prefer first
  std::vector<Json> glossaries;   // documents "exchange/1"
  bool is_private = false;        // only engines of this machine are asked
};

struct TrackDraft {
  CueTrack track;          // the cues that could be translated, each with its origin, at the times of the source's
  LanguageTag from;        // of the source
  std::int64_t lines = 0;  // of the source that have words
  std::vector<Message> notes;
  bool final = true;  // false: an engine could not be asked now; asking again later may give more
};

/// Used by one thread at a time.
class CueTranslator {
 public:
  virtual ~CueTranslator() = default;

  /// Takes the lines of tracks that people made of one work for translations of each other; who may use them besides
  /// the circle follows from the licence ("" keeps them private). Number of pairs that were not known before.
  virtual Result<std::size_t> learn(const std::vector<CueTrack>& tracks, const std::string& work,
                                    const std::string& licence) = 0;

  /// Everything that the draft depends on besides the sources themselves: which of them is translated, what the memory
  /// has for each of its lines, the terms, and the engines that know both languages. Goes into the step's key: equal
  /// basis and sources, equal draft.
  virtual Result<Json> basis(const MissingTrack& missing) = 0;

  /// The draft that `basis` stands for. Blocks while engines work. A track without cues when nothing has a suggestion.
  virtual Result<TrackDraft> draft(const MissingTrack& missing, const Json& basis, std::stop_token stop) = 0;
};

}  // namespace integrart
