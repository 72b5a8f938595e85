#include "pipeline/speech/sound_features.h"

#include <array>
#include <bit>
#include <cstring>
#include <fstream>

#include "pipeline/base/limits.h"
#include "pipeline/speech/cepstrum.h"

namespace integrart {

namespace {

constexpr std::string_view magic = "integrart sound features 1\n";
constexpr int sample_rate = 16000;

void append_number(std::string& bytes, std::uint32_t number) {
  for (unsigned shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(number >> shift & 0xFFU);
}

std::uint32_t number_at(std::string_view bytes, std::size_t at) {
  std::uint32_t number = 0;
  for (unsigned i = 0; i < 4; ++i)
    number |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + i])) << 8 * i;
  return number;
}

void append_matrix(std::string& bytes, const FeatureMatrix& matrix) {
  append_number(bytes, static_cast<std::uint32_t>(matrix.rows()));
  for (const float value : matrix.values()) append_number(bytes, std::bit_cast<std::uint32_t>(value));
}

Result<FeatureMatrix> take_matrix(std::string_view& bytes, const CepstrumSettings& settings) {
  const auto broken = [] { return fail(Errc::invalid_input, "speech.features_broken"); };
  if (bytes.size() < 4) return broken();
  const std::size_t rows = number_at(bytes, 0);
  const auto most_rows = static_cast<std::size_t>(MediaLimits{}.duration_seconds / settings.hop_seconds) + 100;
  const std::size_t size = rows * cepstrum_coefficients * 4;
  if (rows > most_rows || bytes.size() - 4 < size) return broken();
  FeatureMatrix matrix(rows, cepstrum_coefficients);
  for (std::size_t i = 0; i < rows; ++i)
    for (std::size_t c = 0; c < cepstrum_coefficients; ++c)
      matrix.row(i)[c] = std::bit_cast<float>(number_at(bytes, 4 + (i * cepstrum_coefficients + c) * 4));
  bytes.remove_prefix(4 + size);
  return matrix;
}

class FeatureSink final : public FrameSink {
 public:
  explicit FeatureSink(std::filesystem::path folder)
      : m_folder(std::move(folder)), m_coarse(coarse_cepstrum, sample_rate), m_fine(fine_cepstrum, sample_rate) {}

  FrameNeeds needs() const override {
    AudioNeeds audio;
    audio.sample_rate = sample_rate;
    audio.channels = 1;
    return {.video = std::nullopt, .audio = audio};
  }

  Result<> consume(const AudioBlock& block) override {
    m_coarse.add(block.samples);
    m_fine.add(block.samples);
    m_samples += static_cast<std::int64_t>(block.samples.size());
    return {};
  }

  Result<StepOutput> finish() override {
    SoundFeatures features;
    features.seconds = static_cast<double>(m_samples) / sample_rate;
    features.coarse = m_coarse.finish();
    features.fine = m_fine.finish();
    std::ofstream file(m_folder / "features.bin", std::ios::binary);
    file << features.to_bytes();
    file.close();
    if (!file) return fail(Errc::unavailable, "engine.write_failed", {{"file", "features.bin"}});
    StepOutput output;
    output.files.push_back({"features.bin", "features.bin", "application/octet-stream"});
    output.document = Json::object({{"seconds", features.seconds}});
    return output;
  }

 private:
  std::filesystem::path m_folder;
  Cepstrum m_coarse;
  Cepstrum m_fine;
  std::int64_t m_samples = 0;
};

}  // namespace

std::string SoundFeatures::to_bytes() const {
  std::string bytes(magic);
  append_number(bytes, std::bit_cast<std::uint32_t>(static_cast<float>(seconds)));
  append_matrix(bytes, coarse);
  append_matrix(bytes, fine);
  return bytes;
}

Result<SoundFeatures> SoundFeatures::from_bytes(std::string_view bytes) {
  if (!bytes.starts_with(magic) || bytes.size() < magic.size() + 4)
    return fail(Errc::invalid_input, "speech.features_broken");
  bytes.remove_prefix(magic.size());
  SoundFeatures features;
  features.seconds = std::bit_cast<float>(number_at(bytes, 0));
  bytes.remove_prefix(4);
  TRY_ASSIGN(features.coarse, take_matrix(bytes, coarse_cepstrum));
  TRY_ASSIGN(features.fine, take_matrix(bytes, fine_cepstrum));
  return features;
}

SoundFeatures sound_features_of(std::span<const float> samples, int rate) {
  SoundFeatures features;
  features.seconds = static_cast<double>(samples.size()) / rate;
  Cepstrum coarse(coarse_cepstrum, rate);
  Cepstrum fine(fine_cepstrum, rate);
  coarse.add(samples);
  fine.add(samples);
  features.coarse = coarse.finish();
  features.fine = fine.finish();
  return features;
}

Result<std::unique_ptr<FrameSink>> make_sound_features(const SourceFacts& facts, const std::filesystem::path& folder) {
  if (facts.audio.empty()) return fail(Errc::invalid_input, "media.no_sound");
  return std::make_unique<FeatureSink>(folder);
}

}  // namespace integrart
