#include "pipeline/engine/cue_words.h"

#include <algorithm>

#include "pipeline/base/text.h"

namespace integrart {

std::string joined_words(const CueTrack& track) {
  std::string words;
  for (const Cue& cue : track.cues) words += plain_text(cue) + "\n";
  return words;
}

Json ShownWords::to_json() const {
  return Json::array({Json(static_cast<long long>(end)), Json(start), until ? Json(*until) : Json()});
}

std::vector<ShownWords> ShownWords::list_from_json(const Json& json) {
  std::vector<ShownWords> list;
  for (const Json& item : json.items()) {
    const Json::Array& part = item.items();
    if (part.size() != 3) continue;
    list.push_back({part[0].integer_or(0), part[1].number_or(0), std::nullopt});
    if (part[2].is_number()) list.back().until = part[2].number_or(0);
  }
  return list;
}

std::vector<ShownWords> times_of(const CueTrack& track) {
  std::vector<ShownWords> shown;
  std::int64_t end = 0;
  for (const Cue& cue : track.cues) {
    end += static_cast<std::int64_t>(code_point_count(plain_text(cue))) + 1;  // the line break
    shown.push_back({end, cue.when.begin.seconds(), std::nullopt});
    if (cue.when.end) shown.back().until = cue.when.end->seconds();
  }
  return shown;
}

void give_times(const std::vector<ShownWords>& shown, std::vector<Finding>& findings) {
  if (shown.empty()) return;
  const auto part_at = [&](std::int64_t code_point) {
    const auto found = std::ranges::upper_bound(shown, code_point, {}, &ShownWords::end);
    return std::min(static_cast<std::size_t>(found - shown.begin()), shown.size() - 1);
  };
  for (Finding& finding : findings) {
    if (!finding.span) continue;
    const std::size_t first = part_at(finding.span->begin);
    const std::size_t last = part_at(std::max(finding.span->begin, finding.span->end - 1));
    finding.start = shown[first].start;
    finding.end = std::nullopt;
    if (const auto& until = shown[last].until) finding.end = std::max(shown[first].start, *until);
  }
}

}  // namespace integrart
