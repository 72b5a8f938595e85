#pragma once
// Progress of long work as events; who listens (a terminal, a job row, nobody) is decided at the edge.

#include <cstdint>
#include <functional>
#include <string>

#include "pipeline/base/message.h"

namespace integrart {

struct ProgressEvent {
  std::string work;       // id of the work; empty for the whole build
  std::string step;       // step id inside the work; empty for the work
  Message activity;       // what is being done, for people
  double done = 0;        // [0, 1]; of the named step, or of the whole when no step is named
  bool finished = false;  // the last event of that step
};

/// Called from worker threads, one call at a time per source of events. Must not block for long.
using ProgressListener = std::function<void(const ProgressEvent&)>;

}  // namespace integrart
