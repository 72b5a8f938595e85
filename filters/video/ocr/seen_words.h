#pragma once
// Words that stay in the picture for a while, though they are not read alike each time.

#include <string>
#include <vector>

#include "pipeline/base/documents/finding.h"

namespace integrart {

/// Something seen from one look to another.
struct SeenSpell {
  std::string text;
  double confidence = 0;
  Box box;
  double begin = 0, end = 0;  // seconds
};

class SeenWords {
 public:
  /// What one look saw; `time` in seconds, later than before. A line goes on when it stands where one stood at the last
  /// look and reads nearly the same; the surest reading is kept.
  void look(double time, const std::vector<SeenSpell>& lines);
  /// The last picture has ended.
  void finish(double end);

  /// In order of appearance, at most 500.
  const std::vector<SeenSpell>& spells() const { return m_over; }

 private:
  void close(SeenSpell spell, double end);

  std::vector<SeenSpell> m_open, m_over;
};

/// 1 when equal, 0 when nothing is alike: one less the Levenshtein distance over the longer length, of the first 200
/// bytes.
double likeness(const std::string& a, const std::string& b);

}  // namespace integrart
