// E-mail addresses that are written so that programs do not find them: "name (at) example (dot) org".

#include <algorithm>
#include <array>

#include "filters/text/personal_data/public_contacts.h"
#include "filters/text/personal_data/recognisers.h"
#include "filters/text/reading/code_points.h"

namespace integrart::personal_data {
namespace {

/// How @ is called; "at" itself is a word of English, and the others are animals.
constexpr auto at_words =
    std::to_array<std::u32string_view>({U"at", U"собака", U"собачка", U"равлик", U"małpa", U"malpa", U"krøllalfa",
                                        U"alfakrøll", U"apenstaartje", U"apestaartje"});
constexpr auto dot_words =
    std::to_array<std::u32string_view>({U"dot", U"kropka", U"крапка", U"точка", U"punktum", U"punkt", U"punt"});
/// Stands before "at" in "find us at example dot org", which is a page and not a mailbox.
constexpr auto no_names = std::to_array<std::u32string_view>(
    {U"us",        U"me",      U"it",   U"them",  U"him",   U"her",    U"look",  U"looking", U"find",  U"visit",
     U"available", U"is",      U"are",  U"am",    U"was",   U"be",     U"more",  U"here",    U"there", U"online",
     U"site",      U"website", U"page", U"blog",  U"read",  U"listen", U"watch", U"sign",    U"order", U"buy",
     U"tickets",   U"and",     U"or",   U"works", U"work",  U"live",   U"lives", U"info",    U"up",    U"out",
     U"now",       U"again",   U"not",  U"mail",  U"email", U"account"});
/// Ends of domains that our people's mailboxes have; with a word for @ any other end would make addresses of sentences.
constexpr auto ends_of_domains = std::to_array<std::u32string_view>(
    {U"com",  U"org", U"net", U"edu", U"gov", U"info", U"biz", U"name", U"eu", U"io", U"me", U"app", U"dev", U"online",
     U"site", U"xyz", U"pl",  U"ua",  U"no",  U"nl",   U"de",  U"se",   U"dk", U"fi", U"is", U"uk",  U"ie",  U"fr",
     U"be",   U"lu",  U"ch",  U"at",  U"it",  U"es",   U"pt",  U"gr",   U"cz", U"sk", U"hu", U"ro",  U"bg",  U"lt",
     U"lv",   U"ee",  U"by",  U"ru",  U"kz",  U"md",   U"ge",  U"am",   U"az", U"tr", U"sy", U"iq",  U"ir",  U"af",
     U"er",   U"et",  U"so",  U"sd",  U"eg",  U"ma",   U"lb",  U"jo",   U"ps", U"il", U"us", U"ca"});

/// Where mailboxes are and hardly anything else: what stands in front of "@ gmail.com" is a name, whatever the gaps.
constexpr auto mailbox_providers = std::to_array<std::u32string_view>(
    {U"gmail.com",  U"googlemail.com", U"outlook.com",    U"hotmail.com", U"live.com",   U"yahoo.com",
     U"icloud.com", U"proton.me",      U"protonmail.com", U"wp.pl",       U"o2.pl",      U"op.pl",
     U"onet.pl",    U"interia.pl",     U"poczta.onet.pl", U"ukr.net",     U"i.ua",       U"meta.ua",
     U"mail.ru",    U"yandex.ru",      U"online.no",      U"ziggo.nl",    U"kpnmail.nl", U"hetnet.nl"});

template <std::size_t count>
bool is_one_of(std::u32string_view word, const std::array<std::u32string_view, count>& words) {
  return std::ranges::find(words, word) != words.end();
}

bool is_ascii_letter_or_digit(char32_t point) {
  return (point >= U'a' && point <= U'z') || (point >= U'0' && point <= U'9');
}
bool is_name_sign(char32_t point) {
  return is_ascii_letter_or_digit(point) || point == U'.' || point == U'_' || point == U'-' || point == U'+';
}
bool opens(char32_t point) {
  return point == U'(' || point == U'[' || point == U'{' || point == U'<';
}
bool closes(char32_t point) {
  return point == U')' || point == U']' || point == U'}' || point == U'>';
}

/// Past one or two blanks.
std::size_t past_blanks(std::u32string_view text, std::size_t at) {
  for (int i = 0; i < 2 && is_blank(point_at(text, at)); ++i) ++at;
  return at;
}
std::size_t before_blanks(std::u32string_view text, std::size_t at) {
  for (int i = 0; i < 2 && at > 0 && is_blank(text[at - 1]); ++i) --at;
  return at;
}

/// A sign or word that stands for another sign, with the brackets and blanks around it.
struct Stand {
  std::size_t begin = 0, end = 0;  // equal: there is none
  bool bracketed = false;
  bool spelled = false;  // by a word
};

/// What stands for a dot at `at`: ".", "(dot)", "[.]", " dot ".
Stand dot_at(std::u32string_view lower, std::size_t at) {
  if (point_at(lower, at) == U'.') return {at, at + 1, false, false};
  std::size_t from = past_blanks(lower, at);
  const bool bracketed = opens(point_at(lower, from));
  if (bracketed) from = past_blanks(lower, from + 1);
  std::size_t end = from;
  if (bracketed && point_at(lower, from) == U'.') {
    ++end;
  } else {
    constexpr std::size_t longest = 8;
    while (end - from < longest && is_letter(point_at(lower, end))) ++end;
    if (!is_one_of(lower.substr(std::min(from, lower.size()), end - from), dot_words)) return {at, at};
  }
  const std::size_t after = past_blanks(lower, end);
  if (bracketed)
    return closes(point_at(lower, after)) ? Stand{at, past_blanks(lower, after + 1), true, true} : Stand{at, at};
  return from > at && after > end ? Stand{at, after, false, true} : Stand{at, at};
}

/// What stands for @ where the word or sign from `begin` to `end` is.
Stand at_sign(std::u32string_view lower, std::size_t begin, std::size_t end) {
  const std::size_t left = before_blanks(lower, begin);
  const std::size_t right = past_blanks(lower, end);
  const bool spelled = lower[begin] != U'@';
  if (left > 0 && opens(lower[left - 1]) && closes(point_at(lower, right)))
    return {before_blanks(lower, left - 1), past_blanks(lower, right + 1), true, spelled};
  if (spelled && (left == begin || right == end)) return {begin, begin};
  return {left, right, false, spelled};
}

struct Domain {
  std::size_t end = 0;  // the begin: there is none
  bool disguised = false;
};

/// A domain that begins at `begin` and may be spelled, up to its known end.
Domain domain_at(std::u32string_view lower, std::size_t begin) {
  constexpr int most_labels = 8;
  constexpr std::size_t longest_label = 63;
  Domain domain{begin, false};
  bool disguised = false;
  std::size_t at = begin;
  for (int label = 0; label < most_labels; ++label) {
    std::size_t end = at;
    while (end - at < longest_label && (is_ascii_letter_or_digit(point_at(lower, end)) || point_at(lower, end) == U'-'))
      ++end;
    if (end == at || is_letter_or_digit(point_at(lower, end))) break;
    if (label > 0 && is_one_of(lower.substr(at, end - at), ends_of_domains)) domain = {end, disguised};
    const Stand dot = dot_at(lower, end);
    if (dot.end == dot.begin) break;
    disguised = disguised || dot.spelled;
    at = dot.end;
  }
  return domain;
}

/// Where the name in front of `end` begins, dots of it spelled or not; `end` when there is none.
std::size_t name_begin(std::u32string_view lower, std::size_t end) {
  constexpr std::size_t longest = 64, longest_dot = 14;
  std::size_t begin = end;
  for (std::size_t part_end = end; end - part_end < longest;) {
    std::size_t at = part_end;
    while (at > 0 && part_end - at < longest && is_name_sign(lower[at - 1])) --at;
    if (at > 0 && is_letter_or_digit(lower[at - 1])) return begin;  // a word of another script goes on there
    while (at < part_end && !is_ascii_letter_or_digit(lower[at])) ++at;
    if (at == part_end) return begin;
    begin = at;
    part_end = begin;
    for (std::size_t dot = begin > longest_dot ? begin - longest_dot : 0; dot < begin; ++dot)
      if (const Stand found = dot_at(lower, dot); found.spelled && found.end == begin) {
        part_end = dot;
        break;
      }
    if (part_end == begin) break;
  }
  return begin;
}

/// The domain as programs write it.
std::u32string plain_domain(std::u32string_view lower, std::size_t begin, std::size_t end) {
  std::u32string plain;
  for (std::size_t at = begin; at < end;) {
    const Stand dot = dot_at(lower, at);
    plain += dot.begin == dot.end ? lower[at] : U'.';
    at = dot.begin == dot.end ? at + 1 : dot.end;
  }
  return plain;
}

void judge_at_sign(const Prepared& prepared, std::size_t begin, std::size_t end, std::vector<Found>& found) {
  const std::u32string_view lower = prepared.lower;
  const Stand sign = at_sign(lower, begin, end);
  if (sign.begin == sign.end) return;
  const Domain domain = domain_at(lower, sign.end);
  if (domain.end <= sign.end) return;
  const std::size_t name = name_begin(lower, sign.begin);
  if (name == sign.begin) return;
  const std::u32string_view written = lower.substr(name, sign.begin - name);
  const std::u32string plain = plain_domain(lower, sign.end, domain.end);
  if (!sign.bracketed) {
    // "look at example.org" is no disguise, and a@b.org neither.
    const bool english = lower.substr(begin, end - begin) == U"at";
    const bool hidden = domain.disguised || (sign.end > end && is_one_of(plain, mailbox_providers));
    if ((english || !sign.spelled) && !hidden) return;
    if (english && is_one_of(written, no_names)) return;
  }
  if (is_public_mailbox(written, plain)) return;
  found.push_back({"email", "disguised", name, domain.end, sign.bracketed || !sign.spelled ? 0.8 : 0.7});
}

}  // namespace

void find_disguised_mail(const Prepared& prepared, std::vector<Found>& found) {
  const std::u32string_view lower = prepared.lower;
  for (const Word& word : words_of(lower))
    if (is_one_of(lower.substr(word.begin, word.end - word.begin), at_words))
      judge_at_sign(prepared, word.begin, word.end, found);
  for (std::size_t at = lower.find(U'@'); at != std::u32string_view::npos; at = lower.find(U'@', at + 1))
    judge_at_sign(prepared, at, at + 1, found);
}

}  // namespace integrart::personal_data
