#pragma once
// Flashing that keeps to the limit of three a second but goes on and on: ITU-R BT.1702 warns of more than five seconds.

#include <optional>

#include "filters/video/flash/area.h"
#include "pipeline/base/json.h"

namespace integrart::flash {

class LongSequence {
 public:
  /// A share of the screen that flashes at `seconds`, and when the oldest of the transitions counted was.
  void look(double seconds, double since, double share);
  /// Absent when no sequence was longer than five seconds.
  std::optional<Finding> finding() const;
  Json evidence() const;

 private:
  struct Sequence {
    double begin = 0;
    double end = 0;
    double share = 0;  // the largest
    double length() const { return end - begin; }
  };

  std::optional<Sequence> m_now;
  std::optional<Sequence> m_longest;
};

}  // namespace integrart::flash
