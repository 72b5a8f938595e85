#include "formats/subtitle/cues/stretches.h"

#include "formats/subtitle/cues/losses.h"

namespace integrart {
namespace {

void collect(const std::vector<CueNode>& nodes, const MediaTime& end, std::vector<Stretch>& stretches) {
  for (const CueNode& node : nodes) {
    if (node.type == "timestamp" && node.timestamp && stretches.back().when.begin < *node.timestamp &&
        *node.timestamp < end) {
      stretches.back().when.end = node.timestamp;
      stretches.push_back({{*node.timestamp, end}, {}});
    }
    if (node.type == "text") stretches.back().text += node.text;
    if (node.type == "rt") stretches.back().text += '(';
    collect(node.children, end, stretches);
    if (node.type == "rt") stretches.back().text += ')';
  }
}

}  // namespace

std::vector<Stretch> stretches_of(const Cue& cue, const MediaTime& end) {
  std::vector<Stretch> stretches{{{cue.when.begin, end}, {}}};
  collect(tree_of(cue), end, stretches);
  for (Stretch& stretch : stretches)
    for (char& c : stretch.text)
      if (c == '\r' || c == '\0') c = ' ';
  return stretches;
}

void WordTimes::at(const MediaTime& time) {
  if (time <= m_last) return;
  m_payload.timestamp(time);
  m_last = time;
}

}  // namespace integrart
