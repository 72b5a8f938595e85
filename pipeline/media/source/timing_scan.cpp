#include "pipeline/media/source/timing_scan.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace integrart {
namespace {

constexpr std::size_t pictures_to_look_at = 900;
constexpr std::int64_t bytes_to_look_at = 8 << 20;
constexpr double odd_intervals_tolerated = 0.01;

/// Decoding times of all pictures when the container has them in its index.
std::vector<std::int64_t> indexed_times(const MediaSource& source, int video_stream) {
  std::vector<std::int64_t> times;
  AVStream* stream = source.context().streams[video_stream];
  if (std::string_view(source.context().iformat->name).substr(0, 3) != "mov")
    return times;  // others index key pictures only
  const int count = avformat_index_get_entries_count(stream);
  times.reserve(static_cast<std::size_t>(std::max(count, 0)));
  for (int index = 0; index < count; ++index) times.push_back(avformat_index_get_entry(stream, index)->timestamp);
  return times;
}

/// Intervals that differ by rounding only are equal; one in a hundred may be odd (a cut, a splice).
FrameRateKind kind_of(std::vector<std::int64_t>& intervals) {
  if (intervals.empty()) return FrameRateKind::still;
  std::vector<std::int64_t> sorted = intervals;
  std::nth_element(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2), sorted.end());
  const std::int64_t usual = sorted[sorted.size() / 2];
  const double tolerance = std::max(1.0, static_cast<double>(usual) * 0.02);
  const auto odd = std::count_if(intervals.begin(), intervals.end(), [&](std::int64_t interval) {
    return std::abs(static_cast<double>(interval - usual)) > tolerance;
  });
  return static_cast<double>(odd) > odd_intervals_tolerated * static_cast<double>(intervals.size())
             ? FrameRateKind::variable
             : FrameRateKind::constant;
}

void judge_times(std::vector<std::int64_t> times, AVRational base, TimingScan& scan) {
  std::sort(times.begin(), times.end());
  times.erase(std::unique(times.begin(), times.end()), times.end());
  std::vector<std::int64_t> intervals;
  for (std::size_t index = 1; index < times.size(); ++index) intervals.push_back(times[index] - times[index - 1]);
  scan.kind = kind_of(intervals);
  if (intervals.empty()) return;
  const std::int64_t ticks = times.back() - times.front();
  AVRational rate{};
  av_reduce(&rate.num, &rate.den, static_cast<std::int64_t>(intervals.size()) * base.den, ticks * base.num, 1'000'000);
  if (rate.num > 0 && rate.den > 0) scan.average_rate = Rational{rate.num, rate.den};
}

}  // namespace

Result<TimingScan> scan_timing(MediaSource& source, int video_stream, bool to_the_end) {
  AVFormatContext& context = source.context();
  TimingScan scan;
  std::vector<std::int64_t> times;
  if (video_stream >= 0) times = indexed_times(source, video_stream);
  if (times.size() >= 2) {
    const auto [first, last] = std::minmax_element(times.begin(), times.end());
    scan.indexed_seconds = static_cast<double>(*last - *first) * av_q2d(context.streams[video_stream]->time_base);
  }
  // A program stream tells only of some pictures when they are shown, and libav guesses at the others; the rate that
  // stands in the video itself is better. (ISO/IEC 13818-2, 6.3.3)
  const bool tells_times = std::string_view(context.iformat->name) != "mpeg";
  const bool need_times = video_stream >= 0 && times.size() < 2 && tells_times;
  scan.begin_seconds.assign(context.nb_streams, std::numeric_limits<double>::infinity());
  scan.end_seconds.assign(context.nb_streams, 0);
  const double no_end =
      source.limits().duration_seconds * 2;  // a stamp far away ends the scan, the limit check refuses it

  TRY_ASSIGN(libav::Packet packet, libav::check_allocated(libav::Packet(av_packet_alloc())));
  std::int64_t bytes = 0;
  double latest = 0;
  while (to_the_end ? latest < no_end : need_times && times.size() < pictures_to_look_at && bytes < bytes_to_look_at) {
    const Result<bool> more = source.read(*packet);
    if (!more || !*more) {  // a broken tail ends the scan as the end does; decoding will tell about it
      scan.reached_end = true;
      break;
    }
    bytes += packet->size;
    const auto index = static_cast<std::size_t>(packet->stream_index);
    if (index >= scan.end_seconds.size()) continue;
    const std::int64_t stamp = packet->pts != AV_NOPTS_VALUE ? packet->pts : packet->dts;
    if (stamp == AV_NOPTS_VALUE) continue;
    const double base = av_q2d(context.streams[index]->time_base);
    scan.begin_seconds[index] = std::min(scan.begin_seconds[index], static_cast<double>(stamp) * base);
    scan.end_seconds[index] = std::max(scan.end_seconds[index], static_cast<double>(stamp + packet->duration) * base);
    latest = std::max(latest, scan.end_seconds[index]);
    if (need_times && packet->stream_index == video_stream && times.size() < 1'000'000) times.push_back(stamp);
  }
  if (video_stream >= 0 && tells_times) judge_times(std::move(times), context.streams[video_stream]->time_base, scan);
  return scan;
}

}  // namespace integrart
