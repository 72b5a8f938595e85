#include "pipeline/speech/time_warping.h"

#include <algorithm>
#include <limits>

namespace integrart {

namespace {

constexpr float never = std::numeric_limits<float>::max() / 4;
constexpr std::int32_t no_row = WarpingPath::gap;

/// A row of the reading that lasts more than this many rows of the recording is a line that began too early and waits
/// for its singer: five and 0.2 are the middle of what did well in songs (decision 10).
constexpr float free_stays = 5;
constexpr float stay_cost = 0.2F;

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

/// Twice as many sums at once where the processor has AVX2; the sums are the same to the bit, as nothing is fused.
#if defined(__x86_64__) && defined(__gnu_linux__) && !defined(__clang__)
#define INTEGRART_WIDE __attribute__((target_clones("avx2", "default")))
#else
#define INTEGRART_WIDE
#endif

/// What the recording's `row` costs in each state. The loop over states is inside, so that it can be vectorised; four
/// columns a time, so that sums are not written and read again for each. The number of columns is a multiple of four.
INTEGRART_WIDE void state_costs(const Chain& chain, std::span<const float> row, float gap_cost,
                                std::vector<float>& costs) {
  const std::size_t size = chain.size();
  float* const cost = costs.data();
  std::fill_n(cost, size, 1.0F);
  for (std::size_t c = 0; c + 3 < row.size(); c += 4) {
    const float a = row[c], b = row[c + 1], d = row[c + 2], e = row[c + 3];
    const float* const first = chain.features.data() + c * size;
    const float* const second = first + size;
    const float* const third = second + size;
    const float* const fourth = third + size;
    for (std::size_t state = 0; state < size; ++state)
      cost[state] -= a * first[state] + b * second[state] + (d * third[state] + e * fourth[state]);
  }
  for (const std::size_t gap : chain.gaps) cost[gap] = gap_cost;
}

/// How long the best way to each state has stayed in it, and how long it may for nothing.
struct Stays {
  std::vector<float> rows;
  std::vector<float> free;

  explicit Stays(const Chain& chain) : rows(chain.size(), 0.0F), free(chain.size(), free_stays) {
    for (const std::size_t gap : chain.gaps) free[gap] = never;
  }
};

/// Sums up to the states of one row, from those of the row before, in front of which lie two that are `never`. `step`:
/// how many states the best way came on. All numbers have one width and there is no branch, so that one loop is
/// vectorised; pointers that are declared to be apart, for the same reason.
INTEGRART_WIDE void advance(const float* __restrict before, const float* __restrict cost, const float* __restrict free,
                            float* __restrict stayed, float* __restrict sum, float* __restrict step, std::size_t size) {
  for (std::size_t state = 0; state < size; ++state) {
    const float stay = before[state + 2] + (stayed[state] >= free[state] ? stay_cost : 0.0F);
    const float one = before[state + 1], two = before[state];
    const float nearer = one < stay ? one : stay;
    const float came_one = one < stay ? 1.0F : 0.0F;
    const float came_two = two < nearer ? 1.0F : 0.0F;
    sum[state] = (two < nearer ? two : nearer) + cost[state];
    step[state] = came_one + (2 - came_one) * came_two;
    stayed[state] = (stayed[state] + 1) * (1 - came_one) * (1 - came_two);
  }
}

}  // namespace

WarpingPath warp(const WarpingProblem& problem, const WarpingStretch& stretch) {
  WarpingPath path;
  const std::size_t rows = stretch.last_row - stretch.first_row;
  if (rows == 0) return path;
  const Chain chain = chain_of(problem, stretch);
  const std::size_t size = chain.size();
  std::vector<float> costs(size), before(size + 2, never), sums(size + 2, never), steps_of_row(size);
  std::vector<std::uint8_t> steps(rows * size);
  Stays stays(chain);
  for (std::size_t t = 0; t < rows; ++t) {
    const std::size_t row = stretch.first_row + t;
    state_costs(chain, problem.recording.row(row), problem.gap_costs[row], costs);
    if (t == 0) {
      sums[2] = costs[0];
      if (!stretch.starts_in_line && size > 1) sums[3] = costs[1];
    } else {
      advance(before.data(), costs.data(), stays.free.data(), stays.rows.data(), sums.data() + 2, steps_of_row.data(),
              size);
      std::transform(steps_of_row.begin(), steps_of_row.end(), steps.begin() + static_cast<std::ptrdiff_t>(t * size),
                     [](float step) { return static_cast<std::uint8_t>(step); });
    }
    std::swap(before, sums);
  }
  // It ends in the last gap or in the last or last but one row of the last line; where the rows are too few for that,
  // as far on as they reach.
  std::size_t state = size - 1;
  for (std::size_t back = 1; back < std::min<std::size_t>(size, 3); ++back)
    if (before[size + 1 - back] < before[state + 2]) state = size - 1 - back;
  while (before[state + 2] >= never / 2 && state > 0) --state;
  path.cost = before[state + 2] / static_cast<double>(rows);
  path.reading_rows.resize(rows);
  for (std::size_t t = rows; t-- > 0;) {
    path.reading_rows[t] = chain.reading_row[state];
    state -= steps[t * size + state];
  }
  return path;
}

}  // namespace integrart
