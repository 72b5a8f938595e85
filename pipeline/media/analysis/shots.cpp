// Where one shot of a film ends and the next begins.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <vector>

#include "pipeline/media/analysis/jpeg.h"
#include "pipeline/media/analysis/picture_size.h"
#include "pipeline/media/analysis_sinks.h"
#include "pipeline/media/frame.h"

namespace integrart {

namespace {

constexpr int longest_side = 256;  // as flashes are looked for: one scaled picture serves both
constexpr int cell_columns = 16;
constexpr int cell_rows = 9;
constexpr int colour_channels = 3;
constexpr int samples_a_side = 4;     // of a cell
constexpr double least_change = 24;   // of 255, mean over the cells
constexpr double above_motion = 3;    // times the changes just before
constexpr double motion_memory = .7;  // share of the past in that mean
constexpr double flash_seconds = 0.1;
constexpr std::size_t most_shots = 100'000;

using Cells = std::array<int, static_cast<std::size_t>(cell_columns) * cell_rows * colour_channels>;

Cells cells_of(const PictureView& picture) {
  Cells cells{};
  auto cell = cells.begin();
  for (int row = 0; row < cell_rows; ++row)
    for (int column = 0; column < cell_columns; ++column) {
      std::array<int, colour_channels> sums{};
      for (int sample = 0; sample < samples_a_side * samples_a_side; ++sample) {
        const int y = (row * samples_a_side + sample / samples_a_side) * picture.height / (cell_rows * samples_a_side);
        const int x =
            (column * samples_a_side + sample % samples_a_side) * picture.width / (cell_columns * samples_a_side);
        const std::uint8_t* const pixel = picture.planes[0] + static_cast<std::ptrdiff_t>(y) * picture.strides[0] +
                                          std::ptrdiff_t{x} * colour_channels;
        for (std::size_t channel = 0; channel < colour_channels; ++channel) sums.at(channel) += pixel[channel];
      }
      for (const int sum : sums) *cell++ = sum / (samples_a_side * samples_a_side);
    }
  return cells;
}

/// Mean over the cells of what changed most there: red that turns blue is as far away as black that turns white.
double change_between(const Cells& a, const Cells& b) {
  double sum = 0;
  for (std::size_t cell = 0; cell < a.size(); cell += colour_channels) {
    int most = 0;
    for (std::size_t at = cell; at < cell + colour_channels; ++at) most = std::max(most, std::abs(a.at(at) - b.at(at)));
    sum += most;
  }
  return sum * colour_channels / static_cast<double>(a.size());
}

class Shots final : public FrameSink {
 public:
  Shots(VideoNeeds needs, std::filesystem::path folder) : m_needs(needs), m_folder(std::move(folder)) {}

  FrameNeeds needs() const override { return {m_needs, std::nullopt}; }
  using FrameSink::consume;

  Result<> consume(const VideoFrame& frame) override {
    const Cells now = cells_of(frame.picture);
    const double time = frame.time.seconds();
    if (m_cut && time >= m_cut->time + flash_seconds) decide(now);
    if (m_last) {
      const double change = change_between(*m_last, now);
      if (!m_cut && change > std::max(least_change, above_motion * m_motion)) {
        m_cut = Cut{time, *m_last};
      } else {
        m_motion = motion_memory * m_motion + (1 - motion_memory) * change;
      }
    }
    m_last = now;
    return {};
  }

  Result<StepOutput> finish() override {
    if (m_cut && m_last) decide(*m_last);
    Json list = Json::empty_array();
    for (const double time : m_shots) list.push_back(std::round(time * 1000) / 1000);
    TRY(write_whole_file(m_folder / "shots.json", list.dump() + "\n"));
    StepOutput output;
    output.files.push_back({"shots.json", "shots.json", "application/json"});
    output.document = Json::object({{"shots", std::move(list)}});
    return output;
  }

 private:
  struct Cut {
    double time = 0;
    Cells before;
  };

  /// A cut that may have been a flash: `now` is a picture a little later.
  void decide(const Cells& now) {
    if (change_between(m_cut->before, now) > least_change && m_shots.size() < most_shots)
      m_shots.push_back(m_cut->time);
    m_cut.reset();
  }

  VideoNeeds m_needs;
  std::filesystem::path m_folder;
  std::optional<Cells> m_last;
  std::optional<Cut> m_cut;
  double m_motion = 0;  // mean change from picture to picture
  std::vector<double> m_shots;
};

}  // namespace

Result<std::unique_ptr<FrameSink>> make_shots(const SourceFacts& facts, const std::filesystem::path& folder) {
  TRY(displayed_size(facts));
  return std::make_unique<Shots>(needs_within(*facts.video, longest_side, PixelLayout::bgr24, 0), folder);
}

}  // namespace integrart
