#include "filters/text/links/find_links.h"

#include <algorithm>
#include <array>
#include <optional>

#include "filters/text/links/host.h"
#include "filters/text/links/undisguised.h"
#include "filters/text/reading/code_points.h"
#include "pipeline/base/text.h"

namespace integrart::links {
namespace {

constexpr std::size_t most_candidates = 20000;

bool is_scheme_sign(char32_t point) {
  return (point >= U'a' && point <= U'z') || (point >= U'A' && point <= U'Z') || (point >= U'0' && point <= U'9') ||
         point == U'+' || point == U'-';
}

/// Letters, digits and what hides between them; other letters than Latin ones too.
bool is_host_sign(char32_t point) {
  static constexpr std::u32string_view others = U"-_.\u3002\uFF0E\uFF61\u00AD\u200B\u200C\u200D\u2060\uFEFF";
  return others.find(point) != std::u32string_view::npos || is_word_character(point);
}

bool is_dot(char32_t point) {
  return point == U'.' || point == U'\u3002' || point == U'\uFF0E' || point == U'\uFF61';
}

std::string lower_ascii(std::u32string_view points) {
  std::u32string lower(points);
  std::ranges::transform(lower, lower.begin(), lower_case);
  return to_utf8(lower);
}

/// Links do not end with the punctuation of the sentence around them, nor with a bracket they do not open.
std::size_t trimmed_end(std::u32string_view text, std::size_t begin, std::size_t end) {
  static constexpr std::u32string_view marks = U".,;:!?'*_~\u2019\u2026\u060C\u061F\u3002";
  const auto is_unopened = [&](char32_t open, char32_t close) {
    const std::u32string_view link = text.substr(begin, end - begin);
    return link.back() == close && std::ranges::count(link, close) > std::ranges::count(link, open);
  };
  while (end > begin && (marks.find(text[end - 1]) != std::u32string_view::npos || is_unopened(U'(', U')') ||
                         is_unopened(U'[', U']') || is_unopened(U'{', U'}')))
    --end;
  return end;
}

/// The links of one word.
class WordReader {
 public:
  WordReader(const Word& word, std::vector<Link>& links) : m_word(word), m_text(word.points), m_links(links) {}

  void read() {
    std::size_t done = 0;
    while (done < m_text.size()) {
      const auto scheme = next_scheme(done);
      read_names(done, scheme ? scheme->begin : m_text.size());
      if (!scheme) return;
      done = read_with_scheme(*scheme);
    }
  }

 private:
  struct Scheme {
    std::size_t begin, end;  // end: behind "://" or ":"
    std::string name;
  };

  std::optional<Scheme> next_scheme(std::size_t from) const {
    for (std::size_t colon = m_text.find(U':', from); colon != std::u32string_view::npos;
         colon = m_text.find(U':', colon + 1)) {
      std::size_t begin = colon;
      while (begin > from && colon - begin < 20 && is_scheme_sign(m_text[begin - 1])) --begin;
      const std::string name = lower_ascii(m_text.substr(begin, colon - begin));
      const bool has_slashes = m_text.substr(colon + 1).starts_with(U"//");
      if (has_slashes && !name.empty()) return Scheme{begin, colon + 3, name};
      const bool is_code = name == "javascript" || name == "vbscript" ||
                           (name == "data" && lower_ascii(m_text.substr(colon + 1, 9)) == "text/html");
      if (is_code && colon + 1 < m_text.size()) return Scheme{begin, colon + 1, name};
    }
    return std::nullopt;
  }

  /// Another link in the same word begins behind a comma, not in the path of this one.
  std::size_t end_of_address(std::size_t begin) const {
    for (const std::u32string_view next : {U",http", U";http", U"|http"})
      if (const std::size_t at = m_text.find(next, begin); at != std::u32string_view::npos) return at;
    return m_text.size();
  }

  std::size_t read_with_scheme(const Scheme& scheme) {
    const std::size_t whole_end = end_of_address(scheme.end);
    const std::size_t end = std::max(scheme.end, trimmed_end(m_text, scheme.begin, whole_end));
    Link link;
    link.form = LinkForm::scheme;
    link.scheme = scheme.name;
    if (m_text[scheme.end - 1] == U':') {
      link.rest = to_utf8(m_text.substr(scheme.end, end - scheme.end));
    } else {
      read_address(m_text.substr(scheme.end, end - scheme.end), link);
      if (link.host.empty()) return whole_end;
    }
    add(std::move(link), scheme.begin, end);
    return whole_end;
  }

