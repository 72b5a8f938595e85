// The whole transcode of one file in one process, for measuring: what `run` in this folder compares with ffmpeg.
//
//   bench_transcode SOURCE FOLDER MODE [RUNG...]
//
// encodes: the rungs and the sound; all: poster, storyboard, waveform, loudness, fingerprint and every filter too but
// those that look for faces and read words, whose cost is counted apart; everything: these too; pictures: the rungs
// only; decode: nothing but decoding; views: decoding and scaling to the rungs without encoding; watched: views, and
// the sound decoded; measures: watched, with the analysers that issue 4 names (flash, pattern, shots, black and frozen
// pictures, PDQ and Chromaprint, loudness), so that the difference is theirs alone; raw: the views written to
// FOLDER/RUNG.yuv; pure: the rungs encoded from those files, which is the floor that nothing can go under. Prints one
// JSON document: seconds of the medium, user and system seconds of the process, peak memory in MiB.

#include <sys/mman.h>
#include <sys/resource.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <set>
#include <sstream>
#include <thread>

#include "filters/filters.h"
#include "pipeline/base/catalogue.h"
#include "pipeline/base/documents/recipe.h"
#include "pipeline/base/filter.h"
#include "pipeline/fingerprint/fingerprint_sink.h"
#include "pipeline/media/analysis_sinks.h"
#include "pipeline/media/decode_pass.h"
#include "pipeline/media/libav.h"
#include "pipeline/media/picture/view_maker.h"
#include "pipeline/media/probe.h"
#include "pipeline/media/rendition.h"

namespace integrart {
namespace {

using Sinks = std::vector<std::unique_ptr<FrameSink>>;

/// Takes pictures or sound and does nothing with them.
class Onlooker : public FrameSink {
 public:
  explicit Onlooker(FrameNeeds needs) : m_needs(needs) {}
  explicit Onlooker(VideoNeeds needs) : m_needs{.video = needs, .audio = std::nullopt} {}
  FrameNeeds needs() const override { return m_needs; }
  Result<> consume(const VideoFrame&) override { return {}; }
  Result<> consume(const AudioBlock&) override { return {}; }
  Result<StepOutput> finish() override { return StepOutput{}; }

 private:
  FrameNeeds m_needs;
};

/// Writes the pictures as they are.
class RawWriter : public FrameSink {
 public:
  RawWriter(VideoNeeds needs, const std::filesystem::path& file) : m_needs(needs), m_file(file, std::ios::binary) {}
  FrameNeeds needs() const override { return {.video = m_needs, .audio = std::nullopt}; }
  using FrameSink::consume;
  Result<> consume(const VideoFrame& frame) override {
    for (std::size_t plane = 0; plane < 3; ++plane) {
      const int divisor = plane == 0 ? 1 : 2;
      for (int row = 0; row < frame.picture.height / divisor; ++row)
        m_file.write(reinterpret_cast<const char*>(frame.picture.planes[plane]) +
                         static_cast<std::ptrdiff_t>(row) * frame.picture.strides[plane],
                     frame.picture.width / divisor);
    }
    return {};
  }
  Result<StepOutput> finish() override { return StepOutput{}; }

