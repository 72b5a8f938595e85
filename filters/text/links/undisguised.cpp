#include "filters/text/links/undisguised.h"

#include <algorithm>
#include <array>

#include "filters/text/reading/code_points.h"

namespace integrart::links {
namespace {

constexpr std::size_t longest_word = 4000;

bool ends_word(char32_t point) {
  static constexpr std::u32string_view marks =
      U"<>\"`\u00A0\u00AB\u00BB\u1680\u2028\u2029\u202F\u205F\u3000\u201C\u201D\u201E";
  return point <= 0x20 || (point >= 0x2000 && point <= 0x200A) || marks.find(point) != std::u32string_view::npos;
}

struct Disguise {
  std::u32string_view written, meant;
};
constexpr auto disguises = std::to_array<Disguise>({{U"[.]", U"."},
                                                    {U"(.)", U"."},
                                                    {U"{.}", U"."},
                                                    {U"[dot]", U"."},
                                                    {U"(dot)", U"."},
                                                    {U"{dot}", U"."},
                                                    {U"[://]", U"://"},
                                                    {U"[:]", U":"},
                                                    {U"[/]", U"/"},
                                                    {U"hxxps:", U"https:"},
                                                    {U"hxxp:", U"http:"},
                                                    {U"h**ps:", U"https:"},
                                                    {U"h**p:", U"http:"},
                                                    {U"hxxps[", U"https["},
                                                    {U"hxxp[", U"http["}});

bool stands_at(std::u32string_view text, std::u32string_view lower_case_word) {
  return text.size() >= lower_case_word.size() &&
         std::ranges::equal(text.substr(0, lower_case_word.size()), lower_case_word, {}, lower_case);
}

/// One round: "hxxp[:]" needs two.
Word replaced(const Word& word) {
  Word plain{{}, {}, word.was_disguised};
  const std::u32string_view text = word.points;
  for (std::size_t at = 0; at < text.size();) {
    const auto disguise =
        std::ranges::find_if(disguises, [&](const Disguise& one) { return stands_at(text.substr(at), one.written); });
    const bool found = disguise != disguises.end();
    const std::u32string_view meant = found ? disguise->meant : text.substr(at, 1);
    plain.points += meant;
    plain.origin.insert(plain.origin.end(), meant.size(), word.origin[at]);
    plain.was_disguised = plain.was_disguised || found;
    at += found ? disguise->written.size() : 1;
  }
  plain.origin.push_back(word.origin.back());
  return plain;
}

Word word_at(std::u32string_view text, std::size_t begin, std::size_t end) {
  Word word;
  word.points = text.substr(begin, std::min(end - begin, longest_word));
  for (std::size_t at = 0; at <= word.points.size(); ++at) word.origin.push_back(begin + at);
  return replaced(replaced(word));
}

}  // namespace

std::vector<Word> undisguised_words(std::u32string_view text) {
  std::vector<Word> words;
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = begin;
    bool may_be_link = false;
    for (; end < text.size() && !ends_word(text[end]); ++end)
      may_be_link = may_be_link || text[end] == U'.' || text[end] == U':' || text[end] == U'(' || text[end] == U'[' ||
                    text[end] == U'{' || text[end] == U'\u3002' || text[end] == U'\uFF0E' || text[end] == U'\uFF61';
    if (may_be_link) words.push_back(word_at(text, begin, end));
    begin = end + 1;
  }
  return words;
}

}  // namespace integrart::links
