// LRC and enhanced LRC: "[01:02.50]words" and "[01:02.50]<01:02.50>one <01:02.80>two".

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "formats/subtitle/cues/losses.h"
#include "formats/subtitle/cues/payload_writer.h"
#include "formats/subtitle/cues/scanning.h"
#include "formats/subtitle/cues/stretches.h"
#include "formats/subtitle/cues/track_builder.h"
#include "formats/subtitle/cues/track_writing.h"
#include "formats/tables.h"
#include "pipeline/base/text.h"

namespace integrart {
namespace {

constexpr std::string_view extensions[] = {"lrc"};

constexpr Example examples[] = {
    {"lines", "[ti:Two homes]\n[00:01.00]Two homes,\n[00:02.50]one song\n[00:04.00]\n"},
    {"one line sung twice", "[00:01.00][01:01.00]Two homes,\n[00:02.50]one song\n"},
    {"words", "[00:01.00]<00:01.00>Two <00:01.50>homes<00:02.00>\n"},
    {"offset and no fraction", "[offset:+500]\n[00:01]a\n"},
    {"a translation below", "[00:01.00]Дві домівки\n[00:01.00]Two homes\n"},
    {"no times", "[ti:Two homes]\nwords\n", false},
    {"SubRip", "1\n00:00:01,000 --> 00:00:02,000\nx\n", false},
};

constexpr std::size_t most_stamps_in_line = 100;

/// "01:02", "01:02.5", "01:02.50", "01:02.500", "01:02:50" (hundredths) and "1:01:02.50" (hours), in milliseconds.
std::optional<std::int64_t> time_of(std::string_view text) {
  std::int64_t parts[3] = {0, 0, 0};
  std::size_t count = 0;
  do {
    const auto number = count < 3 ? take_whole_number(text) : std::nullopt;
    if (!number || (count > 0 && number->digits > 2)) return std::nullopt;
    parts[count++] = number->value;
  } while (take_character(text, ':'));
  std::optional<WholeNumber> fraction;
  if (take_character(text, '.') || take_character(text, ',')) {
    fraction = take_whole_number(text);
    if (!fraction) return std::nullopt;
  }
  if (!text.empty() || count < 2) return std::nullopt;
  if (count == 3 && !fraction) {
    if (parts[1] > 59) return std::nullopt;
    return (parts[0] * 60 + parts[1]) * 1000 + parts[2] * 10;
  }
  const std::int64_t milliseconds = fraction ? milliseconds_of_fraction(*fraction) : 0;
  if (parts[1] > 59 || parts[2] > 59) return std::nullopt;
  if (count == 2) return (parts[0] * 60 + parts[1]) * 1000 + milliseconds;
  return ((parts[0] * 60 + parts[1]) * 60 + parts[2]) * 1000 + milliseconds;
}

/// Takes a stamp between `open` and `close` off the front of the text.
std::optional<std::int64_t> take_stamp(std::string_view& text, char open, char close) {
  if (!text.starts_with(open)) return std::nullopt;
  const std::size_t end = text.substr(0, 40).find(close);
  if (end == std::string_view::npos) return std::nullopt;
  const auto time = time_of(text.substr(1, end - 1));
  if (time) text.remove_prefix(end + 1);
  return time;
}

std::optional<std::int64_t> take_word_stamp(std::string_view& text) {
  if (const auto time = take_stamp(text, '<', '>')) return time;
  return take_stamp(text, '[', ']');
}

/// "[ti:Two homes]" into "ti" and "Two homes".
struct Tag {
  std::string name;
  std::string_view value;
};
std::optional<Tag> tag_of(std::string_view line) {
  if (!line.starts_with('[') || !line.ends_with(']')) return std::nullopt;
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  return Tag{in_lower_case(without_outer_space(line.substr(1, colon - 1))),
             without_outer_space(line.substr(colon + 1, line.size() - colon - 2))};
}

struct SungLine {
  std::int64_t begin = 0;
  std::int64_t line = 0;        // number in the file
  std::int64_t word_shift = 0;  // of the word times, when the line is sung again
  std::string_view text;
};

class LrcReading {
 public:
  explicit LrcReading(const SubtitleLimits& limits) : m_builder(limits) { m_builder.set_kind("lyrics"); }

