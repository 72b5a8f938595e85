#include "pipeline/speech/time_warping.h"

#include <algorithm>
#include <limits>

namespace integrart {

namespace {

constexpr float never = std::numeric_limits<float>::max() / 4;
constexpr std::int32_t no_row = WarpingPath::gap;

/// The chain of states of a stretch, and the reading's features turned so that one loop runs over states.
struct Chain {
  std::vector<std::int32_t> reading_row;  // of each state; `no_row` for gaps
  std::vector<std::size_t> gaps;          // states that are gaps
  std::vector<float> features;            // column after column, one value for each state; 0 for gaps

  std::size_t size() const { return reading_row.size(); }
};

Chain chain_of(const WarpingProblem& problem, const WarpingStretch& stretch) {
  Chain chain;
  for (std::size_t line = stretch.first_line; line < stretch.last_line; ++line) {
    if (line > stretch.first_line || !stretch.starts_in_line) chain.reading_row.push_back(no_row);
    for (std::size_t row = problem.line_begins[line]; row < problem.line_begins[line + 1]; ++row)
      chain.reading_row.push_back(static_cast<std::int32_t>(row));
  }
  chain.reading_row.push_back(no_row);
  const std::size_t columns = problem.reading.columns();
  chain.features.assign(columns * chain.size(), 0.0F);
  for (std::size_t state = 0; state < chain.size(); ++state) {
    if (chain.reading_row[state] == no_row) {
      chain.gaps.push_back(state);
      continue;
    }
    const auto row = problem.reading.row(static_cast<std::size_t>(chain.reading_row[state]));
    for (std::size_t c = 0; c < columns; ++c) chain.features[c * chain.size() + state] = row[c];
  }
  return chain;
}

/// What the recording's `row` costs in each state. The loop over states is inside, so that it can be vectorised.
void state_costs(const Chain& chain, std::span<const float> row, float gap_cost, std::vector<float>& costs) {
  const std::size_t size = chain.size();
  float* const cost = costs.data();
  std::fill_n(cost, size, 1.0F);
  for (std::size_t c = 0; c < row.size(); ++c) {
    const float value = row[c];
    const float* const feature = chain.features.data() + c * size;
    for (std::size_t state = 0; state < size; ++state) cost[state] -= value * feature[state];
  }
  for (const std::size_t gap : chain.gaps) cost[gap] = gap_cost;
}

/// Sums up to the states of one row, from those of the row before. `steps`: how many states the best way came on.
void advance(std::span<const float> before, std::span<const float> costs, std::span<float> sums,
             std::span<std::uint8_t> steps) {
  const std::size_t size = sums.size();
  const auto settle = [&](std::size_t state, float two_back, float one_back) {
    float best = before[state];
    std::uint8_t step = 0;
    if (one_back < best) {
      best = one_back;
      step = 1;
    }
    if (two_back < best) {
      best = two_back;
      step = 2;
    }
    sums[state] = best + costs[state];
    steps[state] = step;
  };
  settle(0, never, never);
  if (size > 1) settle(1, never, before[0]);
  const float* const from = before.data();
  for (std::size_t state = 2; state < size; ++state) {
    const float stay = from[state], one = from[state - 1], two = from[state - 2];
    const float nearer = one < stay ? one : stay;
    const auto nearer_step = static_cast<std::uint8_t>(one < stay ? 1 : 0);
    sums[state] = (two < nearer ? two : nearer) + costs[state];
    steps[state] = two < nearer ? std::uint8_t{2} : nearer_step;
  }
}

}  // namespace

WarpingPath warp(const WarpingProblem& problem, const WarpingStretch& stretch) {
  WarpingPath path;
  const std::size_t rows = stretch.last_row - stretch.first_row;
  if (rows == 0) return path;
  const Chain chain = chain_of(problem, stretch);
  const std::size_t size = chain.size();
  std::vector<float> costs(size), before(size, never), sums(size, never);
  std::vector<std::uint8_t> steps(rows * size);
  for (std::size_t t = 0; t < rows; ++t) {
    const std::size_t row = stretch.first_row + t;
    state_costs(chain, problem.recording.row(row), problem.gap_costs[row], costs);
    if (t == 0) {
      sums[0] = costs[0];
      if (!stretch.starts_in_line && size > 1) sums[1] = costs[1];
    } else {
      advance(before, costs, sums, std::span(steps).subspan(t * size, size));
    }
    std::swap(before, sums);
  }
  // It ends in the last gap or in the last or last but one row of the last line; where the rows are too few for that,
  // as far on as they reach.
  std::size_t state = size - 1;
  for (std::size_t back = 1; back < std::min<std::size_t>(size, 3); ++back)
    if (before[size - 1 - back] < before[state]) state = size - 1 - back;
  while (before[state] >= never / 2 && state > 0) --state;
  path.cost = before[state] / static_cast<double>(rows);
  path.reading_rows.resize(rows);
  for (std::size_t t = rows; t-- > 0;) {
    path.reading_rows[t] = chain.reading_row[state];
    state -= steps[t * size + state];
  }
  return path;
}

}  // namespace integrart
