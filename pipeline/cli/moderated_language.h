#pragma once
// In which language the words of a file that is moderated are: by it lists of words are chosen.

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/language.h"
#include "pipeline/base/message.h"
#include "pipeline/cli/session.h"
#include "pipeline/cli/workspace.h"

namespace integrart {

/// "und" asks all lists, and a note says so.
struct ModeratedLanguage {
  LanguageTag language;
  std::string_view said_by;  // "option", "file", "name" or "guess"; empty when the language is not known
  std::vector<Message> notes;
};

/// Who asks (`asked`, a tag or empty) knows better than the file (WebVTT, TTML, LRC and others say a language), the
/// file better than its name ("song.so.vtt", as builds read it). Where nothing is said, texts of some length are
/// guessed at. Words that surely are in another language than their file says are looked for in all lists: naming a
/// file wrongly hides nothing. Reads the file in sandboxed steps of `workspace`; what cannot be read has no language,
/// and whoever reads it next says why.
ModeratedLanguage moderated_language(const Session& session, const Workspace& workspace, const std::string& file,
                                     const std::string& asked);

}  // namespace integrart
