#include "pipeline/media/pass/timeline.h"

#include <algorithm>

extern "C" {
#include <libavutil/mathematics.h>
}

namespace integrart {
namespace {

constexpr std::int64_t largest_scale = 1'000'000;
constexpr Rational fallback_base{1, 90'000};  // MPEG's clock

std::optional<MediaTime> start_of(const AVStream* stream) {
  if (stream == nullptr || stream->start_time == AV_NOPTS_VALUE) return std::nullopt;
  MediaTime start{stream->start_time, {stream->time_base.num, stream->time_base.den}};
  const AVCodecParameters& codec = *stream->codecpar;
  // Matroska gives priming negative times and MP4 does not; what the decoder skips is never heard.
  if (codec.codec_type == AVMEDIA_TYPE_AUDIO && start.ticks < 0 && codec.sample_rate > 0)
    start = std::min(MediaTime{0, start.base}, start + MediaTime{codec.initial_padding, {1, codec.sample_rate}});
  return start;
}

Rational clock_base(AVRational base) {
  if (base.num <= 0 || base.den <= 0 || base.den > largest_scale) return fallback_base;
  // A coarse base (1/25) is refined so that the other stream's origin can be said in it without a visible shift.
  std::int64_t denominator = base.den;
  while (denominator < 1000) denominator *= 2;
  return {1, denominator};
}

}  // namespace

MediaTime origin_of(const AVStream* video, const AVStream* audio) {
  const std::optional<MediaTime> picture = start_of(video);
  const std::optional<MediaTime> sound = start_of(audio);
  if (picture && sound) return std::min(*picture, *sound);
  return picture.value_or(sound.value_or(MediaTime{}));
}

MediaClock::MediaClock(AVRational stream_base, MediaTime origin)
    : m_stream_base(stream_base), m_base(clock_base(stream_base)), m_origin(origin.ticks_in(m_base)) {}

MediaTime MediaClock::time_of(std::int64_t stamp) const {
  const MediaTime length = length_of(stamp);
  return {length.ticks - m_origin, m_base};
}

MediaTime MediaClock::length_of(std::int64_t ticks) const {
  const AVRational base{static_cast<int>(m_base.numerator), static_cast<int>(m_base.denominator)};
  return {av_rescale_q(ticks, m_stream_base, base), m_base};
}

}  // namespace integrart
