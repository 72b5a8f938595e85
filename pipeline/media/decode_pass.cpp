#include "pipeline/media/decode_pass.h"

#include <algorithm>
#include <map>

#include "pipeline/media/pass/slideshow.h"
#include "pipeline/media/pass/source_pass.h"

namespace integrart {
namespace {

/// Positions of the sinks by the sound track they want; pictures and the first track go together.
std::map<int, std::vector<std::size_t>> by_track(const std::vector<std::unique_ptr<FrameSink>>& sinks) {
  std::map<int, std::vector<std::size_t>> groups;
  for (std::size_t i = 0; i < sinks.size(); ++i) {
    const FrameNeeds needs = sinks[i]->needs();
    groups[needs.audio ? needs.audio->track : 0].push_back(i);
  }
  return groups;
}

/// A further track (a dub) is a pass of its own over sound alone: demuxing again costs next to nothing beside decoding,
/// and the clock is the same because the picture still takes part in finding the origin.
Result<DecodePassResult> run_track(const InputFile& source, const SourceFacts& facts, int track,
                                   std::vector<std::unique_ptr<FrameSink>> sinks, const DecodePassOptions& options) {
  SourceFacts of_track = facts;
  if (track != 0) {
    if (track < 0 || track >= static_cast<int>(facts.audio.size()))
      return fail(Errc::invalid_input, "media.no_such_track",
                  {{"file", source.name}, {"track", std::int64_t{track} + 1}});
    of_track.audio = {facts.audio[static_cast<std::size_t>(track)]};
  }
  TRY_ASSIGN(MediaSource opened, MediaSource::open(source, options.limits));
  return SourcePass(std::move(opened), of_track, options).run(std::move(sinks));
}

}  // namespace

Result<DecodePassResult> run_decode_pass(const InputFile& source, const SourceFacts& facts,
                                         std::vector<std::unique_ptr<FrameSink>> sinks,
                                         const DecodePassOptions& options) {
  const auto groups = by_track(sinks);
  DecodePassResult all;
  all.sinks.resize(sinks.size(), fail(Errc::internal, "media.internal"));
  all.sink_cpu_seconds.resize(sinks.size(), 0);
  for (const auto& [track, members] : groups) {
    std::vector<std::unique_ptr<FrameSink>> group;
    for (const std::size_t index : members) group.push_back(std::move(sinks[index]));
    TRY_ASSIGN(DecodePassResult passed, run_track(source, facts, track, std::move(group), options));
    for (std::size_t i = 0; i < members.size(); ++i) {
      all.sinks[members[i]] = std::move(passed.sinks[i]);
      all.sink_cpu_seconds[members[i]] = passed.sink_cpu_seconds[i];
    }
    for (Message& note : passed.notes) all.notes.push_back(std::move(note));
    all.pictures += passed.pictures;
    all.decoded_seconds = std::max(all.decoded_seconds, passed.decoded_seconds);
  }
  return all;
}

Result<DecodePassResult> run_slideshow_pass(const SlideshowSource& source,
                                            std::vector<std::unique_ptr<FrameSink>> sinks,
                                            const DecodePassOptions& options) {
  TRY_ASSIGN(MediaSource opened, MediaSource::open(source.sound, options.limits));
  TRY_ASSIGN(Slideshow slideshow, Slideshow::create(source, options));
  SourcePass pass(std::move(opened), source.sound_facts, options);
  pass.set_made_pictures({slideshow.facts(), [&](FanOut& fan_out) { return slideshow.show(fan_out); }});
  return pass.run(std::move(sinks));
}

}  // namespace integrart
