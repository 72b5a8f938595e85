#include "filters/cues/lines/layout.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "filters/cues/sheet/letters.h"
#include "pipeline/base/text.h"

namespace integrart {

namespace {

struct Clinging {
  std::string_view language;
  std::string_view words;  // lower case, a space around each
};
// One-letter words: the rule of Polish ("sierotki") and Ukrainian typography. Of the others only those that hardly ever
// end a phrase, so that a stranded preposition ("the man you talked to") is no false alarm.
constexpr std::array<Clinging, 9> clinging{{{"uk", " в у з і й о а я та не на "},
                                            {"pl", " w z i o u a we ze ku na do oraz ale "},
                                            {"ru", " в к с о у и а я во ко со не на но "},
                                            {"be", " в у з і й о а я не на "},
                                            {"nl", " een en of maar "},
                                            {"nb", " og eller men et "},
                                            {"nn", " og eller men eit ein "},
                                            {"en", " a an the and or but "},
                                            {"de", " ein eine einen einem einer und oder aber "}}};

struct Token {
  std::size_t begin = 0;  // of the shown text
  std::size_t end = 0;
  std::size_t length = 0;  // grapheme clusters
};

bool is_break_space(char c) {
  return c == ' ' || c == '\n' || c == '\t';
}

std::vector<Token> tokens_of(std::string_view shown) {
  std::vector<Token> tokens;
  for (std::size_t at = 0; at < shown.size();) {
    if (is_break_space(shown[at])) {
      ++at;
      continue;
    }
    Token token;
    token.begin = at;
    while (at < shown.size() && !is_break_space(shown[at])) ++at;
    token.end = at;
    token.length = grapheme_count(without_bidi_controls(shown.substr(token.begin, token.end - token.begin)));
    tokens.push_back(token);
  }
  return tokens;
}

/// Lower case of the Latin and Cyrillic capitals that begin function words.
std::string lower(std::string_view word) {
  std::string result;
  while (!word.empty()) {
    char32_t point = take_code_point(word);
    if ((point >= U'A' && point <= U'Z') || (point >= U'А' && point <= U'Я')) point += 32;
    if (point == U'І') point = U'і';
    result += utf8_of(point);
  }
  return result;
}

/// What a break after `word` costs. The numbers order the rules: punctuation, function word, anything.
double break_cost(std::string_view word, std::string_view following, std::string_view language) {
  constexpr double after_sentence = 0, after_clause = 4, before_function_word = 8, anywhere = 14, left_behind = 200;
  if (clings_to_next(word, language)) return left_behind;
  if (word.ends_with('.') || word.ends_with('!') || word.ends_with('?') || word.ends_with("…") || word.ends_with("؟"))
    return after_sentence;
  if (word.ends_with(',') || word.ends_with(';') || word.ends_with(':') || word.ends_with("،")) return after_clause;
  return clings_to_next(following, language) ? before_function_word : anywhere;
}

/// Chooses breaks among the tokens; at most three lines, so that trying all of them is quick.
class LayoutSearch {
 public:
  LayoutSearch(const CueSheet& sheet, std::size_t index)
      : m_shown(sheet.view(index).shown),
        m_language(sheet.primary()),
        m_most(static_cast<std::size_t>(sheet.numbers().characters_per_line)),
        m_tokens(tokens_of(m_shown)) {
    m_before.push_back(0);
    for (const Token& token : m_tokens) m_before.push_back(m_before.back() + token.length + 1);
  }

  std::optional<std::vector<std::size_t>> best(std::size_t lines) {
    constexpr std::size_t most_tokens = 200;
    if (m_tokens.size() < lines || lines == 0 || m_tokens.size() > most_tokens) return std::nullopt;
    std::vector<std::size_t> breaks;
    try_from(0, lines, breaks);
    if (!m_found) return std::nullopt;
    return m_best;
  }
  const std::vector<Token>& tokens() const { return m_tokens; }
  std::string_view word(std::size_t token) const {
    return std::string_view(m_shown).substr(m_tokens[token].begin, m_tokens[token].end - m_tokens[token].begin);
  }

