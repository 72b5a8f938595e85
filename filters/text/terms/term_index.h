#pragma once
// Looks up the words of a text in term lists.

#include <functional>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "filters/text/terms/search_words.h"
#include "pipeline/base/documents/term_list.h"
#include "pipeline/base/text_pattern.h"

namespace integrart {

struct TermHit {
  std::size_t begin = 0, end = 0;  // code points of the original
  const TermRule* rule = nullptr;
  const TermList* list = nullptr;
  bool disguised = false;  // not found as written but by what it stands for
};
/// A regular expression that takes too long in a text: nobody knows whether it would have been found.
struct TermGivenUp {
  const TermRule* rule = nullptr;
  const TermList* list = nullptr;
};
struct TermHits {
  std::vector<TermHit> hits;
  std::vector<TermGivenUp> given_up;
};

/// Keeps pointers into the lists, which must live longer. Read-only after construction; any thread.
class TermIndex {
 public:
  explicit TermIndex(const std::vector<TermList>& lists);

  /// Whether a rule of a list is for the text at hand.
  using IsWanted = std::function<bool(const TermList&, const TermRule&)>;

  /// Every place where a wanted rule is met; of several rules at one place each is told. `words` are those of
  /// `text`. Linear in the length of the text, but for regular expressions, which have bounds of their own.
  TermHits find(const FoldedText& text, const std::vector<SearchWord>& words, const IsWanted& is_wanted) const;

 private:
  struct Entry {
    const TermRule* rule;
    const TermList* list;
    std::vector<std::u32string> exceptions;            // folded
    std::vector<std::vector<std::u32string>> besides;  // words of the same sentence that make it harmless, folded
  };
  struct Phrase {
    std::vector<std::u32string> words;  // folded; a last '*' means any ending
    Entry entry;
  };
  struct Pattern {
    TextPattern pattern;
    Entry entry;
  };
  using Table = std::unordered_map<std::u32string, std::vector<Entry>>;

  /// A text as it is read: its words in their order, and where its sentences end (code points of the original).
  struct Reading {
    std::vector<const SearchWord*> words;
    std::vector<std::size_t> sentence_ends;
  };

  void add(const TermRule& rule, const TermList& list);
  void add_phrase(const std::u32string& term, const Entry& entry);
  void add_word(const std::u32string& term, const Entry& entry);
  void find_word(const SearchWord& word, const Reading& reading, const IsWanted& is_wanted,
                 std::vector<TermHit>& hits) const;
  void find_masked(const SearchWord& word, const Reading& reading, std::vector<TermHit>& hits) const;
  void find_phrases(const Reading& reading, std::size_t first, std::vector<TermHit>& hits) const;
  void find_patterns(const FoldedText& text, const Reading& reading, const IsWanted& is_wanted, TermHits& found) const;

  static Entry entry_of(const TermRule& rule, const TermList& list);
  static Reading reading_of(const FoldedText& text, const std::vector<SearchWord>& words);
  /// Whether the word itself, or the sentence that it stands in, makes it harmless.
  static bool is_harmless(const Entry& entry, const SearchWord& word, const Reading& reading);
  /// Whether the sentence around [begin, end) has words that make what stands there harmless ("at chess").
  static bool is_harmless_beside(const Entry& entry, const Reading& reading, std::size_t begin, std::size_t end);

  std::vector<Pattern> m_patterns;
  Table m_words, m_prefixes, m_looks, m_looks_of_prefixes;
  std::map<std::size_t, std::vector<std::pair<std::u32string, Entry>>> m_by_length;  // whole words, for hidden letters
  std::unordered_map<std::u32string, std::vector<Phrase>> m_phrases;                 // by their first word
  std::vector<Phrase> m_open_phrases;                                                // whose first word has any ending
  std::size_t m_longest_prefix = 0, m_longest_look = 0;                              // of prefixes
};

}  // namespace integrart
