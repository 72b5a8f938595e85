#include "pipeline/media/pass/video_fan_out.h"

#include <algorithm>
#include <cmath>

namespace integrart {

Cadence::Cadence(double max_frame_rate, const VideoFacts& facts) {
  if (max_frame_rate <= 0) return;
  if (facts.frame_rate_kind == FrameRateKind::variable) {
    m_least_interval = 0.9 / max_frame_rate;
  } else {
    m_every = std::max<std::int64_t>(
        1, static_cast<std::int64_t>(std::ceil(facts.frame_rate.value() / (max_frame_rate * 1.01))));
  }
}

bool Cadence::keeps(std::int64_t index, MediaTime time) {
  if (m_least_interval <= 0) return index % m_every == 0;
  if (m_last && (time - *m_last).seconds() < m_least_interval) return false;
  m_last = time;
  return true;
}

Result<VideoFanOut> VideoFanOut::create(const VideoFacts& base, const std::vector<VideoNeeds>& needs, Deliver deliver) {
  TRY_ASSIGN(ViewMaker views, ViewMaker::create(base.width, base.height, needs));
  VideoFanOut fan_out(std::move(views), needs, std::move(deliver));
  for (std::size_t consumer = 0; consumer < needs.size(); ++consumer) {
    const double rate = needs[consumer].max_frame_rate;
    auto group = std::find_if(fan_out.m_groups.begin(), fan_out.m_groups.end(),
                              [&](const Group& other) { return other.max_frame_rate == rate; });
    if (group == fan_out.m_groups.end())
      group = fan_out.m_groups.insert(group, Group{rate, Cadence(rate, base), {}, {}});
    group->consumers.push_back(consumer);
  }
  return fan_out;
}

Result<> VideoFanOut::push(std::shared_ptr<const AVFrame> base, MediaTime time) {
  ViewMaker::Views views;
  views.base = std::move(base);
  for (Group& group : m_groups) {
    if (!group.cadence.keeps(m_index, time)) continue;
    release(group, time);
    for (const std::size_t consumer : group.consumers) {
      TRY_ASSIGN(std::shared_ptr<const AVFrame> picture, m_views.make(views, consumer));
      VideoFrame frame;
      frame.picture = view_of(*picture, m_needs[consumer].layout);
      frame.time = time;
      frame.index = m_index;
      frame.native = std::move(picture);
      group.held.push_back(std::move(frame));
    }
  }
  ++m_index;
  return {};
}

void VideoFanOut::release(Group& group, MediaTime until) {
  for (std::size_t number = 0; number < group.held.size(); ++number) {
    VideoFrame& frame = group.held[number];
    frame.duration = until - frame.time;
    m_deliver(group.consumers[number], std::move(frame));
  }
  group.held.clear();
}

void VideoFanOut::finish(MediaTime end) {
  for (Group& group : m_groups) release(group, end);
}

}  // namespace integrart
