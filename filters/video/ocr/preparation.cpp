#include "filters/video/ocr/preparation.h"

#include <algorithm>
#include <array>
#include <opencv2/imgproc.hpp>
#include <set>
#include <vector>

namespace integrart {
namespace {

constexpr int nearly_white = 225;
constexpr int nearly_black = 30;
constexpr std::size_t least_letters = 6;
constexpr std::size_t most_blocks = 20;

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

/// A connected patch of ink.
struct Patch {
  int label = 0;
  cv::Rect box;
  int middle() const { return box.y + box.height / 2; }
};

std::vector<Patch> letters_among(const cv::Mat& measures, int count, cv::Size size) {
  std::vector<Patch> letters;
  for (int label = 1; label < count; ++label)
    if (is_letter_like(measures, label, size))
      letters.push_back({label,
                         {measures.at<int>(label, cv::CC_STAT_LEFT), measures.at<int>(label, cv::CC_STAT_TOP),
                          measures.at<int>(label, cv::CC_STAT_WIDTH), measures.at<int>(label, cv::CC_STAT_HEIGHT)}});
  return letters;
}

/// Where the row of a letter would stand: as high as the letter and a little more, a word to both sides.
cv::Rect row_around(const Patch& letter) {
  constexpr int letters_aside = 5;
  const int height = letter.box.height;
  return {letter.box.x - letters_aside * height, letter.box.y - height / 3,
          letter.box.width + 2 * letters_aside * height, height + 2 * (height / 3)};
}

/// Rows of at least six letters of about one size. Dots and commas stand in them, and do not make them.
std::vector<cv::Rect> rows_of(const std::vector<Patch>& patches, int picture_height) {
  constexpr std::size_t most_patches = 4000, most_rows = 500;  // noise has more; no page of a film has
  std::vector<Patch> letters;
  for (const Patch& patch : patches)
    if (patch.box.height >= smallest_letter * picture_height && letters.size() < most_patches) letters.push_back(patch);
  std::vector<cv::Rect> rows;
  for (const Patch& letter : letters) {
    const cv::Rect row = row_around(letter);
    const auto peers = std::ranges::count_if(letters, [&](const Patch& other) {
      return row.contains({other.box.x, other.middle()}) && other.box.height * 2 >= letter.box.height &&
             other.box.height <= letter.box.height * 2;
    });
    if (peers >= static_cast<std::ptrdiff_t>(least_letters) && rows.size() < most_rows) rows.push_back(row);
  }
  return rows;
}

/// Rows that touch are one block.
std::vector<cv::Rect> joined(const std::vector<cv::Rect>& rows) {
  std::vector<cv::Rect> blocks;
  for (cv::Rect row : rows) {
    for (auto block = blocks.begin(); block != blocks.end();) {
      if ((*block & row).empty()) {
        ++block;
      } else {
        row |= *block;
        blocks.erase(block);
        block = blocks.begin();  // larger than before, it may touch others
      }
    }
    blocks.push_back(row);
  }
  return blocks;
}

/// Specks are an eighth of a letter and less: a dot of "i" is larger.
CaptionBlock drawn(const cv::Mat& labels, const std::vector<const Patch*>& patches) {
  std::vector<int> heights;
  for (const Patch* patch : patches) heights.push_back(patch->box.height);
  const auto middle = heights.begin() + static_cast<std::ptrdiff_t>(heights.size() * 3 / 4);
  std::ranges::nth_element(heights, middle);
  cv::Rect around;
  std::set<int> shown;
  for (const Patch* patch : patches) {
    if (patch->box.height * 8 < *middle) continue;
    shown.insert(patch->label);
    around |= patch->box;
  }
  const int margin = std::max(8, *middle / 2);
  CaptionBlock block{cv::Mat(around.height + 2 * margin, around.width + 2 * margin, CV_8UC1, cv::Scalar(255)),
                     {around.x - margin, around.y - margin}};
  for (const Patch* patch : patches) {
    if (!shown.contains(patch->label)) continue;
    const cv::Mat ink = labels(patch->box) == patch->label;
    block.letters(patch->box - block.corner).setTo(0, ink);
  }
  return block;
}

}  // namespace

std::vector<CaptionBlock> caption_blocks(const cv::Mat& picture, CaptionInk ink) {
  cv::Mat labels, measures, middles;
  const int count = cv::connectedComponentsWithStats(ink_mask(picture, ink), labels, measures, middles, 8, CV_32S);
  const std::vector<Patch> patches = letters_among(measures, count, picture.size());
  std::vector<CaptionBlock> blocks;
  for (const cv::Rect& place : joined(rows_of(patches, picture.rows))) {
    std::vector<const Patch*> inside;
    for (const Patch& patch : patches)
      if (place.contains({patch.box.x + patch.box.width / 2, patch.middle()})) inside.push_back(&patch);
    if (inside.size() >= least_letters && blocks.size() < most_blocks) blocks.push_back(drawn(labels, inside));
  }
  return blocks;
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

bool is_ink_on_ground(const cv::Mat& part) {
  constexpr double least_between = 0.72, least_variance = 64;  // a deviation of 8 levels: less is noise
  std::array<double, 256> counts{};
  for (int row = 0; row < part.rows; ++row)
    for (int column = 0; column < part.cols; ++column) counts.at(part.at<std::uint8_t>(row, column)) += 1;
  double all = 0, sum = 0, squares = 0;
  for (std::size_t level = 0; level < counts.size(); ++level) {
    const auto value = static_cast<double>(level);
    all += counts.at(level);
    sum += value * counts.at(level);
    squares += value * value * counts.at(level);
  }
  if (all == 0) return false;
  const double variance = squares / all - (sum / all) * (sum / all);
  double darker = 0, sum_of_darker = 0, between = 0;
  for (std::size_t level = 0; level + 1 < counts.size(); ++level) {
    darker += counts.at(level);
    sum_of_darker += static_cast<double>(level) * counts.at(level);
    if (darker == 0 || darker == all) continue;
    const double apart = sum_of_darker / darker - (sum - sum_of_darker) / (all - darker);
    between = std::max(between, darker / all * (1 - darker / all) * apart * apart);
  }
  return variance >= least_variance && between >= least_between * variance;
}

}  // namespace integrart
