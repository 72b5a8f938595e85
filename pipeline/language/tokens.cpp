#include "pipeline/language/tokens.h"

#include <algorithm>

namespace integrart {

namespace {

struct CodePoint {
  char32_t value = 0;
  std::size_t bytes = 1;
};

/// One code point of valid UTF-8; a stray byte stands for itself.
CodePoint code_point_at(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  const std::size_t length = byte < 0x80 ? 1 : byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
  if (length == 1 || at + length > text.size()) return {byte, 1};
  auto value = static_cast<char32_t>(byte & (0xFFU >> (length + 1)));
  for (std::size_t i = 1; i < length; ++i) value = (value << 6U) | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
  return {value, length};
}

bool is_digit(char32_t c) {
  return c >= '0' && c <= '9';
}
bool is_apostrophe(char32_t c) {
  return c == '\'' || c == 0x2019 || c == 0x02BC;
}
bool is_space(char32_t c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xA0 || (c >= 0x2000 && c <= 0x200F) || c == 0x202F ||
         (c >= 0x2028 && c <= 0x202E) || c == 0x3000 || c == 0xFEFF;
}
/// Everything that is neither ASCII punctuation nor one of the blocks of punctuation and symbols counts as a letter.
bool is_letter(char32_t c) {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  if (c < 0xC0) return c == 0xAA || c == 0xB5 || c == 0xBA;
  const bool symbols = (c >= 0x2000 && c <= 0x2BFF) || (c >= 0x3000 && c <= 0x3004) || (c >= 0x3008 && c <= 0x3020) ||
                       c == 0xD7 || c == 0xF7 || c == 0x060C || c == 0x061B || c == 0x061F || c == 0x06D4;
  return !symbols && !is_space(c);
}

}  // namespace

std::vector<Token> tokens_of(std::string_view text) {
  std::vector<Token> tokens;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint first = code_point_at(text, at);
    std::size_t end = at + first.bytes;
    Token token;
    if (is_space(first.value)) {
      at = end;
      continue;
    }
    if (is_digit(first.value) || is_letter(first.value)) {
      bool letters = is_letter(first.value);
      while (end < text.size()) {
        const CodePoint next = code_point_at(text, end);
        const std::size_t beyond = end + next.bytes;
        const char32_t after = beyond < text.size() ? code_point_at(text, beyond).value : 0;
        const bool joins = letters ? is_apostrophe(next.value) && is_letter(after)
                                   : (next.value == '.' || next.value == ',' || next.value == ':') && is_digit(after);
        if (!is_letter(next.value) && !is_digit(next.value) && !joins) break;
        letters = letters || is_letter(next.value);
        end = beyond;
      }
      token.kind = letters ? Token::Kind::word : Token::Kind::number;
    } else {
      token.kind = Token::Kind::punctuation;
    }
    token.range = {at, end};
    token.folded = token.kind == Token::Kind::word ? case_folded(text.substr(at, end - at))
                                                   : std::string(text.substr(at, end - at));
    for (const std::string_view apostrophe : {"\xE2\x80\x99", "\xCA\xBC"})
      for (std::size_t i = token.folded.find(apostrophe); token.kind == Token::Kind::word && i != std::string::npos;
           i = token.folded.find(apostrophe))
        token.folded.replace(i, apostrophe.size(), "'");
    tokens.push_back(std::move(token));
    at = end;
  }
  return tokens;
}

double word_similarity(std::string_view a, std::string_view b) {
  if (a == b) return 1;
  const auto [end, other] = std::ranges::mismatch(a, b);
  auto shared = static_cast<std::size_t>(end - a.begin());
  // Not into the middle of a letter.
  while (shared > 0 && ((shared < a.size() && (static_cast<unsigned char>(a[shared]) & 0xC0U) == 0x80U) ||
                        (shared < b.size() && (static_cast<unsigned char>(b[shared]) & 0xC0U) == 0x80U)))
    --shared;
  const std::size_t letters = code_point_count(a.substr(0, shared));
  const std::size_t longest = std::max(code_point_count(a), code_point_count(b));
  if (letters < 3 || letters * 5 < longest * 3) return 0;
  return static_cast<double>(letters) / static_cast<double>(longest);
}

}  // namespace integrart
