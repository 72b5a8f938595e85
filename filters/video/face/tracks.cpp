#include "filters/video/face/tracks.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <tuple>

namespace integrart::face {

namespace {

constexpr double most_growth = 2;  // of the size from one sighting to the next
/// How far a face gets from its last place, in its own sizes: at once (the box trembles), and with each second.
constexpr double reach_at_once = 0.6;
constexpr double reach_a_second = 2;

/// How far `face` is from where `track` was last, in face sizes; absent when it cannot be the same.
std::optional<double> distance_of(const Track& track, double time, const SeenFace& face) {
  const auto& [last_time, last, score] = track.seen.back();
  const double growth = face.box.width / last.width;
  if (growth > most_growth || growth * most_growth < 1) return std::nullopt;
  const double size_x = (last.width + face.box.width) / 2;
  const double size_y = (last.height + face.box.height) / 2;
  const double x = (face.box.x + face.box.width / 2 - last.x - last.width / 2) / size_x;
  const double y = (face.box.y + face.box.height / 2 - last.y - last.height / 2) / size_y;
  const double distance = std::hypot(x, y);
  if (distance > reach_at_once + reach_a_second * std::min(time - last_time, 1.0)) return std::nullopt;
  return distance;
}

}  // namespace

const Sighting& Track::best() const {
  return *std::ranges::max_element(seen, {}, &Sighting::score);
}

void TrackLinker::look(double time, const std::vector<SeenFace>& faces) {
  const auto over = std::stable_partition(
      m_open.begin(), m_open.end(), [&](const Track& track) { return time - track.seen.back().time <= m_most_gap; });
  std::move(over, m_open.end(), std::back_inserter(m_closed));
  m_open.erase(over, m_open.end());

  std::vector<std::tuple<double, std::size_t, std::size_t>> pairs;  // distance, track, face
  for (std::size_t track = 0; track < m_open.size(); ++track)
    for (std::size_t face = 0; face < faces.size(); ++face)
      if (const auto distance = distance_of(m_open[track], time, faces[face]))
        pairs.emplace_back(*distance, track, face);
  std::ranges::sort(pairs);
  std::set<std::size_t> linked_tracks;
  std::set<std::size_t> linked_faces;
  for (const auto& [distance, track, face] : pairs) {
    if (linked_tracks.contains(track) || linked_faces.contains(face)) continue;
    linked_tracks.insert(track);
    linked_faces.insert(face);
    m_open[track].seen.push_back({time, faces[face].box, faces[face].score});
  }
  for (std::size_t face = 0; face < faces.size(); ++face)
    if (!linked_faces.contains(face)) m_open.push_back({{{time, faces[face].box, faces[face].score}}});
}

void TrackLinker::cut() {
  std::ranges::move(m_open, std::back_inserter(m_closed));
  m_open.clear();
}

std::vector<Track> TrackLinker::finish() {
  cut();
  std::ranges::stable_sort(m_closed, {}, [](const Track& track) { return track.seen.front().time; });
  return std::move(m_closed);
}

}  // namespace integrart::face
