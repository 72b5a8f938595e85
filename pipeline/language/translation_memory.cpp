#include "pipeline/language/translation_memory.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <unordered_map>

#include "pipeline/language/tokens.h"

namespace integrart {

namespace {

constexpr double punctuation_weight = 0.25;
constexpr double case_cost = 0.05;
constexpr int machine_penalty = 5;
constexpr int other_circle_penalty = 1;
constexpr int number_penalty = 1;
constexpr std::size_t most_tokens = 400;  // beyond, lines are compared as wholes only

double weight_of(const Token& token) {
  return token.kind == Token::Kind::punctuation ? punctuation_weight : 1.0;
}

double weight_of(const std::vector<Token>& tokens) {
  double weight = 0;
  for (const Token& token : tokens) weight += weight_of(token);
  return weight;
}

std::string normalised(std::string_view text) {
  std::string result;
  bool gap = false;
  for (const char c : to_nfc(text)) {
    if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
      gap = !result.empty();
      continue;
    }
    if (gap) result += ' ';
    gap = false;
    result += c;
  }
  return result;
}

/// What words are indexed by: their first three letters, which all words share that `word_similarity` finds alike.
std::string stem_of(const std::string& word) {
  std::size_t letters = 0;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if ((static_cast<unsigned char>(word[i]) & 0xC0U) == 0x80U) continue;
    if (letters++ == 3) return word.substr(0, i);
  }
  return word;
}

/// The stems of a line as hashes, sorted: a bag to compare in one pass.
std::vector<std::uint32_t> stems_of(const std::vector<Token>& tokens) {
  std::vector<std::uint32_t> stems;
  for (const Token& token : tokens)
    if (token.kind == Token::Kind::word)
      stems.push_back(static_cast<std::uint32_t>(std::hash<std::string>{}(stem_of(token.folded))));
  std::ranges::sort(stems);
  return stems;
}

std::size_t shared_stems(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
  std::size_t shared = 0;
  for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
    if (*i == *j) {
      ++shared;
      ++i;
      ++j;
    } else if (*i < *j) {
      ++i;
    } else {
      ++j;
    }
  }
  return shared;
}

double substitution_cost(const Token& a, const Token& b, std::string_view text_a, std::string_view text_b) {
  if (a.kind != b.kind) return std::max(weight_of(a), weight_of(b));
  if (a.kind == Token::Kind::number) return 0;
  if (a.folded == b.folded) {
    const auto written = [](const Token& token, std::string_view text) {
      return text.substr(token.range.begin, token.range.end - token.range.begin);
    };
    return written(a, text_a) == written(b, text_b) ? 0 : case_cost;
  }
  if (a.kind == Token::Kind::punctuation) return punctuation_weight;
  const double similarity = word_similarity(a.folded, b.folded);
  return similarity > 0 ? (1 - similarity) / 2 + 0.1 : 1;
}

/// Least cost of turning one row of tokens into the other; gives up above `bound`.
double edit_cost(const std::vector<Token>& a, std::string_view text_a, const std::vector<Token>& b,
                 std::string_view text_b, double bound) {
  std::vector<double> row(b.size() + 1), next(b.size() + 1);
  for (std::size_t j = 0; j < b.size(); ++j) row[j + 1] = row[j] + weight_of(b[j]);
  for (const Token& token : a) {
    next[0] = row[0] + weight_of(token);
    double least = next[0];
    for (std::size_t j = 0; j < b.size(); ++j) {
      next[j + 1] = std::min({row[j + 1] + weight_of(token), next[j] + weight_of(b[j]),
                              row[j] + substitution_cost(token, b[j], text_a, text_b)});
      least = std::min(least, next[j + 1]);
    }
    if (least > bound) return least;
    std::swap(row, next);
  }
  return row.back();
}

std::vector<std::string> numbers_in(const std::vector<Token>& tokens) {
  std::vector<std::string> numbers;
  for (const Token& token : tokens)
    if (token.kind == Token::Kind::number) numbers.push_back(token.folded);
  return numbers;
}

/// The translation with the numbers of the line asked for; absent when it is not plain which number is which.
std::optional<std::string> with_numbers(const std::string& target, const std::vector<std::string>& old_numbers,
                                        const std::vector<std::string>& new_numbers) {
  if (old_numbers.size() != new_numbers.size()) return std::nullopt;
  if (std::set<std::string>(old_numbers.begin(), old_numbers.end()).size() != old_numbers.size()) return std::nullopt;
  const std::vector<Token> tokens = tokens_of(target);
  const std::vector<std::string> in_target = numbers_in(tokens);
  for (const std::string& number : old_numbers)
    if (std::ranges::count(in_target, number) != 1) return std::nullopt;
  std::string result;
  std::size_t end = 0;
  for (const Token& token : tokens) {
    if (token.kind != Token::Kind::number) continue;
    const auto which = std::ranges::find(old_numbers, token.folded);
    if (which == old_numbers.end()) continue;
    result += target.substr(end, token.range.begin - end);
    result += new_numbers[static_cast<std::size_t>(which - old_numbers.begin())];
    end = token.range.end;
  }
  return result + target.substr(end);
}

