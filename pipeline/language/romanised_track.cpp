#include "pipeline/language/romanised_track.h"

#include <algorithm>

#include "pipeline/language/cue_markup.h"

namespace integrart {

Noted<CueTrack> romanised_track(CueTrack track, const Romanisation& romanisation, RomanisedPlace place) {
  Noted<CueTrack> result{std::move(track), {}};
  const auto latin_tag = LanguageTag::parse(std::string(romanisation.standard().language) + "-Latn");
  const LanguageTag latin = latin_tag ? latin_tag->value : LanguageTag{};
  std::int64_t losses = 0;
  for (Cue& cue : result.value.cues) {
    const std::string line = escaped_payload(romanisation.romanise(plain_text(cue)));
    if (line.empty()) continue;
    if (place == RomanisedPlace::below) {
      cue.text += "\n<lang " + latin.text() + ">" + line + "</lang>";
      continue;
    }
    losses += std::ranges::any_of(cue.tree, [](const CueNode& node) { return node.type != "text"; }) ? 1 : 0;
    cue.text = line;
    cue.words.clear();
  }
  if (place == RomanisedPlace::alone) result.value.language = latin;
  if (losses > 0) result.notes.push_back(Message{"language.romanised_markup_lost", {{"cues", losses}}});
  return result;
}

}  // namespace integrart
