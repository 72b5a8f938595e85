#include "pipeline/language/draft.h"

#include <fmt/format.h>

#include <algorithm>

#include "pipeline/base/text.h"
#include "pipeline/language/tokens.h"

namespace integrart {

namespace {

constexpr int exact_score = 100;

class Drafting {
 public:
  Drafting(const DraftOptions& options, std::stop_token stop) : m_options(options), m_stop(std::move(stop)) {}
  Drafting(Draft begun, const DraftOptions& options, std::stop_token stop)
      : m_options(options), m_stop(std::move(stop)), m_draft(std::move(begun)) {}

  void begin(const std::vector<std::string>& lines) {
    for (const std::string& line : lines) {
      DraftLine entry;
      entry.source = line;
      m_draft.lines.push_back(std::move(entry));
    }
  }

  /// The best that the memory has for the line, when it reaches `least`.
  bool from_memory(std::size_t index, int least) {
    if (m_options.memory == nullptr) return false;
    DraftLine& line = m_draft.lines[index];
    const std::string before = index > 0 ? m_draft.lines[index - 1].source : "";
    const std::string after = index + 1 < m_draft.lines.size() ? m_draft.lines[index + 1].source : "";
    const auto matches = m_options.memory->find({line.source, before, after, m_options.circle}, least, 1);
    if (matches.empty()) return false;
    take(line, matches.front());
    return true;
  }

  /// A line that is nothing but a term of the glossary.
  bool from_glossary(std::size_t index) {
    if (m_options.glossary == nullptr) return false;
    DraftLine& line = m_draft.lines[index];
    for (const GlossaryHit& hit : m_options.glossary->hits(line.source)) {
      const std::string before = line.source.substr(0, hit.where.begin);
      const std::string after = line.source.substr(hit.where.end);
      if (hit.preferred.empty() || has_words(before) || has_words(after)) continue;
      line.target = before + hit.preferred.front() + after;
      line.from = DraftSource::glossary;
      return true;
    }
    return false;
  }

  /// The whole sentence from the memory, split over its cues.
  bool sentence_from_memory(const CueSentence& sentence, int least) {
    if (m_options.memory == nullptr || sentence.count < 2) return false;
    const auto matches = m_options.memory->find({sentence.text, {}, {}, m_options.circle}, least, 1);
    if (matches.empty() || !split(sentence, matches.front().target)) return false;
    for (std::size_t i = 0; i < sentence.count; ++i) {
      DraftLine& line = m_draft.lines[sentence.first + i];
      const std::string part = *line.target;
      take(line, matches.front());
      line.target = part;
    }
    return true;
  }

  /// Puts the parts of a translation in the lines of the sentence; false when it has too few words for that.
  bool split(const CueSentence& sentence, std::string_view translation) {
    std::vector<double> weights;
    for (std::size_t i = 0; i < sentence.count; ++i)
      weights.push_back(static_cast<double>(grapheme_count(m_draft.lines[sentence.first + i].source)));
    const std::vector<std::string> parts = split_sentence(translation, weights);
    if (std::ranges::any_of(parts, [](const std::string& part) { return part.empty(); })) return false;
    for (std::size_t i = 0; i < sentence.count; ++i) {
      m_draft.lines[sentence.first + i].target = parts[i];
      m_draft.lines[sentence.first + i].shared = sentence.count > 1;
    }
    return true;
  }

  /// Asks the engines for the texts; `put` takes an answer and says whether it could be used.
  Result<> from_engines(std::vector<CueSentence> open) {
    if (m_options.engines.empty() || open.empty()) return {};
    if (m_options.is_private) {
      m_draft.notes.push_back(Message{"language.engine_private", {}});
      return {};
    }
    for (TranslationEngine* engine : m_options.engines) {
      TRY_ASSIGN(open, asked(*engine, open));
      // What could not be split is asked for again, cue by cue.
      std::vector<CueSentence> single;
      for (const CueSentence& sentence : open)
        for (std::size_t i = 0; i < sentence.count; ++i)
          single.push_back({sentence.first + i, 1, m_draft.lines[sentence.first + i].source});
      const bool had_groups = single.size() != open.size();
      open = std::move(single);
      if (had_groups) {
        TRY_ASSIGN(open, asked(*engine, open));
      }
      if (open.empty()) return {};
    }
    return {};
  }

  Draft take() { return std::move(m_draft); }

  Draft finish() {
    if (m_options.glossary != nullptr)
      for (DraftLine& line : m_draft.lines)
        if (line.target) line.terms = m_options.glossary->check(line.source, *line.target);
    return std::move(m_draft);
  }

  const std::vector<DraftLine>& lines() const { return m_draft.lines; }

 private:
  static bool has_words(std::string_view text) {
    return std::ranges::any_of(tokens_of(text),
                               [](const Token& token) { return token.kind != Token::Kind::punctuation; });
  }

  static void take(DraftLine& line, const MemoryMatch& match) {
    line.target = match.target;
    line.score = match.score;
    line.origin = match.origin;
    line.licence = match.licence;
    line.from = match.score >= exact_score ? DraftSource::memory : DraftSource::fuzzy;
  }

