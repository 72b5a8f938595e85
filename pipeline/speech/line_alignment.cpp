#include "pipeline/speech/line_alignment.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "pipeline/speech/cepstrum.h"
#include "pipeline/speech/feature_space.h"
#include "pipeline/speech/recording.h"
#include "pipeline/speech/time_warping.h"
#include "pipeline/speech/voice_activity.h"

namespace integrart {

namespace {

constexpr double hop = coarse_cepstrum.hop_seconds;
constexpr int adaptation_rounds = 6;
constexpr int stretch_rounds = 2;  // of a stretch between anchors, from the map of the whole
constexpr double ridge = 200;
constexpr std::array<float, 2> gap_levels{0.60F, 0.66F};
constexpr float voice_weight = 0.25F;         // what a gap costs more where somebody seems to sing
constexpr int first_voice_round = 2;          // before it the way is too often wrong to learn from
constexpr double most_spread_aligned = 0.12;  // seconds

/// Rows of the recording that each line was found in: first, and one after the last; absent where it was not found.
using LineRows = std::vector<std::optional<std::pair<std::size_t, std::size_t>>>;

/// One way of aligning: a reading and a gap cost.
class Way {
 public:
  Way(const Recording& recording, const Reading& reading, float gap_level)
      : m_recording(recording),
        m_reading(reading),
        m_cepstra(normalised(reading.coarse)),
        m_gap_costs(gap_costs(recording, gap_level)) {}

  std::size_t lines() const { return m_reading.coarse_begins.size() - 1; }

  /// Without any anchor, adapting as it goes.
  void align_whole() {
    const WarpingStretch whole{0, m_recording.compared.rows(), 0, lines(), false};
    const std::vector<float> by_loudness = m_gap_costs;
    m_path = adapted_path(whole, AffineMap(), adaptation_rounds, m_map, [&](int round, const WarpingPath& path) {
      if (round >= first_voice_round) learn_voice(by_loudness, path);
    });
  }

  /// Between the anchors, from the map of the whole.
  void align_stretches(std::span<const LineAnchor> anchors) {
    WarpingStretch stretch{0, 0, 0, 0, false};
    std::vector<std::int32_t> rows;
    const auto finish = [&](std::size_t last_row, std::size_t last_line) {
      stretch.last_row = std::max(last_row, stretch.first_row);
      stretch.last_line = last_line;
      AffineMap ignored;
      const auto part = adapted_path(stretch, m_map, stretch_rounds, ignored, {});
      rows.insert(rows.end(), part.begin(), part.end());
    };
    for (const LineAnchor& anchor : anchors) {
      const auto row = std::min(static_cast<std::size_t>(std::max(0.0, std::round(anchor.second / hop))),
                                m_recording.compared.rows());
      finish(row, anchor.line);
      stretch = {stretch.last_row, 0, anchor.line, 0, true};
    }
    finish(m_recording.compared.rows(), lines());
    m_path = std::move(rows);
  }

  LineRows line_rows() const {
    LineRows found(lines());
    for (std::size_t row = 0; row < m_path.size(); ++row) {
      if (m_path[row] == WarpingPath::gap) continue;
      auto& line = found[line_of(static_cast<std::size_t>(m_path[row]))];
      line = {line ? line->first : row, row + 1};
    }
    return found;
  }

  /// When each word of `line` begins: at the first row of the recording that is at or behind the word in the reading.
  std::vector<double> word_seconds(std::size_t line, std::pair<std::size_t, std::size_t> rows) const {
    std::vector<double> seconds;
    std::size_t row = rows.first;
    for (const Reading::Word& word : m_reading.words[line]) {
      const auto wanted =
          static_cast<std::int32_t>(m_reading.coarse_begins[line] + static_cast<std::size_t>(word.second / hop));
      while (row + 1 < rows.second && m_path[row] < wanted) ++row;
      seconds.push_back(static_cast<double>(row) * hop);
    }
    return seconds;
  }

 private:
  using AfterRound = std::function<void(int, const WarpingPath&)>;
  std::vector<std::int32_t> adapted_path(const WarpingStretch& stretch, const AffineMap& prior, int rounds,
                                         AffineMap& map, const AfterRound& after_round) const {
    map = prior;
    for (int round = 0;; ++round) {
      const FeatureMatrix compared = comparable(map.apply(m_cepstra), m_reading.coarse_begins);
      const WarpingProblem problem{compared, m_recording.compared, m_reading.coarse_begins, m_gap_costs};
      WarpingPath path = warp(problem, stretch);
      if (round == rounds) return std::move(path.reading_rows);
      if (after_round) after_round(round, path);
      map = AffineMap::fitted(m_cepstra, m_recording.cepstra, path.reading_rows, stretch.first_row, prior, ridge);
    }
  }

