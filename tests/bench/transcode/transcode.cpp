// The whole transcode of one file in one process, for measuring: what `run` in this folder compares with ffmpeg.
//
//   bench_transcode SOURCE FOLDER [encodes|all|decode|views] [RUNG...]
//
// encodes: the rungs and the sound; all: poster, storyboard, waveform, loudness and every filter too; decode: nothing
// but decoding and full-size pictures; views: decoding and scaling to the rungs without encoding. Prints one JSON
// document: seconds of the medium, user+system seconds of the process, peak memory in MiB.

#include <sys/resource.h>

#include <cstdio>
#include <filesystem>
#include <iostream>
#include <set>

#include "filters/filters.h"
#include "pipeline/base/documents/recipe.h"
#include "pipeline/base/filter.h"
#include "pipeline/media/analysis_sinks.h"
#include "pipeline/media/decode_pass.h"
#include "pipeline/media/picture/view_maker.h"
#include "pipeline/media/probe.h"
#include "pipeline/media/rendition.h"

namespace integrart {
namespace {

using Sinks = std::vector<std::unique_ptr<FrameSink>>;

/// Takes pictures and does nothing with them.
class Onlooker : public FrameSink {
 public:
  explicit Onlooker(VideoNeeds needs) : m_needs(needs) {}
  FrameNeeds needs() const override {
    FrameNeeds needs;
    needs.video = m_needs;
    return needs;
  }
  using FrameSink::consume;
  Result<> consume(const VideoFrame&) override { return {}; }
  Result<StepOutput> finish() override { return StepOutput{}; }

 private:
  VideoNeeds m_needs;
};

Result<> add_renditions(const SourceFacts& facts, const std::filesystem::path& folder,
                        const std::set<std::string>& only, bool encode, Sinks& sinks) {
  const Recipe recipe = Recipe::default_recipe();
  for (const Rung& rung : recipe.video.ladder) {
    if (!facts.video || rung.short_side > std::min(facts.video->width, facts.video->height)) continue;
    if (!only.empty() && !only.contains(rung.id)) continue;
    const RungSize size = rung_size(facts.video->width, facts.video->height, rung.short_side);
    if (!encode) {
      sinks.push_back(
          std::make_unique<Onlooker>(VideoNeeds{size.width, size.height, PixelLayout::i420, rung.max_frame_rate}));
      continue;
    }
    VideoRenditionSettings settings;
    settings.preset = recipe.video.preset;
    settings.tuning = recipe.video.tuning;
    settings.width = size.width;
    settings.height = size.height;
    settings.crf = rung.crf;
    settings.max_bitrate_kbps = rung.max_bitrate_kbps;
    settings.gop_seconds = recipe.video.gop_seconds;
    settings.max_frame_rate = rung.max_frame_rate;
    settings.frame_rate = facts.video->frame_rate;
    std::filesystem::create_directories(folder / rung.id);
    TRY_ASSIGN(auto sink, make_video_rendition(settings, folder / rung.id));
    sinks.push_back(std::move(sink));
  }
  return {};
}

Result<> add_analysers(const SourceFacts& facts, const std::filesystem::path& folder, Sinks& sinks) {
  TRY_ASSIGN(auto poster, make_poster(facts, folder));
  TRY_ASSIGN(auto storyboard, make_storyboard(facts, folder));
  TRY_ASSIGN(auto waveform, make_waveform(facts, folder));
  TRY_ASSIGN(auto loudness, make_loudness(facts));
  sinks.push_back(std::move(poster));
  sinks.push_back(std::move(storyboard));
  sinks.push_back(std::move(waveform));
  sinks.push_back(std::move(loudness));
  for (const Filter* filter : filters()) {
    if (filter->make_sink == nullptr) continue;
    TRY_ASSIGN(auto sink, filter->make_sink(facts, Json::empty_object()));
    sinks.push_back(std::move(sink));
  }
  return {};
}

Result<Sinks> make_sinks(const SourceFacts& facts, const std::filesystem::path& folder, const std::string& mode,
                         const std::set<std::string>& only) {
  Sinks sinks;
  if (mode == "decode") {
    sinks.push_back(std::make_unique<Onlooker>(VideoNeeds{}));
    return sinks;
  }
  TRY(add_renditions(facts, folder, only, mode != "views", sinks));
  if (mode == "views") return sinks;
  if (!facts.audio.empty()) {
    AudioRenditionSettings sound;
    sound.channels = std::min(2, facts.audio.front().channels);
    sound.loudness = LoudnessTarget{};
    TRY_ASSIGN(auto sink, make_audio_rendition(sound, folder));
    sinks.push_back(std::move(sink));
  }
  if (mode == "all") TRY(add_analysers(facts, folder, sinks));
  return sinks;
}

Result<Json> run(const std::string& source, const std::filesystem::path& folder, const std::string& mode,
                 const std::set<std::string>& only) {
  const MediaLimits limits;
  TRY_ASSIGN(const auto opened, open_regular_file(source, limits.source_bytes));
  TRY_ASSIGN(const Noted<SourceFacts> probed, probe_media(opened.second, limits));
  std::filesystem::create_directories(folder);
  TRY_ASSIGN(Sinks sinks, make_sinks(probed.value, folder, mode, only));
  DecodePassOptions options;
  options.scratch_folder = folder;
  TRY_ASSIGN(const DecodePassResult result, run_decode_pass(opened.second, probed.value, std::move(sinks), options));
  Json outputs = Json::empty_array();
  for (const Result<StepOutput>& output : result.sinks) {
    TRY(output);
    Json document = output->document;
    if (document.is_object()) document["segments"] = nullptr;
    if (mode != "all") outputs.push_back(std::move(document));
  }
  for (const Message& note : result.notes) std::cerr << render(note) << '\n';
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
  };
  return Json::object({{"decoded_seconds", result.decoded_seconds},
                       {"pictures", result.pictures},
                       {"cpu_seconds", seconds(usage.ru_utime) + seconds(usage.ru_stime)},
                       {"peak_mib", static_cast<double>(usage.ru_maxrss) / 1024},
                       {"outputs", std::move(outputs)}});
}

}  // namespace
}  // namespace integrart

int main(int count, char** arguments) {
  if (count < 3) {
    std::cerr << "bench_transcode SOURCE FOLDER [encodes|all|decode|views] [RUNG...]\n";
    return 2;
  }
  const std::string mode = count > 3 ? arguments[3] : "encodes";
  std::set<std::string> only;
  for (int index = 4; index < count; ++index) only.insert(arguments[index]);
  const auto result = integrart::run(arguments[1], arguments[2], mode, only);
  if (!result) {
    std::cerr << integrart::render(result.error()) << '\n';
    return 3;
  }
  std::cout << result->dump_pretty();
  return 0;
}
