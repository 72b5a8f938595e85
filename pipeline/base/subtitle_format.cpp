#include "pipeline/base/subtitle_format.h"

#include <algorithm>
#include <utility>

namespace integrart {

std::vector<const SubtitleFormat*> by_likeness(std::span<const SubtitleFormat* const> formats, std::string_view utf8,
                                               std::string_view extension) {
  struct Candidate {
    const SubtitleFormat* format;
    double likeness;
    bool named;
  };
  std::vector<Candidate> candidates;
  for (const SubtitleFormat* const format : formats)
    candidates.push_back(
        {format, format->likeness(utf8), std::ranges::find(format->extensions, extension) != format->extensions.end()});
  std::ranges::stable_sort(candidates, [](const Candidate& a, const Candidate& b) {
    return std::pair(a.likeness, a.named) > std::pair(b.likeness, b.named);
  });
  std::vector<const SubtitleFormat*> order;
  for (const Candidate& candidate : candidates) order.push_back(candidate.format);
  return order;
}

}  // namespace integrart
