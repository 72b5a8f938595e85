// WebVTT by the parsing algorithm of the specification; the step names in comments are its own.

#include <algorithm>
#include <optional>

#include "formats/subtitle/cues/cue_text.h"
#include "formats/subtitle/cues/timestamps.h"
#include "formats/subtitle/cues/track_builder.h"
#include "formats/subtitle/cues/track_writing.h"
#include "formats/subtitle/cues/webvtt_settings.h"
#include "formats/tables.h"
#include "pipeline/base/text.h"

namespace integrart {
namespace {

constexpr std::string_view extensions[] = {"vtt"};

constexpr Example examples[] = {
    {"two cues",
     "WEBVTT\n\n00:01.000 --> 00:02.000\nTwo homes,\n\nlast\n00:00:02.000 --> 00:00:03.000 line:0 align:left\none "
     "song"},
    {"only the signature", "WEBVTT"},
    {"region and style",
     "WEBVTT\n\nREGION\nid:top\nlines:2\n\nSTYLE\n::cue{color:red}\n\n00:00.000 --> 00:01.000 region:top\nx"},
    {"karaoke", "WEBVTT\n\n00:00.000 --> 00:02.000\n<v Oksana>one <00:01.000>song"},
    {"no signature", "00:01.000 --> 00:02.000\nwords", false},
    {"a signature that goes on", "WEBVTTX\n", false},
    {"not UTF-8", "WEBVTT\n\n\xFF", false},
};

bool is_space(char c) {
  return c == ' ' || c == '\t';
}

std::string_view without_space_in_front(std::string_view text) {
  while (!text.empty() && (is_space(text.front()) || text.front() == '\f')) text.remove_prefix(1);
  return text;
}

/// "STYLE" or "REGION" followed by nothing but white space.
bool is_block_name(std::string_view buffer, std::string_view name) {
  return buffer.starts_with(name) && std::ranges::all_of(buffer.substr(name.size()), is_space);
}

bool has_signature(std::string_view text) {
  return text.starts_with("WEBVTT") && (text.size() == 6 || is_space(text[6]) || text[6] == '\n');
}

class WebVttReading {
 public:
  WebVttReading(std::string_view text, const SubtitleLimits& limits) : m_text(text), m_builder(limits) {}

  Result<Noted<CueTrack>> run() {
    if (!has_signature(m_text)) return fail(Errc::unrecognised, "subtitle.not_webvtt");
    take_line();
    if (m_at < m_text.size() && m_text[m_at] != '\n') read_header();
    skip_empty_lines();
    while (m_at < m_text.size()) {
      TRY(read_block());
      skip_empty_lines();
    }
    return m_builder.finish();
  }

 private:
  struct Timing {
    TimeRange when;
    CuePlacement placement;
  };

  std::string_view take_line() {
    const std::size_t end = std::min(m_text.find('\n', m_at), m_text.size());
    const std::string_view line = m_text.substr(m_at, end - m_at);
    m_at = std::min(end + 1, m_text.size());
    ++m_line;
    return line;
  }
  void skip_empty_lines() {
    while (m_at < m_text.size() && m_text[m_at] == '\n') {
      ++m_at;
      ++m_line;
    }
  }

  /// The block under the signature: "collect a block" with the in-header flag. Its text says nothing by the
  /// specification; "Language:" and "Kind:" are what many tools, and our writer, put there. Ends before a line with an
  /// arrow.
  void read_header() {
    while (m_at < m_text.size()) {
      const std::size_t begin = m_at;
      const std::string_view line = take_line();
      if (line.empty()) return;
      if (line.find("-->") != std::string_view::npos) {
        m_at = begin;
        --m_line;
        return;
      }
      if (line.starts_with("Language:")) {
        auto language = LanguageTag::parse(without_space_in_front(line.substr(9)));
        if (language) m_builder.set_language(std::move(*language));
      } else if (line.starts_with("Kind:")) {
        const std::string_view kind = without_space_in_front(line.substr(5));
        if (kind == "captions" || kind == "subtitles" || kind == "lyrics") m_builder.set_kind(kind);
      }
    }
  }

  /// "Collect a WebVTT block".
  Result<> read_block() {
    enum class BlockKind : std::uint8_t { none, cue, style, region };
    BlockKind kind = BlockKind::none;
    std::string buffer;
    Cue cue;
    bool seen_arrow = false;
    const std::int64_t first_line = m_line;
    for (int line_count = 1; m_at < m_text.size(); ++line_count) {
      const std::size_t begin = m_at;
      const std::string_view line = take_line();
      if (line.find("-->") != std::string_view::npos) {
        if (line_count != 1 && (line_count != 2 || seen_arrow)) {  // belongs to the next block
          m_at = begin;
          --m_line;
          break;
        }
        seen_arrow = true;
        if (const auto timing = parse_timing(line)) {
          kind = BlockKind::cue;
          cue.id = std::move(buffer);
          cue.when = timing->when;
          cue.placement = timing->placement;
          buffer.clear();
          m_seen_cue = true;
        }
        continue;
      }
      if (line.empty()) break;
      if (line_count == 2 && !m_seen_cue) {
        if (is_block_name(buffer, "STYLE")) kind = BlockKind::style;
        if (is_block_name(buffer, "REGION")) kind = BlockKind::region;
        if (kind != BlockKind::none) buffer.clear();
      }
      if (!buffer.empty()) buffer += '\n';
      buffer += line;
    }
    if (kind == BlockKind::style) m_builder.note("subtitle.style_dropped", first_line);
    if (kind == BlockKind::region) m_builder.add(parse_region_settings(buffer));
    if (kind != BlockKind::cue) {
      note_lost_block(buffer, first_line, seen_arrow);
      return {};
    }
    cue.text = std::move(buffer);
    return m_builder.add(std::move(cue), first_line);
  }

