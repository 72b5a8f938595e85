#pragma once
// A model that tells what a picture shows, through OpenCV's own reader of ONNX. The models are no part of the project.

#include <string>
#include <string_view>
#include <vector>

#include <opencv2/dnn.hpp>

#include "pipeline/base/documents/model_manifest.h"
#include "pipeline/base/result.h"

namespace integrart::classes {

/// Looks at one picture at a time, by one thread.
class Classifier {
 public:
  /// `onnx` are the bytes of the model: their digest must be the one of the manifest, and the model must take such
  /// pictures and give one number for each label, which is tried with a black one. Errors: invalid_input (not that
  /// model, broken, of another shape), unsupported, limit_exceeded; nothing that OpenCV throws comes out.
  static Result<Classifier> open(std::string_view onnx, const ModelManifest& manifest);

  /// Scores in [0, 1], in the order of the labels. `picture`: 8-bit B, G, R. Errors: invalid_input when the model gives
  /// no numbers, or its answer is not what the manifest says.
  Result<std::vector<double>> scores(const cv::Mat& picture);

 private:
  Classifier(const cv::dnn::Net& network, ImageClasses classes) : m_network(network), m_classes(std::move(classes)) {}

  Result<std::vector<double>> answer(const cv::Mat& tensor);

  cv::dnn::Net m_network;
  ImageClasses m_classes;
};

}  // namespace integrart::classes
