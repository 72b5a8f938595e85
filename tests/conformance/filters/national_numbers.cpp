// National numbers made right and wrong by arithmetic of the test's own: the weights are written here once more, as the
// states publish them, so that a wrong one in the program is seen.

#include <catch2/catch.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <optional>

#include "filters/filters.h"
#include "pipeline/base/catalogue.h"
#include "pipeline/base/filter.h"

using namespace integrart;

namespace {

bool tells(const std::string& text, const std::string& kind) {
  const Filter* pii = find_by_id(filters(), "pii");
  REQUIRE(pii != nullptr);
  const auto result = pii->look_at_text(text, LanguageTag{}, {});
  REQUIRE(result);
  return std::ranges::any_of(result->findings, [&](const Finding& finding) { return finding.kind == kind; });
}

int sum_of(const std::string& digits, const std::vector<int>& weights) {
  REQUIRE(digits.size() == weights.size());
  int sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) sum += (digits[i] - '0') * weights[i];
  return sum;
}

/// The stem with what checks it; nothing where no digit does.
using Completed = std::optional<std::string>;

Completed with_check(const std::string& stem, int check) {
  return check == 10 ? std::nullopt : Completed(stem + std::to_string(check));
}
Completed pesel(const std::string& stem) {
  return with_check(stem, (10 - sum_of(stem, {1, 3, 7, 9, 1, 3, 7, 9, 1, 3}) % 10) % 10);
}
Completed nip(const std::string& stem) {
  return with_check(stem, sum_of(stem, {6, 5, 7, 2, 3, 4, 5, 6, 7}) % 11);
}
Completed norwegian(const std::string& stem) {
  const Completed first = with_check(stem, (11 - sum_of(stem, {3, 7, 6, 1, 8, 9, 4, 5, 2}) % 11) % 11);
  if (!first) return std::nullopt;
  return with_check(*first, (11 - sum_of(*first, {5, 4, 3, 2, 7, 6, 5, 4, 3, 2}) % 11) % 11);
}
/// The last digit counts -1, so it is the remainder of the others.
Completed bsn(const std::string& stem) {
  return with_check(stem, sum_of(stem, {9, 8, 7, 6, 5, 4, 3, 2}) % 11);
}
Completed rnokpp(const std::string& stem) {
  const int remainder = sum_of(stem, {-1, 5, 7, 9, 4, 6, 10, 5, 7}) % 11;
  return with_check(stem, (remainder + 11) % 11 % 10);
}
Completed unzr(const std::string& stem) {
  return with_check(stem, sum_of(stem, {7, 3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1}) % 10);
}

struct NationalNumber {
  std::string kind;
  std::string sentence;  // {} is the number
  std::function<Completed(const std::string&)> completed;
  std::vector<std::string> stems;
  /// Of days that no calendar has, or of people who are not looked for: wrong however they are checked.
  std::vector<std::string> impossible = {};
};

