// ASS and SSA scripts, with karaoke.

#include "formats/subtitle/ass/event_text.h"
#include "formats/subtitle/ass/event_writing.h"
#include "formats/subtitle/ass/script.h"
#include "formats/subtitle/cues/losses.h"
#include "formats/subtitle/cues/payload_writer.h"
#include "formats/subtitle/cues/scanning.h"
#include "formats/subtitle/cues/track_builder.h"
#include "formats/subtitle/cues/track_writing.h"
#include "formats/tables.h"
#include "pipeline/base/text.h"

namespace integrart {
namespace {

constexpr std::string_view extensions[] = {"ass", "ssa"};

constexpr Example examples[] = {
    {"ASS",
     "[Script Info]\nScriptType: v4.00+\n\n[V4+ Styles]\nFormat: Name, Fontname, Fontsize, PrimaryColour, Bold, "
     "Alignment\nStyle: Default,Arial,20,&H00FFFFFF,-1,8\n\n[Events]\nFormat: Layer, Start, End, Style, Name, Text\n"
     "Dialogue: 0,0:00:01.00,0:00:02.50,Default,Oksana,Two {\\i1}homes{\\i0},\\None song\n"
     "Comment: 0,0:00:01.00,0:00:02.50,Default,,not shown\n"},
    {"SSA",
     "[Script Info]\nScriptType: v4.00\n[V4 Styles]\nStyle: "
     "*Default,Arial,20,65535,0,0,0,0,0,1,1,1,6,0,0,0,0,0\n[Events]\n"
     "Format: Marked, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
     "Dialogue: Marked=0,0:00:01.00,0:00:02.50,*Default,,0000,0000,0000,,words, and more\n"},
    {"karaoke", "[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,{\\k50}Two {\\kf50}homes\n"},
    {"no script", "words\n", false},
    {"SubRip", "1\n00:00:01,000 --> 00:00:02,000\nx\n", false},
};

Result<Noted<CueTrack>> read_ass(std::string_view utf8, const SubtitleLimits& limits) {
  TRY_ASSIGN(const std::string text, normalised_lines(utf8, limits));
  TRY_ASSIGN(const AssScript script, parse_ass(text));
  TrackBuilder builder(limits);
  for (const std::int64_t line : script.not_understood) builder.note("subtitle.line_not_understood", line);
  for (const AssEvent& event : script.events) {
    if (event.text.size() > limits.cue_bytes)
      return fail(Errc::limit_exceeded, "subtitle.cue_too_long",
                  {{"line", event.line}, {"most", static_cast<std::int64_t>(limits.cue_bytes)}});
    AssText words = parse_event_text(event, script);
    if (*event.when.end < event.when.begin) builder.note("subtitle.end_before_start", event.line);
    for (const std::string& tag : words.dropped)
      builder.note("subtitle.tag_dropped", event.line, {{"tag", display_name(tag, 30)}});
    bool gap = false;
    Cue cue;
    cue.when = words.when;
    cue.text = tidy_payload(words.payload, &gap);
    cue.placement = std::move(words.placement);
    if (gap) builder.note("subtitle.empty_line_dropped", event.line);
    TRY(builder.add(std::move(cue), event.line));
  }
  return builder.finish();
}

constexpr std::string_view ass_head =
    "[Script Info]\n"
    "ScriptType: v4.00+\n"
    "WrapStyle: 0\n"
    "ScaledBorderAndShadow: yes\n"
    "PlayResX: 1920\n"
    "PlayResY: 1080\n"
    "\n"
    "[V4+ Styles]\n"
    "Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, "
    "Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, "
    "MarginV, Encoding\n"
    "Style: Default,Arial,64,&H00FFFFFF,&H0000FFFF,&H00000000,&H80000000,0,0,0,0,100,100,0,0,1,3,1,2,60,60,50,1\n"
    "\n"
    "[Events]\n"
    "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n";

Result<Noted<std::string>> write_ass(const CueTrack& track) {
  Noted<std::string> file{std::string(ass_head), {}};
  Losses losses;
  losses.add("regions", static_cast<std::int64_t>(track.regions.size()));
  for (std::size_t i = 0; i < track.cues.size(); ++i) {
    const MediaTime end = end_of_cue(track, i, file.notes);
    Cue cue = track.cues[i];
    cue.text = safe_payload(track.cues[i], file.notes);
    if (cue.text != track.cues[i].text) cue.tree.clear();
    const AssEventText event = write_event_text(cue, end, losses);
    file.value.append("Dialogue: 0,").append(event.start).append(",").append(event.end).append(",Default,");
    file.value.append(event.speaker).append(",0,0,0,,").append(event.text).append("\n");
  }
  losses.tell("ASS", file.notes);
  return file;
}

double likeness_of_ass(std::string_view utf8) {
  const std::string text = beginning_of(utf8);
  for (const std::string_view line : lines_of(text)) {
    const std::string words = in_lower_case(without_outer_space(line));
    if (words.empty() || words.front() == ';') continue;
    if (words == "[script info]" || words == "[events]" || words.ends_with("styles]")) return 1;
    break;
  }
  return parse_ass(text) ? 0.6 : 0;
}

}  // namespace

extern const SubtitleFormat subtitle_ass;
const SubtitleFormat subtitle_ass{
    .id = "ass",
    .media_type = "text/x-ssa",
    .extensions = extensions,
    .doc =
        {.summary = "ASS and SSA scripts, with karaoke.",
         .details =
             "Reads V4 and V4+ styles, override tags, karaoke and positions; drawings, fonts, motion and effects go "
             "with notes, comments silently. The format counts hundredths of a second; times between them are also "
             "written into a comment at the front of the text, which this reader uses and players pass over. Keeps "
             "words, bold, italic, underline, WebVTT's eight colours, the speaker, word times to 10 ms, nine positions "
             "and points; regions, ruby, identifiers, languages and other classes are lost with notes. May be called "
             "from any thread.",
         .source = "https://aegisub.org/docs/latest/ass_tags/",
         .examples = examples},
    .keeps = {.markup = true, .word_times = true, .speakers = true},
    .read = read_ass,
    .write = write_ass,
    .likeness = likeness_of_ass};

}  // namespace integrart