  void note_lost_block(std::string_view buffer, std::int64_t line, bool seen_arrow) {
    if (m_seen_cue && (buffer.starts_with("REGION\n") || buffer.starts_with("STYLE\n")))
      m_builder.note("subtitle.block_too_late", line);
    else if (seen_arrow)
      m_builder.note("subtitle.timing_unreadable", line);
  }

  /// "Collect WebVTT cue timings and settings".
  std::optional<Timing> parse_timing(std::string_view line) {
    Timing timing;
    std::string_view rest = without_space_in_front(line);
    const auto begin = take_webvtt_time(rest);
    if (!begin) return std::nullopt;
    rest = without_space_in_front(rest);
    if (!rest.starts_with("-->")) return std::nullopt;
    rest = without_space_in_front(rest.substr(3));
    const auto end = take_webvtt_time(rest);
    if (!end) return std::nullopt;
    timing.when = {*begin, *end};
    std::vector<std::string> ignored;
    timing.placement = parse_cue_settings(rest, m_builder.regions(), ignored);
    for (const std::string& setting : ignored)
      m_builder.note("subtitle.setting_ignored", m_line - 1, {{"setting", display_name(setting)}});
    return timing;
  }

  std::string_view m_text;
  std::size_t m_at = 0;
  std::int64_t m_line = 1;  // number of the line at m_at
  bool m_seen_cue = false;
  TrackBuilder m_builder;
};

Result<Noted<CueTrack>> read_webvtt(std::string_view utf8, const SubtitleLimits& limits) {
  TRY_ASSIGN(const std::string text, normalised_lines(utf8, limits));
  return WebVttReading(text, limits).run();
}

/// An id that stays one line and no arrow.
std::string written_id(const std::string& id) {
  std::string line = id;
  std::ranges::replace(line, '\n', ' ');
  for (std::size_t at = 0; (at = line.find("-->", at)) != std::string::npos;) line.replace(at, 3, "-- >");
  return line;
}

Result<Noted<std::string>> write_webvtt(const CueTrack& track) {
  Noted<std::string> file{"WEBVTT\n", {}};
  if (track.kind != CueTrack{}.kind) file.value.append("Kind: ").append(track.kind).append("\n");
  if (!track.language.is_undetermined()) file.value.append("Language: ").append(track.language.text()).append("\n");
  for (const CueRegion& region : track.regions) file.value.append("\nREGION\n").append(write_region_settings(region));
  for (std::size_t i = 0; i < track.cues.size(); ++i) {
    const Cue& cue = track.cues[i];
    file.value += '\n';
    if (!cue.id.empty()) file.value.append(written_id(cue.id)).append("\n");
    const MediaTime end = end_of_cue(track, i, file.notes);
    file.value.append(written_time(cue.when.begin, '.')).append(" --> ").append(written_time(end, '.'));
    file.value.append(write_cue_settings(cue.placement)).append("\n");
    const std::string payload = safe_payload(cue, file.notes);
    if (!payload.empty()) file.value.append(payload).append("\n");
  }
  return file;
}

double likeness_of_webvtt(std::string_view utf8) {
  return has_signature(beginning_of(utf8)) ? 1 : 0;
}

}  // namespace

extern const SubtitleFormat subtitle_webvtt;
const SubtitleFormat subtitle_webvtt{
    .id = "webvtt",
    .media_type = "text/vtt",
    .extensions = extensions,
    .doc = {.summary = "WebVTT, read by the W3C parsing algorithm to the letter.",
            .details =
                "Keeps regions, cue settings, markup, voices, inline times, identifiers, and language and kind in the "
                "header. Style sheets and comments go; style sheets with a note. Cues without identifier get one. "
                "May be called from any thread.",
            .source = "https://www.w3.org/TR/webvtt1/#file-parsing",
            .examples = examples},
    .keeps = {.identifiers = true,
              .markup = true,
              .placement = true,
              .regions = true,
              .word_times = true,
              .speakers = true,
              .language = true},
    .read = read_webvtt,
    .write = write_webvtt,
    .likeness = likeness_of_webvtt,
    .complete = complete_cue};

}  // namespace integrart
