#include "pipeline/cli/moderated_language.h"

#include <algorithm>
#include <optional>

#include "pipeline/base/documents/cue_track.h"
#include "pipeline/base/input_file.h"
#include "pipeline/base/language_in_name.h"
#include "pipeline/base/limits.h"
#include "pipeline/base/subtitle_format.h"
#include "pipeline/base/text.h"
#include "pipeline/cli/single_step.h"
#include "pipeline/engine/masking.h"
#include "pipeline/language/identification.h"

namespace integrart {

namespace {

/// Code points that are enough to guess by. Measured by tests/conformance/cli/guessed_languages.cpp: of 108 pieces of
/// 80 and more, 105 were told rightly and three of Nynorsk taken for Bokmål, of those of 200 and more all. Shorter ones
/// are not guessed at: "Ty kurwo" is taken for Kinyarwanda, and by that nothing would be found in it.
constexpr std::size_t enough_text = 80;
constexpr std::size_t enough_norwegian = 200;
/// A song in two languages is of neither.
constexpr double enough_certainty = 0.9;

/// The words of a text, and the language that the file itself says they are in.
struct Words {
  std::string plain;
  LanguageTag declared;
};

bool may_be_subtitles(const Catalogue& catalogue, std::string_view extension, const Json& facts) {
  return find_by_id(catalogue.subtitles, facts.at_or_null("container").string_or("")) != nullptr ||
         (extension != "txt" && std::ranges::any_of(catalogue.subtitles, [&](const SubtitleFormat* format) {
            return std::ranges::find(format->extensions, extension) != format->extensions.end();
          }));
}

/// Nothing when the file is no text, or cannot be read.
std::optional<Words> words_of(const Session& session, const Workspace& workspace, const std::string& file) {
  const std::string extension = extension_of(file);
  const Json parameters = Json::object({{"kind", ""}, {"extension", extension}, {"language", "und"}});
  const std::uint64_t most = TextLimits{}.source_bytes;  // what is larger is no text that could be read
  const auto probe = run_step_in(workspace, session, "probe", parameters, file, most);
  if (!probe || probe->document.at_or_null("kind").string_or("") != "text") return std::nullopt;
  const Json as_it_comes = Json::object({{"language", "und"}, {"extension", extension}});
  if (may_be_subtitles(session.catalogue, extension, probe->document)) {
    const auto read = run_step_in(workspace, session, "cue_track", as_it_comes, file, most);
    if (const auto track = read ? CueTrack::from_json(read->document.at_or_null("cues")) : Result<CueTrack>{};
        read && track)
      return Words{joined_words(*track), track->language};
  }
  const auto text = run_step_in(workspace, session, "text", as_it_comes, file, most);
  if (!text) return std::nullopt;
  return Words{text->document.at_or_null("plain").string_or(""), {}};
}

ModeratedLanguage guessed(const Words& words) {
  const std::size_t length = code_point_count(words.plain);
  if (length >= enough_text) {
    const IdentifiedLanguage told = identify_language(words.plain);
    const bool is_norwegian = told.language.primary() == "nb" || told.language.primary() == "nn";
    const bool is_enough = !is_norwegian || length >= enough_norwegian;
    if (is_enough && !told.language.is_undetermined() && told.certainty >= enough_certainty)
      return {told.language, "guess", {{"language.told", {{"language", told.language.text()}}}}};
  }
  return {{}, {}, {{"cli.moderate_language_unknown", {}}}};
}

/// As the file says, unless its words surely say otherwise.
ModeratedLanguage declared(const LanguageTag& language, std::string_view said_by, const Words& words) {
  const LanguageTag other = contradicting_language(words.plain, language);
  if (other.is_undetermined()) return {language, said_by, {}};
  return {{}, {}, {{"cli.moderate_language_doubted", {{"declared", language.text()}, {"language", other.text()}}}}};
}

}  // namespace

ModeratedLanguage moderated_language(const Session& session, const Workspace& workspace, const std::string& file,
                                     const std::string& asked) {
  if (const auto tag = LanguageTag::parse(asked); !asked.empty() && tag) return {tag->value, "option", tag->notes};
  const auto named = LanguageTag::parse(language_in_name(file));
  const std::optional<Words> words = words_of(session, workspace, file);
  if (words && !words->declared.is_undetermined()) return declared(words->declared, "file", *words);
  if (named && !named->value.is_undetermined()) {
    ModeratedLanguage by_name = declared(named->value, "name", words.value_or(Words{}));
    by_name.notes.insert(by_name.notes.begin(), named->notes.begin(), named->notes.end());
    return by_name;
  }
  return words ? guessed(*words) : ModeratedLanguage{};
}

}  // namespace integrart
