// The picture that stands for a video before it plays.

#include <algorithm>
#include <cmath>
#include <optional>

#include "pipeline/base/base64.h"
#include "pipeline/media/analysis/jpeg.h"
#include "pipeline/media/analysis/picture_size.h"
#include "pipeline/media/analysis_sinks.h"

namespace integrart {

namespace {

constexpr int longest_side = 1280;
constexpr double looks_per_second = 4;
constexpr double latest_share = 2.0 / 3;
constexpr int poster_quantiser = 3;
constexpr int placeholder_width = 16;
constexpr int placeholder_quantiser = 6;
constexpr int thumbnail_width = 32;      // for telling cuts and fades
constexpr double clearly_better = 1.02;  // so that ties go to the earlier picture

/// What is seen of a picture without looking at all of it.
struct Impression {
  VideoFrame frame;
  double light = 0;      // mean luma, 0 to 1
  double contrast = 0;   // standard deviation of luma, 0 to 1
  double sharpness = 0;  // mean magnitude of the Laplacian, 0 to 1
  PlanarPicture thumbnail;
};

Impression impression_of(const VideoFrame& frame) {
  constexpr int row_step = 4;
  constexpr double range = 219;
  const PictureView& picture = frame.picture;
  double sum = 0;
  double squares = 0;
  double edges = 0;
  double count = 0;
  for (int row = 1; row + 1 < picture.height; row += row_step) {
    const std::uint8_t* line = picture.planes[0] + static_cast<std::ptrdiff_t>(row) * picture.strides[0];
    const std::uint8_t* above = line - picture.strides[0];
    const std::uint8_t* below = line + picture.strides[0];
    std::int64_t row_sum = 0;
    std::int64_t row_squares = 0;
    std::int64_t row_edges = 0;
    for (int x = 1; x + 1 < picture.width; ++x) {
      row_sum += line[x];
      row_squares += line[x] * line[x];
      row_edges += std::abs(4 * line[x] - line[x - 1] - line[x + 1] - above[x] - below[x]);
    }
    sum += static_cast<double>(row_sum);
    squares += static_cast<double>(row_squares);
    edges += static_cast<double>(row_edges);
    count += picture.width - 2;
  }
  Impression impression{.frame = frame, .thumbnail = {}};
  if (count > 0) {
    const double mean = sum / count;
    impression.light = std::clamp((mean - 16) / range, 0.0, 1.0);
    impression.contrast = std::sqrt(std::max(0.0, squares / count - mean * mean)) / range;
    impression.sharpness = edges / count / range;
  }
  const Size small = fitted({picture.width, picture.height}, thumbnail_width);
  impression.thumbnail = shrunk(picture, small.width, small.height);
  return impression;
}

/// Mean difference of luma, 0 to 1.
double difference(const PlanarPicture& a, const PlanarPicture& b) {
  double sum = 0;
  for (std::size_t i = 0; i < std::min(a.y.size(), b.y.size()); ++i) sum += std::abs(a.y[i] - b.y[i]);
  return sum / (255.0 * static_cast<double>(std::max<std::size_t>(1, a.y.size())));
}

/// Higher is better. Light is best in the middle, contrast and sharpness have enough at some point, and a picture that
/// differs from its neighbours stands in a cut, a fade or fast movement.
double score(const Impression& looked_at, double change) {
  const double light = std::max(0.05, 1 - std::pow(std::abs(looked_at.light - 0.48) / 0.48, 2));
  const double contrast = std::min(1.0, looked_at.contrast / 0.2);
  const double sharpness = std::sqrt(std::min(1.0, looked_at.sharpness / 0.12));
  const double calm = 1 / (1 + 12 * change);
  return light * contrast * (0.2 + sharpness) * calm;
}

class Poster final : public FrameSink {
 public:
  Poster(Size size, double duration_seconds, std::filesystem::path folder)
      : m_size(size), m_latest(duration_seconds * latest_share), m_folder(std::move(folder)) {}

  FrameNeeds needs() const override {
    return {.video = VideoNeeds{.width = m_size.width, .height = m_size.height, .max_frame_rate = looks_per_second},
            .audio = std::nullopt};
  }

  Result<> consume(const VideoFrame& frame) override {
    if (m_best && frame.time.seconds() > m_latest) {
      judge_waiting(std::nullopt);
      return {};
    }
    Impression impression = impression_of(frame);
    const double change = m_waiting ? difference(m_waiting->thumbnail, impression.thumbnail) : 0;
    judge_waiting(change);
    m_change_before = change;
    m_waiting = std::move(impression);
    if (!m_best) m_best = m_waiting->frame;  // better than none, until one has been judged
    return {};
  }

  Result<StepOutput> finish() override {
    judge_waiting(std::nullopt);
    if (!m_best) return fail(Errc::invalid_input, "media.nothing_to_write");
    const PictureView& picture = m_best->picture;
    const PlanarPicture poster = shrunk(picture, m_size.width, m_size.height);
    TRY_ASSIGN(const std::string jpeg, encode_jpeg(poster, poster_quantiser));
    TRY(write_whole_file(m_folder / "poster.jpg", jpeg));
    const Size tiny = fitted_width({picture.width, picture.height}, placeholder_width);
    TRY_ASSIGN(const std::string placeholder,
               encode_jpeg(shrunk(picture, tiny.width, tiny.height), placeholder_quantiser));
    StepOutput output;
    output.files.push_back({.name = "poster.jpg", .path = "poster.jpg", .type = "image/jpeg"});
    output.document = Json::object({{"time", std::round(m_best->time.seconds() * 1000) / 1000},
                                    {"width", m_size.width},
                                    {"height", m_size.height},
                                    {"placeholder", "data:image/jpeg;base64," + base64_of(placeholder)}});
    return output;
  }

 private:
  void judge_waiting(std::optional<double> change_after) {
    if (!m_waiting) return;
    const double points = score(*m_waiting, std::max(m_change_before, change_after.value_or(0)));
    if (points > m_best_score * clearly_better) {
      m_best_score = points;
      m_best = m_waiting->frame;
    }
    m_waiting.reset();
  }

  Size m_size;
  double m_latest;  // seconds
  std::filesystem::path m_folder;
  std::optional<Impression> m_waiting;  // its neighbour has not come yet
  double m_change_before = 0;           // from the one before it
  std::optional<VideoFrame> m_best;
  double m_best_score = 0;
};

}  // namespace

Result<std::unique_ptr<FrameSink>> make_poster(const SourceFacts& facts, const std::filesystem::path& folder) {
  TRY_ASSIGN(const Size displayed, displayed_size(facts));
  return std::make_unique<Poster>(fitted(displayed, longest_side), facts.duration_seconds, folder);
}

}  // namespace integrart
