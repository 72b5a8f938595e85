#pragma once
// A model that somebody else made and a person chose to use: which file, from whom, for what. Document "model/1":
// {"schema":"model/1","id":"yunet-2022mar","task":"face","file":"face_detection_yunet_2022mar.onnx","sha256":"50ef...",
//  "licence":"MIT","threshold":0.6}. The project comes with no model; one is used only when its bytes are those named.

#include <string>

#include "pipeline/base/json.h"

namespace integrart {

struct ModelManifest {
  std::string id;
  std::string task;    // what it is for: "face"
  std::string file;    // beside the manifest, or an absolute path
  std::string sha256;  // 64 lower-case hexadecimal digits
  std::string licence;
  double threshold = 0.6;  // least score that counts

  static Result<ModelManifest> from_json(const Json& json);
};

}  // namespace integrart
