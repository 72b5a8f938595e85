// UltraStar song files: every syllable has a time, counted in beats.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "formats/subtitle/cues/cue_text.h"
#include "formats/subtitle/cues/losses.h"
#include "formats/subtitle/cues/payload_writer.h"
#include "formats/subtitle/cues/scanning.h"
#include "formats/subtitle/cues/stretches.h"
#include "formats/subtitle/cues/track_builder.h"
#include "formats/subtitle/cues/track_writing.h"
#include "formats/subtitle/ultrastar/song.h"
#include "formats/tables.h"
#include "pipeline/base/text.h"

namespace integrart {
namespace {

constexpr std::string_view extensions[] = {"txt"};

constexpr Example examples[] = {
    {"one voice",
     "#TITLE:Two homes\n#ARTIST:Oksana\n#BPM:300\n#GAP:1000\n: 0 4 5 Two\n: 5 4 5  ho\n: 10 4 5 mes\n- 15\n"
     ": 20 8 7 song\nE\n"},
    {"a duet, comma, relative beats",
     "#BPM:240,5\n#RELATIVE:yes\n#P1:Oksana\nP1\n* 0 4 5 Two\n- 8 10\nF 0 4 0 homes\nP2\nR 0 4 0 one\nE\n"},
    {"a syllable held", "#BPM:100\n: 0 4 5 la\n: 4 4 7 ~\nG 9 1 1  la\n"},
    {"no notes", "#TITLE:x\n#BPM:300\nE\n", false},
    {"no rate", "#TITLE:x\n: 0 4 5 Two\n", false},
    {"words", "words\n", false},
};

/// Languages by their English names, as the header has them.
constexpr std::array languages{"en", "uk", "pl", "nl", "nb", "nn", "ru", "be", "de", "fr", "es", "it", "pt", "ar",
                               "cs", "sk", "sv", "da", "fi", "hu", "ro", "bg", "sr", "hr", "lt", "lv", "et", "tr",
                               "fa", "el", "ka", "ja", "ko", "zh", "la", "ti", "so", "ku", "he", "sl", "vi", "eo"};

std::optional<Noted<LanguageTag>> language_named(const std::string& name) {
  for (const char* const code : languages) {
    auto tag = LanguageTag::parse(code);
    if (tag && in_lower_case(tag->value.name_in("en")) == in_lower_case(name)) return std::move(*tag);
  }
  if (in_lower_case(name) == "norwegian") return Noted<LanguageTag>(LanguageTag::parse("no").value());
  auto tag = LanguageTag::parse(name);
  if (tag && tag->value.name_in("en") != tag->value.text()) return std::move(*tag);
  return std::nullopt;
}

MediaTime rounded(double milliseconds) {
  return MediaTime::from_milliseconds(std::llround(std::clamp(milliseconds, 0.0, 1e12)));
}

class UltraStarReading {
 public:
  UltraStarReading(UltraStarSong song, const SubtitleLimits& limits) : m_song(std::move(song)), m_builder(limits) {
    m_builder.set_kind("lyrics");
  }

  Result<Noted<CueTrack>> run() {
    if (auto language = language_named(value_of("LANGUAGE"))) m_builder.set_language(std::move(*language));
    for (const std::int64_t line : m_song.not_understood) m_builder.note("subtitle.line_not_understood", line);
    for (UltraStarLine& line : m_song.lines) std::ranges::stable_sort(line.notes, {}, &UltraStarNote::begin);
    m_is_duet = std::ranges::any_of(m_song.lines, [](const UltraStarLine& line) { return line.voice == 2; });
    std::ranges::stable_sort(m_song.lines, {}, [](const UltraStarLine& line) { return line.notes.front().begin; });
    for (const UltraStarLine& line : m_song.lines) TRY(add(line));
    return m_builder.finish();
  }

 private:
  std::string value_of(std::string_view name) const {
    const auto found = m_song.header.find(name);
    return found == m_song.header.end() ? std::string() : found->second;
  }

  std::string speaker_of(int voice) const {
    if (!m_is_duet || voice > 2) return {};
    const std::string number = std::to_string(voice);
    for (const std::string_view prefix : {"P", "DUETSINGERP"})
      if (std::string name = value_of(std::string(prefix) + number); !name.empty()) return name;
    return "P" + number;
  }

  Result<> add(const UltraStarLine& line) {
    Cue cue;
    cue.when.begin = rounded(m_song.time_of(line.notes.front().begin));
    MediaTime end = cue.when.begin;
    PayloadWriter payload;
    WordTimes times(payload, cue.when.begin);
    if (const std::string speaker = speaker_of(line.voice); !speaker.empty())
      payload.open("v", "v " + escaped_cue_text(speaker));
    for (const UltraStarNote& note : line.notes) {
      std::string_view words = note.text;
      const bool held = take_character(words, '~');
      const MediaTime begin = rounded(m_song.time_of(note.begin));
      if (!held || !words.empty()) {
        times.at(end);  // a pause before this syllable
        times.at(begin);
        payload.words(words);
      }
      end = std::max(end, rounded(m_song.time_of(note.begin + note.length)));
    }
    payload.close_all();
    cue.when.end = end;
    cue.text = tidy_payload(payload.payload());
    return m_builder.add(std::move(cue), line.line);
  }

