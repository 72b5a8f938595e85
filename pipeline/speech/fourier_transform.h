#pragma once
// The discrete Fourier transform of real sound.

#include <complex>
#include <cstddef>
#include <span>
#include <vector>

namespace integrart {

/// Power spectra of windows of one size. Tables are made once; an object is used by one thread at a time.
class FourierTransform {
 public:
  /// `size` is a power of two, at least 4.
  explicit FourierTransform(std::size_t size);

  std::size_t size() const { return m_bits.size() * 2; }

  /// |X(k)|^2 for k = 0 ... size/2 of `samples`, which are followed by zeros up to `size`. Radix-2 decimation in time
  /// of half the size, as the samples are real (Press et al., Numerical Recipes, 12.3). `power` has size/2 + 1 values.
  void power(std::span<const float> samples, std::span<float> power);

 private:
  void transform();

  std::vector<std::size_t> m_bits;             // bit-reversed places of the half transform
  std::vector<std::complex<float>> m_half;     // e^(-2 pi i k / (size/2)), k < size/4
  std::vector<std::complex<float>> m_whole;    // e^(-2 pi i k / size), k <= size/2
  std::vector<std::complex<float>> m_numbers;  // even samples are real parts, odd ones imaginary
};

}  // namespace integrart
