#pragma once
// When it is worth looking closely at a moving picture: often enough, and after each cut. Any one thread.

#include <cstdint>
#include <vector>

#include "pipeline/media/frame.h"

namespace integrart {

class LookSchedule {
 public:
  /// `seconds_between`: the longest time without a look.
  explicit LookSchedule(double seconds_between) : m_seconds_between(seconds_between) {}

  /// True for the first picture, when the time is up, and when the picture differs from the one last looked at as shots
  /// differ (mean difference of luma, or of the channel that differs most, above a tenth of the range, on 32 x 18
  /// cells). True means: it was looked at. All pictures have one layout.
  bool wants(const VideoFrame& frame);

 private:
  double m_seconds_between;
  double m_looked = 0;
  std::vector<int> m_seen;  // means of the cells, each channel
};

}  // namespace integrart
