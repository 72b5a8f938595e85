#include "filters/video/classes/classifier.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "filters/video/classes/model_picture.h"
#include "filters/video/classes/outline.h"
#include "pipeline/base/digest.h"
#include "pipeline/base/text.h"

namespace integrart::classes {

namespace {

constexpr double rounding = 1e-3;  // by which scores may lie outside [0, 1]

std::vector<std::int64_t> shape_of(const ModelPicture& picture) {
  const std::int64_t width = picture.width, height = picture.height;
  if (picture.layout == TensorLayout::nchw) return {1, 3, height, width};
  return {1, height, width, 3};
}

/// One input that takes such a picture and one output; dimensions that are not fixed take any size.
Result<> check_outline(const ModelOutline& outline, const ModelPicture& picture) {
  if (outline.inputs.size() != 1 || outline.outputs.size() != 1)
    return fail(Errc::unsupported, "filters.model_ports",
                {{"inputs", static_cast<std::int64_t>(outline.inputs.size())},
                 {"outputs", static_cast<std::int64_t>(outline.outputs.size())}});
  const std::vector<std::int64_t> wanted = shape_of(picture);
  const std::vector<std::int64_t>& found = outline.inputs.front().dimensions;
  const bool fits = found.empty() ||
                    std::ranges::equal(found, wanted, [](std::int64_t a, std::int64_t b) { return a == 0 || a == b; });
  if (fits) return {};
  return fail(
      Errc::invalid_input, "filters.model_shape",
      {{"found", fmt::format("{}", fmt::join(found, " x "))}, {"wanted", fmt::format("{}", fmt::join(wanted, " x "))}});
}

tl::unexpected<Error> unusable(const std::string& reason) {
  return fail(Errc::invalid_input, "filters.model_unusable", {{"reason", display_name(reason, 200)}});
}

/// OpenCV throws for what it cannot read or compute.
template <class F>
auto without_exceptions(F&& work) -> decltype(work()) {
  try {
    return work();
  } catch (const cv::Exception& error) {
    return unusable(error.err);
  } catch (const std::exception& error) {
    return unusable(error.what());
  }
}

Result<> activate(Activation activation, std::vector<double>& numbers) {
  if (!std::ranges::all_of(numbers, [](double number) { return std::isfinite(number); }))
    return fail(Errc::invalid_input, "filters.model_no_numbers");
  if (activation == Activation::sigmoid)
    for (double& number : numbers) number = 1 / (1 + std::exp(-number));
  if (activation == Activation::softmax) {
    const double most = *std::ranges::max_element(numbers);
    double sum = 0;
    for (double& number : numbers) sum += number = std::exp(number - most);
    for (double& number : numbers) number /= sum;
  }
  for (double& number : numbers) {
    if (number < -rounding || number > 1 + rounding)
      return fail(Errc::invalid_input, "filters.model_score_range", {{"score", fmt::format("{:.3g}", number)}});
    number = std::clamp(number, 0.0, 1.0);
  }
  return {};
}

}  // namespace

Result<Classifier> Classifier::open(std::string_view onnx, const ModelManifest& manifest) {
  if (!manifest.classes) return fail(Errc::internal, "filters.no_model", {{"filter", std::string("image_class")}});
  if (onnx.size() > manifest.bytes) return fail(Errc::limit_exceeded, "filters.model_too_large");
  if (digest_of(onnx).hex() != manifest.sha256) return fail(Errc::invalid_input, "filters.model_other_bytes");
  TRY_ASSIGN(const ModelOutline outline, outline_of(onnx));
  TRY(check_outline(outline, manifest.classes->picture));
  cv::setNumThreads(1);  // sums of floats depend on how work is shared out
  return without_exceptions([&]() -> Result<Classifier> {
    cv::dnn::Net network = cv::dnn::readNetFromONNX(onnx.data(), onnx.size());
    if (network.empty() || network.getUnconnectedOutLayers().size() != 1) return unusable("no single output");
    network.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
    network.setPreferableTarget(cv::dnn::DNN_TARGET_CPU);
    Classifier classifier(network, *manifest.classes);
    const ModelPicture& picture = classifier.m_classes.picture;
    TRY(classifier.scores(cv::Mat::zeros(picture.height, picture.width, CV_8UC3)));
    return classifier;
  });
}

Result<std::vector<double>> Classifier::answer(const cv::Mat& tensor) {
  m_network.setInput(tensor);
  const cv::Mat out = m_network.forward();
  if (out.total() != m_classes.labels.size())
    return fail(Errc::invalid_input, "filters.model_labels",
                {{"found", static_cast<std::int64_t>(out.total())},
                 {"labels", static_cast<std::int64_t>(m_classes.labels.size())}});
  if (out.type() != CV_32FC1 || !out.isContinuous()) return unusable("an answer that is no list of floats");
  const float* numbers = out.ptr<float>();
  return std::vector<double>(numbers, numbers + out.total());
}

Result<std::vector<double>> Classifier::scores(const cv::Mat& picture) {
  return without_exceptions([&]() -> Result<std::vector<double>> {
    TRY_ASSIGN(std::vector<double> numbers, answer(tensor_of(m_classes.picture, picture)));
    TRY(activate(m_classes.activation, numbers));
    return numbers;
  });
}

}  // namespace integrart::classes
