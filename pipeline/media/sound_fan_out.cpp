#include "pipeline/media/sound_fan_out.h"

#include <algorithm>
#include <cmath>

#include "pipeline/media/sound/continuous_sound.h"
#include "pipeline/media/sound/normaliser.h"

namespace integrart {

namespace {

constexpr double mended_worth_a_note = 0.050;  // seconds
constexpr double cut_worth_a_note = 0.5;

struct Listener {
  FrameSink* sink = nullptr;
  AudioNeeds needs;
  std::optional<Error> error;
  std::int64_t frames = 0;  // delivered so far
};

/// A sink's error detaches that sink and stops nothing else.
void give(Listener& listener, std::span<const float> samples) {
  if (listener.error) return;
  const AudioBlock block{.samples = samples,
                         .channels = listener.needs.channels,
                         .sample_rate = listener.needs.sample_rate,
                         .first_frame = listener.frames};
  listener.frames += static_cast<std::int64_t>(samples.size()) / listener.needs.channels;
  const Result<> outcome = guard([&] { return listener.sink->consume(block); });
  if (!outcome) listener.error = outcome.error();
}

bool same_target(const LoudnessTarget& a, const LoudnessTarget& b) {
  return a.integrated_lufs == b.integrated_lufs && a.true_peak_dbtp == b.true_peak_dbtp;
}

/// Everybody who wants the same rate, channels and end.
struct Group {
  std::unique_ptr<ContinuousSound> sound;
  std::vector<Listener*> as_it_is;
  std::vector<Listener*> normalised;
  std::optional<Normaliser> normaliser;
  std::uint64_t heard = 0;    // samples of all channels
  std::uint64_t cut_off = 0;  // that came after the end

  const AudioNeeds& needs() const { return (as_it_is.empty() ? normalised : as_it_is).front()->needs; }
  double seconds_of(std::uint64_t samples) const {
    return static_cast<double>(samples) / needs().channels / needs().sample_rate;
  }

  Result<> take(std::span<const float> samples) {
    if (needs().most_seconds > 0) {
      const auto frames = static_cast<std::uint64_t>(std::llround(needs().most_seconds * needs().sample_rate));
      const std::uint64_t most = frames * static_cast<std::uint64_t>(needs().channels);
      const std::size_t taken = std::min<std::uint64_t>(samples.size(), most - heard);
      cut_off += samples.size() - taken;
      samples = samples.first(taken);
    }
    heard += samples.size();
    if (samples.empty()) return {};
    for (Listener* listener : as_it_is) give(*listener, samples);
    if (normaliser) TRY(normaliser->add(samples));
    return {};
  }
};

}  // namespace

struct SoundFanOut::State {
  std::vector<std::unique_ptr<Listener>> listeners;  // one per sink of `create`; null for those without audio
  std::vector<std::unique_ptr<Group>> groups;
  std::stop_token stop;
  std::vector<Message> notes;

