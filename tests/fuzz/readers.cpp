// Compiled once for all targets.

#include <algorithm>
#include <set>

#include "formats/collection/collection_yaml.h"
#include "formats/tables.h"
#include "pipeline/base/catalogue.h"
#include "pipeline/base/text.h"
#include "tests/fuzz/readers.h"
#include "tests/property/formats/strict_fragment.h"

namespace integrart::test {

std::string problem_of_subtitles(std::string_view id, std::string_view bytes) {
  const SubtitleFormat& format = *find_by_id(subtitle_formats(), id);
  const auto track = format.read(bytes, {});
  if (!track) return render(track.error()).empty() ? "an error without words" : "";
  std::set<std::string> ids;
  for (const Cue& cue : track->value.cues) {
    if (!ids.insert(cue.id).second) return "an id twice: " + cue.id;
    if (cue.text.find("-->") != std::string::npos || cue.text.find("\n\n") != std::string::npos)
      return "an unfit payload";
  }
  if (!CueTrack::from_json(track->value.to_json())) return "the document cannot be read";
  for (const SubtitleFormat* const writer : subtitle_formats()) {
    const auto written = writer->write(track->value);
    if (!written) return "cannot be written";
    const auto again = writer->read(written->value, {});
    if (track->value.cues.empty() || !writer->keeps.every_cue) continue;
    if (!again || again->value.cues.size() != track->value.cues.size())
      return "cues are lost by writing " + std::string(writer->id);
    const bool changed = std::ranges::any_of(written->notes, [](const Message& note) {
      return note.id == "subtitle.words_changed" || note.id == "subtitle.cannot_hold";
    });
    for (std::size_t i = 0; i < again->value.cues.size(); ++i)
      if (writer == &format && !changed && again->value.cues[i].text != track->value.cues[i].text)
        return "text changes by writing";
  }
  return format.likeness(bytes) > 0 ? "" : "what was read looks like another format";
}

std::string problem_of_text(std::string_view id, std::string_view bytes) {
  const TextFormat& format = *find_by_id(text_formats(), id);
  static const LanguageTag polish = LanguageTag::parse("pl").value().value;
  const auto text = format.read(bytes, polish, {});
  if (!text) return render(text.error()).empty() ? "an error without words" : "";
  StrictReader reader(text->value.html);
  if (std::string problem = reader.problem(); !problem.empty()) return problem;
  if (reader.spans() != text->value.sentences.size()) return "spans and sentences differ";
  return is_valid_utf8(text->value.plain) ? "" : "plain text is no UTF-8";
}

std::string problem_of_collection(std::string_view bytes) {
  const auto collection = read_collection_yaml(bytes, {});
  if (!collection) return render(collection.error()).empty() ? "an error without words" : "";
  const auto again = Collection::from_json(collection->value.to_json());
  if (!again) return "the document cannot be read: " + render(again.error());
  return again->value.to_json() == collection->value.to_json() ? "" : "the document changes";
}

std::string problem_of_exchange(std::string_view id, std::string_view bytes) {
  const ExchangeFormat& format = *find_by_id(exchange_formats(), id);
  if (const auto problems = format.check(bytes, {}))
    for (const ExchangeProblem& problem : *problems)
      if (!is_valid_utf8(render(problem.message))) return "a problem that is no UTF-8";
  const auto document = format.read(bytes, {});
  if (!document) return render(document.error()).empty() ? "an error without words" : "";
  if (!parse_json(document->value.to_json().dump())) return "the document is no JSON";
  for (const ExchangeFormat* const writer : exchange_formats()) {
    for (const std::string_view version : writer->versions) {
      const auto written = writer->write(document->value, version);
      if (!written) continue;  // nothing to write
      const auto again = writer->read(written->value, {});
      if (!again && !document->value.units.empty() && writer == &format && writer->id != "glossary_csv")
        return "what was written cannot be read: " + render(again.error());
      if (!again) continue;
      // Writing settles a document: a second round changes nothing.
      const auto twice = writer->write(again->value, version);
      if (twice && writer->write(writer->read(twice->value, {}).value().value, version).value().value != twice->value)
        return std::string("writing does not settle: ") + std::string(writer->id);
    }
  }
  return {};
}

}  // namespace integrart::test