  Result<Noted<CueTrack>> run(std::string_view text) {
    std::int64_t number = 0;
    for (const std::string_view line : lines_of(text)) take_line(without_outer_space(line), ++number);
    if (m_lines.empty()) return fail(Errc::unrecognised, "subtitle.not_lrc");
    std::ranges::stable_sort(m_lines, {}, &SungLine::begin);
    for (std::size_t i = 0; i < m_lines.size();) {
      std::size_t next = i + 1;
      while (next < m_lines.size() && m_lines[next].begin == m_lines[i].begin) ++next;
      TRY(add_cue(i, next));
      i = next;
    }
    return m_builder.finish();
  }

 private:
  void take_line(std::string_view line, std::int64_t number) {
    std::vector<std::int64_t> stamps;
    while (const auto stamp = take_stamp(line, '[', ']'))
      if (stamps.size() < most_stamps_in_line) stamps.push_back(*stamp);
    for (const std::int64_t stamp : stamps)
      m_lines.push_back({stamp, number, stamp - stamps.front(), without_outer_space(line)});
    if (!stamps.empty() || line.empty()) return;
    if (const auto tag = tag_of(line))
      take_tag(*tag);
    else
      m_builder.note("subtitle.line_without_time", number);
  }

  void take_tag(const Tag& tag) {
    if (tag.name == "offset") {
      std::string_view digits = tag.value;
      take_character(digits, '+');
      m_offset = std::llround(decimal_number(digits).value_or(0));
      m_offset = std::clamp<std::int64_t>(m_offset, -3'600'000, 3'600'000);
    } else if (tag.name == "la" || tag.name == "language") {
      if (auto language = LanguageTag::parse(tag.value)) m_builder.set_language(std::move(*language));
    }
  }

  /// A positive offset lets the words appear sooner.
  MediaTime shifted(std::int64_t milliseconds) const {
    return MediaTime::from_milliseconds(std::max<std::int64_t>(0, milliseconds - m_offset));
  }

  /// The lines [first, next) begin together: they are one cue of several lines, usually words and their translation.
  Result<> add_cue(std::size_t first, std::size_t next) {
    Cue cue;
    cue.when.begin = shifted(m_lines[first].begin);
    if (next < m_lines.size()) cue.when.end = shifted(m_lines[next].begin);
    bool timed = false;
    for (std::size_t i = first; i < next; ++i) {
      PayloadWriter payload;
      std::optional<MediaTime> sung_until;
      const bool has_times = write_words(m_lines[i], payload, cue.when.begin, !timed, sung_until);
      if (has_times && timed) m_builder.note("subtitle.word_times_dropped", m_lines[i].line);
      if (has_times && !timed && sung_until && (!cue.when.end || *sung_until < *cue.when.end))
        cue.when.end = sung_until;
      timed = timed || has_times;
      const std::string words = tidy_payload(payload.payload());
      if (!words.empty()) cue.text.append(cue.text.empty() ? "" : "\n").append(words);
    }
    if (cue.text.empty()) return {};  // says where the line before ends
    return m_builder.add(std::move(cue), m_lines[first].line);
  }

  /// Writes the words of a line; true when words have times. A time at the very end is where the line ends.
  bool write_words(const SungLine& line, PayloadWriter& payload, const MediaTime& begin, bool with_times,
                   std::optional<MediaTime>& sung_until) const {
    WordTimes times(payload, begin);
    bool has_times = false;
    std::string_view rest = line.text;
    while (!rest.empty()) {
      if (const auto stamp = take_word_stamp(rest)) {
        has_times = true;
        const MediaTime at = shifted(*stamp + line.word_shift);
        if (without_outer_space(rest).empty() && begin < at)
          sung_until = at;
        else if (with_times)
          times.at(at);
        continue;
      }
      const std::size_t stop = std::min(rest.find_first_of("<[", 1), rest.size());
      payload.words(rest.substr(0, stop));
      rest.remove_prefix(stop);
    }
    return has_times;
  }

