#include "pipeline/language/glossary.h"

#include <algorithm>
#include <array>
#include <optional>

#include "pipeline/language/tokens.h"

namespace integrart {

namespace {

/// How words of a language change at their end.
struct Endings {
  std::string_view language;
  std::size_t cut;            // letters that a form may lose at the end of the term ...
  std::string_view may_go;    // ... when they are of these
  std::size_t ending;         // letters that a form may add
  std::string_view unstable;  // vowels that come and go inside (пісня, пісень); empty: none do
  // Letters that change into each other inside stems, as pairs "from to": compared as if they were the same.
  std::array<std::pair<std::string_view, std::string_view>, 7> folds;
};

constexpr std::string_view cyrillic_vowels = "аяоеєэиіїыуюьй";
constexpr std::string_view polish_vowels = "aąeęioóuy";

// uk: дім, дому; ніч, ночі. pl: wóz, wozu; ręka, rąk; piosenka, piosence. nl: huis, huizen; brief, brieven. nb: bok,
// bøker.
constexpr std::array<Endings, 9> endings{{
    {"uk",
     2,
     cyrillic_vowels,
     4,
     cyrillic_vowels,
     {{{"і", "о"}, {"ї", "о"}, {"е", "о"}, {"ґ", "г"}, {"ц", "к"}, {"з", "г"}}}},
    {"ru", 2, cyrillic_vowels, 4, cyrillic_vowels, {{{"ё", "е"}}}},
    {"be", 2, cyrillic_vowels, 4, cyrillic_vowels, {{{"ё", "е"}, {"о", "а"}, {"э", "а"}}}},
    {"bg", 1, cyrillic_vowels, 4, {}, {}},
    {"pl",
     2,
     polish_vowels,
     4,
     polish_vowels,
     {{{"ó", "o"}, {"ą", "ę"}, {"ł", "l"}, {"ś", "s"}, {"ć", "c"}, {"ń", "n"}, {"c", "k"}}}},
    {"nl", 1, "e", 3, {}, {{{"z", "s"}, {"v", "f"}, {"aa", "a"}, {"ee", "e"}, {"oo", "o"}, {"uu", "u"}}}},
    {"nb", 1, "e", 4, {}, {{{"ø", "o"}}}},
    {"nn", 1, "e", 4, {}, {{{"ø", "o"}}}},
    {"en", 1, "e", 3, {}, {{{"y", "i"}}}},
}};

bool begins_letter(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
}

/// The letters of a text one by one.
std::vector<std::string_view> letters_of(std::string_view text) {
  std::vector<std::string_view> letters;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at + 1;
    while (end < text.size() && !begins_letter(text[end])) ++end;
    letters.push_back(text.substr(at, end - at));
    at = end;
  }
  return letters;
}

std::vector<std::string_view> without(std::vector<std::string_view> letters, std::string_view unstable) {
  std::erase_if(letters, [&](std::string_view letter) { return unstable.find(letter) != std::string_view::npos; });
  return letters;
}

/// Three consonants at least, the same, and at most two more at the end (-ми, -ch).
bool same_consonants(const std::vector<std::string_view>& form, const std::vector<std::string_view>& stem,
                     std::string_view unstable) {
  if (unstable.empty() || form.front() != stem.front()) return false;
  const auto of_stem = without(stem, unstable);
  const auto of_form = without(form, unstable);
  return of_stem.size() >= 3 && of_form.size() >= of_stem.size() && of_form.size() <= of_stem.size() + 2 &&
         std::equal(of_stem.begin(), of_stem.end(), of_form.begin());
}

std::string folded_stem(std::string_view word, const Endings& rules) {
  std::string stem(word);
  for (const auto& [from, to] : rules.folds) {
    if (from.empty()) continue;
    for (std::size_t at = stem.find(from); at != std::string::npos; at = stem.find(from, at + to.size()))
      stem.replace(at, from.size(), to);
  }
  return stem;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  for (const Token& token : tokens_of(text))
    if (token.kind != Token::Kind::punctuation) words.push_back(token.folded);
  return words;
}

/// Where the words of a term stand in a text, one after the other; absent when they do not.
std::optional<std::pair<std::size_t, std::size_t>> place_of(const std::vector<std::string>& term,
                                                            const std::vector<std::string>& text,
                                                            std::string_view language) {
  if (term.empty()) return std::nullopt;
  for (std::size_t at = 0; at + term.size() <= text.size(); ++at) {
    bool all = true;
    for (std::size_t i = 0; i < term.size() && all; ++i) all = is_form_of(text[at + i], term[i], language);
    if (all) return std::pair(at, at + term.size());
  }
  return std::nullopt;
}

}  // namespace

