#include "filters/video/pattern/stripes.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numbers>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

namespace integrart::pattern {
namespace {

constexpr int least_cycles = 4;        // fewer are parts of a scene; more than five pairs on a quarter have more
constexpr double least_energy = 0.03;  // of the spectrum in the strongest wave, so that nothing dearer is tried
constexpr float least_light = 0.25F;   // of the maximum: 50 of 200 cd/m2
constexpr float least_difference = 0.1F;
constexpr float least_explained = 0.5F;  // a square wave has 0.81 of its energy in the fundamental, a sine all
constexpr double outermost = 0.02;       // of the cells, left out on each side when pairs are counted

/// Three boxes are nearly a Gaussian of this many periods (standard deviation), which leaves nothing of the mean.
constexpr double blur_periods = 0.6;

}  // namespace

bool Wave::is_near(const Wave& other) const {
  return std::abs(across - other.across) <= 1 && std::abs(down - other.down) <= 1;
}

class StripeSearch::Tables {
 public:
  Tables(int width, int height) : m_width(width), m_height(height) {}

  std::optional<Stripes> strongest(const std::vector<float>& luminance, const std::optional<Wave>& preferred) {
    // The matrix is only read; OpenCV has no view of constant memory.
    const cv::Mat picture(m_height, m_width, CV_32F, const_cast<float*>(luminance.data()));
    std::optional<Wave> wave = peak(picture);
    if (!wave) return std::nullopt;
    if (preferred && wave->is_near(*preferred)) wave = preferred;
    return measured(picture, *wave);
  }

 private:
  /// The strongest wave of the spectrum, when it stands out.
  std::optional<Wave> peak(const cv::Mat& picture) {
    cv::subtract(picture, cv::mean(picture), m_centred);
    cv::dft(m_centred, m_spectrum, cv::DFT_COMPLEX_OUTPUT);
    double all = 0, most = 0;
    Wave best;
    for (int row = 0; row < m_height; ++row) {
      const int down = row <= m_height / 2 ? row : row - m_height;
      const auto* const line = m_spectrum.ptr<cv::Vec2f>(row);
      for (int across = 0; across <= m_width / 2; ++across) {
        const double energy = static_cast<double>(line[across][0]) * line[across][0] +
                              static_cast<double>(line[across][1]) * line[across][1];
        all += energy;
        if (energy <= most || across * across + down * down < least_cycles * least_cycles) continue;
        if (across == 0 && down <= 0) continue;
        most = energy;
        best = {across, down};
      }
    }
    if (most <= least_energy * all) return std::nullopt;
    return best;
  }

  Stripes measured(const cv::Mat& picture, const Wave& wave) {
    demodulate(picture, wave);
    Stripes stripes;
    stripes.wave = wave;
    std::vector<float> places;
    std::complex<double> sum;
    int left = m_width, right = 0, top = m_height, bottom = 0;
    const double step_x = static_cast<double>(wave.across) / m_width;
    const double step_y = static_cast<double>(wave.down) / m_height;
    for (int y = 0; y < m_height; ++y)
      for (int x = 0; x < m_width; ++x) {
        if (!is_striped(y, x)) continue;
        const cv::Vec2f& wave_here = m_demodulated.at<cv::Vec2f>(y, x);
        sum += std::complex<double>(wave_here[0], wave_here[1]);
        places.push_back(static_cast<float>(x * step_x + y * step_y));
        left = std::min(left, x);
        right = std::max(right, x + 1);
        top = std::min(top, y);
        bottom = std::max(bottom, y + 1);
      }
    if (places.empty()) return stripes;
    stripes.area = static_cast<double>(places.size()) / (static_cast<double>(m_width) * m_height);
    stripes.pairs = reach(places);
    stripes.phase = std::arg(sum);
    stripes.box = {static_cast<double>(left) / m_width, static_cast<double>(top) / m_height,
                   static_cast<double>(right - left) / m_width, static_cast<double>(bottom - top) / m_height};
    return stripes;
  }

  /// How many cycles lie between the outermost cells.
  static double reach(std::vector<float>& places) {
    const auto margin = static_cast<std::ptrdiff_t>(outermost * static_cast<double>(places.size()));
    const auto first = places.begin() + margin;
    const auto last = places.end() - 1 - margin;
    std::nth_element(places.begin(), first, places.end());
    const float least = *first;
    std::nth_element(places.begin(), last, places.end());
    return (*last - least) / (1 - 2 * outermost);
  }

  void demodulate(const cv::Mat& picture, const Wave& wave) {
    const double turn_x = -2 * std::numbers::pi * wave.across / m_width;
    const double turn_y = -2 * std::numbers::pi * wave.down / m_height;
    m_demodulated.create(m_height, m_width, CV_32FC2);
    std::vector<cv::Vec2f> turns;
    for (int x = 0; x < m_width; ++x)
      turns.emplace_back(static_cast<float>(std::cos(turn_x * x)), static_cast<float>(std::sin(turn_x * x)));
    for (int y = 0; y < m_height; ++y) {
      const auto cosine = static_cast<float>(std::cos(turn_y * y)), sine = static_cast<float>(std::sin(turn_y * y));
      const auto* const from = m_centred.ptr<float>(y);
      auto* const to = m_demodulated.ptr<cv::Vec2f>(y);
      for (int x = 0; x < m_width; ++x) {
        const cv::Vec2f& turn = turns[static_cast<std::size_t>(x)];
        to[x] = {from[x] * (turn[0] * cosine - turn[1] * sine), from[x] * (turn[0] * sine + turn[1] * cosine)};
      }
    }
    const double cells_per_cycle =
        1 / std::hypot(static_cast<double>(wave.across) / m_width, static_cast<double>(wave.down) / m_height);
    const int side = std::max(3, static_cast<int>(std::lround(2 * blur_periods * cells_per_cycle)) | 1);
    cv::multiply(picture, picture, m_square);
    picture.copyTo(m_mean);
    for (cv::Mat* const matrix : {&m_demodulated, &m_mean, &m_square})
      for (int pass = 0; pass < 3; ++pass) cv::blur(*matrix, *matrix, {side, side}, {-1, -1}, cv::BORDER_REFLECT);
  }

  bool is_striped(int y, int x) const {
    const cv::Vec2f& wave = m_demodulated.at<cv::Vec2f>(y, x);
    const float amplitude = 2 * std::sqrt(wave[0] * wave[0] + wave[1] * wave[1]);
    const float mean = m_mean.at<float>(y, x);
    const float variance = m_square.at<float>(y, x) - mean * mean;
    // Of a square wave, the levels are a quarter of pi times the amplitude of the fundamental from the mean.
    constexpr float level = std::numbers::pi_v<float> / 4;
    return 2 * level * amplitude >= least_difference && mean + level * amplitude >= least_light &&
           amplitude * amplitude / 2 >= least_explained * variance;
  }

  int m_width;
  int m_height;
  cv::Mat m_centred, m_spectrum, m_demodulated, m_mean, m_square;
};

StripeSearch::StripeSearch(int width, int height) : m_tables(std::make_unique<Tables>(width, height)) {}
StripeSearch::~StripeSearch() = default;
StripeSearch::StripeSearch(StripeSearch&&) noexcept = default;
StripeSearch& StripeSearch::operator=(StripeSearch&&) noexcept = default;

std::optional<Stripes> StripeSearch::strongest(const std::vector<float>& luminance,
                                               const std::optional<Wave>& preferred) {
  return m_tables->strongest(luminance, preferred);
}

}  // namespace integrart::pattern
