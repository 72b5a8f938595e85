#include "filters/video/classes/model_picture.h"

#include <algorithm>
#include <cmath>

#include "pipeline/media/frame.h"

#include <opencv2/imgproc.hpp>

namespace integrart::classes {

namespace {

constexpr int channels = 3;
constexpr double largest_asked = 4096;  // of very long pictures less than would be best

/// Pixels of the model for one of the picture, before anything is cut off.
double scale_of(const ModelPicture& wanted, int width, int height) {
  const double across = static_cast<double>(wanted.width) / std::max(width, 1);
  const double down = static_cast<double>(wanted.height) / std::max(height, 1);
  if (wanted.crop_side != 0) return static_cast<double>(wanted.crop_side) / std::max(1, std::min(width, height));
  return wanted.resize == ModelResize::letterbox ? std::min(across, down) : std::max(across, down);
}

/// The pixels that the model is shown.
cv::Rect cut_out(const ModelPicture& wanted, int width, int height) {
  if (wanted.resize != ModelResize::crop) return {0, 0, width, height};
  const double scale = scale_of(wanted, width, height);
  const int across = std::clamp(static_cast<int>(std::lround(wanted.width / scale)), 1, width);
  const int down = std::clamp(static_cast<int>(std::lround(wanted.height / scale)), 1, height);
  return {(width - across) / 2, (height - down) / 2, across, down};
}

cv::Mat resized(const cv::Mat& picture, cv::Size size) {
  if (picture.size() == size) return picture;
  const bool shrinks = size.width <= picture.cols && size.height <= picture.rows;
  cv::Mat result;
  cv::resize(picture, result, size, 0, 0, shrinks ? cv::INTER_AREA : cv::INTER_LINEAR);
  return result;
}

/// B, G, R of the model's size.
cv::Mat fitted(const ModelPicture& wanted, const cv::Mat& picture) {
  const cv::Size size(wanted.width, wanted.height);
  if (wanted.resize != ModelResize::letterbox)
    return resized(picture(cut_out(wanted, picture.cols, picture.rows)), size);
  const double scale = scale_of(wanted, picture.cols, picture.rows);
  const int across = std::clamp(static_cast<int>(std::lround(picture.cols * scale)), 1, size.width);
  const int down = std::clamp(static_cast<int>(std::lround(picture.rows * scale)), 1, size.height);
  cv::Mat boxed = cv::Mat::zeros(size, CV_8UC3);
  resized(picture, {across, down})
      .copyTo(boxed(cv::Rect((size.width - across) / 2, (size.height - down) / 2, across, down)));
  return boxed;
}

}  // namespace

VideoNeeds needs_of(const ModelPicture& wanted, const VideoFacts& video, double most_a_second) {
  const double longest = std::max({video.width, video.height, 1}) * scale_of(wanted, video.width, video.height);
  VideoNeeds needs = needs_within(video, static_cast<int>(std::ceil(std::clamp(longest, 2.0, largest_asked))),
                                  PixelLayout::bgr24, most_a_second);
  needs.width += needs.width % 2;  // pictures come from planes with half the colours
  needs.height += needs.height % 2;
  return needs;
}

Box seen_part(const ModelPicture& wanted, int width, int height) {
  const cv::Rect part = cut_out(wanted, width, height);
  return {static_cast<double>(part.x) / width, static_cast<double>(part.y) / height,
          static_cast<double>(part.width) / width, static_cast<double>(part.height) / height};
}

cv::Mat tensor_of(const ModelPicture& wanted, const cv::Mat& picture) {
  const cv::Mat pixels = fitted(wanted, picture);
  const bool planes = wanted.layout == TensorLayout::nchw;
  const std::array<int, 4> shape = planes ? std::array{1, channels, wanted.height, wanted.width}
                                          : std::array{1, wanted.height, wanted.width, channels};
  cv::Mat tensor(static_cast<int>(shape.size()), shape.data(), CV_32F);
  const std::size_t area = static_cast<std::size_t>(wanted.width) * static_cast<std::size_t>(wanted.height);
  std::size_t place = 0;
  for (int y = 0; y < wanted.height; ++y)
    for (int x = 0; x < wanted.width; ++x, ++place) {
      const auto& pixel = pixels.at<cv::Vec3b>(y, x);
      for (std::size_t c = 0; c < channels; ++c) {
        const int source = static_cast<int>(wanted.channels == ChannelOrder::bgr ? c : channels - 1 - c);
        const double value = (pixel[source] * wanted.scale[c] - wanted.mean[c]) / wanted.deviation[c];
        tensor.ptr<float>()[planes ? c * area + place : place * channels + c] = static_cast<float>(value);
      }
    }
  return tensor;
}

}  // namespace integrart::classes