bool is_form_of(std::string_view word, std::string_view term, std::string_view language) {
  if (word == term) return true;
  const auto rules = std::ranges::find(endings, language, &Endings::language);
  if (rules == endings.end()) return false;
  const std::string folded_term = folded_stem(term, *rules);
  const std::string folded_word = folded_stem(word, *rules);
  const auto stem = letters_of(folded_term);
  const auto form = letters_of(folded_word);
  if (stem.size() < 3 || form.size() < 3) return false;
  const auto shared = static_cast<std::size_t>(std::ranges::mismatch(stem, form).in1 - stem.begin());
  // A short stem may lose one letter at most, so that few other words look like it.
  const std::size_t cut = stem.size() >= 6 ? rules->cut : std::min<std::size_t>(rules->cut, 1);
  const bool tail_may_go =
      std::all_of(stem.begin() + static_cast<std::ptrdiff_t>(shared), stem.end(),
                  [&](std::string_view letter) { return rules->may_go.find(letter) != std::string_view::npos; });
  if (shared >= 3 && shared + cut >= stem.size() && tail_may_go && form.size() <= shared + rules->ending) return true;
  return same_consonants(form, stem, rules->unstable);
}

void Glossary::add(const ExchangeDocument& document) {
  for (const ExchangeUnit& unit : document.units) {
    Concept entry;
    entry.id = unit.id;
    for (const ExchangeVariant& variant : unit.variants) {
      Term term;
      term.text = plain_text(variant);
      term.words = words_of(term.text);
      if (const auto status = variant.properties.find("status"); status != variant.properties.end())
        term.status = status->second;
      if (term.words.empty()) continue;
      if (variant.language.primary() == m_from.primary()) entry.from.push_back(term);
      if (variant.language.primary() == m_to.primary()) entry.to.push_back(std::move(term));
    }
    // What is preferred goes before what is admitted.
    std::ranges::stable_sort(
        entry.to, [](const Term& a, const Term& b) { return a.status == "preferred" && b.status != "preferred"; });
    if (!entry.from.empty() || !entry.to.empty()) m_concepts.push_back(std::move(entry));
  }
}

std::vector<GlossaryHit> Glossary::hits(std::string_view source) const {
  std::vector<Token> tokens = tokens_of(source);
  std::erase_if(tokens, [](const Token& token) { return token.kind == Token::Kind::punctuation; });
  const std::vector<std::string> words = words_of(source);
  std::vector<GlossaryHit> hits;
  for (const Concept& entry : m_concepts) {
    for (const Term& term : entry.from) {
      const auto place = place_of(term.words, words, m_from.primary());
      if (!place) continue;
      GlossaryHit hit;
      hit.concept_id = entry.id;
      hit.term = term.text;
      hit.where = {tokens[place->first].range.begin, tokens[place->second - 1].range.end};
      for (const Term& translation : entry.to)
        (translation.status == "forbidden" ? hit.forbidden : hit.preferred).push_back(translation.text);
      hits.push_back(std::move(hit));
      break;
    }
  }
  std::ranges::stable_sort(hits, {}, [](const GlossaryHit& hit) { return hit.where.begin; });
  return hits;
}

std::vector<GlossaryProblem> Glossary::check(std::string_view source, std::string_view target) const {
  const std::vector<std::string> from = words_of(source);
  const std::vector<std::string> to = words_of(target);
  std::vector<GlossaryProblem> problems;
  for (const Concept& entry : m_concepts) {
    std::vector<std::string> preferred;
    bool used = false;
    for (const Term& term : entry.to) {
      if (term.status == "forbidden") continue;
      preferred.push_back(term.text);
      used = used || place_of(term.words, to, m_to.primary()).has_value();
    }
    const auto asked = std::ranges::find_if(entry.from, [&](const Term& term) {
      return term.status != "forbidden" && place_of(term.words, from, m_from.primary()).has_value();
    });
    // A forbidden word is one in a translation of its concept, or anywhere when the concept is of the target alone.
    for (const Term& term : entry.to)
      if (term.status == "forbidden" && (asked != entry.from.end() || entry.from.empty()) &&
          place_of(term.words, to, m_to.primary()))
        problems.push_back({GlossaryProblem::Kind::forbidden, entry.id, term.text, preferred});
    if (asked != entry.from.end() && !used && !preferred.empty())
      problems.push_back({GlossaryProblem::Kind::missing, entry.id, asked->text, preferred});
  }
  return problems;
}

}  // namespace integrart
