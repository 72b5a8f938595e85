// National numbers and payment cards: a check that the digits pass, the form they are written in, and the words near
// them.

#include <array>

#include "filters/text/personal_data/checks.h"
#include "filters/text/personal_data/number_runs.h"
#include "filters/text/personal_data/recognisers.h"
#include "filters/text/reading/code_points.h"

namespace integrart::personal_data {
namespace {

using Shapes = std::vector<std::string_view>;
using Words = std::vector<std::u32string_view>;

struct NumberKind {
  std::string_view kind;
  bool (*passes)(std::string_view digits);
  Shapes shapes;               // the usual forms; only these count
  Words words;                 // what is written near it
  double score = 0;            // of a number in a usual form without such a word; 0: a word is needed
  Shapes telling_shapes;       // forms that say enough without a word
  Shapes hinting_shapes = {};  // forms that only hint at it
  bool any_groups = false;     // beside such a word the digits may be grouped in any way, by spaces or hyphens
};

bool is_birth_number(std::string_view digits) {
  const NorwegianNumber number = norwegian_number(digits);
  return number == NorwegianNumber::birth_number || number == NorwegianNumber::synthetic;
}
bool is_d_number(std::string_view digits) {
  return norwegian_number(digits) == NorwegianNumber::d_number;
}

const Shapes nip_shapes{"10", "3-3-2-2", "3-2-2-3", "3 3 2 2", "3 2 2 3", "3-3-4", "3 3 4"};
const Words nip_words{U"nip", U"podatkow"};

const std::vector<NumberKind>& number_kinds() {
  static const std::vector<NumberKind> kinds{
      {"pesel",
       is_pesel,
       {"11", "6 5", "6-5", "5 6", "5-6"},
       {U"pesel", U"песель"},
       0.7,
       {"6 5", "6-5"},
       {"5 6", "5-6"},
       true},
      {"no_fnr",
       is_birth_number,
       {"11", "6 5", "6-5"},
       {U"fødselsnummer", U"fodselsnummer", U"fnr", U"personnummer", U"fødselsnr", U"номер народження"},
       0.95,
       {},
       {},
       true},
      {"no_dnr", is_d_number, {"11", "6 5", "6-5"}, {U"d-nummer", U"dnr", U"d-nr"}, 0.95, {}, {}, true},
      {"no_duf", is_duf, {"12", "4 6 2", "4-6-2", "4 8"}, {U"duf", U"udi", U"дуф"}, 0.8, {}, {}, true},
      {"nip", is_nip, nip_shapes, nip_words, 0, {"3-3-2-2", "3-2-2-3"}},
      {"nl_bsn",
       is_bsn,
       {"9", "8", "4.2.3", "3.3.3", "4 2 3", "3 3 3", "4-2-3"},
       {U"bsn", U"burgerservicenummer", U"sofi", U"sofinummer", U"burgerservice"},
       0,
       {"4.2.3"}},
      {"ua_rnokpp",
       is_rnokpp,
       {"10"},
       {U"рнокпп", U"іпн", U"инн", U"ідентифікаційн", U"податков", U"реєстраційн", U"rnokpp", U"tax number", U"ipn"},
       0.45,
       {}},
      {"ua_unzr", is_unzr, {"8-5", "13"}, {U"унзр", U"unzr", U"запис"}, 0.9, {}},
      {"card",
       is_payment_card,
       {"13", "14", "15", "16", "17", "18", "19", "4 4 4 4", "4-4-4-4", "4 6 5", "4-6-5", "4 4 4 4 3"},
       {U"card", U"visa", U"mastercard", U"karta", U"kart", U"картк", U"карт", U"kaart", U"pas"},
       0.8,
       {}},
  };
  return kinds;
}

bool contains(const Shapes& shapes, std::string_view shape) {
  for (const std::string_view known : shapes)
    if (known == shape) return true;
  return false;
}

/// Groups with spaces or hyphens between them. Dots make dates, and a slash makes fractions.
bool is_grouped_plainly(std::string_view shape) {
  return shape.find_first_of("./") == std::string_view::npos;
}

/// How sure a number is that no word tells; 0 when that is not enough. One that goes on in the next line must be surer:
/// scores and years stand at the ends of lines as well.
double score_without_word(const NumberKind& kind, const NumberPart& part) {
  constexpr double sure_enough_over_lines = 0.8;
  const bool over_lines = !part.on_first_line.empty();
  const bool in_groups = part.shape.find_first_of(" -") != std::string::npos;
  if (over_lines && (kind.score < sure_enough_over_lines || !in_groups)) return 0;
  if (contains(kind.telling_shapes, part.shape)) return 0.6;
  return contains(kind.hinting_shapes, part.shape) ? 0.35 : kind.score;
}

void judge(const Prepared& text, const NumberPart& part, std::vector<Found>& found) {
  for (const NumberKind& kind : number_kinds()) {
    const bool usual = contains(kind.shapes, part.shape);
    if (!usual && !(kind.any_groups && is_grouped_plainly(part.shape))) continue;
    if (!kind.passes(part.digits)) continue;
    if (has_context(text, part.begin, part.end, kind.words)) {
      found.push_back({kind.kind, "checksum+context", part.begin, part.end, 0.97});
    } else if (const double score = usual ? score_without_word(kind, part) : 0; score > 0) {
      const bool grouped = contains(kind.telling_shapes, part.shape) || contains(kind.hinting_shapes, part.shape);
      found.push_back({kind.kind, grouped ? "checksum+format" : "checksum", part.begin, part.end, score});
    }
  }
}

/// The NIP with the country in front, as it stands on bills for other countries: PL 526-104-08-28.
void find_nip_with_country(const Prepared& text, std::vector<Found>& found) {
  constexpr std::u32string_view country = U"pl";
  const std::u32string_view lower = text.lower;
  for (std::size_t at = lower.find(country); at != std::u32string_view::npos; at = lower.find(country, at + 1)) {
    if (at > 0 && is_letter_or_digit(lower[at - 1])) continue;
    std::size_t first = at + country.size();
    if (is_blank(point_at(lower, first)) || point_at(lower, first) == U'-') ++first;
    for (const NumberPart& part : parts_of(number_run_at(lower, first), 10, 10)) {
      if (part.begin != first || !contains(nip_shapes, part.shape) || !is_nip(part.digits)) continue;
      const bool named = has_context(text, at, part.end, nip_words);
      found.push_back({"nip", named ? "checksum+context" : "checksum+format", at, part.end, named ? 0.97 : 0.6});
    }
  }
}

}  // namespace

void find_numbers(const Prepared& text, std::vector<Found>& found) {
  constexpr std::size_t least = 8, most = 19;
  const std::vector<NumberRun> runs = number_runs(text.text);
  for (const NumberRun& run : runs)
    for (const NumberPart& part : parts_of(run, least, most)) judge(text, part, found);
  for (const NumberPart& part : parts_over_lines(text.text, runs, least, most)) judge(text, part, found);
  find_nip_with_country(text, found);
}

}  // namespace integrart::personal_data
