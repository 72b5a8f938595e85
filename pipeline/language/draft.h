#pragma once
// A draft translation of lines: from the memory where it has the line, from what is similar in it, from an engine.
// Every line says where its translation comes from; what nothing knows stays untranslated and is said to be so.

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "pipeline/language/cue_sentences.h"
#include "pipeline/language/engine.h"
#include "pipeline/language/glossary.h"
#include "pipeline/language/translation_memory.h"

namespace integrart {

enum class DraftSource : std::uint8_t { none, memory, fuzzy, glossary, engine };
std::string_view name_of(DraftSource source);
/// DraftSource::none for a name that is none of them.
DraftSource draft_source(std::string_view name);

struct DraftLine {
  std::string source;
  std::optional<std::string> target;
  DraftSource from = DraftSource::none;
  int score = 0;        // of the memory
  std::string origin;   // the engine's id, or where the memory has it from
  std::string licence;  // of a memory line that others share
  bool shared = false;  // split from the translation of a longer sentence
  std::vector<GlossaryProblem> terms;
};

struct DraftOptions {
  LanguageTag from, to;
  const TranslationMemory* memory = nullptr;
  const Glossary* glossary = nullptr;
  std::vector<TranslationEngine*> engines;  // asked in this order, each for what is still open
  std::string circle;
  bool is_private = false;  // no engine is asked
  int least_fuzzy = 70;
};

struct Draft {
  std::vector<DraftLine> lines;  // as many as came in
  std::vector<Message> notes;
  bool engine_failed = false;  // one could not be asked; it may do better another time
};

/// "memory 101%, human", "engine: apertium": where a line is from.
std::string provenance_of(const DraftLine& line);

/// Line by line, each with the lines around it as context.
Result<Draft> draft_lines(const std::vector<std::string>& lines, const DraftOptions& options,
                          std::stop_token stop = {});

/// One line per cue of the track, in its order; cues that share a sentence are translated together and split again.
Result<Draft> draft_cues(const CueTrack& track, const DraftOptions& options, std::stop_token stop = {});

/// Its two halves: what memory and glossary have for the cues, ...
Draft draft_cues_from_memory(const CueTrack& track, const DraftOptions& options);
/// ... and what engines make of the lines that are open then. It follows from the track and the lines alone.
Result<Draft> draft_open_cues(const CueTrack& track, Draft begun, const DraftOptions& options,
                              std::stop_token stop = {});

}  // namespace integrart
