#pragma once
// Where closed groups of pictures begin. Private to pipeline/media.

#include <cstdint>

#include "pipeline/base/time.h"

namespace integrart {

/// The first picture at or after every multiple of the interval begins a group. Depends on the times of pictures only,
/// so all rungs of a source agree.
class KeyframeSchedule {
 public:
  explicit KeyframeSchedule(double interval_seconds) : m_interval(MediaTime::from_seconds(interval_seconds)) {}

  /// Asked for every picture in order of time.
  bool is_due(MediaTime time) {
    if (time < next()) return false;
    while (next() <= time) ++m_multiple;
    return true;
  }

 private:
  MediaTime next() const { return {m_interval.ticks * m_multiple, m_interval.base}; }

  MediaTime m_interval;
  std::int64_t m_multiple = 0;
};

}  // namespace integrart
