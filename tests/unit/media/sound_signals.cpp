#include "sound_signals.h"

#include <stdlib.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <numbers>
#include <regex>
#include <sstream>

namespace integrart::test {

Signal sine(double frequency, double amplitude) {
  return [=](double seconds, int) { return amplitude * std::sin(2 * std::numbers::pi * frequency * seconds); };
}

libav::Frame frame_of(const Signal& signal, double begin, int frames, int sample_rate, int channels) {
  libav::Frame frame(av_frame_alloc());
  frame->format = AV_SAMPLE_FMT_FLTP;
  frame->sample_rate = sample_rate;
  frame->nb_samples = frames;
  av_channel_layout_default(&frame->ch_layout, channels);
  REQUIRE(av_frame_get_buffer(frame.get(), 0) >= 0);
  for (int channel = 0; channel < channels; ++channel) {
    auto* plane = reinterpret_cast<float*>(frame->extended_data[channel]);
    for (int i = 0; i < frames; ++i) plane[i] = static_cast<float>(signal(begin + double(i) / sample_rate, channel));
  }
  return frame;
}

Result<> push_all(SoundFanOut& sound, const Signal& signal, double seconds, int sample_rate, int channels) {
  const auto total = std::llround(seconds * sample_rate);
  for (std::int64_t at = 0; at < total; at += 1024) {
    const auto frame = frame_of(signal, double(at) / sample_rate,
                                static_cast<int>(std::min<std::int64_t>(1024, total - at)), sample_rate, channels);
    TRY(sound.push(*frame, MediaTime{at, {1, sample_rate}}));
  }
  return sound.finish();
}

Result<> Collector::consume(const AudioBlock& block) {
  continuous = continuous && block.first_frame * block.channels == static_cast<std::int64_t>(samples.size()) &&
               block.channels == m_needs.channels && block.sample_rate == m_needs.sample_rate;
  samples.insert(samples.end(), block.samples.begin(), block.samples.end());
  return {};
}

std::string output_of(const std::string& command) {
  FILE* pipe = ::popen((command + " 2>&1").c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string output;
  char buffer[4096];
  while (const std::size_t got = std::fread(buffer, 1, sizeof buffer, pipe)) output.append(buffer, got);
  const int status = ::pclose(pipe);
  INFO(command << "\n" << output);
  REQUIRE(status == 0);
  return output;
}

Measured measured_by_ffmpeg(const std::filesystem::path& file) {
  const std::string text =
      output_of("ffmpeg -hide_banner -nostats -i '" + file.string() + "' -af ebur128=peak=true -f null -");
  const std::string summary = text.substr(text.rfind("Summary:"));
  std::smatch loudness;
  std::smatch peak;
  REQUIRE(std::regex_search(summary, loudness, std::regex(R"(I:\s+(-?[0-9.]+) LUFS)")));
  REQUIRE(std::regex_search(summary, peak, std::regex(R"(Peak:\s+(-?[0-9.]+) dBFS)")));
  return {std::stod(loudness[1]), std::stod(peak[1])};
}

double duration_by_ffprobe(const std::filesystem::path& file) {
  const std::string text =
      output_of("ffprobe -v error -show_entries format=start_time,duration -of csv=p=0 '" + file.string() + "'");
  return std::stod(text) + std::stod(text.substr(text.find(',') + 1));
}

std::vector<float> decoded_by_ffmpeg(const std::filesystem::path& file) {
  const std::string raw = file.string() + ".f32";
  output_of("ffmpeg -v error -y -copyts -i '" + file.string() +
            "' -map 0:a:0 -af atrim=start=0 -ac 1 -ar 48000 -f f32le '" + raw + "'");
  const std::string bytes = bytes_of(raw);
  std::vector<float> samples(bytes.size() / sizeof(float));
  std::memcpy(samples.data(), bytes.data(), samples.size() * sizeof(float));
  return samples;
}

}  // namespace integrart::test
