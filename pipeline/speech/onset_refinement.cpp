#include "pipeline/speech/onset_refinement.h"

#include <algorithm>
#include <array>

#include "pipeline/speech/cepstrum.h"
#include "pipeline/speech/feature_space.h"
#include "pipeline/speech/time_warping.h"

namespace integrart {

namespace {

constexpr double hop = fine_cepstrum.hop_seconds;
constexpr std::size_t per_coarse = 4;  // fine rows in a coarse one
static_assert(coarse_cepstrum.hop_seconds == fine_cepstrum.hop_seconds * per_coarse);

constexpr std::size_t rows_before = 20;     // fine: 0.2 s
constexpr std::size_t coarse_rows_in = 10;  // coarse: 0.4 s
constexpr std::size_t least_rows = 3;       // fewer cannot be warped
constexpr float gap_level = 0.63F;          // between the levels of the coarse ways
constexpr double ridge = 800;               // as many seconds as the ridge of the coarse rows

class Refinement {
 public:
  Refinement(const Recording& fine, const Reading& reading, const AlignmentPath& path)
      : m_fine(fine), m_reading(reading), m_path(path), m_gap_costs(gap_costs(fine, gap_level)) {
    const FeatureMatrix cepstra = normalised(reading.fine);
    AlignmentPath fine_path(fine.cepstra.rows(), WarpingPath::gap);
    for (std::size_t row = 0; row < fine_path.size(); ++row) {
      const std::size_t coarse = row / per_coarse;
      if (coarse < path.size() && path[coarse] != WarpingPath::gap)
        fine_path[row] = static_cast<std::int32_t>(fine_row(static_cast<std::size_t>(path[coarse])));
    }
    m_cepstra = AffineMap::fitted(cepstra, fine.cepstra, fine_path, 0, AffineMap(), ridge).apply(cepstra);
  }

  std::optional<double> begin_of(std::size_t line, std::pair<std::size_t, std::size_t> rows) const {
    const std::size_t last = std::min(rows.second - 1, rows.first + coarse_rows_in);
    const std::size_t from = rows.first * per_coarse - std::min(rows.first * per_coarse, rows_before);
    const std::size_t to = std::min(m_fine.cepstra.rows(), last * per_coarse + per_coarse / 2);
    const FeatureMatrix compared = compared_rows(m_reading.fine_begins[line], last);
    if (compared.rows() < least_rows || to < from + least_rows) return std::nullopt;
    const std::array<std::size_t, 2> begins{0, compared.rows()};
    const WarpingPath warped = warp({compared, m_fine.compared, begins, m_gap_costs}, {from, to, 0, 1, false});
    const auto found = std::find_if(warped.reading_rows.begin(), warped.reading_rows.end(),
                                    [](std::int32_t row) { return row != WarpingPath::gap; });
    if (found == warped.reading_rows.end()) return std::nullopt;
    return static_cast<double>(from + static_cast<std::size_t>(found - warped.reading_rows.begin())) * hop;
  }

 private:
  /// The middle of a coarse row of the reading; lines that end inside one have fewer fine rows.
  std::size_t fine_row(std::size_t coarse) const {
    const std::size_t line = line_of_row(m_reading.coarse_begins, coarse);
    const std::size_t middle =
        m_reading.fine_begins[line] + (coarse - m_reading.coarse_begins[line]) * per_coarse + per_coarse / 2;
    return std::min(middle, m_reading.fine_begins[line + 1] - 1);
  }

  /// Rows of the reading from `first` to where the path is at the recording's coarse row `last`.
  FeatureMatrix compared_rows(std::size_t first, std::size_t last) const {
    FeatureMatrix part(0, m_cepstra.columns());
    const std::size_t end = fine_row(static_cast<std::size_t>(m_path[last])) + 1;
    for (std::size_t row = first; row < end; ++row) part.append(m_cepstra.row(row));
    return comparable(part);
  }

  const Recording& m_fine;
  const Reading& m_reading;
  const AlignmentPath& m_path;
  std::vector<float> m_gap_costs;
  FeatureMatrix m_cepstra;  // of the reading, as the recording colours it
};

}  // namespace

std::vector<std::optional<double>> refined_begins(const Recording& fine, const Reading& reading,
                                                  const AlignmentPath& path, const LineRows& rows) {
  const Refinement refinement(fine, reading, path);
  std::vector<std::optional<double>> begins(rows.size());
  for (std::size_t line = 0; line < rows.size(); ++line)
    if (rows[line]) begins[line] = refinement.begin_of(line, *rows[line]);
  return begins;
}

}  // namespace integrart
