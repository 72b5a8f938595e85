#include "pipeline/media/sound/continuous_sound.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "pipeline/base/limits.h"

namespace integrart {

namespace {

constexpr double jitter_seconds = 0.020;
constexpr int silence_frames = 4096;  // fed at a time, so that a long gap costs no memory
constexpr float loudest_sample = 16;  // +24 dBFS; beyond it is damage, not sound

bool same_format(const AVFrame& a, const AVFrame& b) {
  return a.format == b.format && a.sample_rate == b.sample_rate &&
         av_channel_layout_compare(&a.ch_layout, &b.ch_layout) == 0;
}

/// Pointers to the planes of `frame`, `skipped` frames later.
std::vector<const std::uint8_t*> planes_after(const AVFrame& frame, std::int64_t skipped) {
  const auto format = static_cast<AVSampleFormat>(frame.format);
  const bool planar = av_sample_fmt_is_planar(format) != 0;
  const int planes = planar ? frame.ch_layout.nb_channels : 1;
  const std::int64_t step =
      static_cast<std::int64_t>(av_get_bytes_per_sample(format)) * (planar ? 1 : frame.ch_layout.nb_channels);
  std::vector<const std::uint8_t*> pointers;
  for (int plane = 0; plane < planes; ++plane) pointers.push_back(frame.extended_data[plane] + skipped * step);
  return pointers;
}

}  // namespace

ContinuousSound::ContinuousSound(int sample_rate, int channels, Consumer consumer)
    : m_sample_rate(sample_rate), m_channels(channels), m_consumer(std::move(consumer)) {}

Result<> ContinuousSound::push(const AVFrame& decoded, MediaTime time) {
  if (decoded.nb_samples <= 0) return {};
  if (time.seconds() > MediaLimits{}.duration_seconds)
    return fail(Errc::limit_exceeded, "media.sound_too_long", {{"hours", MediaLimits{}.duration_seconds / 3600}});
  TRY(adopt_format_of(decoded));

  const int rate = decoded.sample_rate;
  std::int64_t late = time.ticks_in({1, rate}) - m_position;
  if (m_started && static_cast<double>(std::abs(late)) < jitter_seconds * rate) late = 0;
  if (late > 0) {
    if (m_started) m_mended.filled += static_cast<double>(late) / rate;
    TRY(feed_silence(late));
  }
  const std::int64_t skipped = std::clamp<std::int64_t>(-late, 0, decoded.nb_samples);
  if (m_started) m_mended.cut += static_cast<double>(skipped) / rate;
  if (skipped == decoded.nb_samples) return {};
  m_started = true;
  return feed(planes_after(decoded, skipped).data(), static_cast<int>(decoded.nb_samples - skipped));
}

Result<> ContinuousSound::adopt_format_of(const AVFrame& decoded) {
  if (m_resampler != nullptr && same_format(*m_format, decoded)) return {};
  if (decoded.sample_rate <= 0 || decoded.ch_layout.nb_channels <= 0)
    return fail(Errc::corrupt_media, "media.sound_conversion_failed", {{"reason", std::string("0 Hz")}});
  const int old_rate = m_resampler != nullptr ? m_format->sample_rate : decoded.sample_rate;
  if (m_resampler != nullptr) TRY(flush());
  m_position = av_rescale(m_position, decoded.sample_rate, old_rate);

  TRY_ASSIGN(m_format, libav::check_allocated(libav::Frame(av_frame_alloc())));
  m_format->format = decoded.format;
  m_format->sample_rate = decoded.sample_rate;
  TRY(libav::check(av_channel_layout_copy(&m_format->ch_layout, &decoded.ch_layout), "media.sound_conversion_failed"));
  AVChannelLayout from{};  // a layout whose speakers are not told is taken for the usual one of that many channels
  if (decoded.ch_layout.order == AV_CHANNEL_ORDER_NATIVE) {
    TRY(libav::check(av_channel_layout_copy(&from, &decoded.ch_layout), "media.sound_conversion_failed"));
  } else {
    av_channel_layout_default(&from, decoded.ch_layout.nb_channels);
  }
  AVChannelLayout to{};
  av_channel_layout_default(&to, m_channels);
  SwrContext* resampler = nullptr;
  const int made = swr_alloc_set_opts2(&resampler, &to, AV_SAMPLE_FMT_FLT, m_sample_rate, &from,
                                       static_cast<AVSampleFormat>(decoded.format), decoded.sample_rate, 0, nullptr);
  av_channel_layout_uninit(&from);
  m_resampler.reset(resampler);
  TRY(libav::check(made, "media.sound_conversion_failed"));
  return libav::check(swr_init(m_resampler.get()), "media.sound_conversion_failed");
}

Result<> ContinuousSound::feed_silence(std::int64_t frames) {
  const auto format = static_cast<AVSampleFormat>(m_format->format);
  const int channels = m_format->ch_layout.nb_channels;
  const int bytes = av_samples_get_buffer_size(nullptr, channels, silence_frames, format, 1);
  TRY(libav::check(bytes, "media.sound_conversion_failed"));
  m_silence.resize(static_cast<std::size_t>(bytes));
  std::vector<std::uint8_t*> planes(static_cast<std::size_t>(channels));
  TRY(libav::check(
      av_samples_fill_arrays(planes.data(), nullptr, m_silence.data(), channels, silence_frames, format, 1),
      "media.sound_conversion_failed"));
  TRY(libav::check(av_samples_set_silence(planes.data(), 0, silence_frames, channels, format),
                   "media.sound_conversion_failed"));
  while (frames > 0) {
    const auto now = static_cast<int>(std::min<std::int64_t>(frames, silence_frames));
    TRY(feed(planes.data(), now));
    frames -= now;
  }
  return {};
}

Result<> ContinuousSound::feed(const std::uint8_t* const* planes, int frames) {
  const int most = swr_get_out_samples(m_resampler.get(), frames);
  TRY(libav::check(most, "media.sound_conversion_failed"));
  m_buffer.resize(static_cast<std::size_t>(most) * static_cast<std::size_t>(m_channels));
  auto* output = reinterpret_cast<std::uint8_t*>(m_buffer.data());
  // libswresample does not write through its input, its signature only lacks the const.
  const int made = swr_convert(m_resampler.get(), &output, most, const_cast<const std::uint8_t**>(planes), frames);
  TRY(libav::check(made, "media.sound_conversion_failed"));
  m_position += frames;
  return deliver(made);
}

/// Empties the resampler, then mends its rounding so that exactly `m_position` has been delivered.
Result<> ContinuousSound::flush() {
  const std::int64_t wanted = av_rescale(m_position, m_sample_rate, m_format->sample_rate);
  const int most = std::max(swr_get_out_samples(m_resampler.get(), 0), 1);
  m_buffer.resize(static_cast<std::size_t>(most) * static_cast<std::size_t>(m_channels));
  auto* output = reinterpret_cast<std::uint8_t*>(m_buffer.data());
  const int made = swr_convert(m_resampler.get(), &output, most, nullptr, 0);
  TRY(libav::check(made, "media.sound_conversion_failed"));
  TRY(deliver(std::clamp<std::int64_t>(made, 0, std::max<std::int64_t>(0, wanted - m_delivered))));
  const std::int64_t missing = wanted - m_delivered;
  if (missing <= 0) return {};
  m_buffer.assign(static_cast<std::size_t>(missing * m_channels), 0.0F);
  return deliver(missing);
}

Result<> ContinuousSound::deliver(std::int64_t frames) {
  if (frames <= 0) return {};
  const std::span<float> samples(m_buffer.data(), static_cast<std::size_t>(frames * m_channels));
  for (float& sample : samples) {
    if (std::abs(sample) <= loudest_sample) continue;  // false for what is no number, too
    sample = 0;
    ++m_mended.damaged;
  }
  m_delivered += frames;
  return m_consumer(samples);
}

Result<> ContinuousSound::finish() {
  if (m_resampler == nullptr) return {};
  return flush();
}

}  // namespace integrart
