#include "filters/video/flash/long_sequence.h"

#include <algorithm>
#include <cmath>

#include "filters/video/flash/rule.h"

namespace integrart::flash {
namespace {

constexpr double most_seconds = 5;
constexpr double joined_within = 0.7;  // seconds; at two flashes a second there is a transition every quarter

}  // namespace

void LongSequence::look(double seconds, double since, double share) {
  if (share <= most_area) return;
  if (m_now && since <= m_now->end + joined_within) {
    m_now->end = seconds;
    m_now->share = std::max(m_now->share, share);
  } else {
    m_now = Sequence{since, seconds, share};
  }
  if (!m_longest || m_now->length() > m_longest->length()) m_longest = m_now;
}

std::optional<Finding> LongSequence::finding() const {
  if (!m_longest || m_longest->length() <= most_seconds) return std::nullopt;
  Finding finding;
  finding.kind = "flash.long";
  finding.start = m_longest->begin;
  finding.end = m_longest->end;
  finding.score = m_longest->share;
  finding.severity = Severity::low;  // allowed, but to be known
  finding.rule = "bt1702-long-sequence";
  finding.message = {"filters.flash_long",
                     {{"seconds", static_cast<std::int64_t>(std::llround(m_longest->length()))},
                      {"percent", static_cast<std::int64_t>(std::llround(m_longest->share * 100))}}};
  finding.producer = "flash/5";
  return finding;
}

Json LongSequence::evidence() const {
  if (!m_longest) return Json::object({{"longest_seconds", 0}});
  return Json::object({{"longest_seconds", m_longest->length()}, {"begin", m_longest->begin}});
}

}  // namespace integrart::flash