std::vector<NationalNumber> national_numbers() {
  return {
      {"pii.pesel",
       "Mam PESEL {} i tyle.",
       pesel,
       {"9002281234", "0122031111", "7512319999", "8601012345", "0022291000", "4405140135", "9912310000", "6804045678",
        "0511234321", "8107070707", "5509187362", "3712248596"},
       {"9002301234", "9013011234", "9000011234", "9004311234", "0102291234", "9035011234", "9006000123"}},
      {"pii.nip",
       "NIP firmy: {}",
       nip,
       {"526104082", "123456321", "725180132", "897178502", "777246113", "106000006", "521012345", "634019758",
        "813365421", "951234567", "676012233", "525001009", "118293746", "584739201", "972635418", "679308145"}},
      {"pii.no_fnr",
       "Fødselsnummer {} står der.",
       norwegian,
       {"010190123", "290200502", "311299387", "150675448", "241288296", "070743371", "191161105", "230596467",
        "050810915", "120333289", "300987154", "180579023", "110854276", "260919633", "040466191", "220177342",
        // Made for tests: the month is raised by 80, 65 or 40.
        "018190123", "157175448", "245288296", "078743371", "197661105", "234596467"},
       {"300290123", "290201502", "011390123", "000190123", "320190123", "010090123"}},
      {"pii.no_dnr",
       "Jeg fikk D-nummer {} i fjor.",
       norwegian,
       {"410190123", "690200502", "711299387", "550675448", "641288296", "470743371", "591161105", "630596467",
        "450810915", "520333289", "700987154", "580579023", "510854276", "660919633", "440466191", "620177342"},
       {"700290123", "690201502", "411390123", "400190123", "720190123"}},
      {"pii.nl_bsn",
       "Mijn BSN is {}.",
       bsn,
       {"12345678", "11122233", "98765432", "19283746", "30000001", "45612378", "67890123", "24680135", "13579246",
        "55544433", "31415926", "27182818", "80604020", "71503942", "10203040", "96385274"},
       {"00123456", "00987654"}},
      {"pii.ua_rnokpp",
       "РНОКПП {} у довідці.",
       rnokpp,
       {"318471069", "296540123", "341230001", "278901234", "305670987", "256780456", "370120033", "285670077",
        "327890654", "336540432", "301230111", "264560222", "199991836", "123457296"},
       {"000010123", "091310123", "478480123", "999990123"}},
      {"pii.ua_unzr",
       "УНЗР {}",
       unzr,
       {"199002281234", "200001010001", "198512310987", "197803155555", "201006040044", "196911110110", "199609092020",
        "200402290001", "195505055050", "198001011234", "193712249786", "201408273591"},
       {"199002301234", "199013011234", "189912311234", "210101011234", "190002291234"}},
  };
}

std::string with_last_digit(std::string number, int add) {
  number.back() = static_cast<char>('0' + (number.back() - '0' + add) % 10);
  return number;
}

}  // namespace

TEST_CASE("every national number is found when its check digits are right, and only then") {
  for (const NationalNumber& number : national_numbers()) {
    CAPTURE(number.kind);
    const auto sentence = [&](const std::string& digits) { return fmt::format(fmt::runtime(number.sentence), digits); };
    int right = 0;
    int wrong = 0;
    for (const std::string& stem : number.stems) {
      const Completed whole = number.completed(stem);
      if (!whole) continue;
      CAPTURE(*whole);
      CHECK(tells(sentence(*whole), number.kind));
      ++right;
      for (int add = 1; add < 10; ++add) {
        CAPTURE(add);
        CHECK_FALSE(tells(sentence(with_last_digit(*whole, add)), number.kind));
        ++wrong;
      }
    }
    CHECK(right >= 10);
    CHECK(wrong >= 90);
    for (const std::string& stem : number.impossible) {
      const Completed whole = number.completed(stem);
      if (!whole) continue;
      CAPTURE(*whole);
      CHECK_FALSE(tells(sentence(*whole), number.kind));
    }
  }
}

TEST_CASE("stems that no digit checks make no number, whatever digit follows") {
  // The remainder is 10, by the test's own sum.
  struct Unchecked {
    std::string kind, sentence;
    std::function<Completed(const std::string&)> completed;
    int first;  // of a hundred stems from here about nine have none
  };
  for (const Unchecked& number : {Unchecked{"pii.nip", "NIP firmy: {}", nip, 526104000},
                                  Unchecked{"pii.nl_bsn", "Mijn BSN is {}.", bsn, 23456000}}) {
    CAPTURE(number.kind);
    int stems = 0;
    for (int stem = number.first; stem < number.first + 100; ++stem) {
      if (number.completed(std::to_string(stem))) continue;
      ++stems;
      for (int last = 0; last < 10; ++last) {
        const std::string digits = std::to_string(stem) + std::to_string(last);
        CAPTURE(digits);
        CHECK_FALSE(tells(fmt::format(fmt::runtime(number.sentence), digits), number.kind));
      }
    }
    CHECK(stems >= 5);
  }
}
