#include "pipeline/learning/function_words.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <span>
#include <string>

#include "pipeline/base/embedded.h"
#include "pipeline/learning/arabic.h"

namespace integrart {
std::span<const EmbeddedFile> function_word_files();  // generated; see CMakeLists.txt
}

namespace integrart::learning {

namespace {

using Words = std::set<std::string, std::less<>>;

constexpr auto arabic_pronouns =
    std::to_array<std::string_view>({"ي", "ك", "ه", "ها", "نا", "كم", "كن", "هم", "هن", "هما", "كما"});

std::string replaced_all(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

/// As lists hold it: Russian without ё, Arabic without signs, for many people write neither.
std::string as_listed(std::string_view word, std::string_view language) {
  if (language == "ar") return bare_arabic(word);
  if (language == "ru") return replaced_all(std::string(word), "ё", "е");
  return std::string(word);
}

/// A word of a list, or with a plus at its end that word with every pronoun that Arabic hangs on it.
void add_word(std::string_view word, std::string_view language, Words& words) {
  if (!word.ends_with('+')) {
    words.insert(as_listed(word, language));
    return;
  }
  const std::string stem = as_listed(word.substr(0, word.size() - 1), language);
  for (const std::string_view pronoun : arabic_pronouns)
    if (pronoun != "ي" || !stem.ends_with("ي")) words.insert(stem + std::string(pronoun));
}

/// The words of a list: a line that begins with '#' names the class of words below it.
Words words_in(std::string_view list, std::string_view language) {
  Words words;
  while (!list.empty()) {
    std::string_view line = list.substr(0, list.find('\n'));
    list.remove_prefix(std::min(line.size() + 1, list.size()));
    while (!line.empty() && !line.starts_with('#')) {
      const std::string_view word = line.substr(0, line.find(' '));
      line.remove_prefix(std::min(word.size() + 1, line.size()));
      if (!word.empty()) add_word(word, language, words);
    }
  }
  return words;
}

/// By language.
const std::map<std::string, Words, std::less<>>& all_words() {
  static const auto lists = [] {
    std::map<std::string, Words, std::less<>> by_language;
    for (const EmbeddedFile& file : function_word_files()) {
      const std::string_view language = file.path.substr(0, file.path.find('.'));
      by_language.emplace(language, words_in(file.bytes, language));
    }
    return by_language;
  }();
  return lists;
}

/// "and" and "so" are written together with the word they come before.
std::string_view without_arabic_and(std::string_view word) {
  for (const std::string_view joined : {"و", "ف"})
    if (word.starts_with(joined) && word.size() > 2 * joined.size()) return word.substr(joined.size());
  return word;
}

}  // namespace

bool is_function_word(std::string_view folded, const LanguageTag& language) {
  const auto words = all_words().find(language.primary());
  if (words == all_words().end()) return false;
  const std::string word = as_listed(folded, words->first);
  if (words->second.contains(word)) return true;
  return words->first == "ar" && words->second.contains(without_arabic_and(word));
}

}  // namespace integrart::learning