struct Line {
  MemoryEntry entry;
  std::string exact;  // normalised source
  std::vector<Token> tokens;
  std::vector<std::uint32_t> stems;
  double weight = 0;
};

}  // namespace

struct TranslationMemory::Index {
  std::vector<Line> lines;
  std::unordered_multimap<std::string, std::uint32_t> by_text;
  std::unordered_map<std::string, std::vector<std::uint32_t>> by_stem;

  std::vector<std::uint32_t> candidates(const std::vector<Token>& tokens, double weight, double least) const;
  std::optional<MemoryMatch> score(const Line& line, const MemoryQuery& query, const std::string& exact,
                                   const std::vector<Token>& tokens, double weight, int least) const;
};

TranslationMemory::TranslationMemory() : m_index(std::make_unique<Index>()) {}
TranslationMemory::TranslationMemory(TranslationMemory&&) noexcept = default;
TranslationMemory& TranslationMemory::operator=(TranslationMemory&&) noexcept = default;
TranslationMemory::~TranslationMemory() = default;

std::size_t TranslationMemory::size() const {
  return m_index->lines.size();
}

void TranslationMemory::add(MemoryEntry entry) {
  Line line;
  line.exact = normalised(entry.source);
  if (line.exact.empty() || entry.target.empty()) return;
  line.tokens = tokens_of(line.exact);
  line.weight = weight_of(line.tokens);
  line.stems = stems_of(line.tokens);
  line.entry = std::move(entry);
  const auto number = static_cast<std::uint32_t>(m_index->lines.size());
  m_index->by_text.emplace(line.exact, number);
  if (line.tokens.size() <= most_tokens) {
    for (const Token& token : line.tokens) {
      if (token.kind != Token::Kind::word) continue;
      std::vector<std::uint32_t>& list = m_index->by_stem[stem_of(token.folded)];
      if (list.empty() || list.back() != number) list.push_back(number);
    }
  }
  m_index->lines.push_back(std::move(line));
}

/// Lines that can reach the score at all. A line with the score s loses at most (1 - s) of the longer weight in words,
/// so that it shares one of the query's rarest stems: those beyond what may be lost are enough to look at.
std::vector<std::uint32_t> TranslationMemory::Index::candidates(const std::vector<Token>& tokens, double weight,
                                                                double least) const {
  std::vector<const std::vector<std::uint32_t>*> lists;
  std::size_t words = 0;
  for (const Token& token : tokens) {
    if (token.kind != Token::Kind::word) continue;
    ++words;
    const auto list = by_stem.find(stem_of(token.folded));
    if (list != by_stem.end()) lists.push_back(&list->second);
  }
  const std::size_t unknown = words - lists.size();
  const auto may_be_lost = static_cast<std::size_t>(weight / least * (1 - least));
  if (unknown > may_be_lost) return {};
  std::ranges::sort(lists, {}, [](const auto* list) { return list->size(); });
  lists.resize(std::min(lists.size(), may_be_lost - unknown + 1));
  std::vector<std::uint32_t> found;
  for (const auto* list : lists)
    for (const std::uint32_t number : *list)
      if (const double other = lines[number].weight; other >= weight * least && weight >= other * least)
        found.push_back(number);
  std::ranges::sort(found);
  found.erase(std::ranges::unique(found).begin(), found.end());
  // Every word without a counterpart of its stem costs a whole edit.
  const std::vector<std::uint32_t> stems = stems_of(tokens);
  std::erase_if(found, [&](std::uint32_t number) {
    const Line& line = lines[number];
    const std::size_t most_words = std::max(stems.size(), line.stems.size());
    const auto lost = static_cast<double>(most_words - shared_stems(stems, line.stems));
    return lost > std::max(weight, line.weight) * (1 - least) + 0.5;
  });
  return found;
}

std::optional<MemoryMatch> TranslationMemory::Index::score(const Line& line, const MemoryQuery& query,
                                                           const std::string& exact, const std::vector<Token>& tokens,
                                                           double weight, int least) const {
  MemoryMatch match;
  match.source = line.entry.source;
  match.target = line.entry.target;
  match.origin = line.entry.origin;
  match.work = line.entry.work;
  match.licence = line.entry.licence;
  int penalty = 0;
  if (!line.entry.origin.empty() && line.entry.origin != "human") penalty += machine_penalty;
  if (!line.entry.circle.empty() && line.entry.circle != query.circle) penalty += other_circle_penalty;
  if (line.exact == exact) {
    const bool placed = !line.entry.source_before.empty() || !line.entry.source_after.empty();
    const bool same_place = placed && normalised(line.entry.source_before) == normalised(query.before) &&
                            normalised(line.entry.source_after) == normalised(query.after);
    match.score = (same_place ? 101 : 100) - penalty;
    return match.score >= least ? std::optional(std::move(match)) : std::nullopt;
  }
  const double longest = std::max(weight, line.weight);
  const double bound = longest * (1 - (least - 0.5) / 100);
  const double cost = edit_cost(line.tokens, line.exact, tokens, exact, bound);
  if (cost > bound) return std::nullopt;
  const std::vector<std::string> old_numbers = numbers_in(line.tokens);
  const std::vector<std::string> new_numbers = numbers_in(tokens);
  if (old_numbers != new_numbers) {
    const auto renumbered = with_numbers(match.target, old_numbers, new_numbers);
    penalty += renumbered ? number_penalty : 2 * number_penalty;
    if (renumbered) match.target = *renumbered;
  }
  match.score = std::min(99, static_cast<int>(std::lround(100 * (1 - cost / longest)))) - penalty;
  return match.score >= least ? std::optional(std::move(match)) : std::nullopt;
}