 private:
  std::size_t length(std::size_t first, std::size_t end) const { return m_before[end] - m_before[first] - 1; }
  bool fits(std::size_t first, std::size_t end) const { return m_most == 0 || length(first, end) <= m_most; }

  void try_from(std::size_t first, std::size_t lines, std::vector<std::size_t>& breaks) {
    if (lines == 1) {
      if (fits(first, m_tokens.size())) weigh(breaks);
      return;
    }
    for (std::size_t end = first + 1; end + lines - 1 <= m_tokens.size() && fits(first, end); ++end) {
      breaks.push_back(end);
      try_from(end, lines - 1, breaks);
      breaks.pop_back();
    }
  }

  void weigh(const std::vector<std::size_t>& breaks) {
    constexpr double imbalance_per_character = 0.4;
    double cost = 0;
    std::size_t first = 0, shortest = SIZE_MAX, longest = 0;
    const auto take_line = [&](std::size_t end) {
      shortest = std::min(shortest, length(first, end));
      longest = std::max(longest, length(first, end));
      first = end;
    };
    for (const std::size_t end : breaks) {
      cost += break_cost(word(end - 1), word(end), m_language);
      take_line(end);
    }
    take_line(m_tokens.size());
    cost += imbalance_per_character * static_cast<double>(longest - shortest);
    if (m_found && cost >= m_cost) return;
    m_found = true;
    m_cost = cost;
    m_best = breaks;
  }

  std::string m_shown;
  std::string m_language;
  std::size_t m_most;
  std::vector<Token> m_tokens;
  std::vector<std::size_t> m_before;  // length of all tokens before, with a space after each
  bool m_found = false;
  double m_cost = 0;
  std::vector<std::size_t> m_best;
};

}  // namespace

bool clings_to_next(std::string_view word, std::string_view language) {
  if (word.empty() || word.size() > 12) return false;
  for (const Clinging& entry : clinging)
    if (entry.language == language) return entry.words.find(" " + lower(word) + " ") != std::string_view::npos;
  return false;
}

std::vector<std::string> words_left_behind(const CueSheet& sheet, std::size_t index) {
  std::vector<std::string> words;
  const std::vector<std::string>& lines = sheet.view(index).lines;
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    const std::vector<Token> tokens = tokens_of(lines[i]);
    if (tokens.size() < 2) continue;
    const std::string word = lines[i].substr(tokens.back().begin, tokens.back().end - tokens.back().begin);
    if (clings_to_next(word, sheet.primary())) words.push_back(word);
  }
  return words;
}

bool breaks_are_free(const CueSheet& sheet, std::size_t index) {
  if (sheet.is_lyrics()) return false;
  const CueView& view = sheet.view(index);
  std::size_t dashed = 0;
  for (const std::string& line : view.lines) {
    if (line.empty()) continue;
    std::string_view rest = line;
    const char32_t first = take_code_point(rest);
    if (is_music_mark(first)) return false;
    if (is_dash(first)) ++dashed;
  }
  return dashed == 0 || view.lines.size() < 2;
}

std::optional<Layout> best_layout(const CueSheet& sheet, std::size_t index, std::size_t lines) {
  LayoutSearch search(sheet, index);
  const auto breaks = search.best(lines);
  if (!breaks) return std::nullopt;
  Layout layout;
  const std::string_view shown = sheet.view(index).shown;
  for (std::size_t token = 1; token < search.tokens().size(); ++token) {
    const std::size_t begin = search.tokens()[token - 1].end;
    const std::size_t end = search.tokens()[token].begin;
    const bool breaks_here = std::find(breaks->begin(), breaks->end(), token) != breaks->end();
    if (breaks_here && clings_to_next(search.word(token - 1), sheet.primary())) ++layout.left_behind;
    const std::string_view space = breaks_here ? "\n" : " ";
    if (shown.substr(begin, end - begin) != space) layout.edits.push_back({begin, end, std::string(space)});
  }
  return layout;
}

}  // namespace integrart
