// Links in words: where they lead, and what is odd about them.

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "filters/text/links/anchors.h"
#include "filters/text/links/contact_bait.h"
#include "filters/text/links/judgement.h"
#include "filters/text/reading/code_points.h"
#include "pipeline/base/filter.h"

namespace integrart {
namespace {

using namespace links;

constexpr std::size_t most_findings = 500;
constexpr std::string_view producer = "link/4";

struct Wording {
  Oddity oddity;
  std::string_view rule;
  std::string_view message;
};
constexpr auto wordings = std::to_array<Wording>({{Oddity::code, "code", "filters.link_code"},
                                                  {Oddity::look_alike, "look-alike", "filters.link_look_alike"},
                                                  {Oddity::user_info, "user-info", "filters.link_user_info"},
                                                  {Oddity::mixed_script, "mixed-script", "filters.link_mixed_script"},
                                                  {Oddity::text_differs, "text-differs", "filters.link_text_differs"},
                                                  {Oddity::ip_host, "ip-host", "filters.link_ip_host"},
                                                  {Oddity::defanged, "defanged", "filters.link_defanged"},
                                                  {Oddity::invalid_name, "invalid-name", "filters.link_invalid_name"},
                                                  {Oddity::shortener, "shortener", "filters.link_shortener"},
                                                  {Oddity::contact, "contact", "filters.link_contact"}});

const Wording& wording_of(Oddity oddity) {
  return *std::ranges::find(wordings, oddity, &Wording::oddity);
}

Severity severity_of(double score) {
  if (score >= 0.8) return Severity::high;
  return score >= 0.5 ? Severity::medium : Severity::info;
}

/// `found` is the link as written; `oddities` the oddest first.
Finding finding_of(std::string found, const Host& host, const std::vector<OddityFound>& oddities) {
  Finding finding;
  finding.kind = "link";
  finding.text = std::move(found);
  finding.producer = producer;
  const std::string shown = host.unicode == host.ascii ? host.ascii : host.unicode + " (" + host.ascii + ")";
  if (oddities.empty()) {
    finding.score = 0.1;
    finding.rule = "plain";
    finding.message = {"filters.link_plain", {{"found", finding.text}, {"host", shown}}};
  } else {
    finding.score = oddities.front().score;
    for (const OddityFound& oddity : oddities)
      finding.rule += (finding.rule.empty() ? "" : "+") + std::string(wording_of(oddity.kind).rule);
    finding.message = {std::string(wording_of(oddities.front().kind).message),
                       {{"found", finding.text}, {"host", shown}, {"other", oddities.front().other}}};
  }
  finding.severity = severity_of(finding.score);
  return finding;
}

Host host_of(const Link& link) {
  return link.host.empty() ? Host{} : read_host(link.host);
}

/// The links of a text, and of its markup.
class Reading {
 public:
  Reading(std::string_view utf8, const LinkNames& names) : m_text(code_points(utf8)), m_names(names) {}

  void read_anchors(std::string_view html) {
    std::size_t from = 0;
    for (const Anchor& anchor : anchors_of(html)) {
      const std::u32string words = code_points(anchor.text);
      const std::size_t at = words.empty() ? std::u32string::npos : m_text.find(words, from);
      std::optional<TextSpan> span;
      if (at != std::u32string::npos) {
        from = at + words.size();
        span = TextSpan{static_cast<std::int64_t>(at), static_cast<std::int64_t>(from)};
        m_anchored[at] = from;
      }
      read_anchor(anchor, words, span);
    }
  }

  void read_text() {
    for (const Link& link : find_links(m_text)) {
      if (is_anchored(link)) continue;
      const Host host = host_of(link);
      const auto oddities = oddities_of(link, host, m_names);
      count(host);
      // A name alone may be the end of one sentence and the beginning of the next.
      if (oddities.empty() && link.form == LinkForm::bare) continue;
      add(finding_of(to_utf8(std::u32string_view(m_text).substr(link.begin, link.end - link.begin)), host, oddities),
          TextSpan{static_cast<std::int64_t>(link.begin), static_cast<std::int64_t>(link.end)});
    }
  }

  /// Words that lead to a private conversation without a link.
  void read_bait() {
    for (const ContactBait& bait : find_contact_bait(m_text, m_names.chats)) {
      Finding finding;
      finding.kind = "link";
      finding.text = to_utf8(std::u32string_view(m_text).substr(bait.begin, bait.end - bait.begin));
      finding.producer = producer;
      finding.rule = "contact-bait";
      finding.score = 0.55;
      finding.message = {std::string(wording_of(Oddity::contact).message),
                         {{"found", finding.text}, {"host", std::string()}, {"other", to_utf8(bait.where)}}};
      finding.severity = severity_of(finding.score);
      add(std::move(finding), TextSpan{static_cast<std::int64_t>(bait.begin), static_cast<std::int64_t>(bait.end)});
    }
  }

