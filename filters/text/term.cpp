// Words of term lists, in whatever disguise: insults, threats, and calls for help.

#include <algorithm>
#include <array>

#include "filters/text/reading/code_points.h"
#include "filters/text/terms/term_index.h"
#include "pipeline/base/filter.h"

namespace integrart {
namespace {

constexpr std::size_t most_findings = 500;

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

Finding finding_of(const TermHit& hit, std::u32string_view text) {
  const auto weight = std::ranges::find(weights, hit.rule->category, &Weight::category);
  Finding finding;
  finding.kind = "term." + hit.rule->category;
  finding.span = TextSpan{static_cast<std::int64_t>(hit.begin), static_cast<std::int64_t>(hit.end)};
  finding.score = weight == weights.end() ? 0.5 : weight->score;
  finding.severity = weight == weights.end() ? Severity::medium : weight->severity;
  finding.rule = hit.list->id + (hit.disguised ? "+disguised" : "");
  finding.text = to_utf8(text.substr(hit.begin, hit.end - hit.begin));
  finding.message = {"filters.term_" + hit.rule->category,
                     {{"found", finding.text}, {"list", hit.list->id}, {"term", hit.rule->term}}};
  finding.producer = "term/2";
  return finding;
}

/// Of hits at one place one stays, the weightiest: what is both an insult and a vulgar word is read once.
std::vector<TermHit> without_repeats(std::vector<TermHit> hits) {
  const auto weight_of = [](const TermHit& hit) {
    const auto weight = std::ranges::find(weights, hit.rule->category, &Weight::category);
    return weight == weights.end() ? 0.5 : weight->score;
  };
  std::ranges::stable_sort(hits, [&](const TermHit& a, const TermHit& b) {
    if (a.begin != b.begin) return a.begin < b.begin;
    if (a.end != b.end) return a.end > b.end;
    return weight_of(a) > weight_of(b);
  });
  const auto same_place = [](const TermHit& a, const TermHit& b) { return a.begin == b.begin && a.end == b.end; };
  hits.erase(std::ranges::unique(hits, same_place).begin(), hits.end());
  return hits;
}

/// The starter lists of all languages: words of one language turn up in texts of another.
struct BuiltIn {
  std::vector<TermList> lists;
  TermIndex index;
};
Result<BuiltIn> built_in() {
  TRY_ASSIGN(std::vector<TermList> lists, built_in_term_lists());
  TermIndex index(lists);
  return BuiltIn{std::move(lists), std::move(index)};  // moving a vector keeps its elements where they are
}

/// The lists of the text's own language, and English and Russian, which people of all languages use to hurt. A text of
/// unknown language is looked up in all: what is harmless in one language may be an insult in another, so that is said
/// only when nobody knows better.
bool is_for(const TermList& list, const LanguageTag& language) {
  const std::string_view id = list.id;
  const std::string_view own = id.substr(id.rfind('-') + 1);
  return language.is_undetermined() || own == language.primary() || own == "en" || own == "ru";
}

/// Lists of one's own are for texts of all languages.
Result<std::vector<TermList>> own_lists(const Json& parameters) {
  std::vector<TermList> lists;
  for (const Json& list : parameters.at_or_null("term_lists").items()) {
    TRY_ASSIGN(TermList read,
               TermList::from_lines(list.at_or_null("lines").string_or(""), list.at_or_null("id").string_or("own")));
    lists.push_back(std::move(read));
  }
  return lists;
}

Result<FilterResult> look_at_text(std::string_view utf8, const LanguageTag& language, const Json& parameters) {
  static const Result<BuiltIn> known = built_in();  // read once, never changed
  if (!known) return tl::unexpected<Error>(known.error());
  TRY_ASSIGN(const std::vector<TermList> own, own_lists(parameters));
  const std::u32string text = code_points(utf8);
  const auto words = search_words(folded_for_search(utf8));
  std::vector<TermHit> hits = known->index.find(words);
  std::erase_if(hits, [&](const TermHit& hit) { return !is_for(*hit.list, language); });
  const TermIndex own_index(own);
  const auto own_hits = own_index.find(words);
  hits.insert(hits.end(), own_hits.begin(), own_hits.end());
  hits = without_repeats(std::move(hits));
  FilterResult result;
  Json lists = Json::empty_array();
  for (const TermList& list : known->lists)
    if (is_for(list, language)) lists.push_back(Json(list.id));
  for (const TermList& list : own) lists.push_back(Json(list.id));
  for (const TermHit& hit : hits)
    if (result.findings.size() < most_findings) result.findings.push_back(finding_of(hit, text));
  result.evidence = Json::object({{"lists", std::move(lists)}, {"found", static_cast<std::int64_t>(hits.size())}});
  return result;
}

constexpr auto kinds = std::to_array<std::string_view>(
    {"term.insult", "term.vulgar", "term.slur", "term.threat", "term.sexual", "term.support", "term.other"});

constexpr auto examples = std::to_array<Example>({
    {"an insult", "You idiot!", false},
    {"the same, disguised", "You 1d10t, i.d.i.o.t!", false},
    {"a call for help", "Boję się męża.", false},
    {"a place and a bird", "Scunthorpe, Sussex, cockatoo, Essex", true},
});

}  // namespace

extern const Filter filter_term;
const Filter filter_term{
    .id = "term",
    .version = 2,
    .doc =
        {.summary = "Insults, threats and calls for help by lists of words.",
         .details =
             "Whole words, beginnings of words and phrases of the starter lists (English, Ukrainian, Polish, Dutch, "
             "Norwegian, Russian, Arabic), each with its exceptions. Found in disguise too: other letter cases and "
             "widths, invisible signs, marks, digits and signs for letters, letters drawn out, spelled with gaps, "
             "hidden by asterisks, or of another script. Lists of one's own (parameter term_lists) are used in all "
             "languages, the starter ones in theirs: the lists of the text's language, English and Russian are used; "
             "all when it is unknown. Words inside longer words are not found. Lists cannot tell "
             "an insult from its quotation, so nothing is ever blocked by them: the score says how much a person "
             "should look (0.3 vulgar to 0.7 threats). Calls for help are no offence; they are to be passed on "
             "(0.8). May be called from any thread.",
         .source = "https://www.unicode.org/reports/tr39/",
         .examples = examples},
    .kinds = kinds,
    .look_at_text = look_at_text,
};

}  // namespace integrart
