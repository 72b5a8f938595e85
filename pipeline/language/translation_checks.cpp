#include "pipeline/language/translation_checks.h"

#include <algorithm>
#include <map>
#include <set>

#include "pipeline/base/text.h"
#include "pipeline/language/tokens.h"

namespace integrart {

namespace {

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

std::size_t count_of(std::string_view text, std::string_view what) {
  std::size_t count = 0;
  for (std::size_t at = text.find(what); at != std::string_view::npos; at = text.find(what, at + what.size())) ++count;
  return count;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (true) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    if (end == text.size()) return lines;
    text.remove_prefix(end + 1);
  }
}

std::multiset<std::string> numbers_in(std::string_view text) {
  std::multiset<std::string> numbers;
  for (const Token& token : tokens_of(text)) {
    if (token.kind != Token::Kind::number) continue;
    std::string digits;
    // A decimal comma is a decimal point elsewhere.
    std::ranges::copy_if(token.folded, std::back_inserter(digits), [](char c) { return c >= '0' && c <= '9'; });
    numbers.insert(digits);
  }
  return numbers;
}

/// "{name}", "%d", "%(name)s", "%1$s".
std::multiset<std::string> placeholders_in(std::string_view text) {
  std::multiset<std::string> found;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '{') {
      const std::size_t end = text.find('}', i);
      if (end == std::string_view::npos || end - i > 40) continue;
      found.emplace(text.substr(i, end - i + 1));
      i = end;
    } else if (text[i] == '%' && i + 1 < text.size()) {
      std::size_t end = i + 1;
      if (text[end] == '(') end = std::min(text.find(')', end), text.size() - 1) + 1;
      while (end < text.size() && std::string_view("0123456789.$l").find(text[end]) != std::string_view::npos) ++end;
      if (end < text.size() && std::string_view("sdifuxc").find(text[end]) != std::string_view::npos)
        found.emplace(text.substr(i, end - i + 1));
    }
  }
  return found;
}

std::set<std::string> links_in(std::string_view text) {
  std::set<std::string> links;
  for (const std::string_view scheme : {"http://", "https://"})
    for (std::size_t at = text.find(scheme); at != std::string_view::npos; at = text.find(scheme, at + 1)) {
      std::string_view link = text.substr(at, std::min(text.find_first_of(" \t\n<>\"", at), text.size()) - at);
      while (!link.empty() && std::string_view(".,;:!?)").find(link.back()) != std::string_view::npos)
        link.remove_suffix(1);
      links.emplace(link);
    }
  return links;
}

std::multiset<std::string> tags_in(std::string_view text) {
  std::multiset<std::string> tags;
  for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
    const std::size_t end = text.find('>', at);
    if (end != std::string_view::npos && end - at <= 60) tags.emplace(text.substr(at, end - at + 1));
  }
  return tags;
}

/// The kind of mark that a text ends with: '.', '?', '!', ':', '…' as '.', or 0.
char end_mark_of(std::string_view text) {
  while (!text.empty() &&
         (is_space(text.back()) || std::string_view("\")'").find(text.back()) != std::string_view::npos))
    text.remove_suffix(1);
  if (text.ends_with("؟")) return '?';
  if (text.ends_with("…") || text.ends_with("...")) return '~';
  if (text.ends_with("۔") || text.ends_with("。")) return '.';
  const char last = text.empty() ? '\0' : text.back();
  return std::string_view(".?!:").find(last) != std::string_view::npos && last != '\0' ? last : '\0';
}

bool begins_with_capital(std::string_view text) {
  const auto tokens = tokens_of(text);
  if (tokens.empty() || tokens.front().kind != Token::Kind::word) return false;
  const std::string_view word =
      text.substr(tokens.front().range.begin, tokens.front().range.end - tokens.front().range.begin);
  const std::string_view folded = tokens.front().folded;
  std::size_t letter = 1;
  while (letter < word.size() && (static_cast<unsigned char>(word[letter]) & 0xC0U) == 0x80U) ++letter;
  return word.substr(0, letter) != folded.substr(0, letter);
}

bool begins_with_letter_of_case(std::string_view text) {
  const auto tokens = tokens_of(text);
  if (tokens.empty() || tokens.front().kind != Token::Kind::word) return false;
  const auto first = static_cast<unsigned char>(text[tokens.front().range.begin]);
  // Latin, Greek and Cyrillic have capitals; what lies beyond mostly has none.
  return (first >= 'A' && first <= 'z') || (first >= 0xC3 && first <= 0xD3);
}

bool has_script(std::string_view word, unsigned char least, unsigned char most) {
  return std::ranges::any_of(
      word, [&](char c) { return static_cast<unsigned char>(c) >= least && static_cast<unsigned char>(c) <= most; });
}

// ---- the checks; each is true when all is well ----------------------------------------------------------------------

