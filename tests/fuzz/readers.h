#pragma once
// What fuzzers and the replay of their finds ask of a reader: no crash, and these promises kept.

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

#include "formats/collection/collection_yaml.h"
#include "formats/tables.h"
#include "pipeline/base/catalogue.h"
#include "pipeline/base/text.h"
#include "tests/property/formats/strict_fragment.h"

namespace integrart::test {

/// What is wrong with the answer to `bytes`; empty when all is well.
using ReaderCheck = std::string (*)(std::string_view bytes);

inline std::string problem_of_subtitles(const SubtitleFormat& format, std::string_view bytes) {
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

inline std::string problem_of_text(const TextFormat& format, std::string_view bytes) {
  static const LanguageTag polish = LanguageTag::parse("pl").value().value;
  const auto text = format.read(bytes, polish, {});
  if (!text) return render(text.error()).empty() ? "an error without words" : "";
  StrictReader reader(text->value.html);
  if (std::string problem = reader.problem(); !problem.empty()) return problem;
  if (reader.spans() != text->value.sentences.size()) return "spans and sentences differ";
  return is_valid_utf8(text->value.plain) ? "" : "plain text is no UTF-8";
}

inline std::string problem_of_webvtt(std::string_view bytes) {
  return problem_of_subtitles(*find_by_id(subtitle_formats(), "webvtt"), bytes);
}
inline std::string problem_of_srt(std::string_view bytes) {
  return problem_of_subtitles(*find_by_id(subtitle_formats(), "srt"), bytes);
}
inline std::string problem_of_ass(std::string_view bytes) {
  return problem_of_subtitles(*find_by_id(subtitle_formats(), "ass"), bytes);
}
inline std::string problem_of_lrc(std::string_view bytes) {
  return problem_of_subtitles(*find_by_id(subtitle_formats(), "lrc"), bytes);
}
inline std::string problem_of_sbv(std::string_view bytes) {
  return problem_of_subtitles(*find_by_id(subtitle_formats(), "sbv"), bytes);
}
inline std::string problem_of_microdvd(std::string_view bytes) {
  return problem_of_subtitles(*find_by_id(subtitle_formats(), "microdvd"), bytes);
}
inline std::string problem_of_ultrastar(std::string_view bytes) {
  return problem_of_subtitles(*find_by_id(subtitle_formats(), "ultrastar"), bytes);
}
inline std::string problem_of_cue_document(std::string_view bytes) {
  return problem_of_subtitles(*find_by_id(subtitle_formats(), "json"), bytes);
}
inline std::string problem_of_ttml(std::string_view bytes) {
  return problem_of_subtitles(*find_by_id(subtitle_formats(), "ttml"), bytes);
}
inline std::string problem_of_html(std::string_view bytes) {
  return problem_of_text(*find_by_id(text_formats(), "html"), bytes);
}
inline std::string problem_of_markdown(std::string_view bytes) {
  return problem_of_text(*find_by_id(text_formats(), "markdown"), bytes);
}
inline std::string problem_of_plain(std::string_view bytes) {
  return problem_of_text(*find_by_id(text_formats(), "plain"), bytes);
}

inline std::string problem_of_collection(std::string_view bytes) {
  const auto collection = read_collection_yaml(bytes, {});
  if (!collection) return render(collection.error()).empty() ? "an error without words" : "";
  const auto again = Collection::from_json(collection->value.to_json());
  if (!again) return "the document cannot be read: " + render(again.error());
  return again->value.to_json() == collection->value.to_json() ? "" : "the document changes";
}

}  // namespace integrart::test
