#pragma once
// Faces of one picture linked to those of the pictures before.

#include <vector>

#include "filters/video/face/detector.h"

namespace integrart::face {

struct Sighting {
  double time = 0;  // seconds
  Box box;
  double score = 0;
};

/// One face through one shot.
struct Track {
  std::vector<Sighting> seen;  // never empty, in the order of time

  const Sighting& best() const;
};

/// A face is the one before when both are of like size and near each other: the nearest pair first. A track that was
/// not seen for longer than the gap is over.
class TrackLinker {
 public:
  explicit TrackLinker(double most_gap_seconds) : m_most_gap(most_gap_seconds) {}

  void look(double time, const std::vector<SeenFace>& faces);
  /// Another shot begins: nobody stays.
  void cut();
  /// All tracks by their first sighting.
  std::vector<Track> finish();

 private:
  double m_most_gap;
  std::vector<Track> m_open;
  std::vector<Track> m_closed;
};

}  // namespace integrart::face