  std::vector<SungLine> m_lines;
  std::int64_t m_offset = 0;  // milliseconds
  TrackBuilder m_builder;
};

Result<Noted<CueTrack>> read_lrc(std::string_view utf8, const SubtitleLimits& limits) {
  TRY_ASSIGN(const std::string text, normalised_lines(utf8, limits));
  return LrcReading(limits).run(text);
}

/// "01:02.50", with a third digit only where it says something.
std::string written_stamp(const MediaTime& time) {
  const std::int64_t milliseconds = std::max<std::int64_t>(0, time.ticks_in({1, 1000}));
  const std::string seconds = fmt::format("{:02}:{:02}.", milliseconds / 60'000, milliseconds / 1000 % 60);
  if (milliseconds % 10 != 0) return seconds + fmt::format("{:03}", milliseconds % 1000);
  return seconds + fmt::format("{:02}", milliseconds / 10 % 100);
}

/// Words without what would read as a time: the bracket gets a space.
std::string safe_words(std::string_view words) {
  std::string safe;
  for (std::size_t i = 0; i < words.size(); ++i) {
    safe += words[i];
    std::string_view rest = words.substr(i);
    if (take_word_stamp(rest)) safe += ' ';
  }
  return safe;
}

class LrcWriting {
 public:
  Noted<std::string> run(const CueTrack& track, const CueFeatures& keeps) {
    Losses losses;
    losses.add_unkept(track, keeps, false);
    if (!track.language.is_undetermined()) m_file.value.append("[la:").append(track.language.text()).append("]\n");
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < track.cues.size(); ++i) order.push_back(i);
    std::ranges::stable_sort(order,
                             [&](auto a, auto b) { return track.cues[a].when.begin < track.cues[b].when.begin; });
    for (std::size_t place = 0; place < order.size(); ++place) {
      const Cue& cue = track.cues[order[place]];
      const MediaTime end = end_of_cue(track, order[place], m_file.notes);
      const Cue* const next = place + 1 < order.size() ? &track.cues[order[place + 1]] : nullptr;
      if (spoken_words(cue).empty())
        losses.add("cue");
      else if (next != nullptr && next->when.begin == cue.when.begin && !spoken_words(*next).empty())
        losses.add("cue");
      write_cue(cue, end);
      if (next != nullptr && next->when.begin < end)
        losses.add("end");
      else if (next == nullptr || end < next->when.begin)
        m_file.value.append("[").append(written_stamp(end)).append("]\n");
    }
    losses.tell("LRC", m_file.notes);
    return std::move(m_file);
  }

 private:
  void write_cue(const Cue& cue, const MediaTime& end) {
    const std::string wanted = spoken_words(cue);
    if (wanted.empty()) return;
    const std::string stamp = "[" + written_stamp(cue.when.begin) + "]";
    const std::vector<Stretch> stretches = stretches_of(cue, end);
    std::string words;
    for (const Stretch& stretch : stretches) {
      if (stretches.size() > 1) words.append("<").append(written_stamp(stretch.when.begin)).append(">");
      words += safe_words(stretch.text);
    }
    if (stretches.size() == 1) {
      words = safe_words(wanted);
      if (words != wanted) m_file.notes.push_back({"subtitle.words_changed", {{"cue", display_name(cue.id)}}});
    }
    for (const std::string_view line : lines_of(words)) {
      const std::string_view said = without_outer_space(line);
      if (!said.empty()) m_file.value.append(stamp).append(said).append("\n");
    }
  }

  Noted<std::string> m_file;
};

Result<Noted<std::string>> write_lrc(const CueTrack& track);

/// A time at the front of a line, after nothing but tags.
double likeness_of_lrc(std::string_view utf8) {
  const std::string text = beginning_of(utf8);
  bool other = false;
  for (const std::string_view line : lines_of(text)) {
    std::string_view rest = without_outer_space(line);
    if (take_stamp(rest, '[', ']')) return other ? 0.4 : 0.9;
    other = other || (!rest.empty() && !tag_of(rest));
  }
  return 0;
}

}  // namespace

extern const SubtitleFormat subtitle_lrc;
const SubtitleFormat subtitle_lrc{
    .id = "lrc",
    .media_type = "text/x-lrc",
    .extensions = extensions,
    .doc = {.summary = "LRC and enhanced LRC, the words of a song with times.",
            .details =
                "Reads several times before a line, word times in either bracket, the offset and language tags; lines "
                "that begin together are one cue of several lines; a line ends where the next begins, where its last "
                "word time stands, or at a time without words. Keeps words, line breaks, word times and language; "
                "markup, placement, speakers, identifiers, and ends that overlap the next line are lost with notes. "
                "May be called from any thread.",
            .source = "https://en.wikipedia.org/wiki/LRC_(file_format)",
            .examples = examples},
    .keeps = {.word_times = true, .language = true, .every_cue = false},
    .read = read_lrc,
    .write = write_lrc,
    .likeness = likeness_of_lrc};

namespace {

Result<Noted<std::string>> write_lrc(const CueTrack& track) {
  return LrcWriting().run(track, subtitle_lrc.keeps);
}

}  // namespace
}  // namespace integrart
