#include "filters/video/ocr/text_reader.h"

#include <tesseract/baseapi.h>
#include <tesseract/resultiterator.h>

#include <algorithm>
#include <optional>

#include "pipeline/base/text.h"

namespace integrart {

struct TextReader::Engine {
  tesseract::TessBaseAPI api;
};

namespace {

constexpr std::ptrdiff_t least_signs = 3;
constexpr std::ptrdiff_t least_digits = 6;  // of a number in short groups
constexpr std::size_t longest_line = 1000;  // bytes
constexpr int dots_per_inch = 150;          // pictures do not say; it only silences a guess

std::string without_edges(std::string text) {
  const auto is_space = [](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f'; };
  while (!text.empty() && is_space(text.back())) text.pop_back();
  text.erase(text.begin(), std::ranges::find_if_not(text, is_space));
  std::ranges::replace(text, '\n', ' ');
  return text;
}

std::size_t letters_in(const std::string& text) {
  if (text.size() > longest_line || !is_valid_utf8(text)) return 0;
  return static_cast<std::size_t>(std::ranges::count_if(folded_for_search(text).points, is_word_character));
}

/// Patterns and noise are read as single letters among many signs; there is a word of three, or a number, in all else.
bool is_worth_it(const std::string& text) {
  if (text.empty() || text.size() > longest_line || !is_valid_utf8(text)) return false;
  const FoldedText folded = folded_for_search(text);
  const auto words = std::ranges::count_if(folded.points, is_word_character);
  const auto spaces = std::ranges::count(folded.points, U' ');
  const auto zone_signs = std::ranges::count(folded.points, U'<');
  const auto digits =
      std::ranges::count_if(folded.points, [](char32_t point) { return point >= U'0' && point <= U'9'; });
  std::ptrdiff_t longest = 0, run = 0;
  for (const char32_t point : folded.points) {
    run = is_word_character(point) ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const auto others = static_cast<std::ptrdiff_t>(folded.points.size()) - words - spaces - zone_signs;
  return (longest >= least_signs || digits >= least_digits) && others * 2 <= words;
}

void show(tesseract::TessBaseAPI& api, const cv::Mat& picture) {
  api.SetImage(picture.data, picture.cols, picture.rows, 1, static_cast<int>(picture.step[0]));
  api.SetSourceResolution(dots_per_inch);
}

std::optional<cv::Rect> line_box(const tesseract::PageIterator& at) {
  int left = 0, top = 0, right = 0, bottom = 0;
  if (!at.BoundingBox(tesseract::RIL_TEXTLINE, &left, &top, &right, &bottom)) return std::nullopt;
  return cv::Rect(left, top, right - left, bottom - top);
}

}  // namespace

TextReader::TextReader(std::unique_ptr<Engine> engine) : m_engine(std::move(engine)) {}
TextReader::TextReader(TextReader&&) noexcept = default;
TextReader& TextReader::operator=(TextReader&&) noexcept = default;
TextReader::~TextReader() = default;

Result<TextReader> TextReader::open(const std::string& folder, const std::string& models) {
  auto engine = std::make_unique<Engine>();
  if (engine->api.Init(folder.c_str(), models.c_str(), tesseract::OEM_LSTM_ONLY) != 0)
    return fail(Errc::unavailable, "filters.no_reading_models", {{"models", models}});
  engine->api.SetVariable("debug_file", "/dev/null");
  return TextReader(std::move(engine));
}

std::vector<cv::Rect> TextReader::lines(const cv::Mat& picture) {
  tesseract::TessBaseAPI& api = m_engine->api;
  api.SetPageSegMode(tesseract::PSM_SPARSE_TEXT);
  show(api, picture);
  std::vector<cv::Rect> boxes;
  const std::unique_ptr<tesseract::PageIterator> at(api.AnalyseLayout());
  if (!at) return boxes;
  do {
    if (const auto box = line_box(*at)) boxes.push_back(*box);
  } while (at->Next(tesseract::RIL_TEXTLINE));
  api.Clear();
  return boxes;
}

SeenPage TextReader::read(const cv::Mat& picture, Layout layout) {
  tesseract::TessBaseAPI& api = m_engine->api;
  api.SetPageSegMode(layout == Layout::line ? tesseract::PSM_SINGLE_LINE : tesseract::PSM_SINGLE_BLOCK);
  api.SetVariable("tessedit_char_whitelist", layout == Layout::zone ? "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<" : "");
  show(api, picture);
  SeenPage page;
  if (api.Recognize(nullptr) != 0) return page;
  const std::unique_ptr<tesseract::ResultIterator> at(api.GetIterator());
  if (!at) return page;
  do {
    const std::unique_ptr<char[]> text(at->GetUTF8Text(tesseract::RIL_TEXTLINE));
    const auto box = line_box(*at);
    if (!text || !box) continue;
    SeenLine line{without_edges(text.get()), static_cast<double>(at->Confidence(tesseract::RIL_TEXTLINE)) / 100, *box};
    page.letters += letters_in(line.text);
    if (is_worth_it(line.text)) page.lines.push_back(std::move(line));
  } while (at->Next(tesseract::RIL_TEXTLINE));
  api.Clear();
  return page;
}

}  // namespace integrart
