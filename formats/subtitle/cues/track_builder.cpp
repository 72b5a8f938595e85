#include "formats/subtitle/cues/track_builder.h"

#include <map>
#include <set>

#include "formats/subtitle/cues/cue_text.h"
#include "pipeline/base/text.h"

namespace integrart {
namespace {

constexpr double last_second_of_documents = 1e10;  // CueTrack::from_json takes no more; three centuries
constexpr std::size_t most_notes = 100;

std::string with_plain_lines(std::string_view utf8) {
  if (utf8.starts_with("\xEF\xBB\xBF")) utf8.remove_prefix(3);
  if (utf8.find_first_of(std::string_view("\r\0", 2)) == std::string_view::npos) return std::string(utf8);
  std::string text;
  text.reserve(utf8.size());
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    if (utf8[i] == '\0') {
      text += "\xEF\xBF\xBD";
    } else if (utf8[i] == '\r') {
      text += '\n';
      if (i + 1 < utf8.size() && utf8[i + 1] == '\n') ++i;
    } else {
      text += utf8[i];
    }
  }
  return text;
}

std::string numbered(std::string_view stem, std::int64_t number) {
  return std::string(stem).append(std::to_string(number));
}

}  // namespace

Result<std::string> normalised_lines(std::string_view utf8, const SubtitleLimits& limits) {
  if (utf8.size() > limits.source_bytes)
    return fail(
        Errc::limit_exceeded, "subtitle.too_long",
        {{"bytes", static_cast<std::int64_t>(utf8.size())}, {"most", static_cast<std::int64_t>(limits.source_bytes)}});
  if (!is_valid_utf8(utf8)) return fail(Errc::invalid_input, "subtitle.not_utf8");
  return with_plain_lines(utf8);
}

std::string beginning_of(std::string_view utf8) {
  return with_plain_lines(utf8.substr(0, 64U << 10U));
}

Result<> TrackBuilder::add(Cue cue, std::int64_t line) {
  if (cue.when.begin.seconds() > m_limits.last_second) {
    note("subtitle.cue_too_late", line);
    return {};
  }
  if (cue.when.end && cue.when.end->seconds() > last_second_of_documents)
    cue.when.end = MediaTime::from_seconds(last_second_of_documents);
  if (m_track.cues.size() >= m_limits.cues)
    return fail(Errc::limit_exceeded, "subtitle.too_many_cues", {{"most", static_cast<std::int64_t>(m_limits.cues)}});
  if (cue.text.size() > m_limits.cue_bytes)
    return fail(Errc::limit_exceeded, "subtitle.cue_too_long",
                {{"line", line}, {"most", static_cast<std::int64_t>(m_limits.cue_bytes)}});
  complete_cue(cue);
  m_track.cues.push_back(std::move(cue));
  m_lines.push_back(line);
  return {};
}

void TrackBuilder::set_language(Noted<LanguageTag> language) {
  m_track.language = std::move(language.value);
  m_notes.insert(m_notes.end(), language.notes.begin(), language.notes.end());
}

void TrackBuilder::note(std::string_view id, std::int64_t line, MessageArguments more) {
  if (m_notes.size() >= most_notes) {
    ++m_notes_left_out;
    return;
  }
  MessageArguments arguments{{"line", line}};
  arguments.insert(arguments.end(), more.begin(), more.end());
  m_notes.push_back({std::string(id), std::move(arguments)});
}

Noted<CueTrack> TrackBuilder::finish() {
  std::set<std::string, std::less<>> taken;
  for (const Cue& cue : m_track.cues) taken.insert(cue.id);
  std::set<std::string, std::less<>> seen;
  std::map<std::string, std::int64_t, std::less<>> copies;
  for (std::size_t i = 0; i < m_track.cues.size(); ++i) {
    std::string& id = m_track.cues[i].id;
    if (!id.empty() && seen.insert(id).second) continue;
    const std::string stem = id.empty() ? std::string("c") : id + "-";
    std::int64_t& number = copies[stem];
    number = std::max(number, id.empty() ? static_cast<std::int64_t>(i) : 1);
    std::string changed;
    do changed = numbered(stem, ++number);
    while (taken.contains(changed));
    if (!id.empty())
      note("subtitle.id_twice", m_lines[i], {{"id", display_name(id)}, {"changed", display_name(changed)}});
    taken.insert(changed);
    seen.insert(changed);
    id = std::move(changed);
  }
  if (m_notes_left_out > 0) m_notes.push_back({"subtitle.more_notes", {{"count", m_notes_left_out}}});
  return {std::move(m_track), std::move(m_notes)};
}

}  // namespace integrart