  void learn_voice(const std::vector<float>& by_loudness, const WarpingPath& path) {
    const std::vector<float> activity = voice_activity(m_recording.cepstra, path.reading_rows);
    for (std::size_t row = 0; row < activity.size(); ++row)
      if (m_recording.audible[row] != 0)
        m_gap_costs[row] = by_loudness[row] + voice_weight * std::tanh(2 * activity[row]);
  }

  std::size_t line_of(std::size_t reading_row) const {
    const auto& begins = m_reading.coarse_begins;
    return static_cast<std::size_t>(std::upper_bound(begins.begin(), begins.end(), reading_row) - begins.begin()) - 1;
  }

  const Recording& m_recording;
  const Reading& m_reading;
  FeatureMatrix m_cepstra;
  std::vector<float> m_gap_costs;
  AffineMap m_map;
  std::vector<std::int32_t> m_path;
};

/// How far two ways are apart in all lines; beyond a second, far is far.
double distance(const LineRows& a, const LineRows& b) {
  double sum = 0;
  for (std::size_t line = 0; line < a.size(); ++line)
    sum +=
        a[line] && b[line]
            ? std::min(1.0, std::abs(static_cast<double>(a[line]->first) - static_cast<double>(b[line]->first)) * hop)
            : 1.0;
  return sum;
}

/// The way that agrees best with all others.
std::size_t most_central(const std::vector<LineRows>& ways) {
  std::vector<double> sums(ways.size(), 0.0);
  for (std::size_t a = 0; a < ways.size(); ++a)
    for (std::size_t b = 0; b < ways.size(); ++b) sums[a] += distance(ways[a], ways[b]);
  return static_cast<std::size_t>(std::min_element(sums.begin(), sums.end()) - sums.begin());
}

double spread_of(const std::vector<LineRows>& ways, std::size_t line) {
  double least = 1e9, most = -1e9;
  for (const LineRows& way : ways) {
    if (!way[line]) return 1e9;
    least = std::min(least, static_cast<double>(way[line]->first) * hop);
    most = std::max(most, static_cast<double>(way[line]->first) * hop);
  }
  return most - least;
}

/// Lines that were not found share the time between their neighbours evenly.
void interpolate(std::vector<LineTimes>& times, double seconds) {
  for (std::size_t line = 0; line < times.size();) {
    if (times[line].confidence != LineConfidence::interpolated) {
      ++line;
      continue;
    }
    std::size_t next = line;
    while (next < times.size() && times[next].confidence == LineConfidence::interpolated) ++next;
    const double from = line == 0 ? 0 : times[line - 1].end;
    const double to = std::max(from, next == times.size() ? seconds : times[next].begin);
    const double each = (to - from) / static_cast<double>(next - line);
    for (; line < next; ++line) {
      times[line].begin = to - each * static_cast<double>(next - line);
      times[line].end = times[line].begin + each;
    }
  }
}

}  // namespace

std::string_view name_of(LineConfidence confidence) {
  static constexpr std::array<std::string_view, 4> names{"aligned", "unsure", "interpolated", "manual"};
  return names[static_cast<std::size_t>(confidence)];
}

std::vector<LineTimes> align_lines(const SoundFeatures& sound, const Readings& readings,
                                   std::span<const LineAnchor> anchors, const std::function<void(double)>& progress) {
  const auto recording = prepared_recording(sound.coarse);
  if (!recording) return {};
  std::vector<Way> ways;
  std::vector<LineRows> found;
  for (const Reading& reading : readings)
    for (const float level : gap_levels) {
      Way& way = ways.emplace_back(*recording, reading, level);
      way.align_whole();
      if (!anchors.empty()) way.align_stretches(anchors);
      found.push_back(way.line_rows());
      if (progress)
        progress(static_cast<double>(ways.size()) / static_cast<double>(readings.size() * gap_levels.size()));
    }
  const std::size_t chosen = most_central(found);
  std::vector<LineTimes> times(found[chosen].size());
  for (std::size_t line = 0; line < times.size(); ++line) {
    const auto& rows = found[chosen][line];
    if (!rows) continue;
    times[line].begin = static_cast<double>(rows->first) * hop;
    times[line].end = static_cast<double>(rows->second) * hop;
    times[line].words = ways[chosen].word_seconds(line, *rows);
    times[line].spread = spread_of(found, line);
    times[line].confidence =
        times[line].spread <= most_spread_aligned ? LineConfidence::aligned : LineConfidence::unsure;
  }
  interpolate(times, sound.seconds);
  for (const LineAnchor& anchor : anchors) {
    times[anchor.line].begin = anchor.second;
    times[anchor.line].end = std::max(times[anchor.line].end, anchor.second);
    times[anchor.line].confidence = LineConfidence::manual;
  }
  return times;
}

}  // namespace integrart
