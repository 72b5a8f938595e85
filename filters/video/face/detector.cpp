#include "filters/video/face/detector.h"

#include <algorithm>

#include "pipeline/base/documents/picture_masks.h"

namespace integrart::face {

namespace {

constexpr double same_face = 0.3;  // overlap
/// So many sightings of neighbouring windows make a score of one half: chance ones have four or five, faces thirty.
constexpr double half_support = 6;

}  // namespace

std::vector<SeenFace> merged(std::vector<Sighted> sighted) {
  std::ranges::stable_sort(sighted, std::greater<>(), &Sighted::support);
  std::vector<Sighted> faces;
  for (const Sighted& one : sighted) {
    const auto same =
        std::ranges::find_if(faces, [&](const Sighted& face) { return overlap_of(face.box, one.box) >= same_face; });
    if (same == faces.end()) {
      faces.push_back(one);
    } else {
      same->box = hull_of(same->box, one.box);
      same->support += one.support;
    }
  }
  std::vector<SeenFace> seen;
  for (const Sighted& face : faces) seen.push_back({face.box, face.support / (face.support + half_support)});
  return seen;
}

Result<std::unique_ptr<Detector>> make_detector(const DetectorSettings& settings) {
  return settings.model_file.empty() ? make_cascades(settings.cascades, settings.step)
                                     : make_yunet(settings.model_file, settings.threshold);
}

}  // namespace integrart::face
