#include "filters/text/terms/spoken_of.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

#include "filters/text/reading/code_points.h"
#include "pipeline/base/documents/reader.h"
#include "pipeline/base/embedded.h"
#include "pipeline/base/text.h"

namespace integrart {

std::span<const EmbeddedFile> spoken_of_files();

namespace {

constexpr std::size_t longest_quotation = 300;      // code points
constexpr std::size_t longest_half_sentence = 400;  // code points
constexpr std::size_t most_words_around = 60;       // on each side
constexpr std::size_t most_words_between = 5;       // of "called me" and what was called
constexpr std::u32string_view clause_signs = U",;:(\u2013\u2014\u060C";

struct QuotationMarks {
  char32_t open;
  std::u32string_view close;
};
constexpr auto quotation_marks = std::to_array<QuotationMarks>({{U'"', U"\""},
                                                                {U'\u00AB', U"\u00BB"},
                                                                {U'\u201C', U"\u201D"},
                                                                {U'\u201E', U"\u201D\u201C"},
                                                                {U'\u2018', U"\u2019"},
                                                                {U'\u201A', U"\u2018\u2019"}});

/// Where the quotation ends that begins at a mark; npos without an end nearby.
std::size_t end_of_quotation(std::u32string_view text, std::size_t begin, std::u32string_view close) {
  const std::size_t most = std::min(text.size(), begin + longest_quotation);
  for (std::size_t at = begin + 1; at < most && text[at] != U'\n'; ++at) {
    if (close.find(text[at]) == std::u32string_view::npos) continue;
    if (text[at] == U'\u2019' && at + 1 < text.size() && is_letter(text[at + 1])) continue;  // an apostrophe
    return at + 1;
  }
  return std::u32string_view::npos;
}

bool ends_sentence_at(std::u32string_view text, std::size_t at) {
  static constexpr std::u32string_view always = U"!?;\n\u061F\u06D4\u3002";
  if (always.find(text[at]) != std::u32string_view::npos) return true;
  return text[at] == U'.' && (at + 1 == text.size() || text[at + 1] == U' ' || text[at + 1] == U'\n');
}

Result<std::vector<SpokenOfPhrases::Phrase>> phrases_from(DocumentReader& reader, std::string_view key) {
  std::vector<std::string> lines;
  reader.read(key, lines);
  std::vector<SpokenOfPhrases::Phrase> phrases;
  for (const std::string& line : lines) {
    phrases.push_back(words_of_phrase(alike_for_search(folded_for_search(line).points)));
    if (phrases.back().empty()) reader.refuse(key, "1-");
  }
  return phrases;
}

Result<SpokenOfPhrases> language_from(const Json& json, const std::string& path) {
  SpokenOfPhrases phrases;
  DocumentReader reader(json, path);
  reader.read("languages", phrases.languages);
  if (phrases.languages.empty()) reader.refuse("languages", "en, uk, pl");
  for (const auto& [key, kind] : {std::pair("tells", &SpokenOfPhrases::tells),
                                  {"rejects", &SpokenOfPhrases::rejects},
                                  {"after", &SpokenOfPhrases::after},
                                  {"mentions", &SpokenOfPhrases::mentions},
                                  {"self", &SpokenOfPhrases::self},
                                  {"fillers", &SpokenOfPhrases::fillers},
                                  {"address", &SpokenOfPhrases::address},
                                  {"reports", &SpokenOfPhrases::reports},
                                  {"speakers", &SpokenOfPhrases::speakers}}) {
    TRY_ASSIGN(phrases.*kind, phrases_from(reader, key));
    // Without knowing who is spoken to, nothing could be told from an insult.
    if ((phrases.*kind).empty()) reader.refuse(key, "1-");
  }
  TRY(reader.finish());
  return phrases;
}

Result<std::vector<SpokenOfPhrases>> read_built_in_phrases() {
  TRY_ASSIGN(const Json json, parse_json(spoken_of_files().front().bytes));
  return spoken_of_phrases(json);
}

}  // namespace

Result<std::vector<SpokenOfPhrases>> spoken_of_phrases(const Json& json) {
  DocumentReader reader(json, "spoken_of");
  std::string schema, owner, source, licence;
  reader.read("schema", schema).read("owner", owner).read("source", source).read("licence", licence);
  const Json::Array& languages = reader.member("languages").items();
  if (schema != "spoken_of/1") reader.refuse("schema", "spoken_of/1");
  TRY(reader.finish());
  std::vector<SpokenOfPhrases> all;
  for (std::size_t i = 0; i < languages.size(); ++i) {
    TRY_ASSIGN(SpokenOfPhrases phrases, language_from(languages[i], fmt::format("spoken_of.languages[{}]", i)));
    all.push_back(std::move(phrases));
  }
  return all;
}

const Result<std::vector<SpokenOfPhrases>>& built_in_spoken_of_phrases() {
  static const Result<std::vector<SpokenOfPhrases>> phrases = read_built_in_phrases();
  return phrases;
}

SpokenOf::SpokenOf(std::u32string_view text, const std::vector<SearchWord>& words, const LanguageTag& language,
                   const std::vector<SpokenOfPhrases>& phrases)
    : m_text(text) {
  for (const SearchWord& word : words)
    if (!word.joined) m_words.push_back(&word);
  for (const SpokenOfPhrases& one : phrases)
    if (language.is_undetermined() || std::ranges::find(one.languages, language.primary()) != one.languages.end())
      m_phrases.push_back(&one);
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto marks = std::ranges::find(quotation_marks, text[at], &QuotationMarks::open);
    if (marks == quotation_marks.end()) continue;
    const std::size_t end = end_of_quotation(text, at, marks->close);
    if (end == std::u32string_view::npos) continue;
    m_quotations.push_back({at, end});
    at = end - 1;
  }
}

