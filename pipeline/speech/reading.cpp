#include "pipeline/speech/reading.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "pipeline/base/limits.h"
#include "pipeline/speech/cepstrum.h"

namespace integrart {

namespace {

constexpr float silence = 0.01F;        // of full scale; the voice speaks at about 0.3
constexpr double kept_silence = 0.005;  // seconds left in front and behind

/// Where sound begins and ends, so that pauses of the voice are not taken for parts of the words.
std::pair<std::size_t, std::size_t> sounding(std::span<const float> samples, int sample_rate) {
  const auto loud = [](float sample) { return std::abs(sample) > silence; };
  const auto first = std::find_if(samples.begin(), samples.end(), loud);
  if (first == samples.end()) return {0, 0};
  const auto last = std::find_if(samples.rbegin(), samples.rend(), loud).base();
  const auto margin = static_cast<std::ptrdiff_t>(kept_silence * sample_rate);
  return {static_cast<std::size_t>(std::max<std::ptrdiff_t>(first - samples.begin() - margin, 0)),
          static_cast<std::size_t>(std::min<std::ptrdiff_t>(last - samples.begin() + margin, std::ssize(samples)))};
}

void append_rows(FeatureMatrix& matrix, std::span<const float> samples, const CepstrumSettings& settings, int rate) {
  Cepstrum cepstrum(settings, rate);
  cepstrum.add(samples);
  const FeatureMatrix rows = cepstrum.finish();
  for (std::size_t row = 0; row < rows.rows(); ++row) matrix.append(rows.row(row));
}

}  // namespace

Result<Reading> read_lines(ReferenceVoice& voice, std::span<const TextLine> lines, int words_per_minute) {
  Reading reading;
  reading.coarse = FeatureMatrix(0, cepstrum_coefficients);
  reading.fine = FeatureMatrix(0, cepstrum_coefficients);
  std::map<std::string, std::string> voices;
  double seconds = 0;
  for (const TextLine& line : lines) {
    std::string& name = voices[line.language.text()];
    if (name.empty()) {
      TRY_ASSIGN(name, voice.voice_for(line.language));
    }
    TRY_ASSIGN(const SpokenLine spoken, voice.read(line.text, name, words_per_minute));
    const auto [begin, end] = sounding(spoken.samples, voice.sample_rate());
    const auto sound = std::span(spoken.samples).subspan(begin, end - begin);
    const double first_second = static_cast<double>(begin) / voice.sample_rate();
    seconds += static_cast<double>(sound.size()) / voice.sample_rate();
    if (seconds > MediaLimits{}.duration_seconds) return fail(Errc::limit_exceeded, "speech.text_too_long");
    reading.coarse_begins.push_back(reading.coarse.rows());
    reading.fine_begins.push_back(reading.fine.rows());
    append_rows(reading.coarse, sound, coarse_cepstrum, voice.sample_rate());
    append_rows(reading.fine, sound, fine_cepstrum, voice.sample_rate());
    std::vector<Reading::Word>& words = reading.words.emplace_back();
    for (const SpokenLine::Word& word : spoken.words)
      words.push_back({word.begin, word.end, std::max(0.0, word.second - first_second)});
  }
  reading.coarse_begins.push_back(reading.coarse.rows());
  reading.fine_begins.push_back(reading.fine.rows());
  return reading;
}

}  // namespace integrart
