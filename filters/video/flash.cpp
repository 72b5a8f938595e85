// Flashes that can cause seizures in people with photosensitive epilepsy.

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "filters/video/flash/area.h"
#include "filters/video/flash/linear_picture.h"
#include "filters/video/flash/long_sequence.h"
#include "filters/video/flash/rule.h"
#include "filters/video/flash/transitions.h"
#include "filters/video/looks/filter_output.h"
#include "pipeline/base/filter.h"
#include "pipeline/media/frame.h"

namespace integrart {
namespace {

using namespace flash;

/// Longest side of the grid. A cell is then 4 pixels of a 1024-pixel screen: fine balanced patterns, which WCAG
/// exempts, and noise average out, and everything larger is seen.
constexpr int longest_side = 256;

/// Each cell becomes the median of its neighbourhood, colour by colour: noise of coarse grain, which WCAG exempts as
/// well, comes down to a third, and edges stay where they are, so that no area grows or shrinks as it would by
/// blurring.
constexpr int neighbourhood = 3;

/// Transitions of more than a second ago do not count any more, so that red may be forgotten after that.
constexpr double seconds_after_red = 1.5;

class FlashSink final : public FrameSink {
 public:
  explicit FlashSink(const VideoFacts& video) : m_needs(needs_within(video, longest_side, PixelLayout::bgr24, 0)) {}

  FrameNeeds needs() const override { return {m_needs, std::nullopt}; }
  using FrameSink::consume;
  Result<> consume(const VideoFrame& frame) override;
  Result<StepOutput> finish() override;

 private:
  void judge(const TransitionTimes& times, double seconds, Rule& in_sight, Rule& on_screen);
  void judge_length(double seconds);
  double since(const TransitionTimes& times, Pace pace) const;
  void look_for_red(const PictureView& picture, double seconds);
  PictureView without_noise(const PictureView& picture);
  void keep(const PictureView& picture);
  PictureView kept() const;

