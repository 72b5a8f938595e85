#include "pipeline/media/sound/normaliser.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "pipeline/media/sound/true_peak_limiter.h"

namespace integrart {

namespace {

constexpr double most_gain_db = 20;  // beyond it a recording is noise, not quiet sound
// Meters interpolate differently (libavfilter reads up to 0.4 dB more than ideal interpolation on clicks), and encoders
// add a little to most music; what they add to some is brought down by the sink of the rendition.
constexpr double ceiling_margin_db = 0.3;
constexpr double trial_from_db = 1.5;  // peaks this far above the ceiling carry loudness that limiting takes away
constexpr int most_trials = 3;
constexpr double close_enough_lu = 0.1;
constexpr double flattest_slope = 0.3;  // flatter, more gain buys distortion instead of loudness
constexpr std::size_t block_frames = 4096;

float linear(double decibels) {
  return static_cast<float>(std::pow(10, decibels / 20));
}

/// Cuts the first `delay` frames that a limiter puts out and everything beyond `frames`.
class DelayedOutput {
 public:
  DelayedOutput(std::size_t delay_samples, const std::function<Result<>(std::span<const float>)>& consumer)
      : m_skip(delay_samples), m_consumer(consumer) {}
  Result<> take(std::span<const float> samples) {
    const std::size_t skipped = std::min(m_skip, samples.size());
    m_skip -= skipped;
    if (skipped == samples.size()) return {};
    return m_consumer(samples.subspan(skipped));
  }

 private:
  std::size_t m_skip;
  const std::function<Result<>(std::span<const float>)>& m_consumer;
};

}  // namespace

Gain gain_towards(const LoudnessTarget& target, const Loudness& before) {
  if (!before.integrated_lufs) return {};
  const double wanted = target.integrated_lufs - *before.integrated_lufs;
  return {.gain_db = std::min(wanted, most_gain_db), .held_back = wanted > most_gain_db};
}

Normaliser::Normaliser(int sample_rate, int channels, LoudnessMeter meter, SpilledSound spilled)
    : m_sample_rate(sample_rate), m_channels(channels), m_meter(std::move(meter)), m_spilled(std::move(spilled)) {}

Result<Normaliser> Normaliser::create(int sample_rate, int channels, const std::filesystem::path& scratch_folder) {
  TRY_ASSIGN(LoudnessMeter meter, LoudnessMeter::create(sample_rate, channels));
  TRY_ASSIGN(SpilledSound spilled, SpilledSound::create(scratch_folder));
  return Normaliser(sample_rate, channels, std::move(meter), std::move(spilled));
}

Result<> Normaliser::add(std::span<const float> samples) {
  TRY(m_meter.add(samples));
  return m_spilled.append(samples);
}

Result<Normaliser::Outcome> Normaliser::deliver(const LoudnessTarget& target, const std::stop_token& stop,
                                                const std::function<Result<>(std::span<const float>)>& consumer) const {
  Outcome outcome;
  outcome.report.before = m_meter.measured();
  const Gain gain = gain_towards(target, outcome.report.before);
  outcome.held_back = gain.held_back;
  outcome.report.gain_db = gain.gain_db;

  const double ceiling = target.true_peak_dbtp - ceiling_margin_db;
  const double over = outcome.report.before.true_peak_dbtp.value_or(ceiling) + gain.gain_db - ceiling;
  if (over > trial_from_db && !gain.held_back) {
    TRY_ASSIGN(outcome.report.gain_db, gain_with_limiting(target, gain.gain_db, ceiling, stop));
  }
  TRY_ASSIGN(const Pass pass, run(outcome.report.gain_db, over > 0, ceiling, stop, consumer));
  outcome.report.after = pass.loudness;
  outcome.report.limited = pass.limited;
  return outcome;
}

/// Secant steps: limiting makes the loudness rise by less than the gain does.
Result<double> Normaliser::gain_with_limiting(const LoudnessTarget& target, double gain_db, double ceiling_dbtp,
                                              const std::stop_token& stop) const {
  double slope = 1;  // LU of loudness per dB of gain
  double gain_before = 0;
  double loudness_before = 0;
  for (int trial = 0; trial < most_trials; ++trial) {
    TRY_ASSIGN(const Pass pass, run(gain_db, true, ceiling_dbtp, stop, [](auto) { return Result<>{}; }));
    if (!pass.loudness.integrated_lufs) break;
    const double loudness = *pass.loudness.integrated_lufs;
    if (std::abs(target.integrated_lufs - loudness) < close_enough_lu) break;
    if (trial > 0) slope = std::clamp((loudness - loudness_before) / (gain_db - gain_before), flattest_slope, 1.0);
    gain_before = gain_db;
    loudness_before = loudness;
    gain_db = std::min(gain_db + (target.integrated_lufs - loudness) / slope, most_gain_db);
    if (gain_db == gain_before) break;
  }
  return gain_db;
}

Result<Normaliser::Pass> Normaliser::run(double gain_db, bool with_limiter, double ceiling_dbtp,
                                         const std::stop_token& stop,
                                         const std::function<Result<>(std::span<const float>)>& consumer) const {
  TRY_ASSIGN(LoudnessMeter meter, LoudnessMeter::create(m_sample_rate, m_channels));
  const auto channels = static_cast<std::size_t>(m_channels);
  const std::function<Result<>(std::span<const float>)> measure_and_give = [&](std::span<const float> samples) {
    return meter.add(samples).and_then([&] { return consumer(samples); });
  };
  const float gain = linear(gain_db);
  if (!with_limiter) {
    TRY(m_spilled.replay(block_frames * channels, stop, [&](std::span<float> samples) {
      for (float& sample : samples) sample *= gain;
      return measure_and_give(samples);
    }));
    return Pass{.loudness = meter.measured(), .limited = false};
  }
  TruePeakLimiter limiter(m_sample_rate, m_channels, ceiling_dbtp);
  DelayedOutput output(limiter.delay() * channels, measure_and_give);
  TRY(m_spilled.replay(block_frames * channels, stop, [&](std::span<float> samples) {
    for (float& sample : samples) sample *= gain;
    limiter.process(samples);
    return output.take(samples);
  }));
  std::vector<float> tail(limiter.delay() * channels);
  limiter.process(tail);
  TRY(output.take(tail));
  return Pass{.loudness = meter.measured(), .limited = limiter.deepest_gain_db() < -0.01};
}

}  // namespace integrart
