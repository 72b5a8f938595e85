#pragma once
// Stripes over time: do they stand, drift, or change?

#include <cstdint>
#include <deque>
#include <optional>
#include <string_view>
#include <vector>

#include "filters/video/pattern/stripes.h"
#include "pipeline/base/json.h"

namespace integrart::pattern {

/// standing; drifting smoothly one way; changing: to and fro, inverting, coming and going.
enum class StripeMovement : std::uint8_t { standing, drifting, changing };

/// Pairs that may be seen for longer than half a second on more than a quarter of the screen (Harding et al., Epilepsia
/// 46(9), 2005, and the figures for still and drifting stripes in use with it).
double most_pairs(StripeMovement movement);
std::string_view name_of(StripeMovement movement);  // "standing"

struct StripeStretch {
  StripeMovement movement = StripeMovement::standing;
  /// No more than may drift, but more than may stand still: a warning, since any halt makes it too much.
  bool is_allowed = false;
  double begin = 0;  // seconds
  double end = 0;
  double area = 0;  // the largest
  double pairs = 0;
  Box box;
};

std::string_view rule_of(const StripeStretch& stretch);  // "stripes-standing", "stripes-drifting-allowed"

/// What is known of the stripes that are watched now.
struct StripeRun {
  struct Move {
    double seconds;
    double turn;  // radians, [-pi, pi]
  };
  Wave wave;
  double begin = 0;
  double last = 0;
  double phase = 0;
  bool interrupted = false;  // not seen in the last picture
  std::deque<Move> moves;    // of the last second
  std::deque<double> returns;
  std::optional<StripeStretch> stretch;
};

/// Pictures come in the order of their times.
class StripeWatch {
 public:
  void look(double seconds, const std::optional<Stripes>& stripes);
  void finish();

  /// The wave that is being watched; absent when there is none.
  std::optional<Wave> wave() const;
  /// What was too much or worth a warning, in the order of its beginning; complete after `finish`.
  const std::vector<StripeStretch>& stretches() const { return m_stretches; }

 private:
  void follow(double seconds, const Stripes& stripes);

  void judge(const Stripes& stripes);
  void close_stretch();

  std::optional<StripeRun> m_run;
  std::vector<StripeStretch> m_stretches;
};

}  // namespace integrart::pattern
