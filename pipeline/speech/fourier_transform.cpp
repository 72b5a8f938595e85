#include "pipeline/speech/fourier_transform.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>

namespace integrart {

namespace {

std::complex<float> unit_root(std::size_t k, std::size_t size) {
  const double angle = -2 * std::numbers::pi * static_cast<double>(k) / static_cast<double>(size);
  return {static_cast<float>(std::cos(angle)), static_cast<float>(std::sin(angle))};
}

// std::complex multiplies with tests for infinities, which is several times slower.
std::complex<float> product(std::complex<float> a, std::complex<float> b) {
  return {a.real() * b.real() - a.imag() * b.imag(), a.real() * b.imag() + a.imag() * b.real()};
}

}  // namespace

FourierTransform::FourierTransform(std::size_t size) : m_bits(size / 2), m_numbers(size / 2) {
  const std::size_t half = size / 2;
  const int width = std::countr_zero(half);
  for (std::size_t i = 0; i < half; ++i)
    for (int bit = 0; bit < width; ++bit)
      if ((i >> static_cast<unsigned>(bit) & 1U) != 0) m_bits[i] |= half >> static_cast<unsigned>(bit + 1);
  for (std::size_t k = 0; k < half / 2; ++k) m_half.push_back(unit_root(k, half));
  for (std::size_t k = 0; k <= half; ++k) m_whole.push_back(unit_root(k, size));
}

void FourierTransform::power(std::span<const float> samples, std::span<float> power) {
  const std::size_t half = m_bits.size();
  const auto sample = [&](std::size_t i) { return i < samples.size() ? samples[i] : 0.0F; };
  for (std::size_t i = 0; i < half; ++i) m_numbers[m_bits[i]] = {sample(2 * i), sample(2 * i + 1)};
  transform();
  for (std::size_t k = 0; k <= half; ++k) {
    const std::complex<float> here = m_numbers[k % half];
    const std::complex<float> mirrored = std::conj(m_numbers[(half - k) % half]);
    const std::complex<float> even = 0.5F * (here + mirrored);
    const std::complex<float> odd = product({0, -0.5F}, here - mirrored);
    power[k] = std::norm(even + product(m_whole[k], odd));
  }
}

void FourierTransform::transform() {
  const std::size_t size = m_numbers.size();
  for (std::size_t length = 2; length <= size; length *= 2) {
    const std::size_t stride = size / length;
    for (std::size_t begin = 0; begin < size; begin += length)
      for (std::size_t k = 0; k < length / 2; ++k) {
        std::complex<float>& upper = m_numbers[begin + k];
        std::complex<float>& lower = m_numbers[begin + k + length / 2];
        const std::complex<float> turned = product(m_half[k * stride], lower);
        lower = upper - turned;
        upper += turned;
      }
  }
}

}  // namespace integrart
