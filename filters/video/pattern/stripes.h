#pragma once
// Regular stripes in one picture.

#include <complex>
#include <memory>
#include <optional>
#include <vector>

#include "pipeline/base/documents/finding.h"

namespace integrart::pattern {

/// How stripes run: their cycles per picture width and height, whole numbers; of (a, b) and (-a, -b), which are the
/// same stripes, the one with a > 0, or a = 0 and b > 0.
struct Wave {
  int across = 0;
  int down = 0;

  /// The same within a cycle: a scene that moves shifts the peak of its spectrum that far.
  bool is_near(const Wave& other) const;
};

struct Stripes {
  Wave wave;
  double area = 0;   // share of the picture, [0, 1]
  double pairs = 0;  // light and dark, counted across the stripes where they reach furthest
  double phase = 0;  // of the wave at the picture's corner, radians, [-pi, pi]
  Box box;
};

/// Looks for the strongest regular stripes. Keeps its tables from picture to picture. One thread at a time.
class StripeSearch {
 public:
  StripeSearch(int width, int height);
  ~StripeSearch();
  StripeSearch(StripeSearch&&) noexcept;
  StripeSearch& operator=(StripeSearch&&) noexcept;

  /// `luminance`: relative luminance, row by row, [0, 1]. Stripes count where their fundamental wave carries half of
  /// the local contrast, light and dark differ by a tenth of the maximum (as for flashes) and the light ones have a
  /// quarter of it (50 of 200 cd/m2). `preferred`: a wave to measure instead when the strongest is near it, so that
  /// phases of successive pictures can be compared. Absent when nothing of at least four cycles stands out.
  std::optional<Stripes> strongest(const std::vector<float>& luminance, const std::optional<Wave>& preferred);

 private:
  class Tables;
  std::unique_ptr<Tables> m_tables;
};

}  // namespace integrart::pattern
