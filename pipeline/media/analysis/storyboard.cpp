// The sheet of small pictures that a player shows while somebody seeks.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "pipeline/media/analysis/jpeg.h"
#include "pipeline/media/analysis/picture_size.h"
#include "pipeline/media/analysis_sinks.h"

namespace integrart {

namespace {

constexpr int tile_side = 160;
constexpr int most_columns = 10;
constexpr int most_tiles = 100;
constexpr double shortest_interval = 1;  // second
constexpr int sheet_quantiser = 5;

std::string webvtt_time(double seconds) {
  const auto milliseconds = std::llround(seconds * 1000);
  return fmt::format("{:02}:{:02}:{:02}.{:03}", milliseconds / 3'600'000, milliseconds / 60'000 % 60,
                     milliseconds / 1000 % 60, milliseconds % 1000);
}

class Storyboard final : public FrameSink {
 public:
  Storyboard(Size tile, double duration_seconds, std::filesystem::path folder)
      : m_tile(tile),
        m_duration(duration_seconds),
        m_interval(std::max(shortest_interval, std::ceil(duration_seconds * 1000 / most_tiles) / 1000)),
        m_folder(std::move(folder)) {}

  FrameNeeds needs() const override {
    // Twice as often as needed, because the pass leaves pictures out by its own count.
    return {.video = VideoNeeds{.width = m_tile.width, .height = m_tile.height, .max_frame_rate = 2 / m_interval},
            .audio = std::nullopt};
  }

  /// Tile n is the first picture at or after n intervals.
  Result<> consume(const VideoFrame& frame) override {
    if (m_tiles.size() >= most_tiles) return {};
    const double due = static_cast<double>(m_tiles.size()) * m_interval;
    if (frame.time.seconds() + 1e-6 < due) return {};
    m_tiles.push_back(shrunk(frame.picture, m_tile.width, m_tile.height));
    return {};
  }

  Result<StepOutput> finish() override {
    if (m_tiles.empty()) return fail(Errc::invalid_input, "media.nothing_to_write");
    const auto count = static_cast<int>(m_tiles.size());
    const int columns = std::min(most_columns, count);
    const int rows = (count + columns - 1) / columns;
    PlanarPicture sheet = PlanarPicture::black(columns * m_tile.width, rows * m_tile.height);
    std::string cues = "WEBVTT\n";
    for (int i = 0; i < count; ++i) {
      const int left = i % columns * m_tile.width;
      const int top = i / columns * m_tile.height;
      sheet.paste(m_tiles[static_cast<std::size_t>(i)].view(), left, top);
      const double end = i + 1 < count ? (i + 1) * m_interval : std::max(m_duration, i * m_interval + 0.001);
      cues += fmt::format("\n{} --> {}\nstoryboard.jpg#xywh={},{},{},{}\n", webvtt_time(i * m_interval),
                          webvtt_time(end), left, top, m_tile.width, m_tile.height);
    }
    TRY_ASSIGN(const std::string jpeg, encode_jpeg(sheet, sheet_quantiser));
    TRY(write_whole_file(m_folder / "storyboard.jpg", jpeg));
    TRY(write_whole_file(m_folder / "storyboard.vtt", cues));
    StepOutput output;
    output.files.push_back({.name = "storyboard.jpg", .path = "storyboard.jpg", .type = "image/jpeg"});
    output.files.push_back({.name = "storyboard.vtt", .path = "storyboard.vtt", .type = "text/vtt"});
    output.document = Json::object({{"columns", columns},
                                    {"rows", rows},
                                    {"width", m_tile.width},
                                    {"height", m_tile.height},
                                    {"interval", m_interval},
                                    {"count", count}});
    return output;
  }

 private:
  Size m_tile;
  double m_duration;
  double m_interval;
  std::filesystem::path m_folder;
  std::vector<PlanarPicture> m_tiles;  // at most 100 x 38 KB
};

}  // namespace

Result<std::unique_ptr<FrameSink>> make_storyboard(const SourceFacts& facts, const std::filesystem::path& folder) {
  TRY_ASSIGN(const Size displayed, displayed_size(facts));
  return std::make_unique<Storyboard>(fitted(displayed, tile_side), facts.duration_seconds, folder);
}

}  // namespace integrart
