// Which parts of pictures are worth reading: letters of any script, size and colour are ink on a ground; leaves, waves
// and gradients are not.

#include <catch2/catch.hpp>
#include <opencv2/imgproc.hpp>

#include "filters/video/ocr/preparation.h"

using namespace integrart;

namespace {

/// Words on a gradient, soft and noisy as an encoder leaves them; just their line.
cv::Mat line_of_words(double size, int ink, int dark, int bright, double blur) {
  int below = 0;
  const int thickness = std::max(1, static_cast<int>(size * 2.5));
  const cv::Size words = cv::getTextSize("My house is across", cv::FONT_HERSHEY_SIMPLEX, size, thickness, &below);
  cv::Mat line(words.height + below, words.width, CV_8UC1);
  for (int column = 0; column < line.cols; ++column)
    line.col(column).setTo(dark + (bright - dark) * column / line.cols);
  cv::putText(line, "My house is across", {0, words.height}, cv::FONT_HERSHEY_SIMPLEX, size, cv::Scalar(ink), thickness,
              cv::LINE_AA);
  cv::GaussianBlur(line, line, {5, 5}, blur);
  cv::RNG random(11);
  cv::Mat noise(line.size(), CV_16SC1);
  random.fill(noise, cv::RNG::NORMAL, 0, 4);
  cv::Mat sum;
  line.convertTo(sum, CV_16SC1);
  sum += noise;
  sum.convertTo(line, CV_8UC1);
  return line;
}

/// Leaves over leaves, each of its own shade.
cv::Mat foliage(int seed, cv::Size size) {
  cv::RNG random(static_cast<std::uint64_t>(seed));
  cv::Mat leaves(size, CV_8UC1, cv::Scalar(90));
  for (int i = 0; i < size.area() / 12; ++i) {
    const int level = random.uniform(30, 190), x = random.uniform(0, size.width), y = random.uniform(0, size.height);
    const int length = random.uniform(2, 7), angle = random.uniform(0, 180);
    cv::ellipse(leaves, {x, y}, {length, std::max(1, length / 2)}, angle, 0, 360, cv::Scalar(level), cv::FILLED,
                cv::LINE_AA);
  }
  return leaves;
}

}  // namespace

TEST_CASE("letters of every size and colour are ink on a ground") {
  for (const double size : {0.5, 0.8, 1.6})
    for (const double blur : {0.4, 0.8})
      for (const auto& [ink, dark, bright] :
           {std::array{20, 200, 240}, std::array{230, 20, 60}, std::array{60, 150, 180}, std::array{190, 90, 120},
            std::array{0, 120, 170}}) {
        CAPTURE(size, blur, ink, dark, bright);
        CHECK(is_ink_on_ground(line_of_words(size, ink, dark, bright, blur)));
      }
}

TEST_CASE("leaves, gradients and noise are no ink on a ground") {
  int taken = 0;
  constexpr int pictures = 100;
  for (int seed = 1; seed <= pictures; ++seed) taken += is_ink_on_ground(foliage(seed, {120, 24})) ? 1 : 0;
  CAPTURE(taken);
  CHECK(taken <= pictures / 2);
  cv::Mat noise(24, 120, CV_8UC1);
  cv::RNG(5).fill(noise, cv::RNG::NORMAL, 128, 30);
  CHECK_FALSE(is_ink_on_ground(noise));
  CHECK_FALSE(is_ink_on_ground(cv::Mat(24, 120, CV_8UC1, cv::Scalar(77))));
  CHECK_FALSE(is_ink_on_ground(cv::Mat()));
  cv::Mat faint(24, 120, CV_8UC1, cv::Scalar(100));
  faint.colRange(0, 60).setTo(108);  // two heaps that no eye tells apart
  CHECK_FALSE(is_ink_on_ground(faint));
}
