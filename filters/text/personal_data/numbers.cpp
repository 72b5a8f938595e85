// National numbers and payment cards: a check that the digits pass, the form they are written in, and the words near
// them.

#include <array>

#include "filters/text/personal_data/checks.h"
#include "filters/text/personal_data/number_runs.h"
#include "filters/text/personal_data/recognisers.h"

namespace integrart::personal_data {
namespace {

using Shapes = std::vector<std::string_view>;
using Words = std::vector<std::u32string_view>;

struct NumberKind {
  std::string_view kind;
  bool (*passes)(std::string_view digits);
  Shapes shapes;          // the usual forms; only these count
  Words words;            // what is written near it
  double score = 0;       // of a number in a usual form without such a word; 0: a word is needed
  Shapes telling_shapes;  // forms that say enough without a word
};

bool is_birth_number(std::string_view digits) {
  const NorwegianNumber number = norwegian_number(digits);
  return number == NorwegianNumber::birth_number || number == NorwegianNumber::synthetic;
}
bool is_d_number(std::string_view digits) {
  return norwegian_number(digits) == NorwegianNumber::d_number;
}

const std::vector<NumberKind>& number_kinds() {
  static const std::vector<NumberKind> kinds{
      {"pesel", is_pesel, {"11"}, {U"pesel", U"песель"}, 0.7, {}},
      {"no_fnr",
       is_birth_number,
       {"11", "6 5", "6-5"},
       {U"fødselsnummer", U"fodselsnummer", U"fnr", U"personnummer", U"fødselsnr", U"номер народження"},
       0.95,
       {}},
      {"no_dnr", is_d_number, {"11", "6 5", "6-5"}, {U"d-nummer", U"dnr", U"d-nr"}, 0.95, {}},
      {"no_duf", is_duf, {"12", "4 6 2", "4-6-2", "4 8"}, {U"duf", U"udi", U"дуф"}, 0.8, {}},
      {"nip",
       is_nip,
       {"10", "3-3-2-2", "3-2-2-3", "3 3 2 2", "3 2 2 3"},
       {U"nip", U"podatkow"},
       0,
       {"3-3-2-2", "3-2-2-3"}},
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

void judge(const Prepared& text, const NumberPart& part, std::vector<Found>& found) {
  for (const NumberKind& kind : number_kinds()) {
    if (!contains(kind.shapes, part.shape) || !kind.passes(part.digits)) continue;
    if (has_context(text, part.begin, part.end, kind.words))
      found.push_back({kind.kind, "checksum+context", part.begin, part.end, 0.97});
    else if (contains(kind.telling_shapes, part.shape))
      found.push_back({kind.kind, "checksum+format", part.begin, part.end, 0.6});
    else if (kind.score > 0)
      found.push_back({kind.kind, "checksum", part.begin, part.end, kind.score});
  }
}

}  // namespace

void find_numbers(const Prepared& text, std::vector<Found>& found) {
  for (const NumberRun& run : number_runs(text.text))
    for (const NumberPart& part : parts_of(run, 8, 19)) judge(text, part, found);
}

}  // namespace integrart::personal_data
