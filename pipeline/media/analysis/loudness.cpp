// How loud the sound is before anything is changed.

#include <algorithm>
#include <cmath>
#include <utility>

#include "pipeline/media/analysis/sound_needs.h"
#include "pipeline/media/analysis_sinks.h"
#include "pipeline/media/sound/loudness_document.h"
#include "pipeline/media/sound/loudness_meter.h"

namespace integrart {

namespace {

constexpr std::size_t most_points = 600;
constexpr std::int64_t looks_per_second = 10;  // as EBU Tech 3341 updates momentary loudness

class LoudnessCurve final : public FrameSink {
 public:
  LoudnessCurve(AudioNeeds needs, LoudnessMeter meter, double duration_seconds)
      : m_needs(needs),
        m_meter(std::move(meter)),
        m_looks_per_point(std::max<std::int64_t>(
            1, static_cast<std::int64_t>(std::ceil(duration_seconds * looks_per_second / most_points)))) {}

  FrameNeeds needs() const override { return {.video = std::nullopt, .audio = m_needs}; }

  Result<> consume(const AudioBlock& block) override {
    std::span<const float> samples = block.samples;
    const std::int64_t step = block.sample_rate / looks_per_second;
    while (!samples.empty()) {
      const auto frames = std::min(step - m_frames % step, static_cast<std::int64_t>(samples.size()) / block.channels);
      const auto now = samples.first(static_cast<std::size_t>(frames * block.channels));
      TRY(m_meter.add(now));
      samples = samples.subspan(now.size());
      m_frames += frames;
      if (m_frames % step == 0) look();
    }
    return {};
  }

  Result<StepOutput> finish() override {
    Json::Array curve;
    for (std::size_t i = 0; i < m_points.size(); ++i) {
      const auto looks = static_cast<double>((static_cast<std::int64_t>(i) + 1) * m_looks_per_point);
      curve.push_back(Json::array({looks / looks_per_second, rounded_decibels(m_points[i])}));
    }
    StepOutput output;
    output.document = loudness_document(m_meter.measured());
    output.document["curve"] = std::move(curve);
    return output;
  }

 private:
  /// A point of the curve is the loudest momentary value of its time.
  void look() {
    m_loudest = std::max(m_loudest, m_meter.momentary());
    if (++m_looks < m_looks_per_point) return;
    m_points.push_back(std::exchange(m_loudest, std::nullopt));
    m_looks = 0;
    if (m_points.size() <= most_points) return;
    const std::optional<double> odd = m_points.back();  // the source said a wrong duration: every two become one
    m_points.pop_back();
    for (std::size_t i = 0; i < most_points / 2; ++i) m_points[i] = std::max(m_points[2 * i], m_points[2 * i + 1]);
    m_points.resize(most_points / 2);
    m_loudest = odd;
    m_looks = m_looks_per_point;
    m_looks_per_point *= 2;
  }

  AudioNeeds m_needs;
  LoudnessMeter m_meter;
  std::int64_t m_looks_per_point;
  std::int64_t m_looks = 0;
  std::int64_t m_frames = 0;
  std::optional<double> m_loudest;
  std::vector<std::optional<double>> m_points;
};

}  // namespace

Result<std::unique_ptr<FrameSink>> make_loudness(const SourceFacts& facts) {
  TRY_ASSIGN(const AudioNeeds needs, plain_sound_of(facts));
  TRY_ASSIGN(LoudnessMeter meter, LoudnessMeter::create(needs.sample_rate, needs.channels));
  return std::make_unique<LoudnessCurve>(needs, std::move(meter), facts.duration_seconds);
}

}  // namespace integrart