std::vector<MemoryMatch> TranslationMemory::find(const MemoryQuery& query, int least, std::size_t most) const {
  const std::string exact = normalised(query.source);
  if (exact.empty()) return {};
  const std::vector<Token> tokens = tokens_of(exact);
  const double weight = weight_of(tokens);
  std::vector<std::uint32_t> numbers;
  const auto [begin, end] = m_index->by_text.equal_range(exact);
  for (auto it = begin; it != end; ++it) numbers.push_back(it->second);
  // Who wants no more than there are of the line itself need not wait for similar ones.
  if (tokens.size() <= most_tokens && numbers.size() < most) {
    const auto similar = m_index->candidates(tokens, weight, std::max(1, least) / 100.0);
    numbers.insert(numbers.end(), similar.begin(), similar.end());
  }
  std::ranges::sort(numbers, std::greater<>());  // later entries first among equals
  numbers.erase(std::ranges::unique(numbers).begin(), numbers.end());
  std::vector<MemoryMatch> matches;
  for (const std::uint32_t number : numbers)
    if (auto match = m_index->score(m_index->lines[number], query, exact, tokens, weight, least))
      matches.push_back(std::move(*match));
  std::ranges::stable_sort(matches, std::greater<>(), &MemoryMatch::score);
  std::set<std::string> targets;
  std::erase_if(matches, [&](const MemoryMatch& match) { return !targets.insert(match.target).second; });
  if (matches.size() > most) matches.erase(matches.begin() + static_cast<std::ptrdiff_t>(most), matches.end());
  return matches;
}

std::vector<MemoryEntry> memory_entries(const ExchangeDocument& document, const LanguageTag& from,
                                        const LanguageTag& to) {
  // A memory of "en-GB" serves "en", and the other way round.
  const auto variant_in = [](const ExchangeUnit& unit, const LanguageTag& language) -> const ExchangeVariant* {
    if (const ExchangeVariant* exact = unit.find(language)) return exact;
    const auto related = std::ranges::find(unit.variants, language.primary(),
                                           [](const ExchangeVariant& v) { return v.language.primary(); });
    return related == unit.variants.end() ? nullptr : &*related;
  };
  std::vector<MemoryEntry> entries;
  for (const ExchangeUnit& unit : document.units) {
    const ExchangeVariant* source = variant_in(unit, from);
    const ExchangeVariant* target = variant_in(unit, to);
    if (source == nullptr || target == nullptr || source == target) continue;
    MemoryEntry entry;
    entry.source = plain_text(*source);
    entry.target = plain_text(*target);
    const auto property = [&](const char* name) {
      const auto found = unit.properties.find(name);
      return found == unit.properties.end() ? std::string() : found->second;
    };
    entry.source_before = property("x-context-pre");
    entry.source_after = property("x-context-post");
    entry.work = property("x-work");
    entry.licence = property("x-licence");
    entry.origin = property("x-origin");
    if (!entry.source.empty() && !entry.target.empty()) entries.push_back(std::move(entry));
  }
  return entries;
}

ExchangeDocument memory_document(const std::vector<MemoryEntry>& entries, const LanguageTag& from,
                                 const LanguageTag& to) {
  ExchangeDocument document;
  document.source_language = from;
  document.target_language = to;
  document.files.emplace_back();
  for (const MemoryEntry& entry : entries) {
    ExchangeUnit unit;
    unit.id = std::to_string(document.units.size() + 1);
    unit.keep_space = true;
    unit.variants.push_back(exchange_variant(from, plain_exchange_text(entry.source)));
    unit.variants.push_back(exchange_variant(to, plain_exchange_text(entry.target)));
    // Names as other tools write them (OmegaT, Trados); the person's is personal data and stays in the database.
    const auto put = [&](const char* name, const std::string& value) {
      if (!value.empty()) unit.properties[name] = value;
    };
    put("x-context-pre", entry.source_before);
    put("x-context-post", entry.source_after);
    put("x-work", entry.work);
    put("x-licence", entry.licence);
    put("x-origin", entry.origin);
    document.units.push_back(std::move(unit));
  }
  return document;
}

}  // namespace integrart
