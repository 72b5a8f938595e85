#include "pipeline/media/pass/fan_out.h"

#include <ctime>

namespace integrart {
namespace {

// Enough to even out encoders' look-ahead, little enough that full-size pictures do not pile up.
constexpr std::size_t queue_depth = 6;

double cpu_seconds_of_this_thread() {
  timespec time{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

/// Adds the processor time of this thread while it exists.
class CpuMeter {
 public:
  explicit CpuMeter(double& sum) : m_sum(sum), m_begin(cpu_seconds_of_this_thread()) {}
  ~CpuMeter() { m_sum += cpu_seconds_of_this_thread() - m_begin; }
  CpuMeter(const CpuMeter&) = delete;
  CpuMeter& operator=(const CpuMeter&) = delete;

 private:
  double& m_sum;
  double m_begin;
};

}  // namespace

class FanOut::SoundEntry : public FrameSink {
 public:
  explicit SoundEntry(Member& member) : m_member(member) {}
  FrameNeeds needs() const override {
    FrameNeeds needs = m_member.needs;
    needs.video.reset();
    return needs;
  }
  Result<> consume(const AudioBlock& block) override {
    const std::lock_guard turn(m_member.turn);
    if (m_member.error) return {};
    const CpuMeter meter(m_member.cpu_seconds);
    Result<> done = guard([&] { return m_member.sink->consume(block); });
    if (!done) m_member.error = done.error();
    return done;
  }
  Result<std::optional<LoudnessTarget>> sound_was_normalised(const LoudnessReport& report) override {
    const std::lock_guard turn(m_member.turn);
    if (m_member.error) return std::optional<LoudnessTarget>();
    const CpuMeter meter(m_member.cpu_seconds);
    auto answer = guard([&] { return m_member.sink->sound_was_normalised(report); });
    if (!answer) m_member.error = answer.error();
    return answer;
  }
  Result<StepOutput> finish() override {
    return fail(Errc::internal, "media.internal");
  }  // the member is finished itself

 private:
  Member& m_member;
};

FanOut::FanOut() = default;
FanOut::~FanOut() = default;

Result<std::unique_ptr<FanOut>> FanOut::create(std::vector<std::unique_ptr<FrameSink>> sinks, const VideoFacts* video,
                                               bool has_sound, const DecodePassOptions& options) {
  std::unique_ptr<FanOut> fan_out(new FanOut());
  for (std::unique_ptr<FrameSink>& sink : sinks) {
    auto member = std::make_unique<Member>();
    member->needs = sink->needs();
    member->sink = std::move(sink);
    fan_out->m_members.push_back(std::move(member));
  }
  if (video != nullptr) TRY(fan_out->prepare_video(*video));
  if (has_sound) TRY(fan_out->prepare_sound(options));
  fan_out->m_queues = std::make_unique<SerialQueues>(options.sink_threads, fan_out->m_members.size() + 1, queue_depth);
  return fan_out;
}

Result<> FanOut::prepare_video(const VideoFacts& video) {
  std::vector<VideoNeeds> needs;
  for (std::size_t index = 0; index < m_members.size(); ++index) {
    if (!m_members[index]->needs.video) continue;
    needs.push_back(*m_members[index]->needs.video);
    m_video_members.push_back(index);
  }
  if (needs.empty()) return {};
  auto deliver_to_member = [this](std::size_t consumer, VideoFrame frame) {
    deliver(m_video_members[consumer], std::move(frame));
  };
  TRY_ASSIGN(VideoFanOut fan_out, VideoFanOut::create(video, needs, std::move(deliver_to_member)));
  m_video = std::make_unique<VideoFanOut>(std::move(fan_out));
  return {};
}

Result<> FanOut::prepare_sound(const DecodePassOptions& options) {
  std::vector<FrameSink*> entries;
  for (const std::unique_ptr<Member>& member : m_members) {
    if (!member->needs.audio) continue;
    m_sound_entries.push_back(std::make_unique<SoundEntry>(*member));
    entries.push_back(m_sound_entries.back().get());
  }
  if (entries.empty()) return {};
  TRY_ASSIGN(m_sound, SoundFanOut::create(entries, options.scratch_folder, options.stop));
  return {};
}

Result<> FanOut::push_picture(std::shared_ptr<const AVFrame> picture, MediaTime time) {
  return m_video->push(std::move(picture), time);
}

void FanOut::deliver(std::size_t index, VideoFrame frame) {
  m_queues->put(index, [this, index, frame = std::move(frame)] {
    Member& member = *m_members[index];
    const std::lock_guard turn(member.turn);
    if (member.error) return;
    const CpuMeter meter(member.cpu_seconds);
    Result<> done = guard([&] { return member.sink->consume(frame); });
    if (!done) member.error = done.error();
  });
}

void FanOut::push_sound(libav::Frame sound, MediaTime time) {
  m_queues->put(sound_queue(), [this, time, sound = std::shared_ptr<const AVFrame>(std::move(sound))] {
    {
      const std::lock_guard lock(m_sound_mutex);
      if (m_sound_error) return;
    }
    const Result<> done = guard([&] { return m_sound->push(*sound, time); });
    const std::lock_guard lock(m_sound_mutex);
    if (!done) m_sound_error = done.error();
  });
}

std::optional<Error> FanOut::sound_error() {
  const std::lock_guard lock(m_sound_mutex);
  return m_sound_error;
}

void FanOut::finish_member(std::size_t index) {
  m_queues->put(index, [this, index] {
    Member& member = *m_members[index];
    const std::lock_guard turn(member.turn);
    if (member.error) return;
    const CpuMeter meter(member.cpu_seconds);
    Result<StepOutput> output = guard([&] { return member.sink->finish(); });
    if (output)
      member.output = std::move(*output);
    else
      member.error = output.error();
    member.sink.reset();  // an encoder's memory is not kept until the slowest has finished
  });
}

std::vector<double> FanOut::cpu_seconds() const {
  std::vector<double> seconds;
  for (const std::unique_ptr<Member>& member : m_members) seconds.push_back(member->cpu_seconds);
  return seconds;
}

std::vector<Result<StepOutput>> FanOut::finish(MediaTime video_end, std::vector<Message>& notes) {
  if (m_video != nullptr) m_video->finish(video_end);
  for (std::size_t index = 0; index < m_members.size(); ++index)
    if (!m_members[index]->needs.audio || m_sound == nullptr) finish_member(index);
  if (m_sound != nullptr) {
    m_queues->put(sound_queue(), [this] {
      if (sound_error()) return;
      const Result<> done = guard([&] { return m_sound->finish(); });
      const std::lock_guard lock(m_sound_mutex);
      if (!done) m_sound_error = done.error();
    });
    m_queues->wait_for(sound_queue());
    for (std::size_t index = 0; index < m_members.size(); ++index) {
      if (!m_members[index]->needs.audio) continue;
      if (const std::optional<Error> error = sound_error()) {
        const std::lock_guard turn(m_members[index]->turn);
        if (!m_members[index]->error) m_members[index]->error = error;
      }
      finish_member(index);
    }
    for (Message& note : m_sound->take_notes()) notes.push_back(std::move(note));
  }
  m_queues->wait_for_all();
  std::vector<Result<StepOutput>> results;
  for (std::unique_ptr<Member>& member : m_members) {
    if (member->error)
      results.push_back(tl::unexpected<Error>(*member->error));
    else
      results.push_back(std::move(*member->output));
  }
  return results;
}

}  // namespace integrart