SpokenOf::Range SpokenOf::words_within(Range points) const {
  const auto first = std::ranges::lower_bound(m_words, points.begin, {}, &SearchWord::begin);
  const auto last = std::ranges::lower_bound(first, m_words.end(), points.end, {}, &SearchWord::begin);
  return {static_cast<std::size_t>(first - m_words.begin()), static_cast<std::size_t>(last - m_words.begin())};
}

/// Signs within quotations end no sentence: “You idiot!” he shouted at me.
SpokenOf::Range SpokenOf::sentence_around(Range points) const {
  const auto quotation_at = [this](std::size_t at) {
    const auto next = std::ranges::upper_bound(m_quotations, at, {}, &Range::begin);
    const bool inside = next != m_quotations.begin() && (next - 1)->end > at;
    return inside ? &*(next - 1) : nullptr;
  };
  Range sentence = points;
  while (sentence.begin > 0 && points.begin - sentence.begin < longest_half_sentence) {
    if (const Range* quotation = quotation_at(sentence.begin - 1))
      sentence.begin = quotation->begin;
    else if (ends_sentence_at(m_text, sentence.begin - 1))
      break;
    else
      --sentence.begin;
  }
  while (sentence.end < m_text.size() && sentence.end - points.end < longest_half_sentence) {
    if (const Range* quotation = quotation_at(sentence.end))
      sentence.end = quotation->end;
    else if (ends_sentence_at(m_text, sentence.end))
      break;
    else
      ++sentence.end;
  }
  return sentence;
}

SpokenOf::Place SpokenOf::place_of(std::size_t begin, std::size_t end) const {
  Place place;
  Range points{begin, end};
  place.found = words_within(points);
  const auto next = std::ranges::upper_bound(m_quotations, begin, {}, &Range::begin);
  place.in_quotation = next != m_quotations.begin() && (next - 1)->end >= end;
  if (place.in_quotation) points = *(next - 1);
  place.quoted = words_within(points);
  place.sentence = words_within(sentence_around(points));
  if (place.found.begin > most_words_around)
    place.sentence.begin = std::max(place.sentence.begin, place.found.begin - most_words_around);
  place.sentence.end = std::min(place.sentence.end, place.found.end + most_words_around);
  return place;
}

template <class Fits>
bool SpokenOf::any_phrase(const std::vector<SpokenOfPhrases::Phrase>& phrases, Range words, Fits fits) const {
  for (std::size_t at = words.begin; at < words.end; ++at)
    for (const SpokenOfPhrases::Phrase& phrase : phrases) {
      if (at + phrase.size() > words.end) continue;
      std::size_t met = 0;
      while (met < phrase.size() && is_word_of_pattern(phrase[met], *m_words[at + met])) ++met;
      if (met == phrase.size() && fits(Range{at, at + met})) return true;
    }
  return false;
}

bool SpokenOf::has_sign_between(std::size_t word, std::size_t next, std::u32string_view signs) const {
  const std::size_t begin = m_words[word]->end;
  return m_text.substr(begin, std::max(m_words[next]->begin, begin) - begin).find_first_of(signs) !=
         std::u32string_view::npos;
}

bool SpokenOf::is_addressed(const Place& place, Range words) const {
  const auto outside = [&](const Range& at) {
    return at.end <= place.found.begin || at.begin >= place.found.end;  // "go back to your country"
  };
  // By all languages that it may be: who is spoken to in one of two that are much alike is not told by the other.
  return std::ranges::any_of(
      m_phrases, [&](const SpokenOfPhrases* phrases) { return any_phrase(phrases->address, words, outside); });
}

