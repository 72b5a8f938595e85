#include "filters/video/flash/rule.h"

#include <algorithm>
#include <cmath>

namespace integrart::flash {

namespace {

double in_milliseconds(double seconds) {
  return std::round(seconds * 1000) / 1000;
}

}  // namespace

void Rule::look(double seconds, double since, const MarkedArea& area) {
  seconds = in_milliseconds(seconds);
  since = in_milliseconds(since);
  if (area.share > m_worst.share) {
    m_worst = area;
    m_worst_time = seconds;
  }
  if (area.share <= most_area) return;
  constexpr double joined_within = 1.0;
  if (!m_broken.empty() && since <= m_broken.back().end + joined_within) {
    m_broken.back().end = seconds;
  } else {
    m_broken.push_back({since, seconds});
  }
}

std::optional<Finding> Rule::finding(double medium_end) const {
  if (m_broken.empty()) return std::nullopt;
  Finding finding;
  finding.kind = m_kind;
  finding.start = m_broken.front().begin;
  finding.end = std::min(m_broken.back().end, medium_end);
  finding.box = m_worst.window;
  finding.score = m_worst.share;
  finding.severity = Severity::high;
  finding.rule = m_id;
  finding.message = {std::string(m_message),
                     {{"percent", static_cast<std::int64_t>(std::llround(m_worst.share * 100))},
                      {"places", static_cast<std::int64_t>(m_broken.size())}}};
  finding.producer = "flash/5";
  return finding;
}

Json Rule::evidence() const {
  Json ranges = Json::empty_array();
  for (const Range& range : m_broken) ranges.push_back(Json::array({range.begin, range.end}));
  return Json::object({{"ranges", std::move(ranges)}, {"worst_area", m_worst.share}, {"worst_time", m_worst_time}});
}

}  // namespace integrart::flash
