#include "pipeline/language/translated_track.h"

#include <algorithm>

#include "pipeline/language/cue_markup.h"
#include "pipeline/language/cue_sentences.h"

namespace integrart {

namespace {

/// Markup that is around the whole cue: "<i>" and "</i>". The rest of the tree tells whether more is lost.
struct OuterMarkup {
  std::string opening, closing;
  bool loses = false;
};
OuterMarkup outer_markup(const Cue& cue) {
  OuterMarkup outer;
  const std::vector<CueNode>* nodes = &cue.tree;
  while (nodes->size() == 1 && nodes->front().type != "text" && nodes->front().type != "timestamp") {
    const CueNode& node = nodes->front();
    if (node.type != "i" && node.type != "b" && node.type != "u" && node.type != "v") break;
    outer.opening += opening_tag(node);
    outer.closing.insert(0, closing_tag(node));
    nodes = &node.children;
  }
  outer.loses = std::ranges::any_of(*nodes, [](const CueNode& node) { return node.type != "text"; });
  return outer;
}

}  // namespace

Noted<CueTrack> translated_track(const CueTrack& track, const Draft& draft, const LanguageTag& to, OpenLines open) {
  Noted<CueTrack> result;
  result.value.language = to;
  result.value.kind = track.kind;
  result.value.regions = track.regions;
  std::int64_t losses = 0;
  for (std::size_t i = 0; i < track.cues.size(); ++i) {
    const DraftLine& line = draft.lines[i];
    if (!line.target && open == OpenLines::left_out) continue;
    Cue& cue = result.value.cues.emplace_back(track.cues[i]);
    if (line.source.empty()) continue;
    const OuterMarkup outer = outer_markup(track.cues[i]);
    losses += outer.loses ? 1 : 0;
    cue.text = outer.opening + escaped_payload(line.target ? wrapped(*line.target) : std::string(untranslated_mark)) +
               outer.closing;
    cue.tree.clear();
    cue.words.clear();
    if (line.target) cue.origin = provenance_of(line);
  }
  if (losses > 0) result.notes.push_back(Message{"language.markup_lost", {{"cues", losses}}});
  return result;
}

}  // namespace integrart
