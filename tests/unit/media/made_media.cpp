#include "tests/unit/media/made_media.h"

#include <fmt/format.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace integrart::test {

namespace {

class Watcher final : public FrameSink {
 public:
  Watcher(VideoNeeds needs, SeenPictures seen) : m_needs(needs), m_seen(std::move(seen)) {}
  FrameNeeds needs() const override { return {.video = m_needs, .audio = std::nullopt}; }
  using FrameSink::consume;
  Result<> consume(const VideoFrame& frame) override {
    const PictureView& view = frame.picture;
    SeenPicture seen{frame.time.seconds(), frame.duration.seconds(), frame.index, view.width, view.height, {}};
    for (std::size_t plane = 0; plane < 3 && view.planes[plane] != nullptr; ++plane) {
      const int rows = plane == 0 ? view.height : (view.height + 1) / 2;
      const int columns =
          view.layout == PixelLayout::bgr24 ? view.width * 3 : (plane == 0 ? view.width : (view.width + 1) / 2);
      for (int row = 0; row < rows; ++row) {
        const std::uint8_t* begin = view.planes[plane] + static_cast<std::ptrdiff_t>(row) * view.strides[plane];
        seen.bytes.insert(seen.bytes.end(), begin, begin + columns);
      }
    }
    m_seen->push_back(std::move(seen));
    return {};
  }
  Result<StepOutput> finish() override { return StepOutput{}; }

 private:
  VideoNeeds m_needs;
  SeenPictures m_seen;
};

template <class T>
T value_or_throw(Result<T> result) {
  if (!result) throw std::runtime_error(render(result.error()));
  return std::move(*result);
}

}  // namespace

std::filesystem::path make_media(const TemporaryFolder& folder, const std::string& arguments, const std::string& name) {
  const std::filesystem::path file = folder.path() / name;
  const std::string command = fmt::format("cd '{}' && ffmpeg -nostdin -v error -y {} '{}' 2>ffmpeg.log",
                                          folder.string(), arguments, file.string());
  if (std::system(command.c_str()) != 0)
    throw std::runtime_error(command + "\n" + bytes_of(folder.path() / "ffmpeg.log"));
  return file;
}

std::string quarters(int width, int height, double seconds, int rate) {
  const auto colour = [&](std::string_view name) {
    return fmt::format("color=c={}:s={}x{}:r={}:d={}", name, width / 2, height / 2, rate, seconds);
  };
  return fmt::format(
      "-f lavfi -i \"{},format=gbrp[a];{},format=gbrp[b];{},format=gbrp[c];{},format=gbrp[d];"
      "[a][b]hstack[u];[c][d]hstack[l];[u][l]vstack[out0]\"",
      colour("red"), colour("lime"), colour("blue"), colour("white"));
}

OpenFile::OpenFile(const std::filesystem::path& path)
    : m_opened(value_or_throw(open_regular_file(path.string(), UINT64_MAX))) {}

Result<Noted<SourceFacts>> try_probe(const std::filesystem::path& path, const MediaLimits& limits) {
  const OpenFile file(path);
  return probe_media(file.input(), limits);
}

SourceFacts facts_of(const std::filesystem::path& path) {
  return value_or_throw(try_probe(path)).value;
}

std::unique_ptr<FrameSink> watcher(VideoNeeds needs, SeenPictures seen) {
  return std::make_unique<Watcher>(needs, std::move(seen));
}

Result<DecodePassResult> pass_over(const std::filesystem::path& path, std::vector<std::unique_ptr<FrameSink>> sinks) {
  const OpenFile file(path);
  const TemporaryFolder scratch;
  DecodePassOptions options;
  options.scratch_folder = scratch.path();
  TRY_ASSIGN(const Noted<SourceFacts> probed, probe_media(file.input(), options.limits));
  return run_decode_pass(file.input(), probed.value, std::move(sinks), options);
}

Watched watch(const std::filesystem::path& path, VideoNeeds needs) {
  auto seen = std::make_shared<std::vector<SeenPicture>>();
  std::vector<std::unique_ptr<FrameSink>> sinks;
  sinks.push_back(watcher(needs, seen));
  Watched watched;
  watched.result = value_or_throw(pass_over(path, std::move(sinks)));
  watched.pictures = std::move(*seen);
  return watched;
}

Pixel pixel_at(const SeenPicture& picture, double x, double y) {
  const auto column = static_cast<std::size_t>(x * picture.width);
  const auto row = static_cast<std::size_t>(y * picture.height);
  const std::size_t at = (row * static_cast<std::size_t>(picture.width) + column) * 3;
  return {picture.bytes.at(at), picture.bytes.at(at + 1), picture.bytes.at(at + 2)};
}

}  // namespace integrart::test
