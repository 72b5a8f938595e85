// SubViewer as YouTube writes it: a line with two times, lines of text, an empty line.

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "formats/subtitle/cues/losses.h"
#include "formats/subtitle/cues/payload_writer.h"
#include "formats/subtitle/cues/scanning.h"
#include "formats/subtitle/cues/track_builder.h"
#include "formats/subtitle/cues/track_writing.h"
#include "formats/tables.h"
#include "pipeline/base/text.h"

namespace integrart {
namespace {

constexpr std::string_view extensions[] = {"sbv"};

constexpr Example examples[] = {
    {"two cues", "0:00:01.000,0:00:02.500\nTwo homes,\n\n0:00:02.500,0:00:04.000\none song\n"},
    {"two lines by mark", "0:00:01.000,0:00:02.000\na[br]b\n"},
    {"no words", "0:00:01.000,0:00:02.000\n"},
    {"no times", "words\n", false},
    {"SubRip", "1\n00:00:01,000 --> 00:00:02,000\nx\n", false},
};

/// "0:00:01.500": hours of any length up to nine digits, a point, three digits.
std::optional<MediaTime> take_time(std::string_view& text) {
  const auto hours = take_whole_number(text);
  if (!hours || !take_character(text, ':')) return std::nullopt;
  const auto minutes = take_whole_number(text);
  if (!minutes || minutes->value > 59 || !take_character(text, ':')) return std::nullopt;
  const auto seconds = take_whole_number(text);
  if (!seconds || seconds->value > 59 || !take_character(text, '.')) return std::nullopt;
  const auto fraction = take_whole_number(text);
  if (!fraction || fraction->digits > 3) return std::nullopt;
  return MediaTime::from_milliseconds(((hours->value * 60 + minutes->value) * 60 + seconds->value) * 1000 +
                                      milliseconds_of_fraction(*fraction));
}

std::optional<TimeRange> timing_of(std::string_view line) {
  line = without_outer_space(line);
  const auto begin = take_time(line);
  if (!begin || !take_character(line, ',')) return std::nullopt;
  const auto end = take_time(line);
  if (!end || !line.empty()) return std::nullopt;
  return TimeRange{*begin, *end};
}

std::string payload_of(std::string_view words) {
  std::string text(words);
  for (std::size_t at = 0; (at = text.find("[br]", at)) != std::string::npos;) text.replace(at, 4, "\n");
  PayloadWriter payload;
  payload.words(text);
  return tidy_payload(payload.payload());
}

Result<Noted<CueTrack>> read_sbv(std::string_view utf8, const SubtitleLimits& limits) {
  TRY_ASSIGN(const std::string text, normalised_lines(utf8, limits));
  const auto lines = lines_of(text);
  TrackBuilder builder(limits);
  std::size_t at = 0;
  while (at < lines.size() && without_outer_space(lines[at]).empty()) ++at;
  if (at == lines.size() || !timing_of(lines[at])) return fail(Errc::unrecognised, "subtitle.not_sbv");
  while (at < lines.size()) {
    const auto line_number = static_cast<std::int64_t>(at) + 1;
    Cue cue;
    cue.when = *timing_of(lines[at]);
    if (*cue.when.end < cue.when.begin) builder.note("subtitle.end_before_start", line_number);
    std::string words;
    for (++at; at < lines.size() && !timing_of(lines[at]); ++at) words.append(lines[at]).append("\n");
    cue.text = payload_of(words);
    TRY(builder.add(std::move(cue), line_number));
  }
  return builder.finish();
}

std::string written_sbv_time(const MediaTime& time) {
  const std::int64_t milliseconds = std::max<std::int64_t>(0, time.ticks_in({1, 1000}));
  return fmt::format("{}:{:02}:{:02}.{:03}", milliseconds / 3'600'000, milliseconds / 60'000 % 60,
                     milliseconds / 1000 % 60, milliseconds % 1000);
}

/// The words without what would read as times or as a line break.
std::string safe_words(const Cue& cue, std::vector<Message>& notes) {
  std::string words = spoken_words(cue);
  const std::string wanted = words;
  for (std::size_t at = 0; (at = words.find("[br]", at)) != std::string::npos;) words.replace(at, 4, "[br ]");
  std::string safe;
  for (const std::string_view line : lines_of(words)) {
    if (!safe.empty()) safe += '\n';
    safe.append(timing_of(line) ? "- " : "").append(line);
  }
  if (safe != wanted) notes.push_back({"subtitle.words_changed", {{"cue", display_name(cue.id)}}});
  return safe;
}

Result<Noted<std::string>> write_sbv(const CueTrack& track);

double likeness_of_sbv(std::string_view utf8) {
  const std::string text = beginning_of(utf8);
  for (const std::string_view line : lines_of(text))
    if (!without_outer_space(line).empty()) return timing_of(line) ? 0.95 : 0;
  return 0;
}

}  // namespace

extern const SubtitleFormat subtitle_sbv;
const SubtitleFormat subtitle_sbv{
    .id = "sbv",
    .media_type = "text/x-sbv",
    .extensions = extensions,
    .doc = {.summary = "SubViewer as YouTube writes it (.sbv).",
            .details = "Keeps times to the millisecond, words and line breaks. Markup, placement, regions, speakers, "
                       "word times, identifiers and language are lost with notes. May be called from any thread.",
            .source = "https://support.google.com/youtube/answer/2734698",
            .examples = examples},
    .keeps = {},
    .read = read_sbv,
    .write = write_sbv,
    .likeness = likeness_of_sbv};

namespace {

Result<Noted<std::string>> write_sbv(const CueTrack& track) {
  Noted<std::string> file;
  Losses losses;
  losses.add_unkept(track, subtitle_sbv.keeps, false);
  for (std::size_t i = 0; i < track.cues.size(); ++i) {
    const MediaTime end = end_of_cue(track, i, file.notes);
    file.value += written_sbv_time(track.cues[i].when.begin) + "," + written_sbv_time(end) + "\n";
    file.value += safe_words(track.cues[i], file.notes) + "\n\n";
  }
  losses.tell("SBV", file.notes);
  return file;
}

}  // namespace
}  // namespace integrart
