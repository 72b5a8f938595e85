#pragma once
// Text through ICU: encodings, normalisation, boundaries. (ICU's only home; no ICU type leaves.)
// All strings are UTF-8. Offsets are byte offsets unless a name says otherwise.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/language.h"
#include "pipeline/base/result.h"

namespace integrart {

bool is_valid_utf8(std::string_view text);

struct EncodingCandidate {
  std::string encoding;  // an IANA name ("windows-1251")
  double certainty = 0;  // [0, 1]
  std::string preview;   // the first line with a letter beyond ASCII, decoded that way; at most 80 code points
};
struct DecodedText {
  std::string utf8;      // without byte order mark
  std::string encoding;  // how the bytes were read
};
/// Decodes `bytes` by byte order mark, valid UTF-8, or detection helped by `language_hint` (what is written in that
/// language looks like it). When the best guess is not certain enough, or a second one is nearly as good and reads
/// differently, the answer is Errc::invalid_input "text.encoding_unsure" — the caller asks, see `encoding_candidates`.
/// U+0000 is refused.
Result<DecodedText> decode_text(std::string_view bytes, const LanguageTag& language_hint = {});
/// Decodes by a named encoding; malformed sequences are Errc::invalid_input with their offset.
Result<DecodedText> decode_text_as(std::string_view bytes, std::string_view encoding);
/// Best first, at most `most`.
std::vector<EncodingCandidate> encoding_candidates(std::string_view bytes, const LanguageTag& language_hint = {},
                                                   std::size_t most = 5);

std::string to_nfc(std::string_view text);
/// For comparing without regard to case (Unicode full case folding); not for showing.
std::string case_folded(std::string_view text);
std::size_t grapheme_count(std::string_view text);
std::size_t code_point_count(std::string_view text);

/// Text made alike for searching: compatibility forms and case folded (Unicode NFKC_Casefold, which also leaves out
/// what is never seen), marks that join no letter, Arabic vowel signs and tatweel left out. `origin[i]` is the code
/// point of the original from which point `i` comes.
struct FoldedText {
  std::u32string points;
  std::vector<std::size_t> origin;
};
FoldedText folded_for_search(std::string_view text);

/// Whether `point` can be part of a word or number: a letter, a mark or a digit (Unicode categories L, M, N).
bool is_word_character(char32_t point);

/// Letters without their accents and dots ("íḋịot" is "idiot"): a second reading only, for in most languages they
/// matter.
std::u32string without_marks(std::u32string_view word);

/// What a word looks like (the skeleton of Unicode Technical Standard 39) when it mixes scripts that are not written
/// together, as "раураl" does; empty for words of one script.
std::u32string skeleton_of_mixed_script(std::u32string_view word);
/// The same for any word, to compare with.
std::u32string skeleton(std::u32string_view word);

/// Half-open byte ranges of the sentences of `text` by ICU's rules for `language`, white space at the ends excluded;
/// not cut after abbreviations and initials (see `continues_sentence`).
struct ByteRange {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool operator==(const ByteRange&) const = default;
};
std::vector<ByteRange> sentence_ranges(std::string_view text, const LanguageTag& language);
/// Whether `word` is an abbreviation when a point stands after it ("ul", "bl.a"; not "no", which is a word too).
bool is_abbreviation(std::string_view word, const LanguageTag& language);
/// Words only (no spaces, no punctuation).
std::vector<ByteRange> word_ranges(std::string_view text, const LanguageTag& language);

/// A hostile name made fit for display: control, format and bidirectional-override characters become visible escapes
/// ("\u{202E}"), invalid UTF-8 becomes U+FFFD, and the middle is elided past `most` graphemes.
std::string display_name(std::string_view name, std::size_t most = 80);

/// Fit for HTML text and double-quoted attributes.
std::string html_escaped(std::string_view text);

}  // namespace integrart
