#include "filters/video/ocr/script_reader.h"

#include <algorithm>
#include <utility>

namespace integrart {
namespace {

constexpr double least_hope = 0.1;  // the model of another language may be as unsure as that of a true word

std::string first_of(const std::string& names) {
  return names.substr(0, names.find('+'));
}

bool sees_a_word(const SeenPage& glance) {
  return std::ranges::any_of(glance.lines, [](const SeenLine& line) { return line.confidence >= least_hope; });
}

}  // namespace

ScriptReader::ScriptReader(std::string folder, ScriptModels models, TextReader first)
    : m_folder(std::move(folder)), m_models(std::move(models)), m_first(std::move(first)) {}

Result<ScriptReader> ScriptReader::open(const std::string& folder, const ScriptModels& models) {
  TRY_ASSIGN(TextReader first, TextReader::open(folder, first_of(models.names)));
  return ScriptReader(folder, models, std::move(first));
}

Result<TextReader*> ScriptReader::all_models() {
  if (first_of(m_models.names) == m_models.names) return &m_first;
  if (!m_together) {
    TRY_ASSIGN(m_together, TextReader::open(m_folder, m_models.names));
  }
  return &*m_together;
}

Result<std::vector<SeenLine>> ScriptReader::read(const cv::Mat& picture, TextReader::Layout layout,
                                                 const SeenPage& glance) {
  if (!sees_a_word(glance)) return std::vector<SeenLine>{};
  TRY_ASSIGN(TextReader* const all, all_models());
  return all == &m_first ? glance.lines : all->read(picture, layout).lines;
}

Result<std::vector<SeenLine>> ScriptReader::read_zone(const cv::Mat& picture) {
  TRY_ASSIGN(TextReader* const all, all_models());
  return all->read(picture, TextReader::Layout::zone).lines;
}

}  // namespace integrart
