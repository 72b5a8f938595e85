// Words of term lists, in whatever disguise: insults, threats, and calls for help.

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "filters/text/reading/code_points.h"
#include "filters/text/terms/built_in_lists.h"
#include "filters/text/terms/small_words.h"
#include "filters/text/terms/spoken_of.h"
#include "filters/text/terms/term_index.h"
#include "pipeline/base/filter.h"

namespace integrart {
namespace {

constexpr std::size_t most_findings = 500;
constexpr std::string_view producer = "term/6";

struct Weight {
  std::string_view category;
  double score;
  Severity severity;
};
/// How much a word of this kind asks for a look; a list never says more than "a person should read this".
constexpr auto weights = std::to_array<Weight>({{"vulgar", 0.3, Severity::low},
                                                {"insult", 0.4, Severity::low},
                                                {"sexual", 0.5, Severity::medium},
                                                {"slur", 0.6, Severity::medium},
                                                {"threat", 0.7, Severity::medium},
                                                {"support", 0.8, Severity::high},
                                                {"other", 0.5, Severity::medium}});

/// A list may say that all it finds is a call for help, whatever the rule is called.
std::string category_of(const TermHit& hit) {
  return hit.list->action == "support" ? "support" : hit.rule->category;
}

/// Of a list that only notes: below all that asks for a person.
constexpr double noted_score = 0.1;

Weight weight_of(const TermHit& hit) {
  if (hit.list->action == "note") return {"other", noted_score, Severity::info};
  const auto weight = std::ranges::find(weights, category_of(hit), &Weight::category);
  return weight == weights.end() ? weights.back() : *weight;
}

/// Of a word that is a harmless one in another language, in a few words that may be of that: shown with a note.
constexpr double doubted_score = 0.15;
/// Of a word that is told of, rejected, explained or said of oneself: shown with a note.
constexpr double spoken_of_score = 0.15;

/// Threats and calls for help ask for a person whoever tells of them, and so do the words of a house's own lists.
bool may_be_spoken_of(const TermHit& hit) {
  static constexpr auto categories = std::to_array<std::string_view>({"vulgar", "insult", "sexual", "slur"});
  return !hit.disguised && std::ranges::find(categories, category_of(hit)) != categories.end();
}

/// An entry as people know it: of a regular expression the remark in front of it, "(?#my husband beats me)…".
std::string name_of(const TermRule& rule) {
  constexpr std::string_view remark = "(?#";
  const std::size_t end = rule.term.find(')');
  if (rule.match != "regex" || !rule.term.starts_with(remark) || end == std::string::npos) return rule.term;
  return rule.term.substr(remark.size(), end - remark.size());
}

struct Read {
  TermHit hit;
  bool doubted = false;    // may be the harmless word of another language
  bool spoken_of = false;  // told of, rejected, explained, or said of oneself
};

Finding finding_of(const TermHit& hit, std::u32string_view text) {
  const Weight weight = weight_of(hit);
  Finding finding;
  finding.kind = "term." + category_of(hit);
  finding.span = TextSpan{static_cast<std::int64_t>(hit.begin), static_cast<std::int64_t>(hit.end)};
  finding.score = weight.score;
  finding.severity = weight.severity;
  finding.rule = hit.list->id + (hit.disguised ? "+disguised" : "");
  finding.text = to_utf8(text.substr(hit.begin, hit.end - hit.begin));
  finding.message = {"filters.term_" + category_of(hit),
                     {{"found", finding.text}, {"list", hit.list->id}, {"term", name_of(*hit.rule)}}};
  finding.producer = producer;
  return finding;
}

Finding finding_of(const Read& read, std::u32string_view text) {
  Finding finding = finding_of(read.hit, text);
  if (read.spoken_of && !read.doubted && finding.score > spoken_of_score) {
    finding.score = spoken_of_score;
    finding.severity = Severity::info;
    finding.rule += "+spoken-of";
    finding.message.id = "filters.term_spoken_of";
  }
  if (!read.doubted) return finding;
  finding.score = std::min(finding.score, doubted_score);
  finding.severity = Severity::info;
  finding.rule += "+doubted";
  std::string languages;
  for (const std::string& language : read.hit.rule->not_in) languages += (languages.empty() ? "" : ", ") + language;
  finding.message = {"filters.term_doubted",
                     {{"found", finding.text}, {"list", read.hit.list->id}, {"languages", languages}}};
  return finding;
}

/// What was not looked for to the end asks a person, as everything does that nobody has looked for.
Finding finding_of(const TermGivenUp& given_up) {
  Finding finding;
  finding.kind = "term.other";
  finding.score = 0.5;
  finding.severity = Severity::medium;
  finding.rule = given_up.list->id + "+given-up";
  finding.message = {"filters.term_given_up", {{"list", given_up.list->id}, {"term", name_of(*given_up.rule)}}};
  finding.producer = producer;
  return finding;
}

/// Of hits at one place one stays, the weightiest: what is both an insult and a vulgar word is read once.
std::vector<TermHit> without_repeats(std::vector<TermHit> hits) {
  std::ranges::stable_sort(hits, [&](const TermHit& a, const TermHit& b) {
    if (a.begin != b.begin) return a.begin < b.begin;
    if (a.end != b.end) return a.end > b.end;
    return weight_of(a).score > weight_of(b).score;
  });
  const auto same_place = [](const TermHit& a, const TermHit& b) { return a.begin == b.begin && a.end == b.end; };
  hits.erase(std::ranges::unique(hits, same_place).begin(), hits.end());
  return hits;
}

/// Lists with what looks them up. Read once, never changed.
struct Indexed {
  std::vector<TermList> lists;
  TermIndex index;
};
Result<Indexed> indexed(Result<std::vector<TermList>> lists) {
  if (!lists) return tl::unexpected<Error>(std::move(lists).error());
  TermIndex index(*lists);
  return Indexed{std::move(*lists), std::move(index)};  // moving a vector keeps its elements where they are
}

/// One text with what it is looked up for.
class Lookup {
 public:
  Lookup(std::string_view utf8, const LanguageTag& language, const std::vector<SpokenOfPhrases>& phrases,
         const Json& parameters)
      : m_text(code_points(utf8)),
        m_folded(folded_for_search(to_utf8(m_text))),  // valid, so that code points are counted alike
        m_words(search_words(m_folded)),
        m_language(language),
        m_spoken_of(m_text, m_words, language, phrases),
        m_place(parameters.at_or_null("place").string_or("text")) {
    for (const Json& id : parameters.at_or_null("expired").items()) m_expired.insert(id.string_or(""));
  }

