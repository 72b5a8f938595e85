#include "tests/unit/filters/encoded_clip.h"

extern "C" {
#include <libavutil/frame.h>
}

#include <algorithm>
#include <map>
#include <memory>
#include <stdexcept>

#include "pipeline/base/input_file.h"
#include "pipeline/media/decode_pass.h"
#include "pipeline/media/probe.h"
#include "pipeline/media/rendition.h"
#include "tests/temporary_folder.h"

namespace integrart {
namespace {

constexpr VideoNeeds encoded_size{512, 288, PixelLayout::bgr24, 0};

template <class T>
T got(Result<T> result) {
  if (!result) throw std::runtime_error(render(result.error()));
  return std::move(*result);
}
void must(const Result<>& result) {
  if (!result) throw std::runtime_error(render(result.error()));
}

std::uint8_t in_range(double value, double offset, double range) {
  return static_cast<std::uint8_t>(std::clamp(std::lround(offset + value * range / 255), 0L, 255L));
}

/// BT.709, limited range; chroma is the mean of four pixels.
std::shared_ptr<const AVFrame> with_subsampled_chroma(const std::vector<std::uint8_t>& bgr) {
  const std::shared_ptr<AVFrame> frame(av_frame_alloc(), [](AVFrame* owned) { av_frame_free(&owned); });
  frame->format = AV_PIX_FMT_YUV420P;
  frame->width = encoded_size.width;
  frame->height = encoded_size.height;
  if (av_frame_get_buffer(frame.get(), 0) < 0) throw std::runtime_error("no memory for a picture");
  const auto plane = [&](int number, int x, int y) -> std::uint8_t& {
    return frame->data[number][y * frame->linesize[number] + x];
  };
  for (int row = 0; row < encoded_size.height; row += 2)
    for (int column = 0; column < encoded_size.width; column += 2) {
      double blues = 0;
      double reds = 0;
      for (const auto& [x, y] : {std::pair(column, row), {column + 1, row}, {column, row + 1}, {column + 1, row + 1}}) {
        const auto at = static_cast<std::size_t>((y * encoded_size.width + x) * 3);
        const double luma = 0.0722 * bgr[at] + 0.7152 * bgr[at + 1] + 0.2126 * bgr[at + 2];
        plane(0, x, y) = in_range(luma, 16, 219);
        blues += (bgr[at] - luma) / 1.8556 / 4;
        reds += (bgr[at + 2] - luma) / 1.5748 / 4;
      }
      plane(1, column / 2, row / 2) = in_range(blues, 128, 224);
      plane(2, column / 2, row / 2) = in_range(reds, 128, 224);
    }
  return frame;
}

/// "video.mp4" in the folder.
void encode(DrawnClip clip, double seconds, const std::filesystem::path& folder) {
  clip.samples = 1;  // twice as fine as the filters look is fine enough
  std::vector<MediaTime> times = clip.times.empty() ? times_at({25, 1}, seconds) : clip.times;
  std::erase_if(times, [&](const MediaTime& time) { return time.seconds() >= seconds; });
  VideoRenditionSettings settings;
  settings.width = encoded_size.width;
  settings.height = encoded_size.height;
  settings.crf = 18;
  settings.frame_rate = {times[1].base.denominator, times[1].base.numerator * times[1].ticks};
  const auto sink = got(make_video_rendition(settings, folder));
  std::map<int, std::shared_ptr<const AVFrame>> drawn;
  for (std::size_t number = 0; number < times.size(); ++number) {
    const int state = clip.state ? clip.state(times[number].seconds()) : static_cast<int>(number);
    if (!clip.state) drawn.clear();
    if (!drawn.contains(state))
      drawn[state] = with_subsampled_chroma(draw(clip, times[number].seconds(), encoded_size));
    VideoFrame frame;
    frame.native = drawn[state];
    frame.picture = {encoded_size.width, encoded_size.height, PixelLayout::i420, {}, {}};
    for (std::size_t plane = 0; plane < 3; ++plane) {
      frame.picture.planes[plane] = frame.native->data[plane];
      frame.picture.strides[plane] = frame.native->linesize[plane];
    }
    frame.time = times[number];
    frame.duration = number + 1 < times.size() ? times[number + 1] - times[number] : times[1] - times[0];
    frame.index = static_cast<std::int64_t>(number);
    must(sink->consume(frame));
  }
  got(sink->finish());
}

}  // namespace

std::vector<FilterResult> look_at_encoded(const std::vector<const Filter*>& filters, const DrawnClip& clip,
                                          double seconds) {
  const TemporaryFolder folder;
  encode(clip, seconds, folder.path());
  const auto [descriptor, file] = got(open_regular_file((folder.path() / "video.mp4").string(), UINT64_MAX));
  DecodePassOptions options;
  options.scratch_folder = folder.path();
  const SourceFacts facts = got(probe_media(file, options.limits)).value;
  std::vector<std::unique_ptr<FrameSink>> sinks;
  for (const Filter* filter : filters) sinks.push_back(got(filter->make_sink(facts, Json::empty_object())));
  DecodePassResult pass = got(run_decode_pass(file, facts, std::move(sinks), options));
  std::vector<FilterResult> results;
  for (Result<StepOutput>& output : pass.sinks)
    results.push_back(got(filter_result_from_json(got(std::move(output)).document)));
  return results;
}

}  // namespace integrart
