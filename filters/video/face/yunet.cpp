// YuNet (Wu et al. 2023), a small neural network, through OpenCV's own wrapper. The model is no part of the project.

#include <array>
#include <filesystem>

#include <opencv2/core.hpp>
#include <opencv2/dnn.hpp>
#include <opencv2/objdetect.hpp>

#include "filters/video/face/detector.h"

namespace integrart::face {

namespace {

constexpr float same_face = 0.3F;  // overlap; the zoo's own value
constexpr int most_faces = 5000;   // before overlapping ones are joined
constexpr int columns = 15;        // x, y, width, height, five landmarks, score
const cv::Size trial_size(320, 320);

/// OpenCV throws for a model that is cut off, of another kind, or newer than it.
Result<> refused(const std::string& reason) {
  return fail(Errc::invalid_input, "filters.face_model_unusable", {{"reason", reason}});
}

/// Boxes that OpenCV 4.6 decodes from a picture of that size (face_detect.cpp): so many in each cell of four grids.
std::size_t boxes_of(const cv::Size& size) {
  constexpr auto in_a_cell = std::to_array<int>({3, 2, 2, 3});
  cv::Size grid((size.width + 1) / 2 / 2, (size.height + 1) / 2 / 2);
  int boxes = 0;
  for (const int count : in_a_cell) {
    grid = {grid.width / 2, grid.height / 2};
    boxes += grid.width * grid.height * count;
  }
  return static_cast<std::size_t>(boxes);
}

/// OpenCV decodes as many boxes as the picture has room for, however few numbers the model gave: with another model it
/// would read what is beyond them.
bool gives_all_boxes(const std::string& model_file, const cv::Size& size) {
  constexpr auto numbers = std::to_array<std::size_t>({14, 2, 1});  // of a box in each output
  cv::dnn::Net network = cv::dnn::readNet(model_file);
  network.setInput(cv::dnn::blobFromImage(cv::Mat::zeros(size, CV_8UC3)));
  std::vector<cv::Mat> outputs;
  network.forward(outputs, std::vector<cv::String>{"loc", "conf", "iou"});
  for (std::size_t i = 0; i < numbers.size(); ++i)
    if (outputs.at(i).type() != CV_32F || outputs[i].total() != boxes_of(size) * numbers.at(i)) return false;
  return true;
}

class YuNet final : public Detector {
 public:
  YuNet(std::string model_file, cv::Ptr<cv::FaceDetectorYN> network)
      : m_model_file(std::move(model_file)), m_network(std::move(network)) {}

  std::string_view name() const override { return "yunet"; }
  PixelLayout layout() const override { return PixelLayout::bgr24; }
  Result<std::vector<SeenFace>> look(const PictureView& picture) override;

 private:
  std::string m_model_file;
  cv::Ptr<cv::FaceDetectorYN> m_network;
  cv::Size m_checked;
};

std::vector<SeenFace> seen_in(const cv::Mat& rows, int width, int height) {
  std::vector<SeenFace> seen;
  for (int row = 0; row < rows.rows; ++row) {
    const auto value = [&](int column) { return static_cast<double>(rows.at<float>(row, column)); };
    seen.push_back({{value(0) / width, value(1) / height, value(2) / width, value(3) / height}, value(columns - 1)});
  }
  return seen;
}

Result<std::vector<SeenFace>> YuNet::look(const PictureView& picture) {
  if (picture.layout != PixelLayout::bgr24)
    return fail(Errc::internal, "filters.wrong_picture_size", {{"filter", std::string("face")}});
  try {
    const cv::Mat pixels(picture.height, picture.width, CV_8UC3, const_cast<std::uint8_t*>(picture.planes[0]),
                         static_cast<std::size_t>(picture.strides[0]));
    if (pixels.size() != m_checked && !gives_all_boxes(m_model_file, pixels.size()))
      return fail(Errc::internal, "filters.face_detector_failed", {{"reason", std::string("YuNet")}});
    m_checked = pixels.size();
    cv::Mat rows;
    m_network->setInputSize(pixels.size());
    m_network->detect(pixels, rows);
    if (!rows.empty() && (rows.cols != columns || rows.type() != CV_32FC1))
      return fail(Errc::internal, "filters.face_detector_failed", {{"reason", std::string("YuNet")}});
    return seen_in(rows, picture.width, picture.height);
  } catch (const std::exception& error) {
    return fail(Errc::internal, "filters.face_detector_failed", {{"reason", std::string(error.what())}});
  }
}

}  // namespace

Result<std::unique_ptr<Detector>> make_yunet(const std::string& model_file, double threshold) {
  cv::setNumThreads(1);  // sums of floats depend on how work is shared out
  try {
    auto network =
        cv::FaceDetectorYN::create(model_file, "", trial_size, static_cast<float>(threshold), same_face, most_faces);
    // What is no YuNet shows only when it is asked.
    if (!gives_all_boxes(model_file, trial_size)) TRY(refused("loc, conf, iou"));
    cv::Mat rows;
    network->detect(cv::Mat::zeros(trial_size, CV_8UC3), rows);
    return std::make_unique<YuNet>(model_file, std::move(network));
  } catch (const cv::Exception& error) {
    TRY(refused(error.err));
  } catch (const std::exception& error) {
    TRY(refused(error.what()));
  }
  return fail(Errc::internal, "filters.face_model_unusable", {{"reason", std::string()}});
}

}  // namespace integrart::face
