#pragma once
// One time for sound and picture. Private to pipeline/media.

#include <optional>

#include "pipeline/base/time.h"
#include "pipeline/media/libav.h"

namespace integrart {

/// The instant of the container's clock at which the medium begins: where the earlier of the two streams can first be
/// seen or heard, edit lists applied. Encoder priming that decoders cut away is not sound.
MediaTime origin_of(const AVStream* video, const AVStream* audio);

/// Ticks of a stream as time of the medium. The time base has numerator 1 and a denominator that fits MP4 time scales;
/// where the stream's own base allows it, times stay exact.
class MediaClock {
 public:
  MediaClock(AVRational stream_base, MediaTime origin);
  MediaTime time_of(std::int64_t stamp) const;
  /// Of a length in the stream's ticks.
  MediaTime length_of(std::int64_t ticks) const;

 private:
  AVRational m_stream_base;
  Rational m_base;
  std::int64_t m_origin;  // in m_base
};

}  // namespace integrart
