#include "filters/text/terms/term_index.h"

#include <algorithm>

namespace integrart {
namespace {

constexpr char32_t hidden = U'\uFFFD';
constexpr std::size_t shortest_masked = 4;  // "s**" could be anything
constexpr std::ptrdiff_t most_hidden = 2;
constexpr std::size_t most_of_a_pattern = 500;

std::u32string folded(std::string_view term) {
  return alike_for_search(folded_for_search(term).points);
}

std::vector<std::u32string> words_in(const std::u32string& phrase) {
  std::vector<std::u32string> words;
  for (std::size_t begin = 0; begin < phrase.size();) {
    const std::size_t end = std::min(phrase.find(U' ', begin), phrase.size());
    if (end > begin) words.push_back(phrase.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

bool meets(const std::u32string& pattern, const SearchWord& word) {
  return std::ranges::any_of(word.spellings, [&](const std::u32string& spelling) {
    return pattern.ends_with(U'*') ? spelling.starts_with(std::u32string_view(pattern).substr(0, pattern.size() - 1))
                                   : spelling == pattern;
  });
}

bool is_excepted(const std::vector<std::u32string>& exceptions, const SearchWord& word) {
  return std::ranges::any_of(exceptions, [&](const std::u32string& exception) { return meets(exception, word); });
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

void TermIndex::add(const TermRule& rule, const TermList& list) {
  Entry entry{&rule, &list, {}};
  for (const std::string& exception : rule.exceptions) entry.exceptions.push_back(folded(exception));
  if (rule.match == "regex") {
    // Lists are read by TermList, which refuses what cannot be compiled.
    if (auto pattern = TextPattern::from(rule.term); pattern)
      m_patterns.push_back({std::move(*pattern), std::move(entry)});
    return;
  }
  const std::u32string term = folded(rule.term);
  if (term.empty()) return;
  if (rule.match == "phrase") {
    Phrase phrase{words_in(term), std::move(entry)};
    if (phrase.words.empty()) return;
    if (phrase.words.front().ends_with(U'*'))
      m_open_phrases.push_back(std::move(phrase));
    else
      m_phrases[phrase.words.front()].push_back(phrase);
    return;
  }
  m_look_alikes[skeleton(term)].push_back(entry);
  m_by_length[term.size()].emplace_back(term, entry);
  if (rule.match == "prefix") {
    m_longest_prefix = std::max(m_longest_prefix, term.size());
    m_prefixes[term].push_back(std::move(entry));
  } else {
    m_words[term].push_back(std::move(entry));
  }
}

void TermIndex::find_word(const SearchWord& word, std::vector<TermHit>& hits) const {
  const std::size_t before = hits.size();
  const auto tell = [&](const std::vector<Entry>& entries, bool disguised) {
    for (const Entry& entry : entries) {
      const bool is_told = std::any_of(hits.begin() + static_cast<std::ptrdiff_t>(before), hits.end(),
                                       [&](const TermHit& hit) { return hit.rule == entry.rule; });
      if (!is_told && !is_excepted(entry.exceptions, word))
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
  if (!word.look_alike.empty())
    if (const auto found = m_look_alikes.find(word.look_alike); found != m_look_alikes.end())
      return tell(found->second, true);
  if (!word.masked.empty()) find_masked(word, hits);
}

void TermIndex::find_masked(const SearchWord& word, std::vector<TermHit>& hits) const {
  const std::ptrdiff_t masks = std::ranges::count(word.masked, hidden);
  if (word.masked.size() < shortest_masked || masks > most_hidden) return;
  const auto same_length = m_by_length.find(word.masked.size());
  if (same_length == m_by_length.end()) return;
  for (const auto& [term, entry] : same_length->second) {
    const bool fits = std::ranges::equal(
        term, word.masked, [](char32_t letter, char32_t seen) { return seen == hidden || seen == letter; });
    if (fits) hits.push_back({word.begin, word.end, entry.rule, entry.list, true});
  }
}

void TermIndex::find_phrases(const std::vector<const SearchWord*>& words, std::size_t first,
                             std::vector<TermHit>& hits) const {
  const auto attempt = [&](const Phrase& phrase) {
    if (first + phrase.words.size() > words.size()) return;
    bool disguised = false;
    for (std::size_t i = 0; i < phrase.words.size(); ++i) {
      if (!meets(phrase.words[i], *words[first + i])) return;
      disguised = disguised || words[first + i]->joined;
    }
    hits.push_back({words[first]->begin, words[first + phrase.words.size() - 1]->end, phrase.entry.rule,
                    phrase.entry.list, disguised});
  };
  for (const std::u32string& spelling : words[first]->spellings)
    if (const auto found = m_phrases.find(spelling); found != m_phrases.end())
      std::ranges::for_each(found->second, attempt);
  std::ranges::for_each(m_open_phrases, attempt);
}

/// In the shadow copy, not in the original: what is full width or has invisible signs inside is found as well, and what
/// the copy keeps apart (digits for letters) the expression can say itself.
void TermIndex::find_patterns(const FoldedText& text, TermHits& found) const {
  for (const Pattern& one : m_patterns) {
    const TextPattern::Found places = one.pattern.find_in(text, most_of_a_pattern);
    for (const ByteRange& place : places.places) {
      SearchWord word;
      word.begin = text.origin[place.begin];
      word.end = text.origin[place.end - 1] + 1;
      word.spellings = {text.points.substr(place.begin, place.end - place.begin)};
      if (!is_excepted(one.entry.exceptions, word))
        found.hits.push_back({word.begin, word.end, one.entry.rule, one.entry.list, false});
    }
    if (places.gave_up) found.given_up.push_back({one.entry.rule, one.entry.list});
  }
}

TermHits TermIndex::find(const FoldedText& text, const std::vector<SearchWord>& words) const {
  TermHits found;
  for (const SearchWord& word : words) find_word(word, found.hits);
  const std::vector<const SearchWord*> read = as_read(words);
  for (std::size_t i = 0; i < read.size(); ++i) find_phrases(read, i, found.hits);
  find_patterns(text, found);
  return found;
}

}  // namespace integrart
