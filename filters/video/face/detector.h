#pragma once
// Finding faces in one picture. Two detectors: YuNet where its model was given, else the cascades that come with
// OpenCV.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/documents/finding.h"
#include "pipeline/media/frame.h"

namespace integrart::face {

struct SeenFace {
  Box box;           // of the features, brows to chin; hair and ears may lie outside
  double score = 0;  // [0, 1]; only scores of the same detector compare
};

/// Looks at pictures of one size, one at a time.
class Detector {
 public:
  Detector() = default;
  Detector(const Detector&) = delete;
  Detector& operator=(const Detector&) = delete;
  virtual ~Detector() = default;

  virtual std::string_view name() const = 0;  // "yunet", "cascades"
  virtual PixelLayout layout() const = 0;     // what it wants to see
  /// An error says that it cannot tell of this picture.
  virtual Result<std::vector<SeenFace>> look(const PictureView& picture) = 0;
};

struct DetectorSettings {
  /// Folder of the cascades, with its "haarcascades" and "lbpcascades"; that of Debian's opencv-data.
  std::string cascades = "/usr/share/opencv4";
  std::string model_file = {};  // ONNX; empty: cascades
  /// Least score of YuNet; the zoo's own example takes 0.9, fewer misses matter more here.
  double threshold = 0.6;
  double step = 1.1;  // of the cascades from one size to the next; larger is faster and misses more
};

/// All cascades must be there, or none is used: fewer would find fewer faces and not say so. Errors: unavailable (no
/// cascades), invalid_input (no such model).
Result<std::unique_ptr<Detector>> make_detector(const DetectorSettings& settings);

Result<std::unique_ptr<Detector>> make_cascades(const std::string& folder, double step);
Result<std::unique_ptr<Detector>> make_yunet(const std::string& model_file, double threshold);

/// Of overlapping boxes one that holds them all, with the sum of their support. `support`: how often each was seen.
struct Sighted {
  Box box;
  double support = 0;
};
std::vector<SeenFace> merged(std::vector<Sighted> sighted);

}  // namespace integrart::face