  VideoNeeds m_needs;
  cv::Mat m_calm;
  std::vector<float> m_luminance;
  LuminanceTransitions m_luminance_transitions;
  RedPicture m_red_picture;
  // Only while there is red, and a little longer; absent before.
  std::optional<RednessTransitions> m_redness_transitions;
  std::optional<ChromaticityTransitions> m_chromaticity_transitions;
  double m_last_red = 0;
  std::vector<std::uint8_t> m_before;  // the picture before, packed
  double m_before_time = 0;
  WindowSearch m_search;
  std::vector<unsigned char> m_marks;
  Rule m_general{"wcag-2.3.1", "flash.general", "filters.flash_general_in_sight"};
  Rule m_general_screen{"bt1702", "flash.general", "filters.flash_general_on_screen"};
  Rule m_red{"wcag-2.3.1-red", "flash.red", "filters.flash_red_in_sight"};
  Rule m_red_screen{"bt1702-red", "flash.red", "filters.flash_red_on_screen"};
  Rule m_red_new{"wcag-2.2-red", "flash.red", "filters.flash_red_new_in_sight"};
  Rule m_red_new_screen{"bt1702-red-uv", "flash.red", "filters.flash_red_new_on_screen"};
  LongSequence m_long;
  std::int64_t m_pictures = 0;
  double m_end = 0;
};

double FlashSink::since(const TransitionTimes& times, Pace pace) const {
  float earliest = std::numeric_limits<float>::infinity();
  for (std::size_t cell = 0; cell < m_marks.size(); ++cell) {
    if (m_marks[cell] != 0) earliest = std::min(earliest, times.oldest(pace, cell));
  }
  return earliest;
}

void FlashSink::judge(const TransitionTimes& times, double seconds, Rule& in_sight, Rule& on_screen) {
  const std::size_t marked = times.mark(Pace::forbidden, static_cast<float>(seconds), m_marks);
  if (marked == 0) return;
  const double begin = since(times, Pace::forbidden);
  const auto share_of = [marked](std::size_t cells) {
    return static_cast<double>(marked) / static_cast<double>(cells);
  };
  // Were all of them in one window, would it matter? Mostly not, and looking for the fullest one costs more than this.
  if (in_sight.matters(share_of(window_cells(m_needs.width, m_needs.height)))) {
    in_sight.look(seconds, begin, m_search.fullest_third(m_marks, m_needs.width, m_needs.height));
  }
  on_screen.look(seconds, begin, {share_of(m_marks.size()), {0, 0, 1, 1}});
}

void FlashSink::judge_length(double seconds) {
  const TransitionTimes& times = m_luminance_transitions.times();
  const std::size_t marked = times.mark(Pace::tiring, static_cast<float>(seconds), m_marks);
  if (marked == 0) return;
  m_long.look(seconds, since(times, Pace::tiring), static_cast<double>(marked) / static_cast<double>(m_marks.size()));
}

PictureView FlashSink::without_noise(const PictureView& picture) {
  // OpenCV only reads from it.
  const cv::Mat pixels(picture.height, picture.width, CV_8UC3, const_cast<std::uint8_t*>(picture.planes[0]),
                       static_cast<std::size_t>(picture.strides[0]));
  cv::medianBlur(pixels, m_calm, neighbourhood);
  return {picture.width, picture.height, PixelLayout::bgr24, {m_calm.data}, {static_cast<int>(m_calm.step[0])}};
}

void FlashSink::keep(const PictureView& picture) {
  const std::size_t row_bytes = static_cast<std::size_t>(picture.width) * 3;
  m_before.resize(row_bytes * static_cast<std::size_t>(picture.height));
  for (int row = 0; row < picture.height; ++row) {
    const std::uint8_t* line = picture.planes[0] + static_cast<std::ptrdiff_t>(row) * picture.strides[0];
    std::copy_n(line, row_bytes, m_before.begin() + static_cast<std::ptrdiff_t>(row_bytes) * row);
  }
}

PictureView FlashSink::kept() const {
  return {m_needs.width, m_needs.height, PixelLayout::bgr24, {m_before.data()}, {m_needs.width * 3}};
}

/// The first red picture is compared with the one before it.
void FlashSink::look_for_red(const PictureView& picture, double seconds) {
  const auto look = [this](const PictureView& view, double when) {
    measure_red(view, m_red_picture);
    m_redness_transitions->look(m_red_picture, static_cast<float>(when));
    m_chromaticity_transitions->look(m_red_picture, static_cast<float>(when));
  };
  if (!m_redness_transitions) {
    m_redness_transitions.emplace();
    m_chromaticity_transitions.emplace();
    if (!m_before.empty()) look(kept(), m_before_time);
  }
  look(picture, seconds);
  judge(m_redness_transitions->times(), seconds, m_red, m_red_screen);
  judge(m_chromaticity_transitions->times(), seconds, m_red_new, m_red_new_screen);
}

Result<> FlashSink::consume(const VideoFrame& frame) {
  if (frame.picture.width != m_needs.width || frame.picture.height != m_needs.height) {
    return fail(Errc::internal, "filters.wrong_picture_size", {{"filter", std::string("flash")}});
  }
  const double seconds = frame.time.seconds();
  const PictureView picture = without_noise(frame.picture);
  const bool red = measure_luminance(picture, m_luminance);
  m_luminance_transitions.look(m_luminance, static_cast<float>(seconds));
  judge(m_luminance_transitions.times(), seconds, m_general, m_general_screen);
  judge_length(seconds);
  if (red) m_last_red = seconds;
  if (red || (m_redness_transitions && seconds - m_last_red < seconds_after_red)) {
    look_for_red(picture, seconds);
  } else {
    m_redness_transitions.reset();
    m_chromaticity_transitions.reset();
  }
  keep(picture);
  m_before_time = seconds;
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
  // Where flashing is forbidden anyway, its length says nothing more.
  if (result.findings.empty())
    if (std::optional<Finding> finding = m_long.finding()) result.findings.push_back(std::move(*finding));
  rules["bt1702-long-sequence"] = m_long.evidence();
  result.evidence = Json::object({{"columns", m_needs.width},
                                  {"rows", m_needs.height},
                                  {"pictures", static_cast<long long>(m_pictures)},
                                  {"rules", std::move(rules)}});
  return output_of(result);
}

Result<std::unique_ptr<FrameSink>> make_sink(const SourceFacts& facts, const Json& /*parameters*/) {
  if (!facts.video) return fail(Errc::unsupported, "filters.no_moving_picture", {{"filter", std::string("flash")}});
  return std::make_unique<FlashSink>(*facts.video);
}

constexpr auto kinds = std::to_array<std::string_view>({"flash.general", "flash.red", "flash.long"});

// Clips described in words that the test draws: levels are linear light, the area is a strip from the top.
constexpr auto examples = std::to_array<Example>({
    {"full screen black and white, 5 flashes a second", R"({"hertz":5,"area":1,"low":0,"high":1})", false},
    {"full screen black and white, 2.5 flashes a second", R"({"hertz":2.5,"area":1,"low":0,"high":1})", true},
    {"full screen, 2.5 flashes a second, for ten seconds", R"({"hertz":2.5,"area":1,"low":0,"high":1,"seconds":10})",
     false},
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
    .version = 5,  // 2: long sequences; 3: noise of coarse grain; 4: words for each red; 5: bt1702-long-sequence
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
             "more than three flashes. Two to three a second on more than a quarter of the picture for more than five "
             "seconds is a warning. Cells count together when they change within 34 milliseconds: "
             "what moves changes cell after cell and is no flash. Noise and fine balanced patterns, which WCAG "
             "exempts, "
             "are taken away before; the strongest noise in films of at most 640 x 360 may still be taken for flashes. "
             "Not looked at: flashes shorter "
             "than a picture. An automatic "
             "check, no certificate.",
         .source = "https://www.w3.org/TR/WCAG22/#three-flashes-or-below-threshold",
         .examples = examples},
    .kinds = kinds,
    .make_sink = make_sink,
};

}  // namespace integrart
