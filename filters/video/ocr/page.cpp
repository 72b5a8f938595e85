#include "filters/video/ocr/page.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>
#include <optional>

#include "filters/video/ocr/preparation.h"
#include "filters/video/ocr/zone.h"
#include "pipeline/base/text.h"

namespace integrart {
namespace {

using Reading = PageReader::Reading;

constexpr double least_confidence = 0.6;
constexpr double of_letters_alone = 0.03;
constexpr std::size_t most_lines = 200;
constexpr std::size_t letters_of_any_script = 2;

/// Boxes of readings of the same letters.
bool are_one_place(const cv::Rect& a, const cv::Rect& b) {
  return (a & b).area() * 2 > std::min(a.area(), b.area());
}

bool stands_before(const SeenLine& a, const SeenLine& b) {
  const int middle_a = a.box.y + a.box.height / 2;
  const int middle_b = b.box.y + b.box.height / 2;
  const bool same_row = std::abs(middle_a - middle_b) * 2 < std::min(a.box.height, b.box.height);
  return same_row ? a.box.x < b.box.x : middle_a < middle_b;
}

/// What is read as a zone is one.
constexpr double zone_weight = 2;

/// Leaves and waves are read as short words, and as Arabic.
double confidence_asked(const SeenLine& line, double trust) {
  constexpr std::size_t short_line = 6;
  return least_confidence + (code_point_count(line.text) < short_line ? 0.2 : 0) + (trust < 0 ? 0.15 : 0);
}

/// A word of three letters may be read more surely than the line that it stands in.
double weight_of_line(const Reading& reading) {
  constexpr double a_letter = 0.03;
  constexpr std::size_t most_letters = 10;
  return reading.weight + a_letter * static_cast<double>(std::min(most_letters, code_point_count(reading.line.text)));
}

/// The surest first; what overlaps a surer one goes.
std::vector<SeenLine> best_of(std::vector<Reading> readings) {
  std::ranges::stable_sort(readings, std::ranges::greater{}, weight_of_line);
  std::vector<SeenLine> best;
  for (Reading& reading : readings) {
    const bool is_taken =
        std::ranges::any_of(best, [&](const SeenLine& other) { return are_one_place(reading.line.box, other.box); });
    if (!is_taken && best.size() < most_lines) best.push_back(std::move(reading.line));
  }
  std::ranges::sort(best, {}, [](const SeenLine& line) { return line.box.y; });
  // Rows are read from left to right; the relation is no strict order over all lines, so neighbours are swapped.
  for (std::size_t i = 1; i < best.size(); ++i)
    for (std::size_t j = i; j > 0 && stands_before(best[j], best[j - 1]); --j) std::swap(best[j], best[j - 1]);
  return best;
}

/// Where a zone stands: as wide as the picture, with room for the lines of it that were not seen as such.
std::optional<cv::Rect> zone_place(const std::vector<Reading>& readings, cv::Size size) {
  std::optional<cv::Rect> place;
  for (const Reading& reading : readings) {
    if (!may_be_zone_line(reading.line.text)) continue;
    const cv::Rect& box = reading.line.box;
    const cv::Rect roomy(0, box.y - 4 * box.height, size.width, 9 * box.height);
    place = place ? *place | roomy : roomy;
  }
  if (place) *place &= cv::Rect({0, 0}, size);
  return place;
}

/// Three letters are wider than high, and of letters below 12 pixels, which are not read, even the small ones have 8.
bool may_hold_a_word(const cv::Rect& line) {
  constexpr int least_height = 8;
  return line.height >= least_height && line.width >= line.height;
}

/// A line is read worse when its letters touch the edge.
cv::Rect with_margin(const cv::Rect& line) {
  const int aside = line.height / 2, above = line.height / 3;
  return {line.x - aside, line.y - above, line.width + 2 * aside, line.height + 2 * above};
}

}  // namespace

Result<PageReader> PageReader::open(const ReadingModels& models) {
  PageReader page;
  for (const ScriptModels& group : models.groups) {
    TRY_ASSIGN(ScriptReader reader, ScriptReader::open(models.folder, group));
    page.m_readers.push_back(std::move(reader));
  }
  return page;
}

Result<std::vector<SeenLine>> PageReader::read(const cv::Mat& picture) {
  std::vector<Reading> all;
  if (m_readers.empty()) return best_of(std::move(all));
  cv::Mat grey;
  cv::cvtColor(picture, grey, cv::COLOR_BGR2GRAY);
  TRY(read_scattered(grey, all));
  for (const CaptionInk ink : {CaptionInk::white, CaptionInk::black})
    for (const CaptionBlock& block : caption_blocks(picture, ink))
      TRY(read_by_all(block.letters, TextReader::Layout::block, block.corner, all));
  TRY(read_zone(grey, all));
  return best_of(std::move(all));
}

Result<> PageReader::read_scattered(const cv::Mat& grey, std::vector<Reading>& all) {
  for (const cv::Rect& line : m_readers.front().lines(grey))
    if (may_hold_a_word(line) && is_ink_on_ground(grey(line))) {
      const cv::Rect place = with_margin(line) & cv::Rect({0, 0}, grey.size());
      TRY(read_by_all(grey(place).clone(), TextReader::Layout::line, place.tl(), all));
    }
  return {};
}

Result<> PageReader::read_by_all(const cv::Mat& letters, TextReader::Layout layout, cv::Point corner,
                                 std::vector<Reading>& all) {
  for (ScriptReader& reader : m_readers) {
    const SeenPage glance = reader.glance(letters, layout);
    TRY_ASSIGN(const std::vector<SeenLine> lines, reader.read(letters, layout, glance));
    for (SeenLine line : lines) {
      if (line.confidence < confidence_asked(line, reader.trust()) && !may_be_zone_line(line.text)) continue;
      // Of two that are about as sure the one is right that sees nothing but letters.
      const double weight =
          line.confidence + reader.trust() + (layout == TextReader::Layout::block ? of_letters_alone : 0);
      line.box += corner;
      all.push_back({std::move(line), weight});
    }
    if (reader.reads_latin() && glance.letters < letters_of_any_script) break;
  }
  return {};
}

Result<> PageReader::read_zone(const cv::Mat& grey, std::vector<Reading>& all) {
  const std::optional<cv::Rect> place = zone_place(all, grey.size());
  if (!place) return {};
  TRY_ASSIGN(const std::vector<SeenLine> lines, m_readers.front().read_zone(grey(*place).clone()));
  for (SeenLine line : lines) {
    if (!may_be_zone_line(line.text)) continue;
    line.text = mended_zone_line(line.text);
    line.box += place->tl();
    all.push_back({std::move(line), zone_weight});
  }
  return {};
}

}  // namespace integrart
