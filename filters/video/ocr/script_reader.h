#pragma once
// Reads one script: one model tells whether there are letters at all, and only then all models read together.

#include <optional>
#include <string>

#include "filters/video/ocr/models.h"
#include "filters/video/ocr/text_reader.h"
#include "pipeline/base/result.h"

namespace integrart {

class ScriptReader {
 public:
  /// Opens the first model; the others when there is something to read. Errors: unavailable.
  static Result<ScriptReader> open(const std::string& folder, const ScriptModels& models);

  double trust() const { return m_models.trust; }
  bool reads_latin() const { return m_models.is_latin; }

  /// Where lines may stand, as `TextReader::lines`.
  std::vector<cv::Rect> lines(const cv::Mat& picture) { return m_first.lines(picture); }

  /// What the first model sees, for a fraction of what reading with all costs.
  SeenPage glance(const cv::Mat& picture, TextReader::Layout layout) { return m_first.read(picture, layout); }

  /// What all models read together; nothing when the first saw no word in it. In 340 places of films without words that
  /// look like lines the first saw one in 40; of 63 drawn words that were read in three scripts it missed none.
  Result<std::vector<SeenLine>> read(const cv::Mat& picture, TextReader::Layout layout, const SeenPage& glance);

  /// The signs of a machine-readable zone.
  Result<std::vector<SeenLine>> read_zone(const cv::Mat& picture);

 private:
  ScriptReader(std::string folder, ScriptModels models, TextReader first);
  /// All models together: the first when it is alone.
  Result<TextReader*> all_models();

  std::string m_folder;
  ScriptModels m_models;
  TextReader m_first;
  std::optional<TextReader> m_together;
};

}  // namespace integrart