  void look_up(const Indexed& known) {
    const TermHits found = known.index.find(m_folded, m_words, [&](const TermList& list, const TermRule& rule) {
      return is_looked_up(list) && rule.is_for_language(m_language);
    });
    for (const TermHit& hit : found.hits) {
      if (hit.list->dry_run)
        ++m_would_find[{hit.list->id, hit.rule->term}];
      else
        m_hits.push_back(hit);
    }
    m_given_up.insert(m_given_up.end(), found.given_up.begin(), found.given_up.end());
    for (const TermList& list : known.lists) {
      if (m_expired.contains(list.id))
        m_names_of_expired.push_back(list.id);
      else if (is_looked_up(list))
        m_names.push_back(list.id);
    }
  }

  FilterResult result() && {
    FilterResult result;
    const std::vector<TermHit> hits = without_repeats(std::move(m_hits));
    for (const TermHit& hit : hits)
      if (result.findings.size() < most_findings)
        result.findings.push_back(finding_of(Read{hit, is_doubted(*hit.rule), is_spoken_of(hit)}, m_text));
    for (const TermGivenUp& given_up : m_given_up) result.findings.push_back(finding_of(given_up));
    result.evidence = Json::object({{"lists", json_list(m_names)}, {"found", static_cast<std::int64_t>(hits.size())}});
    if (!m_names_of_expired.empty()) result.evidence["expired"] = json_list(m_names_of_expired);
    Json would_find = Json::empty_array();
    for (const auto& [rule, times] : m_would_find)
      would_find.push_back(Json::object({{"list", rule.first}, {"term", rule.second}, {"times", times}}));
    if (!m_would_find.empty()) result.evidence["would_find"] = std::move(would_find);
    return result;
  }

 private:
  /// A few words that nobody has named the language of, among them one that is bad in one language and harmless in
  /// another, and no small word of a third: "Slut" ends a Swedish story.
  bool is_doubted(const TermRule& rule) const {
    constexpr std::size_t few_words = 4;
    if (!m_language.is_undetermined() || rule.not_in.empty() || m_words.size() > few_words) return false;
    const auto is_harmless_in = [&](std::string_view language) {
      return std::ranges::find(rule.not_in, language) != rule.not_in.end();
    };
    return std::ranges::none_of(m_words, [&](const SearchWord& word) {
      const std::vector<std::string_view> languages = languages_of_small_word(word.spellings.front());
      return !languages.empty() && std::ranges::none_of(languages, is_harmless_in);
    });
  }

