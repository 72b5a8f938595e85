#include "pipeline/language/identification.h"

#include <algorithm>
#include <array>
#include <cstdio>  // CLD2's header uses FILE without including it
#include <string>

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include "pipeline/base/text.h"
#include "pipeline/language/tokens.h"

namespace integrart {

namespace {

LanguageTag tag_of(std::string_view code) {
  auto parsed = LanguageTag::parse(code);
  return parsed ? parsed->value : LanguageTag{};
}

std::size_t occurrences(std::string_view text, std::string_view letters) {
  std::size_t count = 0;
  for (std::size_t i = 0; i + 1 < letters.size(); i += 2) {
    const std::string_view letter = letters.substr(i, 2);  // all are two bytes long
    for (std::size_t at = text.find(letter); at != std::string_view::npos; at = text.find(letter, at + 2)) ++count;
  }
  return count;
}

/// Letters that tell the languages of one script apart, in folded text. One stray letter decides nothing: names and
/// quotations bring them along.
std::string_view by_letters(std::string_view folded) {
  const std::size_t ukrainian = occurrences(folded, "їєґ");
  const std::size_t shared = occurrences(folded, "і");
  const std::size_t belarusian = occurrences(folded, "ў");
  const std::size_t russian = occurrences(folded, "ыэё");
  const std::size_t serbian = occurrences(folded, "ђћљњџ");
  const std::size_t hard_sign = occurrences(folded, "ъ");
  constexpr std::size_t enough = 3;
  if (belarusian >= enough && belarusian > ukrainian) return "be";
  if (ukrainian + shared >= enough && ukrainian >= 1 && russian * 4 < ukrainian + shared && belarusian == 0)
    return "uk";
  if (russian >= enough && (ukrainian + shared) * 4 < russian) return "ru";
  if (serbian >= enough && russian == 0) return "sr";
  if (hard_sign >= enough && russian == 0 && ukrainian + shared == 0) return "bg";
  return {};
}

/// Words that Nynorsk has and Bokmål has not.
bool looks_like_nynorsk(std::string_view folded) {
  constexpr std::array<std::string_view, 14> nynorsk{"ikkje", "eg",  "ein",  "eit",  "dei",  "kva",   "korleis",
                                                     "berre", "frå", "noko", "vere", "heim", "mykje", "nokon"};
  constexpr std::array<std::string_view, 13> bokmal{"ikke", "jeg", "en",  "et",   "de",   "hva", "hvordan",
                                                    "bare", "fra", "noe", "være", "hjem", "mye"};
  std::size_t of_nynorsk = 0;
  std::size_t of_bokmal = 0;
  for (const Token& token : tokens_of(folded)) {
    of_nynorsk += std::ranges::find(nynorsk, token.folded) != nynorsk.end() ? 1U : 0U;
    of_bokmal += std::ranges::find(bokmal, token.folded) != bokmal.end() ? 1U : 0U;
  }
  return of_nynorsk > of_bokmal;
}

/// Languages that are taken for each other, by a number; 0: none of them.
int group_of(std::string_view language) {
  using Group = std::array<std::string_view, 6>;
  constexpr std::array<Group, 8> groups{{{"nb", "nn", "no", "da", "sv", "is"},
                                         {"uk", "ru", "be", "rue"},
                                         {"sr", "hr", "bs", "sl", "mk", "bg"},
                                         {"cs", "sk", "pl", "szl", "csb"},
                                         {"nl", "af", "fy", "nds", "de", "lb"},
                                         {"es", "pt", "gl", "ca", "it", "oc"},
                                         {"ar", "fa", "ps", "ku", "ur", "ckb"},
                                         {"tr", "az", "tk", "crh", "tt", "gag"}}};
  for (std::size_t i = 0; i < groups.size(); ++i)
    if (std::ranges::find(groups.at(i), language) != groups.at(i).end()) return static_cast<int>(i) + 1;
  return 0;
}

}  // namespace

IdentifiedLanguage identify_language(std::string_view utf8) {
  constexpr std::size_t most_bytes = 1U << 20U;
  IdentifiedLanguage result;
  if (!is_valid_utf8(utf8)) return result;
  std::size_t length = std::min(utf8.size(), most_bytes);
  while (length < utf8.size() && length > 0 && (static_cast<unsigned char>(utf8[length]) & 0xC0U) == 0x80U) --length;
  const std::string text(utf8.substr(0, length));
  const std::string folded = case_folded(text);
  if (const std::string_view code = by_letters(folded); !code.empty()) {
    result.language = tag_of(code);
    result.certainty = 0.95;
    result.by_script = true;
    return result;
  }
  std::array<CLD2::Language, 3> languages{};
  std::array<int, 3> percents{};
  std::array<double, 3> scores{};
  int text_bytes = 0;
  bool reliable = false;
  const CLD2::CLDHints hints{nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
  // The summary variant: DetectLanguage() answers English when it does not know.
  const CLD2::Language found =
      CLD2::ExtDetectLanguageSummary(text.c_str(), static_cast<int>(text.size()), true, &hints, 0, languages.data(),
                                     percents.data(), scores.data(), nullptr, &text_bytes, &reliable);
  if (!reliable || found == CLD2::UNKNOWN_LANGUAGE || percents[0] < 60) return result;
  std::string code = CLD2::LanguageCode(found);
  if (code == "no" || code == "nb") code = looks_like_nynorsk(folded) ? "nn" : "nb";
  result.language = tag_of(code);
  result.certainty = result.language.is_undetermined() ? 0 : percents[0] / 100.0;
  return result;
}

LanguageTag contradicting_language(std::string_view utf8, const LanguageTag& declared) {
  constexpr std::size_t enough_text = 80;  // code points; below that CLD2 is wrong in one of ten cases
  constexpr double enough_certainty = 0.9;
  if (code_point_count(utf8) < enough_text) return {};
  const IdentifiedLanguage found = identify_language(utf8);
  const bool is_sure = found.by_script || found.certainty >= enough_certainty;
  if (!is_sure || found.language.is_undetermined()) return {};
  if (found.language.primary() == declared.primary()) return {};
  const auto group = group_of(declared.primary());
  if (!found.by_script && group != 0 && group == group_of(found.language.primary())) return {};
  return found.language;
}

}  // namespace integrart