bool check_untranslated(const CheckedTranslation& t) {
  return std::ranges::all_of(t.source, is_space) || !std::ranges::all_of(t.target, is_space);
}
bool check_same_as_source(const CheckedTranslation& t) {
  // One word may well be a name.
  std::size_t words = 0;
  for (const Token& token : tokens_of(t.source)) words += token.kind == Token::Kind::word ? 1U : 0U;
  return t.from == t.to || words < 2 || t.source != t.target;
}
bool check_begin_space(const CheckedTranslation& t) {
  return t.source.empty() || t.target.empty() || is_space(t.source.front()) == is_space(t.target.front());
}
bool check_end_space(const CheckedTranslation& t) {
  return t.source.empty() || t.target.empty() || is_space(t.source.back()) == is_space(t.target.back());
}
bool check_double_space(const CheckedTranslation& t) {
  return t.target.find("  ") == std::string_view::npos || t.source.find("  ") != std::string_view::npos;
}
/// A space before a mark that has none in the source. French is written so, and "word ..." leaves words out.
bool check_mark_space(const CheckedTranslation& t) {
  const auto spaced = [](std::string_view text) {
    for (std::size_t i = 1; i < text.size(); ++i) {
      const bool is_mark = std::string_view(",.!?;:").find(text[i]) != std::string_view::npos;
      const bool is_smile = text[i] == ':' || text[i] == ';' ? i + 1 < text.size() && !is_space(text[i + 1]) : false;
      if (is_mark && !is_smile && text[i - 1] == ' ' && !text.substr(i).starts_with("..")) return true;
    }
    return false;
  };
  return t.to == "fr" || !spaced(t.target) || spaced(t.source);
}
bool check_end_mark(const CheckedTranslation& t) {
  return end_mark_of(t.source) == end_mark_of(t.target);
}
bool check_brackets(const CheckedTranslation& t) {
  for (const std::string_view bracket : {"(", ")", "[", "]"})
    if (count_of(t.source, bracket) != count_of(t.target, bracket)) return false;
  return true;
}
bool check_numbers(const CheckedTranslation& t) {
  return numbers_in(t.source) == numbers_in(t.target);
}
bool check_placeholders(const CheckedTranslation& t) {
  return placeholders_in(t.source) == placeholders_in(t.target);
}
bool check_links(const CheckedTranslation& t) {
  return links_in(t.source) == links_in(t.target);
}
bool check_tags(const CheckedTranslation& t) {
  return tags_in(t.source) == tags_in(t.target);
}
bool check_music_mark(const CheckedTranslation& t) {
  return (t.source.find("♪") != std::string_view::npos) == (t.target.find("♪") != std::string_view::npos);
}
bool check_speaker_dash(const CheckedTranslation& t) {
  const auto dashes = [](std::string_view text) {
    return std::ranges::count_if(lines_of(text), [](std::string_view line) {
      return line.starts_with("-") || line.starts_with("–") || line.starts_with("—");
    });
  };
  return dashes(t.source) < 2 || dashes(t.target) > 0;
}
bool check_doubled_word(const CheckedTranslation& t) {
  const auto doubled = [](std::string_view text) {
    const auto tokens = tokens_of(text);
    return std::ranges::adjacent_find(tokens, [](const Token& a, const Token& b) {
             return a.kind == Token::Kind::word && b.kind == Token::Kind::word && a.folded == b.folded;
           }) != tokens.end();
  };
  return !doubled(t.target) || doubled(t.source);  // songs repeat words
}
bool check_hidden_characters(const CheckedTranslation& t) {
  for (const std::string_view hidden : {"\u200B", "\u2060", "\uFEFF", "\u00AD"})
    if (count_of(t.target, hidden) > count_of(t.source, hidden)) return false;
  return true;
}
bool check_mixed_scripts(const CheckedTranslation& t) {
  return std::ranges::none_of(tokens_of(t.target), [](const Token& token) {
    // Basic Latin letters and Cyrillic (lead bytes D0 to D3) in one word.
    const bool latin = std::ranges::any_of(token.folded, [](char c) { return c >= 'a' && c <= 'z'; });
    return token.kind == Token::Kind::word && latin && has_script(token.folded, 0xD0, 0xD3);
  });
}
bool check_foreign_letters(const CheckedTranslation& t) {
  const std::string folded = case_folded(t.target);
  const auto holds = [&](std::initializer_list<std::string_view> letters) {
    return std::ranges::any_of(letters,
                               [&](std::string_view letter) { return folded.find(letter) != std::string::npos; });
  };
  if (t.to == "uk") return !holds({"ё", "ъ", "ы", "э"});
  if (t.to == "ru") return !holds({"і", "ї", "є", "ґ"});
  if (t.to == "be") return !holds({"и", "ъ", "щ", "ї", "є"});
  return true;
}
bool check_first_capital(const CheckedTranslation& t) {
  if (!begins_with_letter_of_case(t.source) || !begins_with_letter_of_case(t.target)) return true;
  return begins_with_capital(t.source) == begins_with_capital(t.target);
}
/// Three times as long or a third, with room for short lines: something was left out, or put in.
bool check_length_differs(const CheckedTranslation& t) {
  constexpr std::size_t factor = 3;
  constexpr std::size_t room = 15;
  const std::size_t source = grapheme_count(t.source);
  const std::size_t target = grapheme_count(t.target);
  return target <= source * factor + room && source <= target * factor + room;
}
bool check_too_long(const CheckedTranslation& t) {
  return std::ranges::all_of(lines_of(t.target),
                             [&](std::string_view line) { return grapheme_count(line) <= t.most_characters; });
}
bool check_many_lines(const CheckedTranslation& t) {
  return lines_of(t.target).size() <= std::max(t.most_lines, lines_of(t.source).size());
}

constexpr TranslationCheck checks[] = {
#define CHECK(id, source, failing, mended) {#id, "language.check_" #id, source, failing, mended, check_##id},
#include "pipeline/language/translation_checks.def"
#undef CHECK
};

}  // namespace

std::span<const TranslationCheck> translation_checks() {
  return checks;
}

std::vector<const TranslationCheck*> failing_checks(const CheckedTranslation& translation) {
  std::vector<const TranslationCheck*> failing;
  for (const TranslationCheck& check : checks) {
    if (check.passes(translation)) continue;
    failing.push_back(&check);
    if (&check == checks) break;  // untranslated: nothing else to say
  }
  return failing;
}

}  // namespace integrart