  FilterResult result() && {
    Json hosts = Json::empty_object();
    for (const auto& [host, times] : m_hosts) hosts[host] = Json(times);
    m_result.evidence = Json::object({{"links", m_links}, {"hosts", std::move(hosts)}});
    std::ranges::stable_sort(m_result.findings, {}, [](const Finding& finding) {
      return finding.span ? finding.span->begin : std::int64_t{0};
    });
    return std::move(m_result);
  }

 private:
  void read_anchor(const Anchor& anchor, const std::u32string& words, const std::optional<TextSpan>& span) {
    const std::vector<Link> targets = find_links(code_points(anchor.address));
    if (targets.empty()) return;  // a mail address, or a place in the same text
    const Link& target = targets.front();
    const Host host = host_of(target);
    std::vector<OddityFound> oddities = oddities_of(target, host, m_names);
    const std::vector<Link> shown = find_links(words);
    const bool differs = !shown.empty() && std::ranges::none_of(shown, [&](const Link& link) {
      return have_one_owner(host_of(link), host, m_names);
    });
    if (differs) oddities.insert(oddities.begin(), {Oddity::text_differs, 0.9, shown.front().host});
    count(host);
    add(finding_of(anchor.address, host, oddities), span);
  }

  bool is_anchored(const Link& link) const {
    const auto next = m_anchored.upper_bound(link.begin);
    return next != m_anchored.begin() && std::prev(next)->second >= link.end;
  }

  void count(const Host& host) {
    ++m_links;
    if (m_hosts.size() < most_findings && !host.ascii.empty()) ++m_hosts[host.ascii];
  }

  void add(Finding finding, const std::optional<TextSpan>& span) {
    finding.span = span;
    if (m_result.findings.size() < most_findings) m_result.findings.push_back(std::move(finding));
  }

  std::u32string m_text;
  const LinkNames& m_names;
  std::map<std::size_t, std::size_t> m_anchored;  // begin and end of words that are links in the markup
  std::map<std::string, std::int64_t> m_hosts;
  std::int64_t m_links = 0;
  FilterResult m_result;
};

Result<FilterResult> look_at_text(std::string_view utf8, const LanguageTag& /*language*/, const Json& parameters) {
  const Result<LinkNames>& names = link_names();
  if (!names) return tl::unexpected<Error>(names.error());
  Reading reading(utf8, *names);
  reading.read_anchors(parameters.at_or_null("html").string_or(""));
  reading.read_text();
  reading.read_bait();
  return std::move(reading).result();
}

constexpr auto kinds = std::to_array<std::string_view>({"link"});

constexpr auto examples = std::to_array<Example>({
    {"a domain in front of another", "https://diia.gov.ua.example.com/login", false},
    {"a Cyrillic letter in a Latin name", "www.p\u0430ypal.com", false},
    {"a number that hides", "http://3221226219/a", false},
    {"an address with its dots hidden", "hxxps://example[.]org", false},
    {"a private chat", "Napisz: t.me/praca_norwegia", false},
    {"bait without a link", "Пиши в телеграм @praca_norwegia", false},
    {"where people met", "We met on Telegram, @ 5 pm.", true},
    {"a link is told, as information", "https://example.org/songs", false},
    {"full stops without spaces", "Dzień dobry.To jest koniec.No i tyle.", true},
    {"the name of a site in a sentence", "Jeg leste det på nrk.no i går.", true},
});

}  // namespace

extern const Filter filter_link;
const Filter filter_link{
    .id = "link",
    .version = 4,
    .doc = {.summary = "Links in words, and what is odd about them.",
            .details =
                "Addresses with and without a scheme, bare names with a known ending, names in any alphabet, disguised "
                "ones (hxxp, [.]), and the links of Markdown and HTML. Names are read by UTS 46, owners found by the "
                "Public Suffix List. Odd is what runs code, pretends to be a bank or an office (by letters that look "
                "alike, a slip, added words, or its whole domain in front of another), says one address and leads to "
                "another, has something before an @, mixes scripts, breaks the rules for names, is a number in any "
                "notation, is disguised, is shortened, or leads to a private chat. So does bait without a link: a "
                "messenger beside a name (telegram @name), or an invitation to one (napisz na WhatsApp), in eight "
                "languages; that people met there is none. The score says how much a person "
                "should look: 0.9 pretence, 0.55 shortened or private, 0.1 a plain link, which is information only; a "
                "plain name without more is not told. No address is ever opened, and no list of bad sites is asked. "
                "May be called from any thread.",
            .source = "https://www.unicode.org/reports/tr46/",
            .examples = examples},
    .kinds = kinds,
    .look_at_text = look_at_text,
};

}  // namespace integrart
