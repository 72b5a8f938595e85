#include "pipeline/engine/report_charts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "pipeline/base/documents/waveform.h"
#include "pipeline/base/text.h"

namespace integrart {
namespace {

constexpr double width = 1000;
constexpr double quietest_lufs = -60;

std::string svg(double height, std::string_view kind, std::string_view label, std::string_view content) {
  return fmt::format(
      "<svg class=\"chart {}\" viewBox=\"0 0 {} {}\" preserveAspectRatio=\"none\" role=\"img\" "
      "aria-label=\"{}\">{}</svg>\n",
      kind, width, height, html_escaped(label), content);
}

double loudness_y(double lufs, double height) {
  return height * std::clamp(lufs / quietest_lufs, 0.0, 1.0);
}

/// The curve as path data; silence (null) interrupts it.
std::string curve_path(const Json::Array& points, double height) {
  const double last = std::max(1e-3, points.back().items().empty() ? 0 : points.back().items()[0].number_or(0));
  std::string path;
  bool drawing = false;
  for (const Json& point : points) {
    if (point.items().size() != 2 || !point.items()[1].is_number()) {
      drawing = false;
      continue;
    }
    const double x = std::clamp(point.items()[0].number_or(0) / last, 0.0, 1.0) * width;
    path += fmt::format("{}{:.1f} {:.1f}", drawing ? 'L' : 'M', x, loudness_y(point.items()[1].number_or(0), height));
    drawing = true;
  }
  return path;
}

std::string level_line(const Json& loudness, std::string_view which, double height) {
  const Json& level = loudness.at_or_null(which).at_or_null("integrated_lufs");
  if (!level.is_number()) return {};
  const double y = loudness_y(level.number_or(0), height);
  return fmt::format("<path class=\"{}\" d=\"M0 {:.1f}H{}\"/>", which, y, width);
}

}  // namespace

std::string waveform_chart(const Json& waveform, std::string_view label) {
  const std::vector<int> peaks = waveform_peaks(waveform, 250);
  if (peaks.empty()) return {};
  std::string path;
  const double step = width / static_cast<double>(peaks.size());
  for (std::size_t i = 0; i < peaks.size(); ++i) {
    const double half = std::max(1.0, 0.48 * peaks[i]);
    path += fmt::format("M{:.1f} {:.1f}V{:.1f}", (static_cast<double>(i) + 0.5) * step, 50 - half, 50 + half);
  }
  return svg(100, "waveform", label, "<path d=\"" + path + "\"/>");
}

std::string loudness_chart(const Json& loudness, std::string_view label) {
  const Json::Array& points = loudness.at_or_null("curve").items();
  if (points.empty()) return {};
  constexpr double height = 120;
  std::string content;
  for (const int level : {-12, -24, -36, -48}) {
    content += fmt::format("<path class=\"grid\" d=\"M0 {:.1f}H{}\"/>", loudness_y(level, height), width);
  }
  content += "<path class=\"curve\" d=\"" + curve_path(points, height) + "\"/>";
  content += level_line(loudness, "before", height) + level_line(loudness, "after", height);
  return svg(height, "loudness", label, content);
}

std::string findings_chart(const Json& findings, double duration, std::string_view label) {
  static constexpr std::array<std::string_view, 4> severities{"high", "medium", "low", "info"};
  if (!(duration > 0)) return {};
  std::string bars;
  for (const Json& finding : findings.items()) {
    const Json& start = finding.at_or_null("start");
    if (!start.is_number()) continue;
    const std::string severity = finding.at_or_null("severity").string_or("info");
    const auto lane = std::ranges::find(severities, severity);
    if (lane == severities.end()) continue;
    const double begin = std::clamp(start.number_or(0) / duration, 0.0, 1.0) * width;
    const double end = std::clamp(finding.at_or_null("end").number_or(start.number_or(0)) / duration, 0.0, 1.0) * width;
    bars += fmt::format("<rect class=\"{}\" x=\"{:.1f}\" y=\"{}\" width=\"{:.1f}\" height=\"12\"/>", severity, begin,
                        4 + 16 * (lane - severities.begin()), std::max(3.0, end - begin));
  }
  if (bars.empty()) return {};
  std::string lanes;
  for (int lane = 0; lane < 4; ++lane)
    lanes += fmt::format("<path class=\"grid\" d=\"M0 {}H{}\"/>", 10 + 16 * lane, width);
  return svg(68, "findings", label, lanes + bars);
}

std::string bar(double share, std::string_view kind) {
  const double filled = std::isfinite(share) ? std::clamp(share, 0.0, 1.0) * 100 : 0;
  return fmt::format(
      "<svg class=\"bar {}\" viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
      "<rect width=\"{:.2f}\" height=\"10\"/></svg>",
      kind, std::max(0.5, filled));
}

}  // namespace integrart
