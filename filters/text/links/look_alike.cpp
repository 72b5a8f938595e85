#include "filters/text/links/look_alike.h"

#include <algorithm>
#include <array>
#include <vector>

#include "filters/text/reading/code_points.h"
#include "pipeline/base/text.h"

namespace integrart::links {
namespace {

constexpr double same_to_the_eye = 0.9;
constexpr double nearly_the_same = 0.7;
constexpr double same_name_elsewhere = 0.6;

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == separator) {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

void replace_all(std::u32string& text, std::u32string_view from, std::u32string_view to) {
  for (std::size_t at = text.find(from); at != std::u32string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

bool is_ascii(const std::string& text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Small capitals and the like of phonetic writing, which have no pairs in UTS 39 though they are read as letters.
char32_t small_capital(char32_t point) {
  static constexpr std::u32string_view signs = U"\u0262\u029C\u026A\u029F\u0274\u0280\u028F\u0299\u0261\u0251";
  static constexpr std::u32string_view letters = U"ghllnrybga";
  const std::size_t at = signs.find(point);
  return at == std::u32string_view::npos ? point : letters[at];
}

/// One letter more, fewer, other, or two neighbours swapped (Damerau 1964); not the same.
bool is_one_slip_away(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1 || a == b) return false;
  std::size_t begin = 0;
  while (begin < a.size() && a[begin] == b[begin]) ++begin;
  if (a.size() < b.size()) return a.substr(begin) == b.substr(begin + 1);
  if (a.substr(begin + 1) == b.substr(begin + 1)) return true;
  return begin + 1 < a.size() && a[begin] == b[begin + 1] && a[begin + 1] == b[begin] &&
         a.substr(begin + 2) == b.substr(begin + 2);
}

/// The registrable part as people see it: label and suffix.
struct Registered {
  std::string label, suffix, in_front;  // in_front: the labels before it, without the last dot
};
Registered registered_part(const Host& host) {
  const auto count = static_cast<std::size_t>(std::ranges::count(host.registrable, '.')) + 1;
  const std::vector<std::string> labels = split(host.unicode, '.');
  Registered part;
  if (host.registrable.empty() || labels.size() < count) return part;
  const std::size_t own = labels.size() - count;
  for (std::size_t i = 0; i < own; ++i) part.in_front += (i > 0 ? "." : "") + labels[i];
  part.label = labels[own];
  for (std::size_t i = own + 1; i < labels.size(); ++i) part.suffix += (i > own + 1 ? "." : "") + labels[i];
  return part;
}

bool contains(const std::vector<std::string>& list, const std::string& word) {
  return std::ranges::find(list, word) != list.end();
}

bool is_bait(const std::string& word, const LinkNames& names) {
  const bool digits = !word.empty() && std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; });
  return digits || contains(names.bait, word) || contains(names.lures, word);
}

/// "pl-oferta.xyz": the code of a country and words that lure, under an ending that is not that country's. The ending
/// that is imitated; empty when it is no such name.
std::string imitated_country(const Registered& part, const LinkNames& names) {
  std::string country;
  bool lures = false;
  for (const std::string& word : split(part.label, '-')) {
    if (contains(names.lures, word))
      lures = true;
    else if (contains(names.countries, word))
      country = "." + word;
    else
      return {};
  }
  return lures && !country.empty() && !("." + part.suffix).ends_with(country) ? country : std::string();
}

class Comparison {
 public:
  Comparison(const Host& host, const LinkNames& names)
      : m_names(names),
        m_part(registered_part(host)),
        m_words(split(m_part.label, '-')),
        m_label_glance(glance(m_part.label)),
        m_host(host) {
    for (const std::string& word : m_words) m_word_glances.push_back(glance(word));
    for (const std::string& label : split(m_part.in_front, '.')) m_front_glances.push_back(glance(label));
    read_joined_words();
  }

  double with(const ProtectedName& name) const {
    if (m_part.label.empty() || is_own(name)) return 0;
    return std::max({of_label(name), of_words(name), of_front(name)});
  }

 private:
  bool is_own(const ProtectedName& name) const {
    return (name.any_suffix && m_part.label == name.name) ||
           std::ranges::any_of(name.domains, [&](const std::string& own) { return is_within(m_host.ascii, own); });
  }

  bool has_suffix_of(const ProtectedName& name) const {
    return std::ranges::any_of(name.domains,
                               [&](const std::string& own) { return own.ends_with("." + m_part.suffix); });
  }

  /// The registered label against the name itself.
  double of_label(const ProtectedName& name) const {
    if (m_part.label == name.name) return name.is_distinct ? same_name_elsewhere : 0;
    const bool same = m_label_glance == name.glance;
    const bool has_digit = m_part.label.find_first_of("0135") != std::string::npos;
    if (same && (name.is_distinct || !is_ascii(m_part.label) || has_digit || has_suffix_of(name)))
      return same_to_the_eye;
    const bool is_long = name.name.size() >= 7 && m_part.label.size() >= 7;
    return name.is_distinct && is_long && is_one_slip_away(m_part.label, name.name) ? nearly_the_same : 0;
  }

  /// The name and bait in one label, with hyphens or without: "ipko-logowanie", "mbanklogin".
  double of_words(const ProtectedName& name) const {
    if (m_words.size() > 1 && contains(m_word_glances, name.glance)) {
      const auto lures = [&](const std::string& word) { return is_bait(word, m_names); };
      if (std::ranges::any_of(m_words, lures) || is_end_of(name, m_words)) return nearly_the_same;
    }
    if (name.is_distinct && contains(m_joined_glances, name.joined_glance)) return nearly_the_same;
    if (m_part.label.size() <= name.name.size()) return 0;
    const bool first = m_part.label.starts_with(name.name);
    if (!first && !m_part.label.ends_with(name.name)) return 0;
    const std::string rest =
        first ? m_part.label.substr(name.name.size()) : m_part.label.substr(0, m_part.label.size() - name.name.size());
    const bool may_be_part_of_a_word = !name.is_distinct || name.name.size() < 5;  // "nav" of "navigare"
    const bool baited = may_be_part_of_a_word ? contains(m_names.lures, rest) : is_bait(rest, m_names);
    return baited ? nearly_the_same : 0;
  }

  /// Words of the label and words in a row run together, but not the whole label: any other word beside a distinct
  /// name, which may itself be cut by hyphens ("accounts-google", "pko-bp-login").
  void read_joined_words() {
    std::size_t longest = 0;
    for (const ProtectedName& name : m_names.protected_names) longest = std::max(longest, name.name.size());
    for (std::size_t first = 0; first < m_words.size(); ++first) {
      std::string joined;
      for (std::size_t last = first; last < m_words.size() && joined.size() < longest; ++last) {
        joined += m_words[last];
        const bool all = first == 0 && last + 1 == m_words.size();
        if (!all) m_joined_glances.push_back(glance(joined));
      }
    }
  }

  /// "udi-no.com", "diia-gov-ua.com": a domain written with hyphens.
  static bool is_end_of(const ProtectedName& name, const std::vector<std::string>& words) {
    std::string joined;
    for (const std::string& word : words) joined += (joined.empty() ? "" : ".") + word;
    return std::ranges::any_of(name.domains, [&](const std::string& own) {
      return is_within(joined, own) || joined.find(own + ".") == 0 || joined == name.name + "." + own;
    });
  }

  /// A whole domain, or a distinct name, in front of a domain of somebody else.
  double of_front(const ProtectedName& name) const {
    if (m_part.in_front.empty()) return 0;
    std::string dotted = "." + m_part.in_front + "." + m_part.label + ".";
    std::ranges::replace(dotted, '-', '.');
    const bool whole = std::ranges::any_of(
        name.domains, [&](const std::string& own) { return dotted.find("." + own + ".") != std::string::npos; });
    if (whole) return same_to_the_eye;
    return name.is_distinct && contains(m_front_glances, name.glance) ? same_name_elsewhere : 0;
  }

  const LinkNames& m_names;
  Registered m_part;
  std::vector<std::string> m_words;
  std::string m_label_glance;
  std::vector<std::string> m_word_glances, m_front_glances, m_joined_glances;
  const Host& m_host;
};

}  // namespace

std::string glance(const std::string& label) {
  std::u32string points = skeleton(without_marks(code_points(label)));
  std::ranges::transform(points, points.begin(), lower_case);
  replace_all(points, U"rn", U"m");
  replace_all(points, U"vv", U"w");
  for (char32_t& point : points) {
    if (point == U'i' || point == U'1' || point == U'|' || point == U'\u0131') point = U'l';
    if (point == U'0') point = U'o';
    if (point == U'3') point = U'e';
    if (point == U'5') point = U's';
    if (point >= 0x250 && point < 0x2B0) point = small_capital(point);
  }
  return to_utf8(points);
}

std::optional<LookAlike> find_look_alike(const Host& host, const LinkNames& names) {
  if (host.kind != HostKind::name || host.registrable.empty()) return std::nullopt;
  // What belongs to one service is no imitation of another.
  for (const ProtectedName& name : names.protected_names)
    for (const std::string& own : name.domains)
      if (is_within(host.ascii, own)) return std::nullopt;
  const Comparison comparison(host, names);
  LookAlike best;
  for (const ProtectedName& name : names.protected_names)
    if (const double score = comparison.with(name); score > best.score) best = {name.domains.front(), score};
  if (best.score > 0) return best;
  const std::string country = imitated_country(registered_part(host), names);
  return country.empty() ? std::nullopt : std::optional(LookAlike{country, nearly_the_same});
}

bool looks_latin_but_is_not(const std::string& label) {
  const std::u32string points = code_points(label);
  const bool has_latin = std::ranges::any_of(points, [](char32_t point) { return point >= U'a' && point <= U'z'; });
  const bool has_letter = std::ranges::any_of(points, is_letter);
  if (has_latin || !has_letter) return false;
  return std::ranges::all_of(skeleton(points), [](char32_t point) { return point < 0x80; });
}

}  // namespace integrart::links
