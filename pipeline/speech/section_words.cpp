#include "pipeline/speech/section_words.h"

#include <algorithm>
#include <array>
#include <span>

namespace integrart {

namespace {

constexpr int most_times = 20;

constexpr std::array section_words = std::to_array<std::string_view>(
    {// English
     "verse", "chorus", "refrain", "bridge", "pre-chorus", "prechorus", "intro", "outro", "hook", "solo",
     "instrumental", "interlude", "coda", "ending", "post-chorus",
     // Ukrainian
     "приспів", "куплет", "вступ", "програш", "кода", "міст", "бридж", "інтро", "аутро", "соло", "фінал", "строфа",
     // Russian, Belarusian
     "припев", "проигрыш", "вступление", "прыпеў", "запев", "строфа",
     // Polish
     "refren", "zwrotka", "wstęp", "mostek", "przejście", "zakończenie", "ref",
     // Dutch
     "refrein", "couplet", "brug", "tussenspel", "slot",
     // Norwegian
     "refreng", "vers", "bro", "mellomspill", "mellomspel", "omkved",
     // German, French, Spanish, Italian
     "strophe", "pont", "estribillo", "estrofa", "coro", "puente", "ritornello", "strofa", "ponte",
     // Arabic
     "لازمة", "كورس", "مقطع"});

bool is_space(char c) {
  return c == ' ' || c == '\t';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::string_view without_space(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

/// Cuts one of `endings` off, compared folded.
bool take_ending(std::string_view& text, std::span<const std::string_view> endings) {
  const std::string lower = folded(text);
  if (lower.size() != text.size()) return false;
  for (const std::string_view ending : endings)
    if (lower.ends_with(ending)) {
      text.remove_suffix(ending.size());
      return true;
    }
  return false;
}

std::optional<int> take_number(std::string_view& text) {
  std::size_t begin = text.size();
  while (begin > 0 && is_digit(text[begin - 1])) --begin;
  const std::string_view digits = text.substr(begin);
  if (digits.empty() || digits.size() > 2) return std::nullopt;
  int number = 0;
  for (const char digit : digits) number = number * 10 + (digit - '0');
  text.remove_suffix(digits.size());
  return number;
}

constexpr auto crosses = std::to_array<std::string_view>({"x", "х", "×", "*"});
constexpr auto times_words = std::to_array<std::string_view>(
    {"рази", "раза", "раз", "razy", "keer", "maal", "ganger", "gonger", "times", "mal"});
constexpr auto twice_words = std::to_array<std::string_view>({"bis", "біс", "бис"});

/// The mark without brackets. `text` keeps what stands in front of it.
std::optional<int> take_bare_mark(std::string_view& text) {
  std::string_view rest = text;
  std::optional<int> times;
  if (take_ending(rest, twice_words)) {
    times = 2;
  } else if (times = take_number(rest); times) {  // "x2"
    rest = without_space(rest);
    if (!take_ending(rest, crosses)) return std::nullopt;
  } else if (take_ending(rest, crosses) || take_ending(rest, times_words)) {  // "2x", "2 рази"
    rest = without_space(rest);
    times = take_number(rest);
    if (!times) return std::nullopt;
  } else {
    return std::nullopt;
  }
  // A mark stands by itself: "mix2" and "6x2" are none.
  if (!rest.empty() && !is_space(rest.back()) && rest.back() != '(' && rest.back() != '[') return std::nullopt;
  text = rest;
  return std::clamp(*times, 1, most_times);
}

bool is_section_word(std::string_view word) {
  return std::find(section_words.begin(), section_words.end(), word) != section_words.end();
}

/// "chorus", "verse 2", "куплет 1", "1 куплет", "verse ii".
bool names_section(std::string_view folded_name) {
  bool found = false;
  for (std::string_view rest = folded_name; !rest.empty();) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    std::string_view word = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    while (!word.empty() && (word.back() == '.' || word.back() == ':' || word.back() == '-')) word.remove_suffix(1);
    const bool number = std::all_of(word.begin(), word.end(), is_digit) || word == "i" || word == "ii" || word == "iii";
    if (is_section_word(word))
      found = true;
    else if (!number)
      return false;
  }
  return found;
}

bool is_bracketed(std::string_view line, char open, char close) {
  return line.size() >= 2 && line.front() == open && line.back() == close && line.find(close) == line.size() - 1;
}

}  // namespace

std::string folded(std::string_view utf8) {
  std::string result(utf8);
  for (std::size_t i = 0; i < result.size(); ++i) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(result[at]); };
    if (result[i] >= 'A' && result[i] <= 'Z') result[i] = static_cast<char>(result[i] + 32);
    if (i + 1 >= result.size()) break;
    // Two-byte letters: U+00C0 ... U+00DE, U+0400 ... U+042F; even letters of U+0100 ... U+017F are capitals.
    unsigned point = (byte(i) & 0x1FU) << 6U | (byte(i + 1) & 0x3FU);
    if ((byte(i) & 0xE0U) != 0xC0U) continue;
    if ((point >= 0xC0 && point <= 0xDE && point != 0xD7) || (point >= 0x410 && point <= 0x42F))
      point += 0x20;
    else if (point >= 0x400 && point <= 0x40F)
      point += 0x50;
    else if (point >= 0x100 && point <= 0x137 && point % 2 == 0)
      point += 1;
    result[i] = static_cast<char>(0xC0U | point >> 6U);
    result[i + 1] = static_cast<char>(0x80U | (point & 0x3FU));
    ++i;
  }
  return result;
}

std::optional<int> take_repeat_mark(std::string_view& line) {
  std::string_view rest = without_space(line);
  const char last = rest.empty() ? ' ' : rest.back();
  if (last == ')' || last == ']') rest.remove_suffix(1);
  rest = without_space(rest);
  const auto times = take_bare_mark(rest);
  if (!times) return std::nullopt;
  rest = without_space(rest);
  const char open = last == ')' ? '(' : '[';
  if (last == ')' || last == ']') {
    if (rest.empty() || rest.back() != open) return std::nullopt;
    rest.remove_suffix(1);
  }
  line = without_space(rest);
  return times;
}

std::optional<SectionLabel> section_label(std::string_view line) {
  SectionLabel label;
  std::string_view name = line;
  if (const auto times = take_repeat_mark(name)) label.times = *times;
  const bool square = is_bracketed(name, '[', ']');
  const bool round = is_bracketed(name, '(', ')');
  if (name.empty()) return std::nullopt;  // only a repeat mark
  if (square || round) name = without_space(name.substr(1, name.size() - 2));
  if (const auto times = take_repeat_mark(name)) label.times = *times;
  while (!name.empty() && (name.back() == ':' || name.back() == '.' || is_space(name.back()))) name.remove_suffix(1);
  label.name = folded(name);
  if (square || names_section(label.name)) return label;
  // "Verse 1: Anna": the word before the colon counts.
  const std::size_t colon = label.name.find(':');
  if (colon != std::string::npos && colon + 1 == label.name.size() && names_section(label.name.substr(0, colon)))
    return label;
  return std::nullopt;
}

}  // namespace integrart
