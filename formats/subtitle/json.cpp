// Our own document "cues/1": everything a cue track holds.

#include "formats/subtitle/cues/cue_text.h"
#include "formats/subtitle/cues/payload_writer.h"
#include "formats/subtitle/cues/track_builder.h"
#include "formats/subtitle/cues/track_writing.h"
#include "formats/tables.h"

namespace integrart {
namespace {

constexpr std::string_view extensions[] = {"json"};

constexpr Example examples[] = {
    {"one cue",
     R"({"schema":"cues/1","language":"uk","cues":[{"id":"a","start":1,"end":2.5,"text":"лихо <b>й</b>"}]})"},
    {"no cues", R"({"schema":"cues/1","cues":[]})"},
    {"another document", R"({"schema":"recipe/1"})", false},
    {"a later version", R"({"schema":"cues/99","cues":[]})", false},
    {"no document", "words", false},
    {"cut off", R"({"schema":"cues/1","cues":[)", false},
};

bool looks_like_cues(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\n");
  return begin != std::string_view::npos && text[begin] == '{' && text.find("\"cues/") != std::string_view::npos;
}

Result<Noted<CueTrack>> read_json(std::string_view utf8, const SubtitleLimits& limits) {
  TRY_ASSIGN(const std::string text, normalised_lines(utf8, limits));
  if (!looks_like_cues(text)) return fail(Errc::unrecognised, "subtitle.not_cues");
  TRY_ASSIGN(const Json document, parse_json(text));
  TRY_ASSIGN(CueTrack track, CueTrack::from_json(document));
  TrackBuilder builder(limits);
  builder.set_language({track.language, {}});
  if (track.kind == "captions" || track.kind == "lyrics") builder.set_kind(track.kind);
  for (CueRegion& region : track.regions) builder.add(std::move(region));
  std::vector<Message> notes;
  for (Cue& cue : track.cues) {
    cue.text = safe_payload(cue, notes);  // ours, but perhaps written by somebody else's program
    TRY(builder.add(std::move(cue), 1));
  }
  auto read = builder.finish();
  read.notes.insert(read.notes.begin(), notes.begin(), notes.end());
  return read;
}

Result<Noted<std::string>> write_json(const CueTrack& track) {
  return Noted<std::string>{track.to_json().dump_pretty(), {}};
}

double likeness_of_json(std::string_view utf8) {
  return looks_like_cues(beginning_of(utf8)) ? 1 : 0;
}

}  // namespace

extern const SubtitleFormat subtitle_json;
const SubtitleFormat subtitle_json{
    .id = "json",
    .media_type = "application/json",
    .extensions = extensions,
    .doc = {.summary = "The document \"cues/1\": everything a cue track holds, as JSON.",
            .details = "Times are seconds. The payload is read anew, so the tree, speakers and word times of the file "
                       "need not be right. Loses nothing. May be called from any thread.",
            .source = "https://www.rfc-editor.org/rfc/rfc8259",
            .examples = examples},
    .keeps = {.identifiers = true,
              .markup = true,
              .placement = true,
              .regions = true,
              .word_times = true,
              .speakers = true,
              .language = true},
    .read = read_json,
    .write = write_json,
    .likeness = likeness_of_json};

}  // namespace integrart
