#include "pipeline/speech/alignment_way.h"

#include <algorithm>
#include <cmath>

#include "pipeline/speech/cepstrum.h"
#include "pipeline/speech/voice_activity.h"

namespace integrart {

namespace {

constexpr double hop = coarse_cepstrum.hop_seconds;
constexpr int adaptation_rounds = 6;
constexpr int stretch_rounds = 2;  // of a stretch between anchors, from the map of the whole
constexpr double ridge_of_maps = 200;
constexpr float voice_weight = 0.25F;    // what a gap costs more where somebody seems to sing
constexpr int first_voice_round = 2;     // before it the way is too often wrong to learn from
constexpr float voice_steepness = 2.0F;  // of the step between "seems to sing" and "seems not to"

}  // namespace

AlignmentWay::AlignmentWay(const Recording& recording, const Reading& reading, float gap_level)
    : m_recording(recording),
      m_reading(reading),
      m_cepstra(normalised(reading.coarse)),
      m_gap_costs(gap_costs(recording, gap_level)) {
  align_whole();
}

void AlignmentWay::align_whole() {
  const WarpingStretch whole{0, m_recording.compared.rows(), 0, m_reading.words.size(), false};
  const std::vector<float> by_loudness = m_gap_costs;
  for (int round = 0;; ++round) {
    m_path = warped(m_map, whole).reading_rows;
    if (round == adaptation_rounds) return;
    if (round >= first_voice_round) learn_voice(by_loudness, m_path);
    m_map = AffineMap::fitted(m_cepstra, m_recording.cepstra, m_path, 0, AffineMap(), ridge_of_maps);
  }
}

AlignmentPath AlignmentWay::path_between(std::span<const LineAnchor> anchors) const {
  AlignmentPath path;
  WarpingStretch stretch{0, 0, 0, 0, false};
  const auto finish = [&](std::size_t last_row, std::size_t last_line) {
    stretch.last_row = std::max(last_row, stretch.first_row);
    stretch.last_line = last_line;
    const auto part = adapted_path(stretch);
    path.insert(path.end(), part.begin(), part.end());
  };
  for (const LineAnchor& anchor : anchors) {
    const auto row =
        std::min(static_cast<std::size_t>(std::max(0.0, std::round(anchor.second / hop))), m_recording.compared.rows());
    finish(row, anchor.line);
    stretch = {stretch.last_row, 0, anchor.line, 0, true};
  }
  finish(m_recording.compared.rows(), m_reading.words.size());
  return path;
}

AlignmentPath AlignmentWay::adapted_path(const WarpingStretch& stretch) const {
  AffineMap map = m_map;
  for (int round = 0;; ++round) {
    AlignmentPath path = warped(map, stretch).reading_rows;
    if (round == stretch_rounds) return path;
    map = AffineMap::fitted(m_cepstra, m_recording.cepstra, path, stretch.first_row, m_map, ridge_of_maps);
  }
}

WarpingPath AlignmentWay::warped(const AffineMap& map, const WarpingStretch& stretch) const {
  const FeatureMatrix compared = comparable(map.apply(m_cepstra), m_reading.coarse_begins);
  return warp({compared, m_recording.compared, m_reading.coarse_begins, m_gap_costs}, stretch);
}

void AlignmentWay::learn_voice(const std::vector<float>& by_loudness, const AlignmentPath& path) {
  const std::vector<float> activity = voice_activity(m_recording.cepstra, path);
  for (std::size_t row = 0; row < activity.size(); ++row)
    if (m_recording.audible[row] != 0)
      m_gap_costs[row] = by_loudness[row] + voice_weight * std::tanh(voice_steepness * activity[row]);
}

LineRows AlignmentWay::line_rows(const AlignmentPath& path) const {
  LineRows found(m_reading.words.size());
  for (std::size_t row = 0; row < path.size(); ++row) {
    if (path[row] == WarpingPath::gap) continue;
    auto& line = found[line_of_row(m_reading.coarse_begins, static_cast<std::size_t>(path[row]))];
    line = {line ? line->first : row, row + 1};
  }
  return found;
}

std::vector<double> AlignmentWay::word_seconds(const AlignmentPath& path, std::size_t line,
                                               std::pair<std::size_t, std::size_t> rows) const {
  std::vector<double> seconds;
  std::size_t row = rows.first;
  for (const Reading::Word& word : m_reading.words[line]) {
    const auto wanted =
        static_cast<std::int32_t>(m_reading.coarse_begins[line] + static_cast<std::size_t>(word.second / hop));
    while (row + 1 < rows.second && path[row] < wanted) ++row;
    seconds.push_back(static_cast<double>(row) * hop);
  }
  return seconds;
}

std::size_t line_of_row(std::span<const std::size_t> begins, std::size_t row) {
  return static_cast<std::size_t>(std::upper_bound(begins.begin(), begins.end(), row) - begins.begin()) - 1;
}

}  // namespace integrart
