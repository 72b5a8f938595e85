// Pictures that are black or do not move for long: often a broken recording or an export that went wrong.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <vector>

#include "filters/video/looks/filter_output.h"
#include "pipeline/base/filter.h"
#include "pipeline/media/frame.h"

namespace integrart {
namespace {

constexpr int longest_side = 64;
constexpr double pictures_per_second = 5;
constexpr double long_black_seconds = 3;
constexpr double long_frozen_seconds = 10;
// Of limited-range luma, 16 to 235. Both levels are those of FFmpeg's blackdetect (10 % of the range, 98 % of the
// pixels) and freezedetect (a mean difference of -60 dB).
constexpr int darkest_luma = 16 + 22;
constexpr double black_share = 0.98;
constexpr double frozen_difference = 0.001 * 219;

/// A state that holds for a while, from the first picture that has it to the first that has it no more.
class Spell {
 public:
  Spell(double long_seconds) : m_long_seconds(long_seconds) {}

  void look(bool holds, double begin, double end) {
    if (!holds) {
      close();
      return;
    }
    if (!m_begin) m_begin = begin;
    m_end = end;
  }
  void close() {
    if (m_begin && m_end - *m_begin >= m_long_seconds) m_long_ones.emplace_back(*m_begin, m_end);
    m_begin.reset();
  }
  const std::vector<std::pair<double, double>>& long_ones() const { return m_long_ones; }

 private:
  double m_long_seconds;
  std::optional<double> m_begin;
  double m_end = 0;
  std::vector<std::pair<double, double>> m_long_ones;
};

class BlackSink final : public FrameSink {
 public:
  explicit BlackSink(const VideoFacts& video)
      : m_needs(needs_within(video, longest_side, PixelLayout::gray8, pictures_per_second)) {}

  FrameNeeds needs() const override { return {m_needs, std::nullopt}; }
  using FrameSink::consume;
  Result<> consume(const VideoFrame& frame) override;
  Result<StepOutput> finish() override;

 private:
  void read_luma(const PictureView& picture);
  bool is_black() const;
  bool is_like_before() const;

  VideoNeeds m_needs;
  std::vector<std::uint8_t> m_luma, m_before;
  double m_before_time = 0;
  Spell m_black{long_black_seconds};
  Spell m_frozen{long_frozen_seconds};
};

void BlackSink::read_luma(const PictureView& picture) {
  m_luma.resize(static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height));
  auto out = m_luma.begin();
  for (int row = 0; row < picture.height; ++row) {
    const std::uint8_t* line = picture.planes[0] + static_cast<std::ptrdiff_t>(row) * picture.strides[0];
    out = std::copy(line, line + picture.width, out);
  }
}

bool BlackSink::is_black() const {
  const auto dark = std::ranges::count_if(m_luma, [](std::uint8_t luma) { return luma <= darkest_luma; });
  return static_cast<double>(dark) >= black_share * static_cast<double>(m_luma.size());
}

bool BlackSink::is_like_before() const {
  if (m_before.size() != m_luma.size()) return false;
  std::int64_t sum = 0;
  for (std::size_t pixel = 0; pixel < m_luma.size(); ++pixel) sum += std::abs(m_luma[pixel] - m_before[pixel]);
  return static_cast<double>(sum) <= frozen_difference * static_cast<double>(m_luma.size());
}

Result<> BlackSink::consume(const VideoFrame& frame) {
  read_luma(frame.picture);
  const double begin = frame.time.seconds();
  const double end = (frame.time + frame.duration).seconds();
  const bool black = is_black();
  m_black.look(black, begin, end);
  m_frozen.look(!black && is_like_before(), m_before_time, end);  // the picture before belongs to it
  std::swap(m_luma, m_before);
  m_before_time = begin;
  return {};
}

Finding found(std::string_view kind, std::string_view message, double begin, double end) {
  Finding finding;
  finding.kind = kind;
  finding.start = begin;
  finding.end = end;
  finding.score = 1;
  finding.severity = Severity::info;
  finding.rule = kind;
  finding.message = {std::string(message), {{"seconds", static_cast<std::int64_t>(std::llround(end - begin))}}};
  finding.producer = "black/1";
  return finding;
}

Result<StepOutput> BlackSink::finish() {
  m_black.close();
  m_frozen.close();
  FilterResult result;
  Json black = Json::empty_array();
  for (const auto& [begin, end] : m_black.long_ones()) {
    black.push_back(Json::array({begin, end}));
    result.findings.push_back(found("black.dark", "filters.black_dark", begin, end));
  }
  Json frozen = Json::empty_array();
  for (const auto& [begin, end] : m_frozen.long_ones()) {
    frozen.push_back(Json::array({begin, end}));
    result.findings.push_back(found("black.frozen", "filters.black_frozen", begin, end));
  }
  result.evidence = Json::object({{"dark", std::move(black)}, {"frozen", std::move(frozen)}});
  return output_of(result);
}

Result<std::unique_ptr<FrameSink>> make_sink(const SourceFacts& facts, const Json& /*parameters*/) {
  if (!facts.video) return fail(Errc::unsupported, "filters.no_moving_picture", {{"filter", std::string("black")}});
  return std::make_unique<BlackSink>(*facts.video);
}

constexpr auto kinds = std::to_array<std::string_view>({"black.dark", "black.frozen"});

// Clips described for the test that draws them: seconds of black, of a picture that stands still, of one that moves.
constexpr auto examples = std::to_array<Example>({
    {"five seconds of black", R"({"moving":2,"black":5,"still":0})", false},
    {"one second of black between scenes", R"({"moving":4,"black":1,"still":0})", true},
    {"a picture that stands still for fifteen seconds", R"({"moving":2,"black":0,"still":15})", false},
    {"a pause of five seconds", R"({"moving":2,"black":0,"still":5})", true},
});

}  // namespace

extern const Filter filter_black;
const Filter filter_black{
    .id = "black",
    .version = 1,
    .doc = {.summary = "Long stretches of black, and of pictures that do not move.",
            .details =
                "Five small luma pictures per second. Black: at least 98 % of the pixels in the darkest tenth of the "
                "range for 3 seconds or more. Frozen: no more than a thousandth of mean difference from picture to "
                "picture for 10 seconds or more; a slideshow is frozen by nature, so this is information only. The "
                "score is always 1.",
            .source = "https://ffmpeg.org/ffmpeg-filters.html#blackdetect",
            .examples = examples},
    .kinds = kinds,
    .make_sink = make_sink,
};

}  // namespace integrart
