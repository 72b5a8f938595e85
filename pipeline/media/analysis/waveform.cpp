// The outline of the sound, for players and editors to draw.

#include <algorithm>
#include <cmath>

#include "pipeline/media/analysis/jpeg.h"
#include "pipeline/media/analysis/sound_needs.h"
#include "pipeline/media/analysis_sinks.h"

namespace integrart {

namespace {

constexpr std::size_t most_points = 4000;
constexpr double most_points_per_second = 100;

struct Extremes {
  float least = 0;
  float most = 0;
};

/// 8 bit as audiowaveform has it: -128 to 127, rounded down.
int eight_bit(float sample) {
  return static_cast<int>(std::clamp(std::floor(sample * 128), -128.0F, 127.0F));
}

class Waveform final : public FrameSink {
 public:
  Waveform(AudioNeeds needs, double duration_seconds, std::filesystem::path folder)
      : m_needs(needs), m_folder(std::move(folder)) {
    const double rate = needs.sample_rate;
    m_frames_per_point = static_cast<std::int64_t>(
        std::ceil(std::max(rate / most_points_per_second, duration_seconds * rate / most_points)));
  }

  FrameNeeds needs() const override { return {.video = std::nullopt, .audio = m_needs}; }

  Result<> consume(const AudioBlock& block) override {
    const auto channels = static_cast<std::size_t>(block.channels);
    for (std::size_t at = 0; at < block.samples.size(); at += channels) {
      float sum = 0;  // audiowaveform mixes the channels before it looks
      for (const float sample : block.samples.subspan(at, channels)) sum += sample;
      const float mixed = sum / static_cast<float>(channels);
      m_current.least = std::min(m_current.least, mixed);
      m_current.most = std::max(m_current.most, mixed);
      if (++m_frames_in_point == m_frames_per_point) close_point();
    }
    return {};
  }

  Result<StepOutput> finish() override {
    if (m_frames_in_point > 0) close_point();
    if (m_points.empty()) return fail(Errc::invalid_input, "media.nothing_to_write");
    Json::Array data;
    for (const Extremes& point : m_points) {
      data.emplace_back(eight_bit(point.least));
      data.emplace_back(eight_bit(point.most));
    }
    const auto points = static_cast<std::int64_t>(m_points.size());
    const Json waveform = Json::object({{"version", 2},
                                        {"channels", 1},
                                        {"sample_rate", m_needs.sample_rate},
                                        {"samples_per_pixel", m_frames_per_point},
                                        {"bits", 8},
                                        {"length", points},
                                        {"data", std::move(data)}});
    TRY(write_whole_file(m_folder / "waveform.json", waveform.dump()));
    StepOutput output;
    output.files.push_back({.name = "waveform.json", .path = "waveform.json", .type = "application/json"});
    output.document = Json::object(
        {{"points", points}, {"pixels_per_second", m_needs.sample_rate / static_cast<double>(m_frames_per_point)}});
    return output;
  }

 private:
  /// More points than expected (the source said a wrong duration): every two become one.
  void close_point() {
    m_points.push_back(m_current);
    m_current = {};
    m_frames_in_point = 0;
    if (m_points.size() < most_points + 1) return;
    const Extremes odd = m_points.back();
    m_points.pop_back();
    for (std::size_t i = 0; i < m_points.size() / 2; ++i)
      m_points[i] = {std::min(m_points[2 * i].least, m_points[2 * i + 1].least),
                     std::max(m_points[2 * i].most, m_points[2 * i + 1].most)};
    m_points.resize(m_points.size() / 2);
    m_current = odd;
    m_frames_in_point = m_frames_per_point;
    m_frames_per_point *= 2;
  }

  AudioNeeds m_needs;
  std::filesystem::path m_folder;
  std::int64_t m_frames_per_point;
  std::int64_t m_frames_in_point = 0;
  Extremes m_current;
  std::vector<Extremes> m_points;
};

}  // namespace

Result<std::unique_ptr<FrameSink>> make_waveform(const SourceFacts& facts, const std::filesystem::path& folder) {
  TRY_ASSIGN(const AudioNeeds needs, plain_sound_of(facts));
  return std::make_unique<Waveform>(needs, facts.duration_seconds, folder);
}

}  // namespace integrart
