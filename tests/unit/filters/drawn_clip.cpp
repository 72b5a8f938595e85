#include "tests/unit/filters/drawn_clip.h"

#include <algorithm>
#include <map>
#include <memory>
#include <stdexcept>

namespace integrart {
namespace {

constexpr int levels = 1 << 14;

std::uint8_t srgb_code(double linear) {
  static const std::vector<std::uint8_t> codes = [] {
    std::vector<std::uint8_t> table;
    for (int level = 0; level <= levels; ++level) {
      const double value = static_cast<double>(level) / levels;
      const double c = value <= 0.0031308 ? value * 12.92 : 1.055 * std::pow(value, 1 / 2.4) - 0.055;
      table.push_back(static_cast<std::uint8_t>(std::lround(c * 255)));
    }
    return table;
  }();
  return codes[static_cast<std::size_t>(std::lround(std::clamp(linear, 0.0, 1.0) * levels))];
}

template <class T>
T value_of(Result<T> result) {
  if (!result) throw std::runtime_error(render(result.error()));
  return std::move(*result);
}

}  // namespace

/// Scaling happens on coded values, as scalers do.
std::vector<std::uint8_t> draw(const DrawnClip& clip, double seconds, const VideoNeeds& needs) {
  const bool grey_only = needs.layout == PixelLayout::gray8;
  std::vector<std::uint8_t> bytes;
  bytes.reserve(static_cast<std::size_t>(needs.width * needs.height * (grey_only ? 1 : 3)));
  const int count = clip.samples * clip.samples;
  for (int row = 0; row < needs.height; ++row) {
    for (int column = 0; column < needs.width; ++column) {
      std::array<int, 3> sums{};
      for (int sample = 0; sample < count; ++sample) {
        const double x = (column + (sample % clip.samples + 0.5) / clip.samples) * screen_width / needs.width;
        const double y = (row + (sample / clip.samples + 0.5) / clip.samples) * screen_height / needs.height;
        const Colour colour = clip.drawing(x, y, seconds);
        sums[0] += srgb_code(colour.blue);
        sums[1] += srgb_code(colour.green);
        sums[2] += srgb_code(colour.red);
      }
      if (grey_only) {
        bytes.push_back(static_cast<std::uint8_t>(16 + sums[1] * 219 / 255 / count));
      } else {
        for (const int sum : sums) bytes.push_back(static_cast<std::uint8_t>(sum / count));
      }
    }
  }
  return bytes;
}

std::vector<MediaTime> times_at(Rational rate, double seconds) {
  std::vector<MediaTime> times;
  for (std::int64_t picture = 0; static_cast<double>(picture) < seconds * rate.value(); ++picture) {
    times.push_back({picture, {rate.denominator, rate.numerator}});
  }
  return times;
}

SourceFacts facts_of_drawn_clip() {
  SourceFacts facts;
  facts.kind = "video";
  facts.video.emplace();
  facts.video->width = screen_width;
  facts.video->height = screen_height;
  return facts;
}

FilterResult look_at(const Filter& filter, const DrawnClip& clip, const Json& parameters) {
  const auto sink = value_of(filter.make_sink(facts_of_drawn_clip(), parameters));
  const VideoNeeds needs = sink->needs().video.value();
  const std::vector<MediaTime> times = clip.times.empty() ? times_at({25, 1}, clip.seconds) : clip.times;
  MediaTime next_wanted{0, {1, 1000}};
  std::map<int, std::vector<std::uint8_t>> drawn;
  for (std::size_t number = 0; number < times.size(); ++number) {
    if (needs.max_frame_rate > 0 && times[number] < next_wanted) continue;
    if (needs.max_frame_rate > 0) {
      next_wanted = times[number] + MediaTime::from_seconds(1 / needs.max_frame_rate);
    }
    const double seconds = times[number].seconds();
    const int state = clip.state ? clip.state(seconds) : static_cast<int>(number);
    if (!drawn.contains(state)) {
      if (!clip.state) drawn.clear();
      drawn[state] = draw(clip, seconds, needs);
    }
    const std::vector<std::uint8_t>& bytes = drawn[state];
    VideoFrame frame;
    const int channels = needs.layout == PixelLayout::gray8 ? 1 : 3;
    frame.picture = {needs.width, needs.height, needs.layout, {bytes.data()}, {needs.width * channels}};
    frame.time = times[number];
    const bool last = number + 1 == times.size();
    frame.duration = last ? MediaTime::from_milliseconds(40) : times[number + 1] - times[number];
    frame.index = static_cast<std::int64_t>(number);
    if (const Result<> taken = sink->consume(frame); !taken) throw std::runtime_error(render(taken.error()));
  }
  FilterResult result = value_of(filter_result_from_json(value_of(sink->finish()).document));
  const std::string producer = std::string(filter.id) + "/" + std::to_string(filter.version);
  for (const Finding& finding : result.findings)
    if (finding.producer != producer && !finding.producer.starts_with(producer + "+"))
      throw std::runtime_error("a finding of " + producer + " says that it is of " + finding.producer);
  return result;
}

std::vector<std::string> rules_of(const FilterResult& result) {
  std::vector<std::string> rules;
  for (const Finding& finding : result.findings) rules.push_back(finding.rule);
  std::ranges::sort(rules);
  return rules;
}

const Filter& filter_named(std::string_view id) {
  for (const Filter* filter : filters()) {
    if (filter->id == id) return *filter;
  }
  throw std::runtime_error("no filter " + std::string(id));
}

}  // namespace integrart