  Result<> add_to_group(Listener& listener, const std::filesystem::path& scratch_folder);
  Result<> deliver_normalised(Group& group);
  Result<> deliver_again(const Normaliser& normaliser, Listener& listener, LoudnessReport report);
  void note_what_was_mended();
};

SoundFanOut::SoundFanOut(std::unique_ptr<State> state) : m_state(std::move(state)) {}
SoundFanOut::~SoundFanOut() = default;

Result<std::unique_ptr<SoundFanOut>> SoundFanOut::create(const std::vector<FrameSink*>& sinks,
                                                         const std::filesystem::path& scratch_folder,
                                                         std::stop_token stop) {
  auto state = std::make_unique<State>();
  state->stop = std::move(stop);
  for (FrameSink* sink : sinks) {
    const std::optional<AudioNeeds> needs = sink->needs().audio;
    auto& listener = state->listeners.emplace_back();
    if (!needs) continue;
    listener = std::make_unique<Listener>(Listener{.sink = sink, .needs = *needs, .error = {}, .frames = 0});
    TRY(state->add_to_group(*listener, scratch_folder));
  }
  return std::unique_ptr<SoundFanOut>(new SoundFanOut(std::move(state)));
}

Result<> SoundFanOut::State::add_to_group(Listener& listener, const std::filesystem::path& scratch_folder) {
  const auto member = [&](const Group& group) {
    const AudioNeeds& needs = group.needs();
    return needs.sample_rate == listener.needs.sample_rate && needs.channels == listener.needs.channels &&
           needs.most_seconds == listener.needs.most_seconds;
  };
  auto found = std::find_if(groups.begin(), groups.end(), [&](const auto& group) { return member(*group); });
  if (found == groups.end()) {
    auto group = std::make_unique<Group>();
    group->sound = std::make_unique<ContinuousSound>(
        listener.needs.sample_rate, listener.needs.channels,
        [to = group.get()](std::span<const float> samples) { return to->take(samples); });
    found = groups.insert(groups.end(), std::move(group));
  }
  Group& group = **found;
  if (!listener.needs.normalise) {
    group.as_it_is.push_back(&listener);
    return {};
  }
  group.normalised.push_back(&listener);
  if (group.normaliser) return {};
  TRY_ASSIGN(group.normaliser, Normaliser::create(listener.needs.sample_rate, listener.needs.channels, scratch_folder));
  return {};
}

Result<> SoundFanOut::push(const AVFrame& decoded, MediaTime time) {
  if (m_state->stop.stop_requested()) return fail(Errc::cancelled, "media.cancelled");
  for (const auto& group : m_state->groups) TRY(group->sound->push(decoded, time));
  return {};
}

Result<> SoundFanOut::finish() {
  for (const auto& group : m_state->groups) {
    TRY(group->sound->finish());
    TRY(m_state->deliver_normalised(*group));
  }
  m_state->note_what_was_mended();
  return {};
}

Result<> SoundFanOut::State::deliver_normalised(Group& group) {
  std::vector<Listener*> waiting = group.normalised;
  while (!waiting.empty()) {
    const LoudnessTarget target = *waiting.front()->needs.normalise;
    const auto others = std::stable_partition(waiting.begin(), waiting.end(), [&](const Listener* listener) {
      return same_target(*listener->needs.normalise, target);
    });
    const std::vector<Listener*> served(waiting.begin(), others);
    waiting.erase(waiting.begin(), others);
    TRY_ASSIGN(const Normaliser::Outcome outcome,
               group.normaliser->deliver(target, stop, [&](std::span<const float> samples) {
                 for (Listener* listener : served) give(*listener, samples);
                 return Result<>{};
               }));
    for (Listener* listener : served) TRY(deliver_again(*group.normaliser, *listener, outcome.report));
    if (outcome.held_back)
      notes.push_back({"media.sound_gain_held_back",
                       {{"loudness", *outcome.report.before.integrated_lufs}, {"gain", outcome.report.gain_db}}});
  }
  return {};
}

/// For as long as the sink wants it brought to something else.
Result<> SoundFanOut::State::deliver_again(const Normaliser& normaliser, Listener& listener, LoudnessReport report) {
  while (!listener.error) {
    const Result<std::optional<LoudnessTarget>> wanted =
        guard([&] { return listener.sink->sound_was_normalised(report); });
    if (!wanted) listener.error = wanted.error();
    if (!wanted || !*wanted) break;
    listener.frames = 0;
    TRY_ASSIGN(const Normaliser::Outcome again, normaliser.deliver(**wanted, stop, [&](std::span<const float> samples) {
      give(listener, samples);
      return Result<>{};
    }));
    report = again.report;
  }
  return {};
}

/// All groups heard the same source: the first one tells, but of where it was told to stop.
void SoundFanOut::State::note_what_was_mended() {
  if (groups.empty()) return;
  const auto longest = std::ranges::max_element(
      groups, {}, [](const std::unique_ptr<Group>& group) { return group->seconds_of(group->cut_off); });
  if (const double seconds = (*longest)->seconds_of((*longest)->cut_off); seconds > cut_worth_a_note)
    notes.push_back(
        {"media.sound_end_cut", {{"seconds", seconds}, {"length", (*longest)->seconds_of((*longest)->heard)}}});
  const MendedSound& mended = groups.front()->sound->mended();
  if (mended.filled > mended_worth_a_note) notes.push_back({"media.sound_gaps_filled", {{"seconds", mended.filled}}});
  if (mended.cut > mended_worth_a_note) notes.push_back({"media.sound_overlaps_cut", {{"seconds", mended.cut}}});
  if (mended.damaged > 0) notes.push_back({"media.sound_samples_silenced", {{"count", mended.damaged}}});
}

std::optional<Error> SoundFanOut::error_of(std::size_t sink) const {
  if (sink >= m_state->listeners.size() || m_state->listeners[sink] == nullptr) return std::nullopt;
  return m_state->listeners[sink]->error;
}

std::vector<Message> SoundFanOut::take_notes() {
  return std::exchange(m_state->notes, {});
}

}  // namespace integrart
