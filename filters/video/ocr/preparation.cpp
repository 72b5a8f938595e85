#include "filters/video/ocr/preparation.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace integrart {
namespace {

constexpr int nearly_white = 225;
constexpr int nearly_black = 30;
constexpr int least_letters = 6;

// Of the height of the picture.
constexpr double smallest_letter = 0.008;
constexpr double largest_letter = 0.16;

cv::Mat ink_mask(const cv::Mat& picture, CaptionInk ink) {
  std::vector<cv::Mat> colours;
  cv::split(picture, colours);
  const bool white = ink == CaptionInk::white;
  cv::Mat extreme = colours[0];
  for (int colour = 1; colour < 3; ++colour) {
    if (white) {
      cv::min(extreme, colours[static_cast<std::size_t>(colour)], extreme);
    } else {
      cv::max(extreme, colours[static_cast<std::size_t>(colour)], extreme);
    }
  }
  cv::Mat mask;
  cv::threshold(extreme, mask, white ? nearly_white : nearly_black - 1, 255,
                white ? cv::THRESH_BINARY : cv::THRESH_BINARY_INV);
  return mask;
}

bool is_letter_like(const cv::Mat& measures, int label, cv::Size size) {
  const int width = measures.at<int>(label, cv::CC_STAT_WIDTH);
  const int height = measures.at<int>(label, cv::CC_STAT_HEIGHT);
  const int area = measures.at<int>(label, cv::CC_STAT_AREA);
  const double fill = static_cast<double>(area) / (static_cast<double>(width) * height);
  return height >= 3 && height <= largest_letter * size.height && width <= 0.25 * size.width && fill > 0.08 &&
         (fill < 0.95 || std::min(width, height) < largest_letter * size.height / 4);
}

}  // namespace

std::optional<cv::Mat> caption_letters(const cv::Mat& picture, CaptionInk ink) {
  const cv::Mat mask = ink_mask(picture, ink);
  cv::Mat labels, measures, middles;
  const int count = cv::connectedComponentsWithStats(mask, labels, measures, middles, 8, CV_32S);
  std::vector<std::uint8_t> shade(static_cast<std::size_t>(count), 255);
  int letters = 0;
  for (int label = 1; label < count; ++label) {
    if (!is_letter_like(measures, label, mask.size())) continue;
    shade[static_cast<std::size_t>(label)] = 0;
    letters += measures.at<int>(label, cv::CC_STAT_HEIGHT) >= smallest_letter * mask.rows ? 1 : 0;
  }
  if (letters < least_letters) return std::nullopt;
  cv::Mat letters_only(mask.size(), CV_8UC1);
  for (int row = 0; row < mask.rows; ++row) {
    const int* label = labels.ptr<int>(row);
    auto* out = letters_only.ptr<std::uint8_t>(row);
    for (int column = 0; column < mask.cols; ++column) out[column] = shade[static_cast<std::size_t>(label[column])];
  }
  return letters_only;
}

bool may_have_words(const cv::Mat& picture) {
  cv::Mat edges, strong, joined;
  cv::morphologyEx(picture, edges, cv::MORPH_GRADIENT, cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
  cv::threshold(edges, strong, 40, 255, cv::THRESH_BINARY);
  cv::morphologyEx(strong, joined, cv::MORPH_CLOSE, cv::getStructuringElement(cv::MORPH_RECT, {15, 3}));
  std::vector<std::vector<cv::Point>> outlines;
  cv::findContours(joined, outlines, cv::RETR_EXTERNAL, cv::CHAIN_APPROX_SIMPLE);
  return std::ranges::any_of(outlines, [&](const std::vector<cv::Point>& outline) {
    const cv::Rect box = cv::boundingRect(outline);
    if (box.height < smallest_letter * picture.rows || box.width < 1.5 * box.height) return false;
    const double share = static_cast<double>(cv::countNonZero(strong(box))) / box.area();
    return share > 0.3;
  });
}

}  // namespace integrart
