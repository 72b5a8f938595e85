// The filters of words over any bytes, as a text, as markup, and as the name of a file: findings lie inside the text
// and say what stands there.

#include "filters/text/reading/code_points.h"
#include "pipeline/base/filter.h"
#include "pipeline/base/text.h"
#include "tests/fuzz/target.h"

namespace integrart {
extern const Filter filter_link;
extern const Filter filter_pii;
extern const Filter filter_term;
}  // namespace integrart

namespace {

using namespace integrart;

constexpr std::string_view own_list = R"({"schema":"term_list/1","id":"own","rules":[
{"term":"\\b(\\w+) \\1\\b","match":"regex","exceptions":["la la"]},{"term":"(x+)+y","match":"regex"},
{"term":"plum","match":"prefix"},{"term":"silly go*","match":"phrase"}]})";

std::string problem_of_finding(const Finding& finding, const Filter& filter, std::u32string_view text) {
  if (finding.kind != filter.id && !finding.kind.starts_with(std::string(filter.id) + ".")) return "a kind of another";
  if (!(finding.score > 0 && finding.score <= 1)) return "an impossible score";
  if (!is_valid_utf8(finding.text)) return "found text is no UTF-8";
  if (render(finding.message).empty()) return "a finding without words";
  if (!finding.span)
    return filter.id == "link" || finding.rule.ends_with("given-up") ? "" : "a finding without a place";
  const auto [begin, end] = *finding.span;
  if (begin < 0 || begin >= end || static_cast<std::size_t>(end) > text.size()) return "a place outside the text";
  const auto written = text.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin));
  if (filter.id != "link" && finding.text != to_utf8(written)) return "the text is not what stands there";
  return "";
}

std::string problem_of_words(std::string_view bytes) {
  static const LanguageTag polish = LanguageTag::parse("pl").value().value;
  const std::u32string text = code_points(bytes);
  const Json lists = Json::array({Json::object({{"id", "own.json"}, {"lines", std::string(own_list)}})});
  for (const Filter* filter : {&filter_pii, &filter_term, &filter_link}) {
    for (const char* place : {"text", "file_name"}) {
      const Json parameters = Json::object({{"place", place}, {"term_lists", lists}, {"html", std::string(bytes)}});
      const bool unknown = place == std::string_view("file_name");
      const auto result = filter->look_at_text(bytes, unknown ? LanguageTag{} : polish, parameters);
      if (!result) return "words cannot be looked at: " + render(result.error());
      for (const Finding& finding : result->findings)
        if (std::string problem = problem_of_finding(finding, *filter, text); !problem.empty())
          return problem + ": " + finding.kind + " " + finding.rule;
      const auto again = filter_result_from_json(to_json(*result));
      if (!again || again->findings != result->findings) return "other findings came back";
    }
  }
  return "";
}

}  // namespace

FUZZ_READER(problem_of_words)
