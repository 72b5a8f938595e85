#pragma once
// All the words of one picture, in whatever script.

#include <opencv2/core.hpp>
#include <string>
#include <utility>
#include <vector>

#include "filters/video/ocr/models.h"
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
  /// own signs, and mended. `picture`: B'G'R', 8 bit. One thread at a time.
  std::vector<SeenLine> read(const cv::Mat& picture);

 private:
  /// Lines anywhere in the picture that are ink on a ground.
  void read_scattered(const cv::Mat& grey, std::vector<Reading>& all);
  /// Adds what the models of every script read; `corner` is where `letters` lie in the picture.
  void read_by_all(const cv::Mat& letters, TextReader::Layout layout, cv::Point corner, std::vector<Reading>& all);
  /// Reads the place of a machine-readable zone again, with nothing but its signs.
  void read_zone(const cv::Mat& grey, std::vector<Reading>& all);

  std::vector<std::pair<TextReader, double>> m_readers;  // of one script each, Latin first, and how much it is trusted
};

}  // namespace integrart