  /// What is still open afterwards. An engine that cannot help at all is a note.
  Result<std::vector<CueSentence>> asked(TranslationEngine& engine, const std::vector<CueSentence>& open) {
    std::vector<std::string> texts;
    for (const CueSentence& sentence : open) texts.push_back(sentence.text);
    const auto answer = engine.translate(texts, m_options.from, m_options.to, m_stop);
    if (!answer) {
      if (answer.error().code == Errc::cancelled) return tl::unexpected<Error>(answer.error());
      if (std::ranges::find(m_draft.notes, answer.error().what) == m_draft.notes.end())
        m_draft.notes.push_back(answer.error().what);
      m_draft.engine_failed = m_draft.engine_failed || answer.error().code != Errc::unsupported;
      return open;
    }
    std::vector<CueSentence> left;
    for (std::size_t i = 0; i < open.size(); ++i) {
      const auto& translation = answer->lines[i];
      if (!translation || translation->empty() || !split(open[i], *translation)) {
        left.push_back(open[i]);
        continue;
      }
      for (std::size_t k = 0; k < open[i].count; ++k) {
        DraftLine& line = m_draft.lines[open[i].first + k];
        line.from = DraftSource::engine;
        line.origin = engine.id();
      }
    }
    return left;
  }

  const DraftOptions& m_options;
  std::stop_token m_stop;
  Draft m_draft;
};

std::string one_line_of(const Cue& cue) {
  std::string text = plain_text(cue);
  std::ranges::replace(text, '\n', ' ');
  return text;
}

}  // namespace

std::string_view name_of(DraftSource source) {
  switch (source) {
    case DraftSource::none:
      return "none";
    case DraftSource::memory:
      return "memory";
    case DraftSource::fuzzy:
      return "fuzzy";
    case DraftSource::glossary:
      return "glossary";
    case DraftSource::engine:
      return "engine";
  }
  return "none";
}

DraftSource draft_source(std::string_view name) {
  for (const DraftSource source : {DraftSource::memory, DraftSource::fuzzy, DraftSource::glossary, DraftSource::engine})
    if (name_of(source) == name) return source;
  return DraftSource::none;
}

std::string provenance_of(const DraftLine& line) {
  const std::string origin = line.origin.empty() ? "" : ", " + line.origin;
  const std::string licence = line.licence.empty() ? "" : ", " + line.licence;
  if (line.from == DraftSource::engine) return "engine: " + line.origin;
  if (line.from == DraftSource::none || line.from == DraftSource::glossary) return std::string(name_of(line.from));
  return fmt::format("{} {}%{}{}", name_of(line.from), line.score, origin, licence);
}

Result<Draft> draft_lines(const std::vector<std::string>& lines, const DraftOptions& options, std::stop_token stop) {
  Drafting drafting(options, std::move(stop));
  drafting.begin(lines);
  std::vector<CueSentence> open;
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (!lines[i].empty() && !drafting.from_memory(i, options.least_fuzzy) && !drafting.from_glossary(i))
      open.push_back({i, 1, lines[i]});
  TRY(drafting.from_engines(std::move(open)));
  return drafting.finish();
}

Draft draft_cues_from_memory(const CueTrack& track, const DraftOptions& options) {
  Drafting drafting(options, {});
  std::vector<std::string> lines;
  for (const Cue& cue : track.cues) lines.push_back(one_line_of(cue));
  drafting.begin(lines);
  for (const CueSentence& sentence : cue_sentences(track)) {
    if (drafting.sentence_from_memory(sentence, exact_score)) continue;
    bool none_known = true;
    for (std::size_t i = sentence.first; i < sentence.first + sentence.count; ++i)
      if (drafting.from_memory(i, options.least_fuzzy) || drafting.from_glossary(i)) none_known = false;
    if (none_known) drafting.sentence_from_memory(sentence, options.least_fuzzy);
  }
  return drafting.take();
}

Result<Draft> draft_open_cues(const CueTrack& track, Draft begun, const DraftOptions& options, std::stop_token stop) {
  Drafting drafting(std::move(begun), options, std::move(stop));
  std::vector<CueSentence> open;
  for (const CueSentence& sentence : cue_sentences(track)) {
    std::vector<CueSentence> missing;
    for (std::size_t i = sentence.first; i < sentence.first + sentence.count; ++i)
      if (!drafting.lines()[i].target) missing.push_back({i, 1, drafting.lines()[i].source});
    if (missing.size() == sentence.count)
      open.push_back(sentence);
    else
      open.insert(open.end(), missing.begin(), missing.end());
  }
  TRY(drafting.from_engines(std::move(open)));
  return drafting.finish();
}

Result<Draft> draft_cues(const CueTrack& track, const DraftOptions& options, std::stop_token stop) {
  return draft_open_cues(track, draft_cues_from_memory(track, options), options, std::move(stop));
}

}  // namespace integrart
