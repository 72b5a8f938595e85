// Haar and LBP cascades (Viola and Jones 2001; Liao et al. 2007) as OpenCV ships them.

#include <array>
#include <filesystem>

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>
#include <opencv2/objdetect.hpp>

#include "filters/video/face/detector.h"

namespace integrart::face {

namespace {

constexpr auto frontal_files = std::to_array<const char*>({"haarcascades/haarcascade_frontalface_default.xml",
                                                           "haarcascades/haarcascade_frontalface_alt2.xml",
                                                           "lbpcascades/lbpcascade_frontalface.xml"});
/// Trained on faces that look to one side only: the mirrored picture is looked at too.
constexpr const char* profile_file = "haarcascades/haarcascade_profileface.xml";

constexpr int least_neighbours = 3;
constexpr int smallest_face = 24;  // pixels; the cascades' own windows have 20 and 24

Result<cv::CascadeClassifier> load(const std::string& folder, const char* name) {
  const std::string file = (std::filesystem::path(folder) / name).string();
  cv::CascadeClassifier cascade;
  bool loaded = false;
  try {
    loaded = cascade.load(file);
  } catch (const cv::Exception&) {
    loaded = false;
  }
  if (!loaded) return fail(Errc::unavailable, "filters.face_no_detector", {{"file", file}});
  return cascade;
}

class Cascades final : public Detector {
 public:
  Cascades(std::vector<cv::CascadeClassifier> frontal, const cv::CascadeClassifier& profile, double step)
      : m_frontal(std::move(frontal)), m_profile(profile), m_step(step) {
    cv::setNumThreads(1);  // candidates are averaged in the order in which threads find them
  }

  std::string_view name() const override { return "cascades"; }
  PixelLayout layout() const override { return PixelLayout::gray8; }
  Result<std::vector<SeenFace>> look(const PictureView& picture) override;

 private:
  void look_with(cv::CascadeClassifier& cascade, const cv::Mat& luma, bool is_mirrored, std::vector<Sighted>& sighted);

  std::vector<cv::CascadeClassifier> m_frontal;
  cv::CascadeClassifier m_profile;
  double m_step;
};

void Cascades::look_with(cv::CascadeClassifier& cascade, const cv::Mat& luma, bool is_mirrored,
                         std::vector<Sighted>& sighted) {
  std::vector<cv::Rect> places;
  std::vector<int> neighbours;
  cascade.detectMultiScale(luma, places, neighbours, m_step, least_neighbours, 0, {smallest_face, smallest_face});
  for (std::size_t i = 0; i < places.size(); ++i) {
    cv::Rect place = places[i];
    if (is_mirrored) place.x = luma.cols - place.x - place.width;
    sighted.push_back({{static_cast<double>(place.x) / luma.cols, static_cast<double>(place.y) / luma.rows,
                        static_cast<double>(place.width) / luma.cols, static_cast<double>(place.height) / luma.rows},
                       static_cast<double>(neighbours[i])});
  }
}

Result<std::vector<SeenFace>> Cascades::look(const PictureView& picture) {
  if (picture.layout != PixelLayout::gray8)
    return fail(Errc::internal, "filters.wrong_picture_size", {{"filter", std::string("face")}});
  try {
    // OpenCV only reads from it.
    const cv::Mat luma(picture.height, picture.width, CV_8UC1, const_cast<std::uint8_t*>(picture.planes[0]),
                       static_cast<std::size_t>(picture.strides[0]));
    std::vector<Sighted> sighted;
    for (cv::CascadeClassifier& cascade : m_frontal) look_with(cascade, luma, false, sighted);
    look_with(m_profile, luma, false, sighted);
    cv::Mat mirrored;
    cv::flip(luma, mirrored, 1);
    look_with(m_profile, mirrored, true, sighted);
    return merged(std::move(sighted));
  } catch (const cv::Exception& error) {
    return fail(Errc::internal, "filters.face_detector_failed", {{"reason", error.err}});
  }
}

}  // namespace

Result<std::unique_ptr<Detector>> make_cascades(const std::string& folder, double step) {
  std::vector<cv::CascadeClassifier> frontal;
  for (const char* file : frontal_files) {
    TRY_ASSIGN(cv::CascadeClassifier cascade, load(folder, file));
    frontal.push_back(std::move(cascade));
  }
  TRY_ASSIGN(cv::CascadeClassifier profile, load(folder, profile_file));
  return std::make_unique<Cascades>(std::move(frontal), std::move(profile), step);
}

}  // namespace integrart::face
