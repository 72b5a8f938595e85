#pragma once
// What exercises are made from: the lines of a work with their words, times and translations.

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/documents/pack_manifest.h"
#include "pipeline/base/text.h"

namespace integrart::learning {

/// A word of a line and what it is good for.
struct LineWord {
  ByteRange range;
  std::string folded;            // case folded, apostrophes as U+0027
  bool is_plain = false;         // letters and apostrophes only, no abbreviation, not part of a hyphenated word
  bool is_small = false;         // written without capitals
  bool is_capital = false;       // begins with one
  bool opens_sentence = false;   // stands where a sentence or quotation may begin
  bool is_function = false;      // holds the sentence together
  bool may_be_name = false;      // of a person or place, or cannot be told from one
  bool belongs_to_name = false;  // of several words, or has a small word written onto it: see names.h
  std::size_t letters = 0;       // grapheme clusters

  /// Has a meaning of its own, and is no name alone. Chance draws from these, and what belongs to a name is left out of
  /// what was drawn: so no rule about names changes the exercises of lines without them.
  bool has_meaning() const { return is_plain && !is_function && !may_be_name && letters >= 2; }
  /// Fit to be left out or learnt.
  bool is_content() const { return has_meaning() && !belongs_to_name; }
};

struct Line {
  std::size_t position = 0;       // in Lines::all
  std::vector<std::string> cues;  // ids; empty for texts
  std::optional<TimeRange> when;
  std::string text;  // one line, single spaces, without music marks
  std::vector<LineWord> words;
  std::vector<WordTiming> timings;  // of the cue; empty when words have no times
  LocalisedText translation;        // only where one line stands for one line
};

/// All lines of one work in its own language.
struct Lines {
  LanguageTag language;
  std::vector<Line> all;     // as they are sung or said
  std::vector<Line> unique;  // a chorus once
  bool is_heard = false;     // the work sounds and its lines have times
};

/// The lines of the work's own track, or else the sentences of its own text without its headings. Empty when it has
/// neither. Errc of CueTrack::from_json for broken cue documents.
Result<Lines> lines_of(const PackWork& work);

/// How often the works of a pack say each word, by primary language and folded word.
class WordCounts {
 public:
  void add(const Lines& lines);
  std::size_t count(const LanguageTag& language, std::string_view folded) const;
  /// 0: once, 1: two or three times, 2: more. Coarse, so that one more song changes few exercises.
  int band(const LanguageTag& language, std::string_view folded) const;
  /// Content words that are written small somewhere, as they are written, sorted.
  std::vector<std::string> content_words(const LanguageTag& language) const;

 private:
  struct Known {
    std::map<std::string, std::size_t, std::less<>> counts;  // by folded word
    std::set<std::string> content;
  };
  std::map<std::string, Known, std::less<>> m_languages;  // by primary language
};

/// The word as it stands in the line.
std::string_view text_of(const Line& line, const LineWord& word);

/// `count` items of `list` (or all), evenly spread over it, in order.
template <class T>
std::vector<T> spread(const std::vector<T>& list, std::size_t count) {
  if (list.size() <= count) return list;
  std::vector<T> chosen;
  for (std::size_t i = 0; i < count; ++i) chosen.push_back(list[i * list.size() / count]);
  return chosen;
}

}  // namespace integrart::learning
