// Personal data in words: numbers of people, accounts, documents, contacts, addresses.

#include <algorithm>
#include <array>

#include "filters/text/personal_data/recognisers.h"
#include "filters/text/reading/code_points.h"
#include "pipeline/base/filter.h"

namespace integrart {
namespace {

constexpr std::size_t most_findings = 500;  // a list of thousands is one thing to decide about

Severity severity_of(double score) {
  if (score >= 0.9) return Severity::high;
  return score >= 0.6 ? Severity::medium : Severity::low;
}

Finding finding_of(const personal_data::Found& found, std::u32string_view text) {
  Finding finding;
  finding.kind = "pii." + std::string(found.kind);
  finding.span = TextSpan{static_cast<std::int64_t>(found.begin), static_cast<std::int64_t>(found.end)};
  finding.score = found.score;
  finding.severity = severity_of(found.score);
  finding.rule = found.rule;
  finding.text = to_utf8(text.substr(found.begin, found.end - found.begin));
  const std::string_view words = found.rule == "checksum-in-part" ? "mrz_in_part" : found.kind;
  finding.message = {"filters.pii_" + std::string(words), {{"found", finding.text}}};
  finding.producer = "pii/6";
  return finding;
}

Result<FilterResult> look_at_text(std::string_view utf8, const LanguageTag& /*language*/, const Json& parameters) {
  const std::u32string text = code_points(utf8);
  FilterResult result;
  const bool file_name = parameters.at_or_null("place").string_or("") == "file_name";
  TRY_ASSIGN(const personal_data::HelpLineNumbers help_lines, personal_data::help_line_numbers(parameters));
  const std::vector<personal_data::Found> all =
      file_name ? personal_data::find_in_file_name(utf8, help_lines) : personal_data::find_all(utf8, help_lines);
  for (const personal_data::Found& found : all)
    if (result.findings.size() < most_findings) result.findings.push_back(finding_of(found, text));
  result.evidence = Json::object(
      {{"code_points", static_cast<std::int64_t>(text.size())}, {"found", static_cast<std::int64_t>(all.size())}});
  if (const Json* expired = parameters.find("expired_help_lines")) result.evidence["expired_help_lines"] = *expired;
  return result;
}

constexpr auto kinds = std::to_array<std::string_view>(
    {"pii.pesel",   "pii.nip",       "pii.pl_id_card", "pii.pl_passport", "pii.no_fnr",     "pii.no_dnr", "pii.no_duf",
     "pii.nl_bsn",  "pii.ua_rnokpp", "pii.ua_unzr",    "pii.ua_passport", "pii.ua_id_card", "pii.mrz",    "pii.iban",
     "pii.account", "pii.card",      "pii.email",      "pii.phone",       "pii.address",    "pii.plate"});

constexpr auto examples = std::to_array<Example>({
    {"a PESEL", "Mój PESEL to 44051401359.", false},
    {"an IBAN with spaces", "Konto: PL61 1090 1014 0000 0712 1981 2874", false},
    {"an address of a person", "write to anna.k@example.org", false},
    {"a date, a price and a version", "24.12.2022, 1 299,90 zł, 2.10.4", true},
    {"a Polish passport", "Mój paszport: ZS0000177", false},
    {"a Norwegian account", "Konto: 1234.56.78903", false},
    {"an address behind a name", "Karl Johans gate 22", false},
    {"mail that hides from programs", "anna.k (at) example (dot) org", false},
    {"the mailbox of an authority", "Skriv til info@udi.no", true},
    {"a model, a year and a price of a car", "auto KIA 2019, VW Golf 7, EUR 12000", true},
    {"a help line", "Dzwoń: 116 111", true},
});

}  // namespace

extern const Filter filter_pii;
const Filter filter_pii{
    .id = "pii",
    // 6: help lines by lists, also of one's own; brackets of area codes; more words for plates; counting is no number
    .version = 6,
    .doc = {.summary = "Numbers, accounts, documents, contacts and addresses of people in words.",
            .details =
                "Polish PESEL, NIP, identity cards and passports; Norwegian birth, D- and DUF numbers; Dutch BSN; "
                "Ukrainian RNOKPP, UNZR, passports and identity cards; machine-readable zones; IBAN, Norwegian and "
                "Polish accounts; payment cards; e-mail, also disguised (name (at) example (dot) org, собака); "
                "telephone numbers; street addresses in eight languages; Polish, Ukrainian, Dutch and Norwegian "
                "number plates beside a word for a vehicle. Digits may be Arabic, Persian or of full width, and a "
                "number may go on in the next line or subtitle. Check digits and dates are verified; where a check "
                "alone would be right by chance too often, the written form or a word near it must support it, and "
                "the score says which (0.95 sure, 0.6 likely, below that a hint). A zone with a wrong check digit is "
                "found all the same, at 0.8. In names of files (parameter place) the dates and counters of cameras "
                "are left alone, and so is what they look like by chance. Public help lines, by lists that "
                "may be added to (documents help_lines/1 among the parameter term_lists; after their last day they "
                "count no "
                "more, and the evidence names them), and mailboxes of authorities (info@udi.no, not a person's "
                "there) are left alone. Not found: names, addresses without "
                "a street word unless postcode and town follow, numbers spelled out in words. May be called from any "
                "thread.",
            .source = "https://www.icao.int/publications/pages/publication.aspx?docnum=9303",
            .examples = examples},
    .kinds = kinds,
    .look_at_text = look_at_text,
    .of_the_day = personal_data::expired_help_lines,
};

}  // namespace integrart
