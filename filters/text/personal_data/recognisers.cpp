#include "filters/text/personal_data/recognisers.h"

#include <algorithm>
#include <iterator>
#include <map>

#include "filters/text/reading/code_points.h"

namespace integrart::personal_data {

namespace {

char32_t as_ascii(char32_t point) {
  constexpr char32_t first_of_full_width = 0xFF01, last_of_full_width = 0xFF5E, exclamation_mark = 0x21;
  if (const int digit = digit_value(point); digit >= 0) return U'0' + static_cast<char32_t>(digit);
  if (point >= first_of_full_width && point <= last_of_full_width)
    return point - first_of_full_width + exclamation_mark;
  return point == 0xFE6B ? U'@' : point;  // the small @ of old Chinese character sets
}

}  // namespace

Prepared::Prepared(std::string_view utf8, const HelpLineNumbers& of_help)
    : text(code_points(utf8)), help_lines(of_help) {
  std::ranges::transform(text, text.begin(), as_ascii);
  lower = text;
  std::ranges::transform(lower, lower.begin(), lower_case);
}

std::vector<Word> words_of(std::u32string_view text) {
  std::vector<Word> words;
  for (std::size_t at = 0; at < text.size();) {
    if (!is_letter_or_digit(text[at])) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    while (at < text.size() && (is_letter_or_digit(text[at]) || text[at] == U'\'' || text[at] == U'\u2019')) ++at;
    words.push_back({begin, at});
  }
  return words;
}

bool has_context(const Prepared& text, std::size_t begin, std::size_t end,
                 const std::vector<std::u32string_view>& words, WordMatch match) {
  constexpr std::size_t before = 48;
  constexpr std::size_t after = 24;
  const std::size_t from = begin > before ? begin - before : 0;
  const std::u32string_view lower = text.lower;
  const auto begins_word = [&](std::size_t at) { return at == 0 || !is_letter_or_digit(lower[at - 1]); };
  const auto ends_word = [&](std::size_t at) { return at == lower.size() || !is_letter_or_digit(lower[at]); };
  const auto stands_in = [&](std::size_t first, std::size_t last, std::u32string_view word) {
    const std::u32string_view window = lower.substr(first, last - first);
    for (std::size_t at = window.find(word); at != std::u32string_view::npos; at = window.find(word, at + 1))
      if (begins_word(first + at) && (match == WordMatch::beginning || ends_word(first + at + word.size())))
        return true;
    return false;
  };
  return std::ranges::any_of(words, [&](std::u32string_view word) {
    return stands_in(from, begin, word) || stands_in(end, std::min(lower.size(), end + after), word);
  });
}

std::vector<Found> every_reading(const Prepared& text) {
  std::vector<Found> found;
  for (const auto find : {find_numbers, find_accounts, find_documents, find_travel_documents, find_contacts,
                          find_disguised_mail, find_places, find_plates})
    find(text, found);
  return found;
}

std::vector<Found> surest(std::vector<Found> found) {
  std::ranges::stable_sort(found, [](const Found& a, const Found& b) {
    return a.score != b.score ? a.score > b.score : a.end - a.begin > b.end - b.begin;
  });
  std::map<std::size_t, Found> kept;  // by begin; none overlaps another
  for (const Found& candidate : found) {
    const auto next = kept.lower_bound(candidate.begin);
    const bool meets_next = next != kept.end() && next->first < candidate.end;
    const bool meets_before = next != kept.begin() && std::prev(next)->second.end > candidate.begin;
    if (!meets_next && !meets_before) kept.emplace(candidate.begin, candidate);
  }
  std::vector<Found> in_order;
  for (const auto& [begin, one] : kept) in_order.push_back(one);
  return in_order;
}

std::vector<Found> find_all(std::string_view utf8, const HelpLineNumbers& help_lines) {
  return surest(every_reading(Prepared(utf8, help_lines)));
}

}  // namespace integrart::personal_data
