#include "pipeline/engine/missing_track.h"

namespace integrart {

Result<MissingTrack> missing_track(const Json& parameters, const std::vector<std::string>& roles,
                                   const std::vector<const Json*>& documents) {
  MissingTrack missing;
  TRY_ASSIGN(auto language, LanguageTag::parse(parameters.at_or_null("to").string_or("und")));
  missing.language = std::move(language.value);
  missing.is_private = parameters.at_or_null("private").boolean_or(false);
  for (std::size_t i = 0; i < roles.size(); ++i) {
    if (roles[i].starts_with("glossary:")) {
      missing.glossaries.push_back(*documents[i]);
      continue;
    }
    TRY_ASSIGN(CueTrack track, CueTrack::from_json(documents[i]->at_or_null("cues")));
    missing.sources.push_back(std::move(track));
  }
  return missing;
}

}  // namespace integrart