  /// A mild curse between "I" and the rest says nothing of who speaks: vulgar words are never of oneself.
  bool is_spoken_of(const TermHit& hit) const {
    return may_be_spoken_of(hit) && m_spoken_of.is_spoken_of(hit.begin, hit.end, category_of(hit) != "vulgar");
  }

  bool is_looked_up(const TermList& list) const {
    return list.is_for_language(m_language) && list.is_for_place(m_place) && !m_expired.contains(list.id);
  }

  std::u32string m_text;
  FoldedText m_folded;
  std::vector<SearchWord> m_words;
  const LanguageTag& m_language;
  SpokenOf m_spoken_of;
  std::string m_place;
  std::set<std::string> m_expired;
  std::vector<TermHit> m_hits;
  std::vector<TermGivenUp> m_given_up;
  std::vector<std::string> m_names, m_names_of_expired;
  std::map<std::pair<std::string, std::string>, std::int64_t> m_would_find;
};

Result<FilterResult> look_at_text(std::string_view utf8, const LanguageTag& language, const Json& parameters) {
  static const Result<Indexed> known = indexed(built_in_term_lists());
  if (!known) return tl::unexpected<Error>(known.error());
  TRY_ASSIGN(const Indexed own, indexed(own_term_lists(parameters)));
  const Result<std::vector<SpokenOfPhrases>>& phrases = built_in_spoken_of_phrases();
  if (!phrases) return tl::unexpected<Error>(phrases.error());
  Lookup lookup(utf8, language, *phrases, parameters);
  lookup.look_up(*known);
  lookup.look_up(own);
  return std::move(lookup).result();
}

constexpr auto kinds = std::to_array<std::string_view>(
    {"term.insult", "term.vulgar", "term.slur", "term.threat", "term.sexual", "term.support", "term.other"});

constexpr auto examples = std::to_array<Example>({
    {"an insult", "You idiot!", false},
    {"the same, disguised", "You 1d10t, i.d.i.o.t!", false},
    {"a call for help", "Boję się męża.", false},
    {"told by whom it was said to: noted", "He called me an idiot and I left.", false},
    {"a place and a bird", "Scunthorpe, Sussex, cockatoo, Essex", true},
});

}  // namespace

extern const Filter filter_term;
const Filter filter_term{
    .id = "term",
    .version = 6,  // 6: words that are only spoken of are noted
    .doc =
        {.summary = "Insults, threats and calls for help by lists of words.",
         .details =
             "Whole words, beginnings of words and phrases of the starter lists (English, Ukrainian, Polish, Dutch, "
             "Norwegian, Russian, Arabic), each with its exceptions. Found in disguise too: other letter cases and "
             "widths, invisible signs, marks, digits and signs for letters, letters drawn out, spelled with gaps, "
             "hidden by asterisks, of another script, or without their marks (zabije cie). Lists of one's own "
             "(parameter term_lists: lines, or documents "
             "term_list/1) may also hold regular expressions, and say for which languages and places they are, whether "
             "what they find is only noted (0.1) or a call for help, and until when; after that day nothing is looked "
             "for and the evidence names the list. A list that is only tried out (dry_run) is counted in the evidence "
             "and finds nothing. Starter lists are for their own languages, English and Russian for all; every list is "
             "used when the language is unknown. A word that is harmless in another language (not_in), "
             "among at most four words of which nobody knows the language, is only noted (0.15) unless a small word "
             "tells that it is not of that language. So is one that is only spoken of (0.15): told by those it was "
             "said "
             "to (called me …), rejected (do not call …), explained (the word …), quoted from somebody else or said of "
             "oneself (we are no …), by phrases for each language, unless it is said to somebody; threats and words in "
             "disguise never are. Words inside longer words are not found. Lists cannot surely tell "
             "an insult from its quotation, so nothing is ever blocked by them: the score says how much a person "
             "should look (0.3 vulgar to 0.7 threats). Calls for help are no offence; they are to be passed on "
             "(0.8). May be called from any thread.",
         .source = "https://www.unicode.org/reports/tr39/",
         .examples = examples},
    .kinds = kinds,
    .look_at_text = look_at_text,
    .of_the_day = expired_term_lists,
};

}  // namespace integrart
