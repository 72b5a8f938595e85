#include "filters/text/links/contact_bait.h"

#include <algorithm>
#include <optional>

#include "filters/text/reading/code_points.h"

namespace integrart::links {
namespace {

constexpr std::size_t most_bait = 200;
constexpr std::size_t most_words_to_name = 3;        // "telegram, mój nick: @anna"
constexpr std::size_t most_words_to_invitation = 8;  // "write to me any evening you like on WhatsApp"
constexpr std::size_t shortest_name = 3;

struct Token {
  std::size_t begin = 0, end = 0;
  std::u32string lower;
  bool is_name = false;      // an @ stands in front, with nothing before it
  bool after_colon = false;  // nothing but a colon and blanks stand before it
  bool ends_sentence = false;
};

bool is_sign_of_name(char32_t point) {
  return is_letter_or_digit(point) || point == U'_' || point == U'.' || point == U'\'' || point == U'\u2019';
}

bool is_end_of_sentence(char32_t point) {
  static constexpr std::u32string_view ends = U".!?;\n\u2026\u061F";
  return ends.find(point) != std::u32string_view::npos;
}

/// What stands between two words: whether a sentence ends there, and whether it is a colon and nothing else.
void read_gap(std::u32string_view gap, Token* before, Token& behind) {
  if (before != nullptr) before->ends_sentence = std::ranges::any_of(gap, is_end_of_sentence);
  behind.after_colon = std::ranges::count(gap, U':') == 1 && std::ranges::all_of(gap, [](char32_t point) {
                         return point == U':' || point == U' ' || point == U'@';
                       });
}

std::vector<Token> tokens_of(std::u32string_view text) {
  std::vector<Token> tokens;
  std::size_t last_end = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (!is_letter_or_digit(text[at]) && text[at] != U'_') {
      ++at;
      continue;
    }
    Token token;
    token.begin = at;
    while (at < text.size() && is_sign_of_name(text[at])) ++at;
    token.end = at;
    while (!is_letter_or_digit(text[token.end - 1]) && text[token.end - 1] != U'_') --token.end;
    for (std::size_t i = token.begin; i < token.end; ++i) token.lower += lower_case(text[i]);
    read_gap(text.substr(last_end, token.begin - last_end), tokens.empty() ? nullptr : &tokens.back(), token);
    last_end = token.end;
    if (token.begin > 0 && text[token.begin - 1] == U'@') {
      const bool alone = token.begin == 1 || !is_letter_or_digit(text[token.begin - 2]);
      token.is_name = alone && token.lower.size() >= shortest_name && std::ranges::any_of(token.lower, is_letter);
      if (token.is_name) --token.begin;
    }
    tokens.push_back(std::move(token));
  }
  return tokens;
}

bool meets(std::u32string_view pattern, std::u32string_view word) {
  return pattern.ends_with(U'*') ? word.starts_with(pattern.substr(0, pattern.size() - 1)) : word == pattern;
}

/// The invitations, messengers and names of one text.
class BaitReader {
 public:
  BaitReader(std::u32string_view text, const ChatWords& words) : m_tokens(tokens_of(text)), m_words(words) {}

  std::vector<ContactBait> read() const {
    std::vector<ContactBait> found;
    for (std::size_t at = 0; at < m_tokens.size() && found.size() < most_bait; ++at) {
      const bool messenger = is_one_of(m_words.messengers, at);
      if (!messenger && !is_one_of(m_words.networks, at)) continue;
      const auto bait = bait_at(at, messenger);
      if (bait && (found.empty() || found.back().end <= bait->begin)) found.push_back(*bait);
    }
    return found;
  }

 private:
  bool is_one_of(const std::vector<std::u32string>& words, std::size_t at) const {
    return std::ranges::any_of(words, [&](const std::u32string& word) { return meets(word, m_tokens[at].lower); });
  }

  /// The words of a phrase stand from `at` on, in one sentence.
  std::optional<std::size_t> end_of_phrase(std::u32string_view phrase, std::size_t at) const {
    for (std::size_t begin = 0; begin < phrase.size();) {
      const std::size_t end = std::min(phrase.find(U' ', begin), phrase.size());
      if (at >= m_tokens.size() || m_tokens[at].lower != phrase.substr(begin, end - begin)) return std::nullopt;
      begin = end + 1;
      ++at;
    }
    return at;
  }

  /// The first word of an invitation in the same sentence before `at`.
  std::optional<std::size_t> invitation_before(std::size_t at) const {
    for (std::size_t first = at; first-- > 0 && at - first <= most_words_to_invitation;) {
      if (m_tokens[first].ends_sentence) return std::nullopt;
      const bool invites = std::ranges::any_of(m_words.invitations, [&](const std::u32string& phrase) {
        const auto end = end_of_phrase(phrase, first);
        return end && *end <= at;
      });
      if (invites && !is_denied(first)) return first;
    }
    return std::nullopt;
  }

  bool is_denied(std::size_t first) const {
    return first > 0 && !m_tokens[first - 1].ends_sentence && is_one_of(m_words.denials, first - 1);
  }

  /// A name with an @ at most a few words away, in the same sentence.
  std::optional<std::size_t> name_beside(std::size_t at) const {
    for (std::size_t i = at + 1; i < m_tokens.size() && i - at <= most_words_to_name; ++i) {
      if (m_tokens[i - 1].ends_sentence) break;
      if (m_tokens[i].is_name) return i;
    }
    for (std::size_t i = at; i-- > 0 && at - i <= most_words_to_name;) {
      if (m_tokens[i].ends_sentence) break;
      if (m_tokens[i].is_name) return i;
    }
    return std::nullopt;
  }

  /// "insta: anna", "telegram: anna_k7".
  bool has_name_after_colon(std::size_t at, bool invited) const {
    if (at + 1 >= m_tokens.size() || !m_tokens[at + 1].after_colon) return false;
    const std::u32string& name = m_tokens[at + 1].lower;
    const bool latin = std::ranges::all_of(name, [](char32_t point) { return point < 0x80; });
    const bool made_up = std::ranges::any_of(name, [](char32_t p) { return p == U'_' || digit_value(p) >= 0; });
    return latin && name.size() >= shortest_name && std::ranges::any_of(name, is_letter) && (invited || made_up);
  }

  bool is_invited_there(std::size_t at, std::size_t invitation) const {
    // "na WhatsApp", "на мій вайбер": one word may stand between.
    for (std::size_t i = at; i-- > invitation && at - i <= 2;)
      if (is_one_of(m_words.prepositions, i)) return true;
    return m_tokens[at].lower.starts_with(U"\u0639\u0627\u0644");  // "عالواتساب"
  }

  std::optional<ContactBait> bait_at(std::size_t at, bool messenger) const {
    const auto invitation = invitation_before(at);
    const auto name = name_beside(at);
    std::size_t first = at, last = at;
    if (name && (messenger || invitation)) {
      first = std::min(first, *name);
      last = std::max(last, *name);
    } else if (has_name_after_colon(at, invitation.has_value()) && (messenger || invitation)) {
      last = at + 1;
    } else if (!invitation || !is_invited_there(at, *invitation)) {
      return std::nullopt;
    }
    if (invitation) first = std::min(first, *invitation);
    return ContactBait{m_tokens[first].begin, m_tokens[last].end, m_tokens[at].lower};
  }

  std::vector<Token> m_tokens;
  const ChatWords& m_words;
};

}  // namespace

std::vector<ContactBait> find_contact_bait(std::u32string_view text, const ChatWords& words) {
  return BaitReader(text, words).read();
}

}  // namespace integrart::links
