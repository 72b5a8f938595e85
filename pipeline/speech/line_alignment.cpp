#include "pipeline/speech/line_alignment.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <future>
#include <optional>

#include "pipeline/speech/alignment_way.h"
#include "pipeline/speech/cepstrum.h"
#include "pipeline/speech/onset_refinement.h"
#include "pipeline/speech/recording.h"

namespace integrart {

namespace {

constexpr double hop = coarse_cepstrum.hop_seconds;
constexpr std::array<float, 2> gap_levels{0.60F, 0.66F};
constexpr double most_spread_aligned = 0.12;  // seconds
constexpr std::size_t most_cells_together = 100'000'000;

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

class LineAlignment::Ways {
 public:
  Ways(const SoundFeatures& sound, const Readings& readings, const std::function<void(double)>& progress)
      : m_seconds(sound.seconds), m_recording(prepared_recording(sound.coarse)) {
    if (!m_recording) return;
    m_fine = prepared_recording(sound.fine);
    for (const Reading& reading : readings) {
      find_ways(reading);
      if (progress)
        progress(static_cast<double>(m_ways.size()) / static_cast<double>(readings.size() * gap_levels.size()));
    }
  }

  std::vector<LineTimes> times(std::span<const LineAnchor> anchors) const {
    if (m_ways.empty()) return {};
    std::vector<AlignmentPath> paths;
    std::vector<LineRows> found;
    for (const AlignmentWay& way : m_ways) {
      paths.push_back(anchors.empty() ? way.path() : way.path_between(anchors));
      found.push_back(way.line_rows(paths.back()));
    }
    const std::size_t chosen = most_central(found);
    std::vector<LineTimes> times = times_of(m_ways[chosen], paths[chosen], found[chosen]);
    for (std::size_t line = 0; line < times.size(); ++line) {
      if (!found[chosen][line]) continue;
      times[line].spread = spread_of(found, line);
      times[line].confidence =
          times[line].spread <= most_spread_aligned ? LineConfidence::aligned : LineConfidence::unsure;
    }
    interpolate(times, m_seconds);
    for (const LineAnchor& anchor : anchors) {
      times[anchor.line].begin = anchor.second;
      times[anchor.line].end = std::max(times[anchor.line].end, anchor.second);
      times[anchor.line].confidence = LineConfidence::manual;
    }
    return times;
  }

 private:
  /// One way for each gap level, at the same time unless they are so long that their memory counts.
  void find_ways(const Reading& reading) {
    const bool together = m_recording->compared.rows() * reading.coarse.rows() < most_cells_together;
    std::vector<std::future<AlignmentWay>> ways;
    for (const float level : gap_levels)
      ways.push_back(std::async(together ? std::launch::async : std::launch::deferred,
                                [this, &reading, level] { return AlignmentWay(*m_recording, reading, level); }));
    for (auto& way : ways) m_ways.push_back(way.get());
  }

  std::vector<LineTimes> times_of(const AlignmentWay& way, const AlignmentPath& path, const LineRows& rows) const {
    std::vector<std::optional<double>> refined(rows.size());
    if (m_fine) refined = refined_begins(*m_fine, way.reading(), path, rows);
    std::vector<LineTimes> times(rows.size());
    double earliest = 0;
    for (std::size_t line = 0; line < rows.size(); ++line) {
      if (!rows[line]) continue;
      times[line].end = static_cast<double>(rows[line]->second) * hop;
      const double begin = refined[line].value_or(static_cast<double>(rows[line]->first) * hop);
      times[line].begin = std::min(std::max(begin, earliest), times[line].end);
      times[line].words = way.word_seconds(path, line, *rows[line]);
      earliest = times[line].begin;
    }
    return times;
  }

  double m_seconds;
  std::optional<Recording> m_recording;
  std::optional<Recording> m_fine;
  std::vector<AlignmentWay> m_ways;
};

LineAlignment::LineAlignment(const SoundFeatures& sound, const Readings& readings,
                             const std::function<void(double)>& progress)
    : m_ways(std::make_unique<const Ways>(sound, readings, progress)) {}
LineAlignment::LineAlignment(LineAlignment&&) noexcept = default;
LineAlignment& LineAlignment::operator=(LineAlignment&&) noexcept = default;
LineAlignment::~LineAlignment() = default;

std::vector<LineTimes> LineAlignment::times(std::span<const LineAnchor> anchors) const {
  return m_ways->times(anchors);
}

}  // namespace integrart
