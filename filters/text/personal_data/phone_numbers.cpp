#include "filters/text/personal_data/phone_numbers.h"

#include <phonenumbers/phonenumberutil.h>

#include <algorithm>
#include <array>

namespace integrart::personal_data {

namespace {

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

constexpr auto home_countries = std::to_array<const char*>({"PL", "NO", "NL", "UA"});

}  // namespace

bool is_international_phone(std::string_view digits) {
  const PhoneNumberUtil& plans = *PhoneNumberUtil::GetInstance();
  PhoneNumber parsed;
  return plans.Parse("+" + std::string(digits), "ZZ", &parsed) == PhoneNumberUtil::NO_PARSING_ERROR &&
         plans.IsValidNumber(parsed);
}

bool is_national_phone(std::string_view digits) {
  return std::ranges::any_of(home_countries, [&](const char* region) {
    const PhoneNumberUtil& plans = *PhoneNumberUtil::GetInstance();
    PhoneNumber parsed;
    // Read as a national number it must not turn out to be another country's: 48... is nobody's number in Poland.
    return plans.Parse(std::string(digits), region, &parsed) == PhoneNumberUtil::NO_PARSING_ERROR &&
           plans.IsValidNumberForRegion(parsed, region);
  });
}

std::vector<std::string> calling_codes(const std::string& country) {
  std::vector<std::string> codes;
  const auto add = [&](const std::string& region) {
    if (const int code = PhoneNumberUtil::GetInstance()->GetCountryCodeForRegion(region); code > 0)
      codes.push_back(std::to_string(code));
  };
  if (country.empty())
    std::ranges::for_each(home_countries, add);
  else
    add(country);
  return codes;
}

}  // namespace integrart::personal_data
