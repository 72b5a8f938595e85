#pragma once
// Reads printed words in a picture. (Tesseract's home)

#include <cstdint>
#include <memory>
#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "pipeline/base/result.h"

namespace integrart {

struct SeenLine {
  std::string text;       // valid UTF-8, without line ends
  double confidence = 0;  // [0, 1], by the model itself
  cv::Rect box;           // pixels
};

/// All that a model made of one part of a picture.
struct SeenPage {
  std::vector<SeenLine> lines;  // those with a word of three letters or six digits
  std::size_t letters = 0;      // letters and digits of all lines, also of those that were left out
};

class TextReader {
 public:
  /// `models` as "pol+eng" from `folder`. Errors: unavailable.
  static Result<TextReader> open(const std::string& folder, const std::string& models);
  TextReader(TextReader&&) noexcept;
  TextReader& operator=(TextReader&&) noexcept;
  ~TextReader();

  /// Where lines of words may stand, anywhere in an 8-bit grey picture. Reads nothing, so it costs a tenth of reading;
  /// leaves and waves look like lines too.
  std::vector<cv::Rect> lines(const cv::Mat& picture);

  /// How words stand in a picture: in one line, in one block, or as a machine-readable zone (one block of nothing but
  /// A-Z, 0-9 and "<").
  enum class Layout : std::uint8_t { line, block, zone };

  /// Reads an 8-bit grey picture. One thread at a time.
  SeenPage read(const cv::Mat& picture, Layout layout);

 private:
  struct Engine;
  explicit TextReader(std::unique_ptr<Engine> engine);
  std::unique_ptr<Engine> m_engine;
};

}  // namespace integrart