  static void read_address(std::u32string_view address, Link& link) {
    address.remove_prefix(std::min(address.find_first_not_of(U"/\\"), address.size()));
    const std::size_t authority_end = std::min(address.find_first_of(U"/\\?#"), address.size());
    std::u32string_view authority = address.substr(0, authority_end);
    link.rest = to_utf8(address.substr(authority_end));
    // Browsers read "\\" as "/"; other programs, and people, take what stands behind the @ for the host.
    if (link.rest.starts_with("\\@")) link.user_info = to_utf8(authority);
    if (const std::size_t at = authority.rfind(U'@'); at != std::u32string_view::npos) {
      link.user_info = to_utf8(authority.substr(0, at));
      authority.remove_prefix(at + 1);
    }
    if (authority.starts_with(U'[')) {
      authority = authority.substr(0, authority.find(U']') + 1);  // npos + 1 leaves nothing of an unclosed one
    } else {
      authority = authority.substr(0, authority.find(U':'));
    }
    link.host = to_utf8(authority);
  }

  /// Names without a scheme in [from, to).
  void read_names(std::size_t from, std::size_t to) {
    for (std::size_t at = from; at < to;) {
      if (!is_host_sign(m_text[at])) {
        ++at;
        continue;
      }
      std::size_t end = at;
      while (end < to && is_host_sign(m_text[end])) ++end;
      at = std::max(end, read_name(at, end, to));
    }
  }

  std::size_t read_name(std::size_t begin, std::size_t end, std::size_t to) {
    static constexpr std::u32string_view joins = U"@/\\=&#%:+";
    if (begin > 0 && joins.find(m_text[begin - 1]) != std::u32string_view::npos && m_text[begin - 1] != U':')
      return end;
    if (end < m_text.size() && m_text[end] == U'@') return end;  // an e-mail address
    const bool goes_on = end < to && (m_text[end] == U'/' || m_text[end] == U'?' || m_text[end] == U'#');
    while (begin < end && !is_word_character(m_text[begin])) ++begin;
    std::size_t name_end = end;
    while (!goes_on && name_end > begin && !is_word_character(m_text[name_end - 1])) --name_end;
    const std::u32string_view name = m_text.substr(begin, name_end - begin);
    if (!is_name(name)) return end;
    Link link;
    link.scheme = "http";
    link.host = to_utf8(name);
    const bool is_www = lower_ascii(name.substr(0, 4)) == "www.";
    const std::size_t link_end =
        goes_on ? std::max(name_end, trimmed_end(m_text, begin, end_of_address(end))) : name_end;
    link.form = is_www ? LinkForm::www : link_end > end ? LinkForm::path : LinkForm::bare;
    if (link_end > name_end) link.rest = to_utf8(m_text.substr(name_end, link_end - name_end));
    add(std::move(link), begin, link_end);
    return goes_on ? end_of_address(end) : end;
  }

  /// Two labels at least, and an ending that exists; "end.No more" is two sentences.
  static bool is_name(std::u32string_view name) {
    const auto last_dot = std::find_if(name.rbegin(), name.rend(), is_dot);
    if (last_dot == name.rend() || name.size() > 253) return false;
    const std::u32string_view top = name.substr(static_cast<std::size_t>(name.rend() - last_dot));
    if (top.size() < 2 || !is_letter(top.front())) return false;
    const bool begins_large = lower_case(top.front()) != top.front();
    if (begins_large && lower_case(name.front()) == name.front()) return false;
    const Host host = read_host(to_utf8(name));
    return host.kind == HostKind::name && host.suffix_is_known && !host.registrable.empty();
  }

  void add(Link link, std::size_t begin, std::size_t end) {
    link.begin = m_word.origin[begin];
    link.end = m_word.origin[end];
    link.is_defanged = m_word.was_disguised;
    m_links.push_back(std::move(link));
  }

  const Word& m_word;
  std::u32string_view m_text;
  std::vector<Link>& m_links;
};

}  // namespace

std::vector<Link> find_links(std::u32string_view text) {
  std::vector<Link> links;
  for (const Word& word : undisguised_words(text)) {
    if (links.size() >= most_candidates) break;
    WordReader(word, links).read();
  }
  return links;
}

}  // namespace integrart::links
