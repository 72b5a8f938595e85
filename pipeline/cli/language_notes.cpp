#include "pipeline/cli/language_notes.h"

#include "filters/filters.h"
#include "pipeline/language/identification.h"

namespace integrart {

namespace {

constexpr std::string_view look_version = " language 1";  // raised whenever a note may change

std::string words_of(const CueTrack& track) {
  std::string words;
  for (const Cue& cue : track.cues) words += plain_text(cue) + "\n";
  return words;
}

CueCheckResult check(CueTrack track, const CueCheckSettings& settings) {
  std::optional<Message> note = language_note(track);
  CueCheckResult result = cue_checker().check(std::move(track), settings);
  if (note) result.notes.push_back(std::move(*note));
  return result;
}

Result<std::string> fingerprint(std::string_view profile) {
  TRY_ASSIGN(const std::string rules, cue_checker().fingerprint(profile));
  return rules + std::string(look_version);
}

}  // namespace

std::optional<Message> language_note(const CueTrack& track) {
  const LanguageTag& declared = track.language;
  if (declared.is_undetermined()) {
    const LanguageTag told = identify_language(words_of(track)).language;
    if (told.is_undetermined()) return std::nullopt;
    return Message{"language.unnamed", {{"language", told.text()}}};
  }
  const LanguageTag other = contradicting_language(words_of(track), declared);
  if (other.is_undetermined()) return std::nullopt;
  return Message{"language.doubted", {{"declared", declared.text()}, {"language", other.text()}}};
}

void take_language_over(CueTrack& track, std::vector<Message>& notes) {
  if (!track.language.is_undetermined()) return;
  track.language = identify_language(words_of(track)).language;
  if (!track.language.is_undetermined())
    notes.push_back(Message{"language.told", {{"language", track.language.text()}}});
}

const CueChecker& cue_checker_with_language() {
  static const CueChecker checker{cue_checker().rules, &check, cue_checker().profile, &fingerprint};
  return checker;
}

}  // namespace integrart
