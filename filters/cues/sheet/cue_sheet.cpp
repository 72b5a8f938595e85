#include "filters/cues/sheet/cue_sheet.h"

#include <algorithm>
#include <numeric>

#include "filters/cues/sheet/letters.h"
#include "pipeline/base/text.h"

namespace integrart {

namespace {

constexpr Rational milliseconds{1, 1000};
constexpr std::size_t farthest_neighbour = 4;  // cues of other places in between

}  // namespace

std::size_t CueView::characters() const {
  return std::accumulate(lengths.begin(), lengths.end(), std::size_t{0});
}

CueSheet::CueSheet(CueTrack track, const CueCheckSettings& settings)
    : m_track(std::move(track)),
      m_numbers(settings.profile.numbers_for(m_track.language)),
      m_primary(m_track.language.primary()),
      m_spelling(settings.spelling) {
  for (const MediaTime& shot : settings.shots) m_shots.push_back(shot.ticks_in(milliseconds));
  std::sort(m_shots.begin(), m_shots.end());
  m_views.reserve(m_track.cues.size());
  for (const Cue& cue : m_track.cues) m_views.push_back(lay_out(cue));
}

CueView CueSheet::lay_out(const Cue& cue) {
  CueView view;
  view.shown = shown_text(cue.text);
  for (std::size_t begin = 0; begin <= view.shown.size();) {
    const std::size_t end = std::min(view.shown.find('\n', begin), view.shown.size());
    view.lines.push_back(without_bidi_controls(std::string_view(view.shown).substr(begin, end - begin)));
    view.lengths.push_back(grapheme_count(view.lines.back()));
    begin = end + 1;
  }
  view.begin = cue.when.begin.ticks_in(milliseconds);
  if (cue.when.end) view.end = cue.when.end->ticks_in(milliseconds);
  view.start_is_fixed = has_confirmed_start(cue) || !cue.words.empty();
  return view;
}

std::optional<std::size_t> CueSheet::next(std::size_t index) const {
  const std::size_t last = std::min(size(), index + 1 + farthest_neighbour);
  for (std::size_t other = index + 1; other < last; ++other) {
    if (m_views[other].begin < m_views[index].begin) return std::nullopt;
    if (cue(other).placement == cue(index).placement) return other;
  }
  return std::nullopt;
}

CueIssue CueSheet::issue(std::size_t index, std::string_view rule, std::string_view message,
                         MessageArguments arguments) const {
  CueIssue found;
  found.cue = cue(index).id;
  found.when = cue(index).when;
  found.rule = rule;
  found.message = {std::string(message), std::move(arguments)};
  return found;
}

void CueSheet::set_text(std::size_t index, std::string payload) {
  Cue& changed = m_track.cues[index];
  changed.text = std::move(payload);
  changed.tree.clear();
  m_views[index] = lay_out(changed);
  m_changed.insert(changed.id);
}

void CueSheet::edit_text(std::size_t index, const std::vector<ShownEdit>& edits) {
  set_text(index, edited(cue(index).text, edits));
}

void CueSheet::set_begin(std::size_t index, std::int64_t at) {
  m_track.cues[index].when.begin = MediaTime::from_milliseconds(at);
  m_views[index].begin = at;
}

void CueSheet::set_end(std::size_t index, std::int64_t at) {
  m_track.cues[index].when.end = MediaTime::from_milliseconds(at);
  m_views[index].end = at;
}

void CueSheet::arrange(const std::vector<std::size_t>& order) {
  std::vector<Cue> cues;
  std::vector<CueView> views;
  for (const std::size_t index : order) {
    cues.push_back(std::move(m_track.cues[index]));
    views.push_back(std::move(m_views[index]));
  }
  m_track.cues = std::move(cues);
  m_views = std::move(views);
}

}  // namespace integrart
