#pragma once
// Sound made by the tests themselves, and what the ffmpeg program says about the files that came out.

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "pipeline/media/libav.h"
#include "pipeline/media/sound_fan_out.h"
#include "tests/file_bytes.h"
#include "tests/temporary_folder.h"

namespace integrart::test {

/// Value of channel `channel` at `seconds`.
using Signal = std::function<double(double seconds, int channel)>;
Signal sine(double frequency, double amplitude);

/// A decoded frame in planar float with `frames` samples of `signal` from `begin` seconds on.
libav::Frame frame_of(const Signal& signal, double begin, int frames, int sample_rate, int channels);

/// Pushes `seconds` of `signal` in frames of 1024, then finishes `sound`.
Result<> push_all(SoundFanOut& sound, const Signal& signal, double seconds, int sample_rate, int channels);

/// Keeps everything it is given.
class Collector final : public FrameSink {
 public:
  explicit Collector(AudioNeeds needs) : m_needs(needs) {}
  FrameNeeds needs() const override { return {.video = std::nullopt, .audio = m_needs}; }
  Result<> consume(const AudioBlock& block) override;
  Result<std::optional<LoudnessTarget>> sound_was_normalised(const LoudnessReport& report) override {
    reports.push_back(report);
    return std::optional<LoudnessTarget>();
  }
  Result<StepOutput> finish() override { return StepOutput{}; }

  std::vector<float> samples;
  bool continuous = true;  // every block began where the one before ended
  std::vector<LoudnessReport> reports;

 private:
  AudioNeeds m_needs;
};

/// Standard output and standard error of a shell command; the test fails when the command does.
std::string output_of(const std::string& command);

/// What ffmpeg's own ebur128 filter measures in `file`.
struct Measured {
  double integrated_lufs = 0;
  double true_peak_dbtp = 0;
};
Measured measured_by_ffmpeg(const std::filesystem::path& file);

/// Second at which ffprobe sees the file end; what it sees before 0 (an encoder's delay) is not counted.
double duration_by_ffprobe(const std::filesystem::path& file);

/// All samples of the first sound stream from time 0 on, mixed to one channel at 48 kHz, by the ffmpeg program.
std::vector<float> decoded_by_ffmpeg(const std::filesystem::path& file);

}  // namespace integrart::test
