// What looking at pictures costs: what `run` in this folder compares.
//
//   bench_filters SOURCE WAY...
//
// decodes SOURCE once for the sinks named: "none" takes pictures at full size and does nothing; "frame-means" is the
// baseline; anything else is the id of a filter. Prints one JSON document: pictures, CPU seconds of the process.
//
// The baseline is a flash detector that works on means of whole frames at full size, as the published one of EA's IRIS
// does: sRGB to linear light by a table, relative luminance and saturated red of every pixel, the difference to the
// frame before, how many pixels changed, and the mean of what is left. It is written here with OpenCV's own vectorised
// functions, and without IRIS's search for patterns, so that it is rather too cheap than too dear.

#include <sys/resource.h>

#include <cmath>
#include <cstdio>
#include <iostream>
#include <opencv2/core.hpp>

#include "filters/filters.h"
#include "pipeline/base/catalogue.h"
#include "pipeline/base/filter.h"
#include "pipeline/media/decode_pass.h"
#include "pipeline/media/probe.h"

namespace integrart {
namespace {

using Sinks = std::vector<std::unique_ptr<FrameSink>>;

class Onlooker final : public FrameSink {
 public:
  FrameNeeds needs() const override { return {.video = VideoNeeds{}, .audio = std::nullopt}; }
  using FrameSink::consume;
  Result<> consume(const VideoFrame&) override { return {}; }
  Result<StepOutput> finish() override { return StepOutput{}; }
};

class FrameMeans final : public FrameSink {
 public:
  FrameMeans() : m_table(1, 256, CV_32F) {
    for (int i = 0; i < 256; ++i) {
      const double c = i / 255.0;
      m_table.at<float>(i) = static_cast<float>(c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4));
    }
  }
  FrameNeeds needs() const override {
    return {.video = VideoNeeds{.width = 0, .height = 0, .layout = PixelLayout::bgr24}, .audio = std::nullopt};
  }
  using FrameSink::consume;

  Result<> consume(const VideoFrame& frame) override {
    const cv::Mat bgr(frame.picture.height, frame.picture.width, CV_8UC3,
                      const_cast<std::uint8_t*>(frame.picture.planes[0]),  // only read
                      static_cast<std::size_t>(frame.picture.strides[0]));
    cv::LUT(bgr, m_table, m_linear);
    cv::transform(m_linear, m_luminance, cv::Matx13f(0.0722F, 0.7152F, 0.2126F));
    cv::transform(m_linear, m_excess, cv::Matx13f(-320, -320, 320));
    cv::transform(m_linear, m_sum, cv::Matx13f(1, 1, 1));
    cv::extractChannel(m_linear, m_red, 2);
    cv::compare(m_red, m_sum * 0.8, m_not_saturated, cv::CMP_LT);
    m_excess.setTo(0, m_not_saturated);
    m_excess = cv::max(m_excess, 0);
    look(m_luminance, m_last_luminance);
    look(m_excess, m_last_excess);
    return {};
  }

  Result<StepOutput> finish() override {
    StepOutput output;
    output.document = Json::object({{"changes", m_changes}});
    return output;
  }

 private:
  void look(const cv::Mat& now, cv::Mat& last) {
    if (!last.empty()) {
      cv::subtract(now, last, m_difference);
      if (cv::countNonZero(m_difference) * 4 >= static_cast<int>(now.total()))
        m_changes += cv::mean(now)[0] - cv::mean(last)[0];
    }
    now.copyTo(last);
  }

  cv::Mat m_table, m_linear, m_luminance, m_excess, m_sum, m_red, m_not_saturated, m_difference;
  cv::Mat m_last_luminance, m_last_excess;
  double m_changes = 0;
};

Result<std::unique_ptr<FrameSink>> sink_for(const std::string& way, const SourceFacts& facts) {
  if (way == "none") return std::make_unique<Onlooker>();
  if (way == "frame-means") return std::make_unique<FrameMeans>();
  const Filter* filter = find_by_id(filters(), way);
  if (filter == nullptr || filter->make_sink == nullptr)
    return fail(Errc::invalid_input, "engine.filter_unknown", {{"filter", way}});
  return filter->make_sink(facts, Json::empty_object());
}

Result<std::int64_t> look(const std::string& name, std::span<char*> ways) {
  TRY_ASSIGN(const auto opened, open_regular_file(name, UINT64_MAX));
  TRY_ASSIGN(const auto probed, probe_media(opened.second, MediaLimits{}));
  Sinks sinks;
  for (const char* way : ways) {
    TRY_ASSIGN(auto sink, sink_for(way, probed.value));
    sinks.push_back(std::move(sink));
  }
  DecodePassOptions options;
  options.sink_threads = 1;
  TRY_ASSIGN(const auto done, run_decode_pass(opened.second, probed.value, std::move(sinks), options));
  for (const auto& sink : done.sinks) TRY(sink);
  return done.pictures;
}

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

}  // namespace
}  // namespace integrart

int main(int count, char** arguments) {
  using namespace integrart;
  if (count < 3) {
    std::cerr << "bench_filters SOURCE WAY...\n";
    return 2;
  }
  cv::setNumThreads(1);
  const double before = cpu_seconds();
  const auto pictures = look(arguments[1], std::span(arguments + 2, static_cast<std::size_t>(count - 2)));
  if (!pictures) {
    std::cerr << render(pictures.error(), "en") << '\n';
    return 1;
  }
  std::cout << Json::object({{"pictures", *pictures}, {"cpu_seconds", cpu_seconds() - before}}).dump() << '\n';
  return 0;
}
