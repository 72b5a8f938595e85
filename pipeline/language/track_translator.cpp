#include "pipeline/language/track_translator.h"

#include <algorithm>
#include <optional>

#include "pipeline/base/digest.h"
#include "pipeline/language/track_pairs.h"
#include "pipeline/language/translated_track.h"

namespace integrart {

namespace {

Json to_json(const DraftLine& line) {
  if (!line.target) return {};
  return Json::object({{"target", *line.target},
                       {"from", name_of(line.from)},
                       {"score", line.score},
                       {"origin", line.origin},
                       {"licence", line.licence},
                       {"shared", line.shared}});
}

/// The draft as its basis remembers it, with the lines of the track as sources.
Draft draft_from(const Draft& open, const Json& lines) {
  Draft draft = open;
  for (std::size_t i = 0; i < draft.lines.size() && i < lines.items().size(); ++i) {
    const Json& json = lines.items()[i];
    DraftLine& line = draft.lines[i];
    if (json.is_null()) continue;
    line.target = json.at_or_null("target").string_or("");
    line.from = draft_source(json.at_or_null("from").string_or(""));
    line.score = static_cast<int>(json.at_or_null("score").integer_or(0));
    line.origin = json.at_or_null("origin").string_or("");
    line.licence = json.at_or_null("licence").string_or("");
    line.shared = json.at_or_null("shared").boolean_or(false);
  }
  return draft;
}

std::int64_t lines_with_words(const Draft& draft) {
  return std::ranges::count_if(draft.lines, [](const DraftLine& line) { return !line.source.empty(); });
}
std::int64_t translated_lines(const Draft& draft) {
  return std::ranges::count_if(draft.lines, [](const DraftLine& line) { return line.target.has_value(); });
}

std::optional<Glossary> glossary_of(const MissingTrack& missing, const LanguageTag& from) {
  std::optional<Glossary> glossary;
  for (const Json& document : missing.glossaries)
    if (const auto read = ExchangeDocument::from_json(document); read) {
      if (!glossary) glossary.emplace(from, missing.language);
      glossary->add(*read);
    }
  return glossary;
}

Json glossaries_digest(const MissingTrack& missing) {
  Json digests = Json::empty_array();
  for (const Json& document : missing.glossaries) digests.push_back(digest_of(document.dump()).hex());
  return digests;
}

}  // namespace

/// A source with what is known without asking anybody.
struct TrackTranslator::Begun {
  Draft draft;
  std::vector<std::string> engines;  // identities of those that have the pair
  double reach = 0;                  // share of the lines that can be hoped for
};

TrackTranslator::TrackTranslator(MemoryStore& memory, std::vector<std::unique_ptr<TranslationEngine>> engines,
                                 std::string circle)
    : m_store(memory), m_engines(std::move(engines)), m_circle(std::move(circle)) {}
TrackTranslator::~TrackTranslator() = default;

Result<std::size_t> TrackTranslator::learn(const std::vector<CueTrack>& tracks, const std::string& work,
                                           const std::string& licence) {
  std::size_t learnt = 0;
  const std::string shared_under = licence_allows_sharing(licence) ? licence : std::string();
  for (const CueTrack& from : tracks)
    for (const CueTrack& to : tracks) {
      const bool sung = from.variant == "singable" || to.variant == "singable";  // says other things than the words
      if (sung || from.language == to.language || from.language.is_undetermined() || to.language.is_undetermined())
        continue;
      TRY_ASSIGN(std::vector<MemoryEntry> kept, m_store.entries(from.language, to.language, m_circle));
      std::erase_if(kept, [&](const MemoryEntry& entry) { return entry.work != work || entry.circle != m_circle; });
      std::vector<MemoryEntry> entries = track_pairs(from, to);
      for (MemoryEntry& entry : entries) {
        entry.work = work;
        entry.circle = m_circle;
        entry.licence = shared_under;
      }
      // What is there already stays as it is, with its time: a build that changes nothing changes nothing here.
      std::erase_if(entries, [&](const MemoryEntry& entry) {
        return std::ranges::any_of(kept, [&](const MemoryEntry& other) {
          return other.source == entry.source && other.target == entry.target && other.licence == shared_under &&
                 other.source_before == entry.source_before && other.source_after == entry.source_after;
        });
      });
      learnt += entries.size();
      // Lines that stood in the work once follow its licence too.
      for (const MemoryEntry& other : kept)
        if (other.licence != shared_under) {
          MemoryEntry changed = other;
          changed.licence = shared_under;
          entries.insert(entries.begin(), std::move(changed));
        }
      if (!entries.empty()) TRY(m_store.add(from.language, to.language, entries));
    }
  m_memories.clear();
  return learnt;
}

Result<const TranslationMemory*> TrackTranslator::memory_of(const LanguageTag& from, const LanguageTag& to) {
  const auto [found, is_new] = m_memories.try_emplace({from, to});
  if (is_new) {
    TRY_ASSIGN(std::vector<MemoryEntry> entries, m_store.entries(from, to, m_circle));
    for (MemoryEntry& entry : entries) found->second.add(std::move(entry));
  }
  return &found->second;
}

Result<TrackTranslator::Begun> TrackTranslator::begin(const MissingTrack& missing, std::size_t source) {
  const CueTrack& track = missing.sources[source];
  const std::optional<Glossary> glossary = glossary_of(missing, track.language);
  DraftOptions options;
  options.from = track.language;
  options.to = missing.language;
  options.circle = m_circle;
  options.glossary = glossary ? &*glossary : nullptr;
  TRY_ASSIGN(options.memory, memory_of(options.from, options.to));
  Begun begun;
  begun.draft = draft_cues_from_memory(track, options);
  for (const auto& engine : m_engines) {
    if (missing.is_private && engine->is_remote()) continue;
    if (auto identity = engine->identity(options.from, options.to, {}); identity)
      begun.engines.push_back(std::move(*identity));
  }
  const auto lines = static_cast<double>(std::max<std::int64_t>(1, lines_with_words(begun.draft)));
  begun.reach = begun.engines.empty() ? static_cast<double>(translated_lines(begun.draft)) / lines : 1.0;
  return begun;
}

Result<Json> TrackTranslator::basis(const MissingTrack& missing) {
  std::optional<Begun> best;
  std::size_t best_source = 0;
  for (std::size_t i = 0; i < missing.sources.size(); ++i) {
    TRY_ASSIGN(Begun begun, begin(missing, i));
    if (best && begun.reach <= best->reach) continue;
    best = std::move(begun);
    best_source = i;
  }
  Json lines = Json::empty_array();
  if (best)
    for (const DraftLine& line : best->draft.lines) lines.push_back(to_json(line));
  return Json::object({{"source", best_source},
                       {"lines", std::move(lines)},
                       {"engines", json_list(best ? best->engines : std::vector<std::string>{})},
                       {"glossaries", glossaries_digest(missing)}});
}

Result<TrackDraft> TrackTranslator::draft(const MissingTrack& missing, const Json& basis, std::stop_token stop) {
  TrackDraft result;
  result.track.language = missing.language;
  result.track.draft = true;
  const auto source = static_cast<std::size_t>(basis.at_or_null("source").integer_or(0));
  if (source >= missing.sources.size()) return result;
  const CueTrack& track = missing.sources[source];
  const std::optional<Glossary> glossary = glossary_of(missing, track.language);
  DraftOptions options;
  options.from = track.language;
  options.to = missing.language;
  options.glossary = glossary ? &*glossary : nullptr;
  for (const auto& engine : m_engines)
    if (!(missing.is_private && engine->is_remote()) && engine->identity(options.from, options.to, stop))
      options.engines.push_back(engine.get());
  DraftOptions nothing;
  nothing.from = options.from;
  nothing.to = options.to;
  Draft begun = draft_from(draft_cues_from_memory(track, nothing), basis.at_or_null("lines"));
  TRY_ASSIGN(const Draft draft, draft_open_cues(track, std::move(begun), options, std::move(stop)));
  auto translated = translated_track(track, draft, missing.language, OpenLines::left_out);
  result.track = std::move(translated.value);
  result.track.kind = "subtitles";
  result.track.draft = true;
  result.from = track.language;
  result.lines = lines_with_words(draft);
  result.final = !draft.engine_failed;
  result.notes = draft.notes;
  result.notes.insert(result.notes.end(), translated.notes.begin(), translated.notes.end());
  const auto terms = std::ranges::count_if(draft.lines, [](const DraftLine& line) { return !line.terms.empty(); });
  if (terms > 0)
    result.notes.push_back({"language.terms_not_followed",
                            {{"language", missing.language.text()}, {"lines", static_cast<std::int64_t>(terms)}}});
  return result;
}

}  // namespace integrart
