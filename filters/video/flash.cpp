// Flashes that can cause seizures in people with photosensitive epilepsy.

#include <algorithm>
#include <array>
#include <cmath>

#include "filters/video/flash/area.h"
#include "filters/video/flash/linear_picture.h"
#include "filters/video/flash/rule.h"
#include "filters/video/flash/transitions.h"
#include "pipeline/base/filter.h"
#include "pipeline/media/frame.h"

namespace integrart {
namespace {

using namespace flash;

/// Longest side of the grid. A cell is then 4 pixels of a 1024-pixel screen: fine balanced patterns, which WCAG
/// exempts, and noise average out, and everything larger is seen.
constexpr int longest_side = 256;

class FlashSink final : public FrameSink {
 public:
  explicit FlashSink(const VideoFacts& video) : m_needs(needs_for(video)) {}

  FrameNeeds needs() const override { return {m_needs, std::nullopt}; }
  using FrameSink::consume;
  Result<> consume(const VideoFrame& frame) override;
  Result<StepOutput> finish() override;

 private:
  static VideoNeeds needs_for(const VideoFacts& video);
  void look_at(const TransitionTimes& times, double seconds, Rule& in_sight, Rule& on_screen);
  double since(const TransitionTimes& times) const;

  VideoNeeds m_needs;
  LinearPicture m_picture;
  LuminanceTransitions m_luminance;
  RednessTransitions m_redness;
  ChromaticityTransitions m_chromaticity;
  WindowSearch m_search;
  std::vector<unsigned char> m_marks;
  Rule m_general{"wcag-2.3.1", "flash.general", "filters.flash_general_in_sight"};
  Rule m_general_screen{"bt1702", "flash.general", "filters.flash_general_on_screen"};
  Rule m_red{"wcag-2.3.1-red", "flash.red", "filters.flash_red_in_sight"};
  Rule m_red_screen{"bt1702-red", "flash.red", "filters.flash_red_on_screen"};
  Rule m_red_new{"wcag-2.2-red", "flash.red", "filters.flash_red_new_in_sight"};
  Rule m_red_new_screen{"bt1702-red-uv", "flash.red", "filters.flash_red_on_screen"};
  std::int64_t m_pictures = 0;
  double m_end = 0;
};

VideoNeeds FlashSink::needs_for(const VideoFacts& video) {
  const double longest = std::max({video.width, video.height, 1});
  const double scale = std::min(1.0, longest_side / longest);
  const auto scaled = [scale](int side) { return std::max(2, static_cast<int>(std::lround(side * scale))); };
  return {scaled(video.width), scaled(video.height), PixelLayout::bgr24, 0};
}

double FlashSink::since(const TransitionTimes& times) const {
  double earliest = std::numeric_limits<double>::infinity();
  for (std::size_t cell = 0; cell < m_marks.size(); ++cell) {
    if (m_marks[cell] != 0) earliest = std::min(earliest, times.oldest(cell));
  }
  return earliest;
}

void FlashSink::look_at(const TransitionTimes& times, double seconds, Rule& in_sight, Rule& on_screen) {
  const std::size_t marked = times.mark(seconds, m_marks);
  if (marked == 0) return;
  const double begin = since(times);
  in_sight.look(seconds, begin, m_search.fullest_third(m_marks, m_picture.width, m_picture.height));
  const double share = static_cast<double>(marked) / static_cast<double>(m_marks.size());
  on_screen.look(seconds, begin, {share, {0, 0, 1, 1}});
}

Result<> FlashSink::consume(const VideoFrame& frame) {
  const double seconds = frame.time.seconds();
  make_linear(frame.picture, m_picture);
  m_luminance.look(m_picture, seconds);
  m_redness.look(m_picture, seconds);
  m_chromaticity.look(m_picture, seconds);
  look_at(m_luminance.times(), seconds, m_general, m_general_screen);
  look_at(m_redness.times(), seconds, m_red, m_red_screen);
  look_at(m_chromaticity.times(), seconds, m_red_new, m_red_new_screen);
  ++m_pictures;
  m_end = (frame.time + frame.duration).seconds();
  return {};
}

Result<StepOutput> FlashSink::finish() {
  FilterResult result;
  Json rules = Json::empty_object();
  for (const auto& [id, rule] : {std::pair("wcag-2.3.1", &m_general),
                                 {"bt1702", &m_general_screen},
                                 {"wcag-2.3.1-red", &m_red},
                                 {"bt1702-red", &m_red_screen},
                                 {"wcag-2.2-red", &m_red_new},
                                 {"bt1702-red-uv", &m_red_new_screen}}) {
    rules[id] = rule->evidence();
    if (std::optional<Finding> finding = rule->finding(m_end)) result.findings.push_back(std::move(*finding));
  }
  result.evidence = Json::object({{"columns", m_picture.width},
                                  {"rows", m_picture.height},
                                  {"pictures", static_cast<long long>(m_pictures)},
                                  {"rules", std::move(rules)}});
  StepOutput output;
  output.document = to_json(result);
  return output;
}

Result<std::unique_ptr<FrameSink>> make_sink(const SourceFacts& facts, const Json& /*parameters*/) {
  if (!facts.video) return fail(Errc::unsupported, "filters.no_moving_picture", {{"filter", std::string("flash")}});
  return std::make_unique<FlashSink>(*facts.video);
}

constexpr auto kinds = std::to_array<std::string_view>({"flash.general", "flash.red"});

// Clips described in words that the test draws: levels are linear light, the area is a strip from the top.
constexpr auto examples = std::to_array<Example>({
    {"full screen black and white, 5 flashes a second", R"({"hertz":5,"area":1,"low":0,"high":1})", false},
    {"full screen black and white, 2.5 flashes a second", R"({"hertz":2.5,"area":1,"low":0,"high":1})", true},
    {"strip of 20 percent, 5 flashes a second", R"({"hertz":5,"area":0.2,"low":0,"high":1})", false},
    {"two halves in turn, 5 flashes a second", R"({"hertz":5,"area":0.5,"low":0,"high":1,"other":"opposed"})", false},
    {"checkerboard that inverts, 5 times a second", R"({"hertz":5,"checker":20,"low":0,"high":1})", false},
    {"a step too small to matter", R"({"hertz":5,"area":1,"low":0.3,"high":0.37})", true},
    {"bright on bright", R"({"hertz":5,"area":1,"low":0.83,"high":1})", true},
});

}  // namespace

extern const Filter filter_flash;
const Filter filter_flash{
    .id = "flash",
    .version = 1,
    .doc =
        {.summary = "General and red flashes that can cause seizures.",
         .details =
             "Counts opposing changes of luminance and of saturated red in every cell of a small linear-light grid, "
             "with "
             "times from the time stamps of the pictures. More than three flashes in a second on more than a quarter "
             "of "
             "a third of the picture (WCAG 2.3.1, red by the old and by the 2.2 definition) or of the whole picture "
             "(ITU-R BT.1702) is a finding, one for each rule broken; its score is the largest share of the area that "
             "flashed at once, and the evidence lists every time range. Seven transitions in less than a second count "
             "as "
             "more than three flashes. Not looked at: regular patterns, flashes shorter than a picture. An automatic "
             "check, no certificate.",
         .source = "https://www.w3.org/TR/WCAG22/#three-flashes-or-below-threshold",
         .examples = examples},
    .kinds = kinds,
    .make_sink = make_sink,
};

}  // namespace integrart
