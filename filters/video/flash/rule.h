#pragma once
// One rule about flashes: what it looks at, and what it has seen.

#include <optional>
#include <string_view>
#include <vector>

#include "filters/video/flash/area.h"
#include "pipeline/base/json.h"

namespace integrart::flash {

/// The area that may flash at once: a quarter, of the window that the rule names.
inline constexpr double most_area = 0.25;

class Rule {
 public:
  Rule(std::string_view id, std::string_view kind, std::string_view message)
      : m_id(id), m_kind(kind), m_message(message) {}

  /// What flashes at `seconds`; `since`: when the oldest of the transitions counted was.
  void look(double seconds, double since, const MarkedArea& area);
  /// Would an area of this share change what is known?
  bool matters(double share) const { return share > most_area || share > m_worst.share; }
  /// Absent when the rule was kept.
  std::optional<Finding> finding(double medium_end) const;
  Json evidence() const;

 private:
  struct Range {
    double begin = 0;
    double end = 0;
  };

  std::string_view m_id;
  std::string_view m_kind;
  std::string_view m_message;
  std::vector<Range> m_broken;  // in order, apart by more than a second
  MarkedArea m_worst;
  double m_worst_time = 0;
};

}  // namespace integrart::flash
