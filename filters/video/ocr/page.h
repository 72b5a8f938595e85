#pragma once
// All the words of one picture, in whatever script.

#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "filters/video/ocr/models.h"
#include "filters/video/ocr/script_reader.h"
#include "filters/video/ocr/text_reader.h"
#include "pipeline/base/result.h"

namespace integrart {

class PageReader {
 public:
  struct Reading {
    SeenLine line;
    double weight = 0;  // of readings of one place the heaviest stays
  };

  static Result<PageReader> open(const ReadingModels& models);

  /// Lines from top to bottom, of readings of one place the one the models are surest of. Read as it is, and, where
  /// there are letters in nearly white or nearly black, by these alone. A machine-readable zone is read again by its
  /// own signs, and mended. `picture`: B'G'R', 8 bit. One thread at a time. Errors: unavailable, a model that cannot be
  /// opened.
  Result<std::vector<SeenLine>> read(const cv::Mat& picture);

 private:
  /// Lines anywhere in the picture that are ink on a ground.
  Result<> read_scattered(const cv::Mat& grey, std::vector<Reading>& all);
  /// Adds what the models of every script read; `corner` is where `letters` lie in the picture. Letters of any script
  /// look to the Latin model like letters, however wrong: where it sees fewer than two the others are not asked.
  Result<> read_by_all(const cv::Mat& letters, TextReader::Layout layout, cv::Point corner, std::vector<Reading>& all);
  /// Reads the place of a machine-readable zone again, with nothing but its signs.
  Result<> read_zone(const cv::Mat& grey, std::vector<Reading>& all);

  std::vector<ScriptReader> m_readers;  // Latin first, when it is there
};

}  // namespace integrart
