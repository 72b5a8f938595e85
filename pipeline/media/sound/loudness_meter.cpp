#include "pipeline/media/sound/loudness_meter.h"

#include <ebur128.h>

#include <algorithm>
#include <cmath>

namespace integrart {

namespace {

struct DestroyMeter {
  void operator()(ebur128_state* state) const { ebur128_destroy(&state); }
};

std::optional<double> when_finite(double value) {
  if (!std::isfinite(value)) return std::nullopt;
  return value;
}

}  // namespace

struct LoudnessMeter::State {
  std::unique_ptr<ebur128_state, DestroyMeter> meter;
};

LoudnessMeter::LoudnessMeter(std::unique_ptr<State> state) : m_state(std::move(state)) {}
LoudnessMeter::~LoudnessMeter() = default;
LoudnessMeter::LoudnessMeter(LoudnessMeter&&) noexcept = default;
LoudnessMeter& LoudnessMeter::operator=(LoudnessMeter&&) noexcept = default;

Result<LoudnessMeter> LoudnessMeter::create(int sample_rate, int channels) {
  constexpr int modes = EBUR128_MODE_I | EBUR128_MODE_LRA | EBUR128_MODE_TRUE_PEAK;
  auto state = std::make_unique<State>();
  if (sample_rate > 0 && channels > 0)
    state->meter.reset(ebur128_init(static_cast<unsigned>(channels), static_cast<unsigned long>(sample_rate), modes));
  if (state->meter == nullptr)
    return fail(Errc::unsupported, "media.sound_not_measurable", {{"rate", sample_rate}, {"channels", channels}});
  return LoudnessMeter(std::move(state));
}

Result<> LoudnessMeter::add(std::span<const float> samples) {
  ebur128_state* meter = m_state->meter.get();
  if (ebur128_add_frames_float(meter, samples.data(), samples.size() / meter->channels) != EBUR128_SUCCESS)
    return fail(Errc::limit_exceeded, "media.out_of_memory");
  return {};
}

Loudness LoudnessMeter::measured() const {
  ebur128_state* meter = m_state->meter.get();
  Loudness loudness;
  double value = 0;
  if (ebur128_loudness_global(meter, &value) == EBUR128_SUCCESS) loudness.integrated_lufs = when_finite(value);
  if (loudness.integrated_lufs && ebur128_loudness_range(meter, &value) == EBUR128_SUCCESS)
    loudness.range_lu = when_finite(value);
  double peak = 0;
  for (unsigned channel = 0; channel < meter->channels; ++channel)
    if (ebur128_true_peak(meter, channel, &value) == EBUR128_SUCCESS) peak = std::max(peak, value);
  loudness.true_peak_dbtp = when_finite(20 * std::log10(peak));
  return loudness;
}

std::optional<double> LoudnessMeter::momentary() const {
  double value = 0;
  if (ebur128_loudness_momentary(m_state->meter.get(), &value) != EBUR128_SUCCESS) return std::nullopt;
  return when_finite(value);
}

}  // namespace integrart
