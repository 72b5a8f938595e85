// SubRip as it is found in the wild: whatever has times is a cue.

#include <algorithm>
#include <charconv>
#include <optional>

#include "formats/subtitle/cues/losses.h"
#include "formats/subtitle/cues/payload_writer.h"
#include "formats/subtitle/cues/scanning.h"
#include "formats/subtitle/cues/srt_text.h"
#include "formats/subtitle/cues/timestamps.h"
#include "formats/subtitle/cues/track_builder.h"
#include "formats/subtitle/cues/track_writing.h"
#include "formats/tables.h"
#include "pipeline/base/text.h"

namespace integrart {
namespace {

constexpr std::string_view extensions[] = {"srt"};

constexpr Example examples[] = {
    {"two cues", "1\n00:00:01,000 --> 00:00:02,000\nTwo homes,\n\n2\n00:00:02,000 --> 00:00:03,500\n<i>one</i> song\n"},
    {"no milliseconds", "1\n00:00:01 --> 00:00:02\nwords\n"},
    {"no numbers, points, no empty line", "0:00:01.5-->0:00:02.5\na\n0:00:03.0 --> 0:00:04.0\nb"},
    {"placed above", "1\r\n00:00:01,000 --> 00:00:02,000\r\n{\\an8}words\r\n"},
    {"an empty line in the text", "1\n00:00:01,000 --> 00:00:02,000\na\n\nb\n\n2\n00:00:03,000 --> 00:00:04,000\nc\n"},
    {"no times", "words\n", false},
    {"WebVTT", "WEBVTT\n\n00:01.000 --> 00:02.000\nx\n", false},
    {"not UTF-8", "1\n00:00:01,000 --> 00:00:02,000\n\xFF\n", false},
};

constexpr std::int64_t most_seconds = std::int64_t{1'000'000} * 3600;  // as many hours as our reader of WebVTT takes

void skip_spaces(std::string_view& text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
}

/// Digits with optional spaces around them; absent without a digit or with more than nine.
std::optional<std::int64_t> take_number(std::string_view& text, std::size_t* digits = nullptr) {
  skip_spaces(text);
  std::int64_t number = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + std::min<std::size_t>(text.size(), 10), number);
  const auto count = static_cast<std::size_t>(end - text.data());
  if (status != std::errc{} || text.front() == '-' || count > 9) return std::nullopt;
  text.remove_prefix(count);
  skip_spaces(text);
  if (digits != nullptr) *digits = count;
  return number;
}

bool take_one_of(std::string_view& text, std::string_view marks) {
  if (text.empty() || marks.find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

/// [[h:]m:]s with a fraction after ',', '.', ';' or ':', of any number of digits or none: "1:02,5" is 62.5 seconds.
std::optional<MediaTime> take_time(std::string_view& text) {
  std::int64_t seconds = 0;
  int parts = 0;
  bool fraction = false;
  while (!fraction && parts < 3) {
    const auto number = take_number(text);
    if (!number || (parts > 0 && *number > 59)) return std::nullopt;
    seconds = seconds * 60 + *number;
    ++parts;
    if (text.starts_with(':') && parts < 3)
      text.remove_prefix(1);
    else
      fraction = true;
  }
  if (parts < 2) return std::nullopt;
  seconds = std::min(seconds, most_seconds);
  std::int64_t milliseconds = 0;
  std::string_view rest = text;
  if (take_one_of(rest, ",.;:")) {
    std::size_t digits = 0;
    if (const auto number = take_number(rest, &digits)) {
      milliseconds = *number;
      for (; digits < 3; ++digits) milliseconds *= 10;
      for (; digits > 3; --digits) milliseconds /= 10;
      text = rest;
    }
  }
  return MediaTime::from_milliseconds(seconds * 1000 + milliseconds);
}

struct Timing {
  TimeRange when;
  bool has_more = false;  // coordinates and the like stand after the times
};

std::optional<Timing> timing_of(std::string_view line) {
  if (line.find('>') == std::string_view::npos) return std::nullopt;
  const auto begin = take_time(line);
  if (!begin) return std::nullopt;
  skip_spaces(line);
  std::size_t dashes = 0;
  while (take_one_of(line, "-")) {
    ++dashes;
    skip_spaces(line);
  }
  if (dashes == 0 || dashes > 4 || !take_one_of(line, ">")) return std::nullopt;
  const auto end = take_time(line);
  if (!end) return std::nullopt;
  skip_spaces(line);
  return Timing{{*begin, *end}, !line.empty()};
}

bool is_number(std::string_view line) {
  const std::string_view digits = without_outer_space(line);
  return !digits.empty() && digits.size() <= 9 && digits.find_first_not_of("0123456789") == std::string_view::npos;
}

class SrtReading {
 public:
  SrtReading(std::string_view text, const SubtitleLimits& limits)
      : m_lines(lines_of(text)), m_builder(limits), m_most_bytes(limits.cue_bytes) {}

  Result<Noted<CueTrack>> run() {
    for (std::size_t i = 0; i < m_lines.size(); ++i)
      if (const auto timing = timing_of(m_lines[i])) m_timings.emplace_back(i, *timing);
    if (m_timings.empty()) return fail(Errc::unrecognised, "subtitle.not_srt");
    for (std::size_t k = 0; k < m_timings.size(); ++k) {
      const std::size_t begin = m_timings[k].first + 1;
      const std::size_t end = k + 1 < m_timings.size() ? number_line_before(k + 1) : m_lines.size();
      TRY(add_cue(k, begin, std::max(begin, end)));
    }
    return m_builder.finish();
  }

 private:
  /// The line with the number of cue `k`, or its line with times when it has none. A number may be divided from its
  /// times by empty lines only when it is the one that comes next.
  std::size_t number_line_before(std::size_t k) const {
    const std::size_t timing = m_timings[k].first;
    const std::size_t floor = k == 0 ? 0 : m_timings[k - 1].first + 1;
    if (timing > floor && is_number(m_lines[timing - 1])) return timing - 1;
    std::size_t above = timing;
    while (above > floor && without_outer_space(m_lines[above - 1]).empty()) --above;
    if (above > floor && above < timing && without_outer_space(m_lines[above - 1]) == std::to_string(k + 1))
      return above - 1;
    return timing;
  }

  Result<> add_cue(std::size_t k, std::size_t begin, std::size_t end) {
    const auto& [timing_line, timing] = m_timings[k];
    const auto line_number = static_cast<std::int64_t>(timing_line) + 1;
    Cue cue;
    if (const std::size_t number = number_line_before(k); number != timing_line)
      cue.id = without_outer_space(m_lines[number]);
    cue.when = timing.when;
    if (timing.has_more) m_builder.note("subtitle.after_times_dropped", line_number);
    if (*cue.when.end < cue.when.begin) m_builder.note("subtitle.end_before_start", line_number);
    const std::string source = joined(begin, end);
    if (source.size() > m_most_bytes)
      return fail(Errc::limit_exceeded, "subtitle.cue_too_long",
                  {{"line", line_number}, {"most", static_cast<std::int64_t>(m_most_bytes)}});
    SrtText text = parse_srt_text(source);
    for (const std::string& tag : text.dropped)
      m_builder.note("subtitle.tag_dropped", line_number, {{"tag", display_name(tag, 20)}});
    cue.text = without_inner_gaps(text.payload, line_number);
    cue.placement = text.placement;
    return m_builder.add(std::move(cue), line_number);
  }

  std::string joined(std::size_t begin, std::size_t end) const {
    std::string text;
    for (std::size_t i = begin; i < end; ++i) {
      if (i != begin) text += '\n';
      text += without_outer_space(m_lines[i]);
    }
    return text;
  }

  /// WebVTT payloads have no empty lines. At the ends they only separate cues; inside they were meant, so a note tells.
  std::string without_inner_gaps(std::string_view payload, std::int64_t line_number) {
    bool lost = false;
    std::string kept = tidy_payload(payload, &lost);
    if (lost) m_builder.note("subtitle.empty_line_dropped", line_number);
    return kept;
  }

  std::vector<std::string_view> m_lines;
  std::vector<std::pair<std::size_t, Timing>> m_timings;  // line index, times
  TrackBuilder m_builder;
  std::uint64_t m_most_bytes;
};

Result<Noted<CueTrack>> read_srt(std::string_view utf8, const SubtitleLimits& limits) {
  TRY_ASSIGN(const std::string text, normalised_lines(utf8, limits));
  if (text.starts_with("WEBVTT")) return fail(Errc::unrecognised, "subtitle.not_srt");
  return SrtReading(text, limits).run();
}

/// Words that would read as the times of a further cue, with their arrow written as a reference.
std::string without_false_times(std::string_view words) {
  std::string safe;
  for (std::size_t begin = 0; begin <= words.size();) {
    const std::size_t end = std::min(words.find('\n', begin), words.size());
    std::string line(words.substr(begin, end - begin));
    if (timing_of(line)) line.replace(line.find('>'), 1, "&gt;");
    safe += line;
    if (end < words.size()) safe += '\n';
    begin = end + 1;
  }
  return safe;
}

Result<Noted<std::string>> write_srt(const CueTrack& track) {
  Noted<std::string> file;
  Losses losses;
  losses.add("regions", static_cast<std::int64_t>(track.regions.size()));
  for (std::size_t i = 0; i < track.cues.size(); ++i) {
    const Cue& cue = track.cues[i];
    std::vector<std::string> dropped;
    bool placed_exactly = true;
    const std::string alignment = written_alignment(cue.placement, placed_exactly);
    if (!placed_exactly) dropped.emplace_back("placement");
    Cue safe = cue;
    safe.text = safe_payload(cue, file.notes);
    if (safe.text != cue.text) safe.tree.clear();
    const MediaTime end = end_of_cue(track, i, file.notes);
    const std::string words = without_false_times(write_srt_text(safe, dropped));
    file.value.append(std::to_string(i + 1)).append("\n").append(written_time(cue.when.begin, ','));
    file.value.append(" --> ")
        .append(written_time(end, ','))
        .append("\n")
        .append(alignment)
        .append(words)
        .append("\n\n");
    std::ranges::sort(dropped);
    dropped.erase(std::ranges::unique(dropped).begin(), dropped.end());
    for (const std::string& what : dropped) losses.add(what);
  }
  losses.tell("SRT", file.notes);
  return file;
}

/// A line with times is enough; words before it make it less likely.
double likeness_of_srt(std::string_view utf8) {
  const std::string text = beginning_of(utf8);
  if (text.starts_with("WEBVTT")) return 0;
  const auto lines = lines_of(text);
  const auto found = std::ranges::find_if(lines, [](std::string_view line) { return timing_of(line).has_value(); });
  if (found == lines.end()) return 0;
  return std::all_of(lines.begin(), found,
                     [](std::string_view line) { return is_number(line) || without_outer_space(line).empty(); })
             ? 0.9
             : 0.5;
}

}  // namespace

extern const SubtitleFormat subtitle_srt;
const SubtitleFormat subtitle_srt{
    .id = "srt",
    .media_type = "application/x-subrip",
    .extensions = extensions,
    .doc =
        {.summary = "SubRip in every spelling found in the wild.",
         .details =
             "Reads times with or without hours and milliseconds, with comma, point or spaces, cues without number or "
             "without empty line between them, empty lines in the text, HTML tags and {\\an8}. Keeps times to the "
             "millisecond, words, bold, italic, underline, WebVTT's eight colours and nine positions; other markup and "
             "placement, regions, voices and inline times are lost with notes, cues are numbered anew. May be called "
             "from "
             "any thread.",
         .source = "https://en.wikipedia.org/wiki/SubRip",
         .examples = examples},
    .keeps = {},
    .read = read_srt,
    .write = write_srt,
    .likeness = likeness_of_srt};

}  // namespace integrart
