#pragma once
// Cue tracks on their way to a translator's tool and back: a unit per cue, its markup as inline codes.

#include <string>

#include "pipeline/base/documents/cue_track.h"
#include "pipeline/base/documents/exchange.h"
#include "pipeline/language/draft.h"

namespace integrart {

/// One unit per cue that has words, its draft as a translation of state "initial", with a note of where it is from.
/// Word times stay behind: a translation has other words.
ExchangeDocument bilingual_document(const CueTrack& track, const Draft& draft, const LanguageTag& from,
                                    const LanguageTag& to, const std::string& original);

/// The way back: the translations in `document` at the times and places of `track`, whose cues have the ids that the
/// units had. Cues whose unit has no translation are left out; what was left out, units that belong to no cue, codes
/// that are unknown, and drafts that nobody confirmed (state "initial") are counted in the notes. Markup comes from
/// `track` only, never from the file. `tree` is to be completed. Errc::invalid_input when no unit belongs to a cue.
Result<Noted<CueTrack>> track_from_bilingual(const ExchangeDocument& document, const CueTrack& track,
                                             const LanguageTag& to);

}  // namespace integrart
