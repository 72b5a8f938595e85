#pragma once
// Whether a bad word is only spoken of: quoted by those it was thrown at, rejected, explained, or said of oneself.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "filters/text/terms/search_words.h"
#include "pipeline/base/json.h"
#include "pipeline/base/language.h"
#include "pipeline/base/result.h"

namespace integrart {

/// How people of one language speak of bad words. Phrases are folded; a "*" ends a word in any way, and alone is any
/// word.
struct SpokenOfPhrases {
  using Phrase = std::vector<std::u32string>;

  std::vector<std::string> languages;  // BCP 47
  std::vector<Phrase> tells;           // "called me": it was said to those who tell of it
  std::vector<Phrase> rejects;         // "do not call": asks others not to say it
  std::vector<Phrase> after;           // "is an ugly word": behind it
  std::vector<Phrase> mentions;        // "the word", "novel": what follows is a word or a title
  std::vector<Phrase> self;            // "I am": said of oneself
  std::vector<Phrase> fillers;         // "not such a": may stand between "I am" and the word
  std::vector<Phrase> address;         // "you", "your": said to somebody, then it is not only spoken of
  std::vector<Phrase> reports;         // "shouted": somebody else said what stands in quotation marks
  std::vector<Phrase> speakers;        // "I": before "shouted" it was nobody else
};

/// The document spoken_of/1 (filters/data/spoken_of). Errors name the place and what is wrong.
Result<std::vector<SpokenOfPhrases>> spoken_of_phrases(const Json& json);
/// The one that comes with the program; read once, any thread.
const Result<std::vector<SpokenOfPhrases>>& built_in_spoken_of_phrases();

/// One text in which words are looked at. Read-only after construction; keeps references to what it is given.
class SpokenOf {
 public:
  /// `text` as written, `words` those of it (`search_words`). Of a text of unknown language the phrases of all count,
  /// of one that has none nothing is only spoken of.
  SpokenOf(std::u32string_view text, const std::vector<SearchWord>& words, const LanguageTag& language,
           const std::vector<SpokenOfPhrases>& phrases);

  /// Whether what stands in [begin, end), code points of the text, is only spoken of. It is not where it is said to
  /// somebody ("you"), unless within what others are quoted to have said. `may_be_of_oneself`: "I am …" counts too.
  /// Costs as much as its sentence is long, of which at most 60 words on each side are read.
  bool is_spoken_of(std::size_t begin, std::size_t end, bool may_be_of_oneself) const;

 private:
  /// Half-open: code points of the text, or numbers of words.
  struct Range {
    std::size_t begin = 0, end = 0;
  };
  /// A place with what is around it, as numbers of words. Without quotation marks `quoted` is the place itself.
  struct Place {
    Range sentence, quoted, found;
    bool in_quotation = false;
  };

  Place place_of(std::size_t begin, std::size_t end) const;
  Range words_within(Range points) const;
  Range sentence_around(Range points) const;
  bool is_spoken_of(const Place& place, const SpokenOfPhrases& phrases, bool may_be_of_oneself) const;
  bool is_told(const Place& place, const SpokenOfPhrases& phrases) const;
  bool is_mentioned(const Place& place, const SpokenOfPhrases& phrases) const;
  bool is_reported(const Place& place, const SpokenOfPhrases& phrases) const;
  bool is_of_oneself(const Place& place, const SpokenOfPhrases& phrases) const;
  bool is_addressed(const Place& place, Range words) const;
  bool is_addressed_around(const Place& place) const;
  bool has_sign_between(std::size_t word, std::size_t next, std::u32string_view signs) const;
  /// Whether one of the phrases stands wholly within some words and `fits` where it stands.
  template <class Fits>
  bool any_phrase(const std::vector<SpokenOfPhrases::Phrase>& phrases, Range words, Fits fits) const;

  std::u32string_view m_text;
  std::vector<const SearchWord*> m_words;         // in order of place
  std::vector<Range> m_quotations;                // with their marks, in order, none within another
  std::vector<const SpokenOfPhrases*> m_phrases;  // of the language
};

}  // namespace integrart