 private:
  VideoNeeds m_needs;
  std::ofstream m_file;
};

/// For trials: BENCH_PRESET, BENCH_TUNING ("key=value:key=value") and BENCH_CRF replace what the recipe says.
void apply_environment(VideoRenditionSettings& settings) {
  if (const char* preset = std::getenv("BENCH_PRESET")) settings.preset = preset;
  if (const char* crf = std::getenv("BENCH_CRF")) settings.crf = std::atof(crf);
  const char* tuning = std::getenv("BENCH_TUNING");
  if (tuning == nullptr) return;
  settings.tuning.clear();
  std::istringstream options(tuning);
  for (std::string option; std::getline(options, option, ':');) {
    const std::size_t equals = option.find('=');
    if (equals != std::string::npos) settings.tuning[option.substr(0, equals)] = option.substr(equals + 1);
  }
}

struct BenchRung {
  std::string id;
  VideoRenditionSettings settings;
};

std::vector<BenchRung> rungs_of(const SourceFacts& facts, const std::set<std::string>& only) {
  const Recipe recipe = Recipe::default_recipe();
  std::vector<BenchRung> rungs;
  for (const Rung& rung : recipe.video.ladder) {
    if (!facts.video || rung.short_side > std::min(facts.video->width, facts.video->height)) continue;
    if (!only.empty() && !only.contains(rung.id)) continue;
    const RungSize size = rung_size(facts.video->width, facts.video->height, rung.short_side);
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
    apply_environment(settings);
    rungs.push_back({rung.id, settings});
  }
  return rungs;
}

Result<> add_pictures(const SourceFacts& facts, const std::filesystem::path& folder, const std::string& mode,
                      const std::set<std::string>& only, Sinks& sinks) {
  for (const BenchRung& rung : rungs_of(facts, only)) {
    const VideoNeeds needs{rung.settings.width, rung.settings.height, PixelLayout::i420, rung.settings.max_frame_rate};
    if (mode == "views" || mode == "watched" || mode == "measures") {
      sinks.push_back(std::make_unique<Onlooker>(needs));
    } else if (mode == "raw") {
      sinks.push_back(std::make_unique<RawWriter>(needs, folder / (rung.id + ".yuv")));
    } else {
      std::filesystem::create_directories(folder / rung.id);
      TRY_ASSIGN(auto sink, make_video_rendition(rung.settings, folder / rung.id));
      sinks.push_back(std::move(sink));
    }
  }
  return {};
}

/// One rung from raw pictures that lie in memory.
Result<> encode_one_pure(const BenchRung& rung, const std::filesystem::path& folder) {
  const int width = rung.settings.width;
  const int height = rung.settings.height;
  TRY_ASSIGN(const auto opened, open_regular_file((folder / (rung.id + ".yuv")).string(), UINT64_MAX));
  void* mapped = mmap(nullptr, opened.second.bytes, PROT_READ, MAP_PRIVATE | MAP_POPULATE, opened.second.descriptor, 0);
  if (mapped == MAP_FAILED) return fail(Errc::unavailable, "media.internal");
  std::filesystem::create_directories(folder / rung.id);
  TRY_ASSIGN(auto sink, make_video_rendition(rung.settings, folder / rung.id));
  const auto luma = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
  const std::size_t picture_bytes = luma * 3 / 2;
  const auto pictures = static_cast<std::int64_t>(opened.second.bytes / picture_bytes);
  const Rational rate = rung.settings.frame_rate;
  for (std::int64_t number = 0; number < pictures; ++number) {
    libav::Frame picture(av_frame_alloc());
    auto* bytes = static_cast<std::uint8_t*>(mapped) + static_cast<std::size_t>(number) * picture_bytes;
    picture->buf[0] = av_buffer_create(
        bytes, picture_bytes, [](void*, std::uint8_t*) {}, nullptr, AV_BUFFER_FLAG_READONLY);
    picture->width = width;
    picture->height = height;
    picture->format = AV_PIX_FMT_YUV420P;
    picture->data[0] = bytes;
    picture->data[1] = bytes + luma;
    picture->data[2] = bytes + luma + luma / 4;
    picture->linesize[0] = width;
    picture->linesize[1] = picture->linesize[2] = width / 2;
    VideoFrame frame;
    frame.time = {number * rate.denominator, {1, rate.numerator}};
    frame.duration = {rate.denominator, {1, rate.numerator}};
    frame.index = number;
    frame.native = std::move(picture);
    TRY(sink->consume(frame));
  }
  TRY(sink->finish());
  munmap(mapped, opened.second.bytes);
  return {};
}

/// All rungs side by side on all cores, as the decode pass encodes them: cores that share caches cost each other time.
Result<> encode_pure(const std::vector<BenchRung>& rungs, const std::filesystem::path& folder) {
  std::atomic<std::size_t> next = 0;
  std::vector<Result<>> results(rungs.size());
  {
    std::vector<std::jthread> threads;
    for (unsigned core = 0; core < std::max(1U, std::thread::hardware_concurrency()); ++core)
      threads.emplace_back([&] {
        for (std::size_t index = next++; index < rungs.size(); index = next++)
          results[index] = encode_one_pure(rungs[index], folder);
      });
  }
  for (const Result<>& result : results) TRY(result);
  return {};
}

/// Filters that recognise things, at single moments of a film, for many times the cost of one that measures.
bool recognises(const Filter& filter) {
  return filter.id == "face" || filter.id == "text_in_picture" || filter.id == "image_class";
}

Result<> add_analysers(const SourceFacts& facts, const std::filesystem::path& folder, bool everything, Sinks& sinks) {
  TRY_ASSIGN(auto poster, make_poster(facts, folder));
  TRY_ASSIGN(auto storyboard, make_storyboard(facts, folder));
  TRY_ASSIGN(auto waveform, make_waveform(facts, folder));
  TRY_ASSIGN(auto shots, make_shots(facts, folder));
  TRY_ASSIGN(auto loudness, make_loudness(facts));
  TRY_ASSIGN(auto fingerprint, make_fingerprint_sink(facts));
  sinks.push_back(std::move(poster));
  sinks.push_back(std::move(storyboard));
  sinks.push_back(std::move(waveform));
  sinks.push_back(std::move(shots));
  sinks.push_back(std::move(loudness));
  sinks.push_back(std::move(fingerprint));
  for (const Filter* filter : filters()) {
    if (filter->make_sink == nullptr || (recognises(*filter) && !everything)) continue;
    if (filter->id == "image_class") continue;  // it comes without a model
    TRY_ASSIGN(auto sink, filter->make_sink(facts, Json::empty_object()));
    sinks.push_back(std::move(sink));
  }
  return {};
}

/// The decoded sound, and with `measures` the analysers that have a limit of their own.
Result<> add_measures(const SourceFacts& facts, const std::filesystem::path& folder, bool measures, Sinks& sinks) {
  if (!facts.audio.empty())
    sinks.push_back(std::make_unique<Onlooker>(FrameNeeds{.video = std::nullopt, .audio = AudioNeeds{}}));
  if (!measures) return {};
  TRY_ASSIGN(auto loudness, make_loudness(facts));
  TRY_ASSIGN(auto fingerprint, make_fingerprint_sink(facts));
  TRY_ASSIGN(auto shots, make_shots(facts, folder));
  sinks.push_back(std::move(loudness));
  sinks.push_back(std::move(fingerprint));
  sinks.push_back(std::move(shots));
  for (const char* id : {"flash", "pattern", "black"}) {
    const Filter* filter = find_by_id(filters(), id);
    if (filter == nullptr || filter->make_sink == nullptr)
      return fail(Errc::internal, "engine.filter_unknown", {{"filter", id}});
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
  TRY(add_pictures(facts, folder, mode, only, sinks));
  if (mode == "views" || mode == "raw" || mode == "pictures") return sinks;
  if (mode == "watched" || mode == "measures") {
    TRY(add_measures(facts, folder, mode == "measures", sinks));
    return sinks;
  }
  if (!facts.audio.empty()) {
    AudioRenditionSettings sound;
    sound.channels = std::min(2, facts.audio.front().channels);
    sound.loudness = LoudnessTarget{};
    TRY_ASSIGN(auto sink, make_audio_rendition(sound, folder));
    sinks.push_back(std::move(sink));
  }
  if (mode == "all" || mode == "everything") TRY(add_analysers(facts, folder, mode == "everything", sinks));
  return sinks;
}

Json measured(const DecodePassResult& result, Json outputs) {
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

Result<Json> run(const std::string& source, const std::filesystem::path& folder, const std::string& mode,
                 const std::set<std::string>& only) {
  const MediaLimits limits;
  TRY_ASSIGN(const auto opened, open_regular_file(source, limits.source_bytes));
  TRY_ASSIGN(const Noted<SourceFacts> probed, probe_media(opened.second, limits));
  std::filesystem::create_directories(folder);
  if (mode == "pure") {
    TRY(encode_pure(rungs_of(probed.value, only), folder));
    return measured({}, Json::empty_array());
  }
  TRY_ASSIGN(Sinks sinks, make_sinks(probed.value, folder, mode, only));
  DecodePassOptions options;
  options.scratch_folder = folder;
  TRY_ASSIGN(const DecodePassResult result, run_decode_pass(opened.second, probed.value, std::move(sinks), options));
  Json outputs = Json::empty_array();
  for (const Result<StepOutput>& output : result.sinks) {
    TRY(output);
    Json document = output->document;
    if (document.is_object()) document["segments"] = nullptr;
    if (mode != "all" && mode != "everything") outputs.push_back(std::move(document));
  }
  for (const Message& note : result.notes) std::cerr << render(note) << '\n';
  return measured(result, std::move(outputs));
}

}  // namespace
}  // namespace integrart

int main(int count, char** arguments) {
  if (count < 4) {
    std::cerr << "bench_transcode SOURCE FOLDER encodes|all|everything|pictures|decode|views|watched|measures|raw|pure "
                 "[RUNG...]\n";
    return 2;
  }
  const std::string mode = arguments[3];
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
