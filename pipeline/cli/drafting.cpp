#include "pipeline/cli/drafting.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "pipeline/base/input_file.h"
#include "pipeline/base/subtitle_format.h"
#include "pipeline/base/text.h"
#include "pipeline/base/text_format.h"
#include "pipeline/cli/exchange_files.h"
#include "pipeline/cli/single_step.h"
#include "pipeline/engine/file_stamp.h"
#include "pipeline/language/bilingual.h"
#include "pipeline/language/translated_track.h"
#include "pipeline/store/database.h"

namespace integrart {

namespace {

template <class T>
const T* format_with_extension(std::span<const T* const> table, const std::string& extension) {
  for (const T* format : table)
    if (std::ranges::find(format->extensions, extension) != format->extensions.end()) return format;
  return nullptr;
}

std::size_t longest_line(std::string_view text) {
  std::size_t longest = 0;
  while (true) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    longest = std::max(longest, grapheme_count(text.substr(0, end)));
    if (end == text.size()) return longest;
    text.remove_prefix(end + 1);
  }
}

/// Memory, glossary and engines as the options name them; they live as long as the drafting.
struct Sources {
  TranslationMemory memory;
  std::optional<Glossary> glossary;
  std::vector<std::unique_ptr<TranslationEngine>> engines;
  DraftOptions options;
};

Result<> add_kept_memory(const TranslateOptions& written, Sources& sources) {
  const std::filesystem::path file = std::filesystem::path(written.data) / "integrart.db";
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored))
    return fail(Errc::not_found, "base.file_not_found", {{"file", display_name(file.string())}});
  TRY_ASSIGN(const auto database, open_database("sqlite:" + file.string()));
  TRY_ASSIGN(std::vector<MemoryEntry> entries,
             database->memory()->entries(sources.options.from, sources.options.to, written.circle));
  for (MemoryEntry& entry : entries) sources.memory.add(std::move(entry));
  return {};
}

Result<> open_sources(const Session& session, const TranslateOptions& written, Sources& sources) {
  TRY_ASSIGN(const auto from, LanguageTag::parse(written.from));
  TRY_ASSIGN(const auto to, LanguageTag::parse(written.to));
  for (const auto* noted : {&from, &to})
    for (const Message& note : noted->notes) session.tell(note);
  DraftOptions& options = sources.options;
  options.from = from.value;
  options.to = to.value;
  options.circle = written.circle;
  options.is_private = written.is_private;
  if (!written.data.empty()) TRY(add_kept_memory(written, sources));
  for (const std::string& file : written.memories) {
    TRY_ASSIGN(const ExchangeFileRead read, read_exchange_file(session, file));
    for (MemoryEntry& entry : memory_entries(read.read.value, options.from, options.to))
      sources.memory.add(std::move(entry));
  }
  for (const std::string& file : written.glossaries) {
    TRY_ASSIGN(const ExchangeFileRead read, read_exchange_file(session, file));
    if (!sources.glossary) sources.glossary.emplace(options.from, options.to);
    sources.glossary->add(read.read.value);
  }
  for (const std::string& engine : written.engines) {
    TRY_ASSIGN(auto made, make_engine(engine));
    options.engines.push_back(made.get());
    sources.engines.push_back(std::move(made));
  }
  options.memory = &sources.memory;
  options.glossary = sources.glossary ? &*sources.glossary : nullptr;
  return {};
}

Result<> write_exchange(const Session& session, const std::string& out, const ExchangeDocument& document,
                        std::vector<Message>& notes) {
  TRY_ASSIGN(const ExchangeFormat* format, exchange_format_for(session, out));
  TRY_ASSIGN(const auto written, format->write(document, {}));
  notes.insert(notes.end(), written.notes.begin(), written.notes.end());
  return write_text_file(out, written.value);
}

Result<TranslatedFile> translate_cues(const Session& session, const TranslateOptions& written, const Sources& sources) {
  Json parameters =
      Json::object({{"language", sources.options.from.text()}, {"extension", extension_of(written.file)}});
  if (!written.encoding.empty()) parameters["encoding"] = written.encoding;
  TRY_ASSIGN(const StepRecord record, run_single_step(session, "cue_track", parameters, written.file));
  TRY_ASSIGN(CueTrack track, CueTrack::from_json(record.document.at_or_null("cues")));
  if (written.lyrics) track.kind = "lyrics";
  TRY_ASSIGN(const Draft draft, draft_cues(track, sources.options, session.stop));
  TranslatedFile result;
  result.notes = record.notes;
  result.notes.insert(result.notes.end(), draft.notes.begin(), draft.notes.end());
  auto translated = translated_track(track, draft, sources.options.to, OpenLines::marked);
  result.notes.insert(result.notes.end(), translated.notes.begin(), translated.notes.end());
  for (std::size_t i = 0; i < track.cues.size(); ++i) {
    ReportedLine line;
    line.id = track.cues[i].id;
    line.draft = draft.lines[i];
    if (line.draft.target) {
      line.length = longest_line(wrapped(*line.draft.target));
      line.speed = reading_speed(track.cues[i], *line.draft.target);
    }
    result.lines.push_back(std::move(line));
  }
  const std::string extension = extension_of(written.out);
  if (const SubtitleFormat* format = format_with_extension(session.catalogue.subtitles, extension)) {
    TRY_ASSIGN(const auto file, format->write(translated.value));
    result.notes.insert(result.notes.end(), file.notes.begin(), file.notes.end());
    TRY(write_text_file(written.out, file.value));
    return result;
  }
  const std::string original = std::filesystem::path(written.file).filename().string();
  TRY(write_exchange(session, written.out,
                     bilingual_document(track, draft, sources.options.from, sources.options.to, original),
                     result.notes));
  return result;
}

