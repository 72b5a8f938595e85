// Words on paper, and what a person tapped: lines within bounds, or an error in words.

#include "pipeline/speech/lyric_lines.h"

#include "pipeline/base/text.h"
#include "pipeline/speech/taps.h"
#include "tests/fuzz/target.h"

namespace {

using namespace integrart;

std::string problem_of_lines(std::string_view text) {
  const LyricLimits limits{.source_bytes = 1U << 16U, .lines = 200, .line_code_points = 80};
  const auto lines = lyric_lines(text, LanguageTag::parse("uk")->value, limits);
  if (!lines) return render(lines.error()).empty() ? "an error without words" : "";
  if (lines->value.empty() || lines->value.size() > limits.lines) return "no lines, or too many";
  for (const TextLine& line : lines->value) {
    if (line.text.empty() || !is_valid_utf8(line.text)) return "a line that is empty or no UTF-8";
    if (line.text.find('\n') != std::string::npos) return "a line that is two";
  }
  return {};
}

/// Anchors of whatever taps: lines and times ascend, as the warping between them needs.
std::string problem_of_taps(std::string_view text) {
  const auto json = parse_json(text);
  if (!json) return {};
  constexpr std::size_t lines = 50;
  constexpr double seconds = 200;
  const auto taps = taps_from_json(*json, lines, seconds);
  if (!taps) return render(taps.error()).empty() ? "an error without words" : "";
  const auto anchors = anchors_of(*taps, 0.2);
  for (std::size_t i = 0; i < anchors.size(); ++i) {
    if (anchors[i].line >= lines || anchors[i].second > seconds) return "an anchor outside";
    if (i > 0 && (anchors[i].line <= anchors[i - 1].line || anchors[i].second < anchors[i - 1].second))
      return "anchors that run backwards";
  }
  return {};
}

std::string problem_of(std::string_view text) {
  const std::string problem = problem_of_lines(text);
  return problem.empty() ? problem_of_taps(text) : problem;
}

}  // namespace

FUZZ_READER(problem_of)
