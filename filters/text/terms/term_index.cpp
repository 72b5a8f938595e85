#include "filters/text/terms/term_index.h"

#include <algorithm>
#include <array>
#include <set>

namespace integrart {
namespace {

constexpr char32_t hidden = U'\uFFFD';
constexpr std::size_t shortest_masked = 3;  // "s**" could be anything, "s*x" is of three letters
constexpr std::ptrdiff_t most_hidden = 2;
constexpr std::size_t least_visible = 3;       // of a word that begins like a term
constexpr std::size_t most_words_beside = 20;  // on each side, however long the sentence
constexpr std::string_view beside = "\u2026";  // "… at chess": an exception that stands beside what is found
constexpr std::size_t most_of_a_pattern = 500;

std::u32string folded(std::string_view term) {
  return alike_for_search(folded_for_search(term).points);
}

/// A letter of a term, and what people write for it who lack its key: "zabije cie", "rasshol", "javla", "jaevla".
struct BareLetter {
  char32_t letter;
  std::u32string_view one, other, third;
};
constexpr auto bare_letters = std::to_array<BareLetter>({{U'\u0142', U"l", U"l", U"l"},                   // ł
                                                         {U'\u00F8', U"o", U"oe", U"o"},                  // ø
                                                         {U'\u00E5', U"a", U"aa", U"a"},                  // å
                                                         {U'\u00E6', U"ae", U"ae", U"a"},                 // æ
                                                         {U'\u0451', U"\u0435", U"\u0435", U"\u0435"}});  // ё

std::u32string bare(std::u32string_view term, std::u32string_view BareLetter::*way) {
  std::u32string plain;
  for (const char32_t point : term) {
    const auto letter = std::ranges::find(bare_letters, point, &BareLetter::letter);
    const bool latin = point >= 0xC0 && point < 0x250;
    if (letter != bare_letters.end())
      plain += (*letter).*way;
    else
      plain += latin ? without_marks(std::u32string(1, point)) : std::u32string(1, point);
  }
  return plain;
}

/// A term as it is, and as it is written without its marks. Short words without theirs are other words ("tøs", "toes").
std::set<std::u32string> ways_to_write(const std::u32string& term) {
  constexpr std::size_t shortest_bare = 5;
  std::set<std::u32string> ways{term};
  for (const auto way : {&BareLetter::one, &BareLetter::other, &BareLetter::third})
    if (std::u32string plain = bare(term, way); plain.size() >= shortest_bare) ways.insert(std::move(plain));
  return ways;
}

bool is_excepted(const std::vector<std::u32string>& exceptions, const SearchWord& word) {
  return std::ranges::any_of(exceptions,
                             [&](const std::u32string& exception) { return is_word_of_pattern(exception, word); });
}

/// The word's beginning is the term, where it can be seen. In longer words a low line is a space ("get_the_list").
bool begins_masked(const SearchWord& word, std::u32string_view term) {
  const std::u32string& written = word.spellings.front();
  const bool whole = term.size() == word.masked.size();
  for (std::size_t i = 0; i < term.size(); ++i) {
    if (word.masked[i] != hidden && word.masked[i] != term[i]) return false;
    if (word.masked[i] == hidden && !whole && written[i] == U'_') return false;
  }
  return true;
}

bool ends_sentence(char32_t point) {
  static constexpr std::u32string_view ends = U".!?;\n\u061F\u06D4\u3002";
  return ends.find(point) != std::u32string_view::npos;
}

/// The words as a person reads them: what is written letter by letter stands as one word in the place of its letters.
std::vector<const SearchWord*> as_read(const std::vector<SearchWord>& words) {
  const auto first_joined = std::ranges::find_if(words, &SearchWord::joined);  // these come last, in order of place
  std::vector<const SearchWord*> read;
  read.reserve(words.size());
  auto joined = first_joined;
  for (auto word = words.begin(); word != first_joined; ++word) {
    while (joined != words.end() && joined->end <= word->begin) ++joined;
    const bool is_letter_of_it = joined != words.end() && joined->begin <= word->begin;
    if (!is_letter_of_it)
      read.push_back(&*word);
    else if (read.empty() || read.back() != &*joined)
      read.push_back(&*joined);
  }
  return read;
}

}  // namespace

TermIndex::TermIndex(const std::vector<TermList>& lists) {
  for (const TermList& list : lists)
    for (const TermRule& rule : list.rules) add(rule, list);
}

TermIndex::Entry TermIndex::entry_of(const TermRule& rule, const TermList& list) {
  Entry entry{&rule, &list, {}, {}};
  for (const std::string_view exception : rule.exceptions) {
    if (exception.starts_with(beside))
      entry.besides.push_back(words_of_phrase(folded(exception.substr(beside.size()))));
    else
      entry.exceptions.push_back(folded(exception));
  }
  std::erase_if(entry.besides, [](const auto& words) { return words.empty(); });
  return entry;
}

void TermIndex::add(const TermRule& rule, const TermList& list) {
  Entry entry = entry_of(rule, list);
  if (rule.match == "regex") {
    // Lists are read by TermList, which refuses what cannot be compiled.
    if (auto pattern = TextPattern::from(rule.term); pattern)
      m_patterns.push_back({std::move(*pattern), std::move(entry)});
    return;
  }
  const std::u32string term = folded(rule.term);
  if (term.empty()) return;
  for (const std::u32string& way : ways_to_write(term)) {
    if (rule.match == "phrase")
      add_phrase(way, entry);
    else
      add_word(way, entry);
  }
}

void TermIndex::add_phrase(const std::u32string& term, const Entry& entry) {
  Phrase phrase{words_of_phrase(term), entry};
  if (phrase.words.empty()) return;
  if (phrase.words.front().ends_with(U'*'))
    m_open_phrases.push_back(std::move(phrase));
  else
    m_phrases[phrase.words.front()].push_back(phrase);
}

void TermIndex::add_word(const std::u32string& term, const Entry& entry) {
  const bool is_prefix = entry.rule->match == "prefix";
  for (const std::u32string& look : std::set{look_of(term), look_in_capitals(term)}) {
    (is_prefix ? m_looks_of_prefixes : m_looks)[look].push_back(entry);
    if (is_prefix) m_longest_look = std::max(m_longest_look, look.size());
  }
  m_by_length[term.size()].emplace_back(term, entry);
  if (is_prefix) m_longest_prefix = std::max(m_longest_prefix, term.size());
  (is_prefix ? m_prefixes : m_words)[term].push_back(entry);
}

bool TermIndex::is_harmless(const Entry& entry, const SearchWord& word, const Reading& reading) {
  return is_excepted(entry.exceptions, word) || is_harmless_beside(entry, reading, word.begin, word.end);
}

void TermIndex::find_word(const SearchWord& word, const Reading& reading, const IsWanted& is_wanted,
                          std::vector<TermHit>& hits) const {
  const std::size_t before = hits.size();
  const auto tell = [&](const std::vector<Entry>& entries, bool disguised) {
    for (const Entry& entry : entries) {
      // What is not wanted must not keep a disguise of what is from being looked for.
      if (!is_wanted(*entry.list, *entry.rule)) continue;
      const bool is_told = std::any_of(hits.begin() + static_cast<std::ptrdiff_t>(before), hits.end(),
                                       [&](const TermHit& hit) { return hit.rule == entry.rule; });
      if (!is_told && !is_harmless(entry, word, reading))
        hits.push_back({word.begin, word.end, entry.rule, entry.list, disguised});
    }
  };
  // All readings of signs count: "деб1л" is a word of two languages, of which the caller knows the right one.
  for (std::size_t i = 0; i < word.spellings.size(); ++i) {
    const std::u32string& spelling = word.spellings[i];
    if (const auto found = m_words.find(spelling); found != m_words.end()) tell(found->second, i > 0 || word.joined);
    for (std::size_t length = 2; length <= std::min(m_longest_prefix, spelling.size()); ++length)
      if (const auto found = m_prefixes.find(spelling.substr(0, length)); found != m_prefixes.end())
        tell(found->second, i > 0 || word.joined);
    if (i == 0 && hits.size() > before) return;
  }
  if (hits.size() > before) return;
  for (const std::u32string& look : word.looks) {
    if (const auto found = m_looks.find(look); found != m_looks.end()) tell(found->second, true);
    for (std::size_t length = 2; length <= std::min(m_longest_look, look.size()); ++length)
      if (const auto found = m_looks_of_prefixes.find(look.substr(0, length)); found != m_looks_of_prefixes.end())
        tell(found->second, true);
  }
  if (hits.size() == before && !word.masked.empty()) find_masked(word, reading, hits);
}

void TermIndex::find_masked(const SearchWord& word, const Reading& reading, std::vector<TermHit>& hits) const {
  const std::ptrdiff_t masks = std::ranges::count(word.masked, hidden);
  if (word.masked.size() < shortest_masked || masks > most_hidden) return;
  if (word.masked.size() == shortest_masked && masks > 1) return;
  const bool may_be_longer = word.masked.size() >= least_visible + static_cast<std::size_t>(masks);
  for (const auto& [length, terms] : m_by_length) {
    if (length > word.masked.size()) break;
    const bool whole = length == word.masked.size();
    if (!whole && (!may_be_longer || length < least_visible)) continue;
    for (const auto& [term, entry] : terms)
      if ((whole || entry.rule->match == "prefix") && begins_masked(word, term) && !is_harmless(entry, word, reading))
        hits.push_back({word.begin, word.end, entry.rule, entry.list, true});
  }
}

TermIndex::Reading TermIndex::reading_of(const FoldedText& text, const std::vector<SearchWord>& words) {
  Reading reading{as_read(words), {}};
  for (std::size_t i = 0; i < text.points.size(); ++i)
    if (ends_sentence(text.points[i])) reading.sentence_ends.push_back(text.origin[i]);
  return reading;
}

bool TermIndex::is_harmless_beside(const Entry& entry, const Reading& reading, std::size_t begin, std::size_t end) {
  if (entry.besides.empty()) return false;
  const auto& ends = reading.sentence_ends;
  const auto next_end = std::ranges::lower_bound(ends, end);
  const auto first_inside = std::ranges::lower_bound(ends, begin);
  const std::size_t from = first_inside == ends.begin() ? 0 : *(first_inside - 1);
  const std::size_t to = next_end == ends.end() ? std::u32string::npos : *next_end;
  const auto& words = reading.words;
  const auto here = static_cast<std::size_t>(
      std::ranges::lower_bound(words, begin, {}, [](const SearchWord* word) { return word->begin; }) - words.begin());
  std::size_t first = here;
  while (first > 0 && here - first < most_words_beside && words[first - 1]->begin >= from) --first;
  std::size_t last = here;
  while (last < words.size() && last - here < 2 * most_words_beside && words[last]->begin < to) ++last;
  return std::ranges::any_of(entry.besides, [&](const std::vector<std::u32string>& phrase) {
    for (std::size_t at = first; at + phrase.size() <= last; ++at) {
      std::size_t met = 0;
      while (met < phrase.size() && is_word_of_pattern(phrase[met], *words[at + met])) ++met;
      if (met == phrase.size()) return true;
    }
    return false;
  });
}

void TermIndex::find_phrases(const Reading& reading, std::size_t first, std::vector<TermHit>& hits) const {
  const auto& words = reading.words;
  const auto attempt = [&](const Phrase& phrase) {
    if (first + phrase.words.size() > words.size()) return;
    bool disguised = false;
    for (std::size_t i = 0; i < phrase.words.size(); ++i) {
      if (!is_word_of_pattern(phrase.words[i], *words[first + i])) return;
      disguised = disguised || words[first + i]->joined;
    }
    const std::size_t begin = words[first]->begin;
    const std::size_t end = words[first + phrase.words.size() - 1]->end;
    if (!is_harmless_beside(phrase.entry, reading, begin, end))
      hits.push_back({begin, end, phrase.entry.rule, phrase.entry.list, disguised});
  };
  for (const std::u32string& spelling : words[first]->spellings)
    if (const auto found = m_phrases.find(spelling); found != m_phrases.end())
      std::ranges::for_each(found->second, attempt);
  std::ranges::for_each(m_open_phrases, attempt);
}

/// In the shadow copy, not in the original: what is full width or has invisible signs inside is found as well, and what
/// the copy keeps apart (digits for letters) the expression can say itself.
void TermIndex::find_patterns(const FoldedText& text, const Reading& reading, const IsWanted& is_wanted,
                              TermHits& found) const {
  const PatternText ready(text);
  for (const Pattern& one : m_patterns) {
    if (!is_wanted(*one.entry.list, *one.entry.rule)) continue;
    const TextPattern::Found places = one.pattern.find_in(ready, most_of_a_pattern);
    for (const ByteRange& place : places.places) {
      SearchWord word;
      word.begin = text.origin[place.begin];
      word.end = text.origin[place.end - 1] + 1;
      word.spellings = {text.points.substr(place.begin, place.end - place.begin)};
      if (!is_harmless(one.entry, word, reading))
        found.hits.push_back({word.begin, word.end, one.entry.rule, one.entry.list, false});
    }
    if (places.gave_up) found.given_up.push_back({one.entry.rule, one.entry.list});
  }
}

TermHits TermIndex::find(const FoldedText& text, const std::vector<SearchWord>& words,
                         const IsWanted& is_wanted) const {
  TermHits found;
  const Reading reading = reading_of(text, words);
  for (const SearchWord& word : words) find_word(word, reading, is_wanted, found.hits);
  for (std::size_t i = 0; i < reading.words.size(); ++i) find_phrases(reading, i, found.hits);
  std::erase_if(found.hits, [&](const TermHit& hit) { return !is_wanted(*hit.list, *hit.rule); });
  find_patterns(text, reading, is_wanted, found);
  return found;
}

}  // namespace integrart