/// A text line by line, each sentence by itself; empty lines stay.
Result<TranslatedFile> translate_text(const Session& session, const TranslateOptions& written, const Sources& sources) {
  TRY_ASSIGN(const auto opened, open_regular_file(written.file, TextLimits{}.source_bytes));
  TRY_ASSIGN(const std::string bytes, read_all(opened.second, TextLimits{}.source_bytes));
  TRY_ASSIGN(const DecodedText text, written.encoding.empty() ? decode_text(bytes, sources.options.from)
                                                              : decode_text_as(bytes, written.encoding));
  std::vector<std::string> sentences;
  std::vector<std::size_t> ends;  // number of sentences up to the end of each line
  std::string_view rest = text.utf8;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    for (const ByteRange& range : sentence_ranges(line, sources.options.from))
      sentences.emplace_back(line.substr(range.begin, range.end - range.begin));
    ends.push_back(sentences.size());
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  TRY_ASSIGN(Draft draft, draft_lines(sentences, sources.options, session.stop));
  std::string file;
  std::size_t next = 0;
  for (const std::size_t end : ends) {
    for (const std::size_t begin = next; next < end; ++next)
      file.append(next == begin ? "" : " ").append(draft.lines[next].target.value_or(std::string(untranslated_mark)));
    file += '\n';
  }
  TRY(write_text_file(written.out, file));
  TranslatedFile result;
  result.notes = std::move(draft.notes);
  for (std::size_t i = 0; i < draft.lines.size(); ++i) {
    ReportedLine line;
    line.id = std::to_string(i + 1);
    line.draft = std::move(draft.lines[i]);
    if (line.draft.target) line.length = grapheme_count(*line.draft.target);
    result.lines.push_back(std::move(line));
  }
  return result;
}

ExchangeNote provenance_note(const DraftLine& line) {
  ExchangeNote note;
  note.text = provenance_of(line);
  note.category = "provenance";
  note.applies_to = "target";
  return note;
}

/// Units without a translation get a draft; what is translated already stays as it is.
Result<TranslatedFile> translate_exchange(const Session& session, const TranslateOptions& written,
                                          const Sources& sources) {
  TRY_ASSIGN(ExchangeFileRead read, read_exchange_file(session, written.file));
  ExchangeDocument& document = read.read.value;
  document.source_language = sources.options.from;
  document.target_language = sources.options.to;
  std::vector<std::string> lines;
  std::vector<std::size_t> units;
  for (std::size_t i = 0; i < document.units.size(); ++i) {
    ExchangeUnit& unit = document.units[i];
    if (unit.variants.empty() || !unit.translate) continue;
    unit.variants.front().language = document.source_language;
    const ExchangeVariant* target = unit.find(document.target_language);
    if (target != nullptr && has_text(*target)) continue;
    units.push_back(i);
    lines.push_back(plain_text(unit.variants.front()));
  }
  TRY_ASSIGN(const Draft draft, draft_lines(lines, sources.options, session.stop));
  TranslatedFile result;
  result.notes = read.read.notes;
  result.notes.insert(result.notes.end(), draft.notes.begin(), draft.notes.end());
  for (std::size_t i = 0; i < units.size(); ++i) {
    ExchangeUnit& unit = document.units[units[i]];
    ReportedLine line;
    line.id = unit.id;
    line.draft = draft.lines[i];
    if (line.draft.target) {
      line.length = longest_line(*line.draft.target);
      std::erase_if(unit.variants, [&](const ExchangeVariant& v) {
        return &v != &unit.variants.front() && v.language == document.target_language;
      });
      ExchangeVariant variant =
          exchange_variant(document.target_language, plain_exchange_text(*line.draft.target), "initial");
      for (std::size_t s = 1; s < unit.variants.front().segments.size(); ++s) {
        ExchangeSegment nothing;
        nothing.text = ExchangeText{};
        nothing.ignorable = unit.variants.front().segments[s].ignorable;
        variant.segments.push_back(std::move(nothing));
      }
      unit.variants.push_back(std::move(variant));
      unit.notes.push_back(provenance_note(line.draft));
    }
    result.lines.push_back(std::move(line));
  }
  TRY(write_exchange(session, written.out, document, result.notes));
  return result;
}

}  // namespace

Result<TranslatedFile> translate_file(const Session& session, const TranslateOptions& written) {
  Sources sources;
  TRY(open_sources(session, written, sources));
  const std::string extension = extension_of(written.file);
  if (format_with_extension(session.catalogue.exchanges, extension) != nullptr)
    return translate_exchange(session, written, sources);
  if (format_with_extension(session.catalogue.texts, extension) != nullptr)
    return translate_text(session, written, sources);
  return translate_cues(session, written, sources);
}

}  // namespace integrart
