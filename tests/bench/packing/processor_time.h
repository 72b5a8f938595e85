#pragma once
// Processor time, so that what else a machine does counts little.

#include <sys/resource.h>

namespace integrart {

/// Seconds of user and system time of this process (RUSAGE_SELF) or of the children it waited for (RUSAGE_CHILDREN).
inline double seconds_of(int who) {
  struct rusage usage {};
  getrusage(who, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

}  // namespace integrart