bool SpokenOf::is_addressed_around(const Place& place) const {
  return is_addressed(place, {place.sentence.begin, place.quoted.begin}) ||
         is_addressed(place, {place.quoted.end, place.sentence.end});
}

/// "He called me …", "Do not call us …": in one go, with nobody spoken to between; before or behind a quotation also
/// in another part of the sentence.
bool SpokenOf::is_told(const Place& place, const SpokenOfPhrases& phrases) const {
  const auto leads_here = [&](const Range& at) {
    if (place.in_quotation && at.end <= place.quoted.begin) return !is_addressed(place, {at.begin, place.quoted.begin});
    if (place.found.begin - at.end > most_words_between || is_addressed(place, {at.begin, place.found.begin}))
      return false;
    for (std::size_t word = at.end; word <= place.found.begin; ++word)
      if (has_sign_between(word - 1, word, clause_signs)) return false;
    return true;
  };
  const Range before{place.sentence.begin, place.found.begin};
  if (any_phrase(phrases.tells, before, leads_here) || any_phrase(phrases.rejects, before, leads_here)) return true;
  if (!place.in_quotation || is_addressed_around(place)) return false;
  const auto always = [](const Range&) { return true; };
  return any_phrase(phrases.tells, {place.quoted.end, place.sentence.end}, always);
}

/// "The word …", "the novel “…”", "… is an ugly word", "Insults: …".
bool SpokenOf::is_mentioned(const Place& place, const SpokenOfPhrases& phrases) const {
  constexpr std::size_t nearby = 4;
  if (is_addressed_around(place)) return false;
  const auto always = [](const Range&) { return true; };
  if (any_phrase(phrases.after, {place.quoted.end, place.sentence.end}, always)) return true;
  const std::size_t behind = std::min(place.sentence.end, place.quoted.end + nearby);
  if (place.in_quotation && any_phrase(phrases.mentions, {place.quoted.end, behind}, always)) return true;
  return any_phrase(phrases.mentions, {place.sentence.begin, place.quoted.begin}, [&](const Range& at) {
    if (place.quoted.begin - at.end < (place.in_quotation ? nearby : 1)) return true;
    for (std::size_t word = at.end; word <= place.quoted.begin; ++word)
      if (has_sign_between(word - 1, word, U":")) return true;
    return false;
  });
}

/// A boy shouted “…”, and the driver made him leave.
bool SpokenOf::is_reported(const Place& place, const SpokenOfPhrases& phrases) const {
  if (!place.in_quotation || is_addressed_around(place)) return false;
  const auto by_somebody_else = [&](const Range& at) {
    const Range before{std::max(place.sentence.begin + 1, at.begin) - 1, at.begin};
    const Range behind{at.end, std::min(place.sentence.end, at.end + 1)};
    const auto always = [](const Range&) { return true; };
    return !any_phrase(phrases.speakers, before, always) && !any_phrase(phrases.speakers, behind, always);
  };
  return any_phrase(phrases.reports, {place.sentence.begin, place.quoted.begin}, by_somebody_else) ||
         any_phrase(phrases.reports, {place.quoted.end, place.sentence.end}, by_somebody_else);
}

/// "I am not such a …", "we proud …".
bool SpokenOf::is_of_oneself(const Place& place, const SpokenOfPhrases& phrases) const {
  const std::size_t here = place.found.begin;
  const auto leads_here = [&](const Range& at) {
    for (std::size_t word = at.end; word < here; ++word)
      if (!any_phrase(phrases.fillers, {word, word + 1}, [](const Range&) { return true; })) return false;
    return true;
  };
  return any_phrase(phrases.self, {place.sentence.begin, here}, leads_here) && !is_addressed(place, place.sentence);
}

bool SpokenOf::is_spoken_of(const Place& place, const SpokenOfPhrases& phrases, bool may_be_of_oneself) const {
  return is_told(place, phrases) || is_mentioned(place, phrases) || is_reported(place, phrases) ||
         (may_be_of_oneself && is_of_oneself(place, phrases));
}

bool SpokenOf::is_spoken_of(std::size_t begin, std::size_t end, bool may_be_of_oneself) const {
  if (m_phrases.empty()) return false;
  const Place place = place_of(begin, end);
  if (place.found.begin == place.found.end) return false;
  return std::ranges::any_of(
      m_phrases, [&](const SpokenOfPhrases* phrases) { return is_spoken_of(place, *phrases, may_be_of_oneself); });
}

}  // namespace integrart
