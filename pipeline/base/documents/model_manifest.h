#pragma once
// A model that somebody else made and a person chose to use: which file, from whom, for what. Document "model/1":
// {"schema":"model/1","id":"yunet-2022mar","task":"face","file":"face_detection_yunet_2022mar.onnx","sha256":"50ef...",
//  "licence":"MIT","threshold":0.6}. The project comes with no model; one is used only when its bytes are those named.
//
// A model that tells what a picture shows says in addition how pictures are brought to it and what its answers mean:
// {"schema":"model/1","id":"open-nsfw","version":"2016-09","task":"image_class","file":"open_nsfw.onnx","sha256":"...",
//  "licence":"BSD-2-Clause","threshold":0.2,
//  "limits":{"bytes":30000000,"not_for":{"en":"Drawings; violence; it knows nothing but pornography."}},
//  "input":{"width":224,"height":224,"channels":"bgr","layout":"nchw","scale":1,"mean":[104,117,123],"std":1,
//           "resize":"crop","crop_side":256},
//  "output":"none",
//  "labels":[{"label":"sfw"},{"label":"nsfw","finding":"nudity","threshold":0.8,"severity":"medium"}]}

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/base/documents/collection.h"
#include "pipeline/base/documents/finding.h"
#include "pipeline/base/json.h"

namespace integrart {

enum class ChannelOrder : std::uint8_t { rgb, bgr };
enum class TensorLayout : std::uint8_t { nchw, nhwc };

/// How a picture of another shape becomes one of the model's.
enum class ModelResize : std::uint8_t {
  stretch,    // all of the picture, its shape is lost
  crop,       // the middle; what lies outside is not seen by the model
  letterbox,  // all of the picture in its own shape, black beside it
};

/// What makes scores in [0, 1] of the model's answers.
enum class Activation : std::uint8_t { none, softmax, sigmoid };

/// What the model is shown: for each channel, in the order `channels`, (value * scale - mean) / std, where the value is
/// 0 ... 255 of the picture as it is shown (sRGB).
struct ModelPicture {
  int width = 0;  // pixels; the model's own size, at most 1024 x 1024
  int height = 0;
  ChannelOrder channels = ChannelOrder::rgb;
  TensorLayout layout = TensorLayout::nchw;
  std::array<double, 3> scale{1, 1, 1};
  std::array<double, 3> mean{0, 0, 0};
  std::array<double, 3> deviation{1, 1, 1};  // "std"
  ModelResize resize = ModelResize::stretch;
  /// "crop" only: the shorter side is brought to so many pixels before the middle is cut out; 0: as few as hold it.
  int crop_side = 0;

  bool operator==(const ModelPicture&) const = default;
};

/// What one number of the answer means. Without `finding` it is written down in the evidence and stands out nowhere.
struct ModelLabel {
  std::string name;
  std::string finding;   // last part of the finding's kind: "nudity" makes image_class.nudity
  double threshold = 0;  // least score of a finding, [0, 1]
  Severity severity = Severity::low;

  bool operator==(const ModelLabel&) const = default;
};

/// What only models of the task "image_class" have.
struct ImageClasses {
  ModelPicture picture;
  Activation activation = Activation::softmax;
  std::vector<ModelLabel> labels;  // in the order of the answer's numbers

  bool operator==(const ImageClasses&) const = default;
};

struct ModelManifest {
  static constexpr std::uint64_t most_bytes = 256ULL << 20U;  // of any model

  std::string id;
  std::string version;  // of the model, in its maker's words
  std::string task;     // what it is for: "face", "image_class"
  std::string file;     // beside the manifest, or an absolute path
  std::string sha256;   // 64 lower-case hexadecimal digits
  std::string licence;
  double threshold = 0.6;            // least score that counts; of labels that name none of their own
  std::uint64_t bytes = most_bytes;  // the file may not be larger
  LocalisedText not_for;             // what the model is not good for; shown wherever its findings are
  std::optional<ImageClasses> classes;

  Json to_json() const;
  /// Errors name the member and what was expected. A model for "image_class" must have an id of lower-case letters,
  /// digits and ".-_", a licence, what it is not good for, and one label at least that makes findings.
  static Result<ModelManifest> from_json(const Json& json);

  bool operator==(const ModelManifest&) const = default;
};

}  // namespace integrart