  UltraStarSong m_song;
  TrackBuilder m_builder;
  bool m_is_duet = false;
};

Result<Noted<CueTrack>> read_ultrastar(std::string_view utf8, const SubtitleLimits& limits) {
  TRY_ASSIGN(const std::string text, normalised_lines(utf8, limits));
  TRY_ASSIGN(UltraStarSong song, parse_ultrastar(text));
  return UltraStarReading(std::move(song), limits).run();
}

constexpr std::int64_t milliseconds_of_beat = 10;  // 15000 / 1500
constexpr std::string_view written_rate = "1500";

std::int64_t beat_of(const MediaTime& time) {
  return std::max<std::int64_t>(0, time.ticks_in({milliseconds_of_beat, 1000}));
}

std::string syllable_of(std::string_view words) {
  std::string syllable(words);
  std::ranges::replace(syllable, '\n', ' ');
  if (syllable.starts_with('~')) syllable.replace(0, 1, "\u223C");
  return syllable;
}

/// Free notes, as nobody said how high they are sung. White space between two times is a pause.
void write_notes(const Cue& cue, const MediaTime& end, std::string& file) {
  const std::vector<Stretch> stretches = stretches_of(cue, end);
  std::string space;
  for (const Stretch& stretch : stretches) {
    const std::string syllable = syllable_of(stretch.text);
    if (without_outer_space(syllable).empty()) {
      space += syllable;
      continue;
    }
    const std::int64_t begin = beat_of(stretch.when.begin);
    const std::int64_t length = std::max<std::int64_t>(1, beat_of(*stretch.when.end) - begin);
    file += fmt::format("F {} {} 0 {}{}\n", begin, length, space.empty() ? "" : " ", syllable);
    space.clear();
  }
}

bool is_rounded(const MediaTime& time) {
  return time.ticks_in({1, 1000}) % milliseconds_of_beat != 0;
}

Result<Noted<std::string>> write_ultrastar(const CueTrack& track) {
  Noted<std::string> file{"#VERSION:1.1.0\n#TITLE:Untitled\n#ARTIST:Unknown\n#MP3:song.mp3\n", {}};
  file.notes.push_back({"subtitle.ultrastar_header", {}});
  if (!track.language.is_undetermined()) file.value.append("#LANGUAGE:").append(track.language.name_in("en")) += '\n';
  file.value.append("#BPM:").append(written_rate).append("\n#GAP:0\n");
  Losses losses;
  CueFeatures keeps;
  keeps.word_times = true;
  losses.add_unkept(track, keeps, false);
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < track.cues.size(); ++i) order.push_back(i);
  std::ranges::stable_sort(order, [&](auto a, auto b) { return track.cues[a].when.begin < track.cues[b].when.begin; });
  bool first = true;
  for (const std::size_t i : order) {
    const Cue& cue = track.cues[i];
    const std::string words = spoken_words(cue);
    const MediaTime end = end_of_cue(track, i, file.notes);
    if (words.empty()) losses.add("cue");
    if (words.find('\n') != std::string::npos) losses.add("line_break");
    if (is_rounded(cue.when.begin) || is_rounded(end)) losses.add("rounding");
    if (words.empty()) continue;
    if (words.starts_with('~')) file.notes.push_back({"subtitle.words_changed", {{"cue", display_name(cue.id)}}});
    if (!first) file.value += fmt::format("- {}\n", beat_of(cue.when.begin));
    first = false;
    write_notes(cue, end, file.value);
  }
  file.value += "E\n";
  losses.tell("UltraStar", file.notes);
  return file;
}

/// A header that begins with '#NAME:' and a note.
double likeness_of_ultrastar(std::string_view utf8) {
  const std::string text = beginning_of(utf8);
  const auto song = parse_ultrastar(text);
  if (!song && song.error().code == Errc::unrecognised) return 0;
  return text.starts_with('#') ? 0.95 : 0.6;
}

}  // namespace

extern const SubtitleFormat subtitle_ultrastar;
const SubtitleFormat subtitle_ultrastar{
    .id = "ultrastar",
    .media_type = "text/x-ultrastar",
    .extensions = extensions,
    .doc = {.summary = "UltraStar songs (.txt), with a time for every syllable.",
            .details =
                "Reads versions 1 and 2, duets (the voice is the speaker), relative beats and held syllables; pitch is "
                "not kept. Writes free notes at 100 beats a second, so times are kept to 10 ms; a line is one cue. "
                "Line breaks, markup, placement, speakers and identifiers are lost with notes; title, artist and sound "
                "must be filled in. May be called from any thread.",
            .source = "https://usdx.eu/format/",
            .examples = examples},
    .keeps = {.word_times = true, .language = true, .every_cue = false, .line_breaks = false, .ticks_per_second = 100},
    .read = read_ultrastar,
    .write = write_ultrastar,
    .likeness = likeness_of_ultrastar};

}  // namespace integrart
