#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

#include "pipeline/speech/cepstrum.h"
#include "pipeline/speech/fourier_transform.h"

using namespace integrart;

namespace {

std::vector<float> tone(double hertz, double seconds, int rate, double level = 0.5) {
  std::vector<float> samples(static_cast<std::size_t>(seconds * rate));
  for (std::size_t i = 0; i < samples.size(); ++i)
    samples[i] = static_cast<float>(level * std::sin(2 * std::numbers::pi * hertz * static_cast<double>(i) / rate));
  return samples;
}

}  // namespace

TEST_CASE("power spectra agree with the definition of the transform") {
  constexpr std::size_t size = 32;
  std::vector<float> samples;
  for (std::size_t i = 0; i < size; ++i)
    samples.push_back(static_cast<float>(std::sin(0.7 * static_cast<double>(i * i))));
  std::vector<float> power(size / 2 + 1);
  FourierTransform(size).power(samples, power);
  for (std::size_t k = 0; k <= size / 2; ++k) {
    std::complex<double> sum;
    for (std::size_t i = 0; i < size; ++i)
      sum += static_cast<double>(samples[i]) *
             std::polar(1.0, -2 * std::numbers::pi * static_cast<double>(k * i) / static_cast<double>(size));
    CHECK(power[k] == Approx(std::norm(sum)).margin(1e-4));
  }
}

TEST_CASE("a tone lies in its own bin, and missing samples are zeros") {
  FourierTransform transform(1024);
  std::vector<float> power(513);
  transform.power(tone(1000, 1024.0 / 16000, 16000), power);
  CHECK(std::max_element(power.begin(), power.end()) - power.begin() == 64);  // 1000 Hz / 15.625 Hz
  transform.power({}, power);
  CHECK(*std::max_element(power.begin(), power.end()) == 0);
}

TEST_CASE("every hop that was begun has a row, in whatever pieces the sound comes") {
  const auto samples = tone(440, 1.01, 16000);
  Cepstrum whole(coarse_cepstrum, 16000);
  whole.add(samples);
  const FeatureMatrix expected = whole.finish();
  CHECK(expected.rows() == 26);  // 1.01 s / 0.04 s
  CHECK(expected.columns() == cepstrum_coefficients);
  Cepstrum pieces(coarse_cepstrum, 16000);
  for (std::size_t at = 0; at < samples.size(); at += 777)
    pieces.add(std::span(samples).subspan(at, std::min<std::size_t>(777, samples.size() - at)));
  const FeatureMatrix found = pieces.finish();
  REQUIRE(found.rows() == expected.rows());
  CHECK(std::equal(found.values().begin(), found.values().end(), expected.values().begin()));
}

TEST_CASE("c0 is loudness, and the others do not depend on it") {
  const auto loud = tone(700, 1, 16000, 0.8), soft = tone(700, 1, 16000, 0.08);
  Cepstrum of_loud(coarse_cepstrum, 16000), of_soft(coarse_cepstrum, 16000);
  of_loud.add(loud);
  of_soft.add(soft);
  const FeatureMatrix a = of_loud.finish(), b = of_soft.finish();
  // Ten times the amplitude is ln(100) in each of 40 filters, over the root of 40.
  CHECK(a.row(12)[0] - b.row(12)[0] == Approx(std::log(100.0) * std::sqrt(40.0)).margin(2));
  Cepstrum of_silence(coarse_cepstrum, 16000);
  of_silence.add(std::vector<float>(16000, 0.0F));
  const FeatureMatrix silence = of_silence.finish();
  for (std::size_t c = 1; c < silence.columns(); ++c) CHECK(silence.row(5)[c] == Approx(0).margin(1e-3));
}

TEST_CASE("the same sound at two sample rates gives nearly the same cepstra") {
  Cepstrum at_16(coarse_cepstrum, 16000), at_22(coarse_cepstrum, 22050);
  std::vector<float> a, b;
  for (const double harmonic : {1.0, 2.0, 3.0, 5.0, 8.0, 12.0}) {
    const auto x = tone(220 * harmonic, 1, 16000, 0.1), y = tone(220 * harmonic, 1, 22050, 0.1);
    a.resize(x.size());
    b.resize(y.size());
    std::transform(x.begin(), x.end(), a.begin(), a.begin(), std::plus<>());
    std::transform(y.begin(), y.end(), b.begin(), b.begin(), std::plus<>());
  }
  at_16.add(a);
  at_22.add(b);
  const FeatureMatrix x = at_16.finish(), y = at_22.finish();
  CHECK(x.rows() == y.rows());
  for (std::size_t c = 1; c < 6; ++c) CHECK(x.row(10)[c] == Approx(y.row(10)[c]).margin(4));
}
