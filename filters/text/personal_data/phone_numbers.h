#pragma once
// Whether digits are a telephone number, by the numbering plans of all countries. (libphonenumber's home) Any thread.

#include <string>
#include <string_view>
#include <vector>

namespace integrart::personal_data {

/// `digits`: a country code and what follows it, without "+" or "00" ("48601234567"); a national 0 between the two,
/// which many write, does no harm. True when the country has given out numbers of this kind. The plans are those of the
/// installed libphonenumber; what was given out since is not known.
bool is_international_phone(std::string_view digits);

/// True for a number as it is dialled inside Poland, Norway, the Netherlands or Ukraine.
bool is_national_phone(std::string_view digits);

/// The code of a country (ISO 3166-1), "48"; without a country those of all four. Empty when nobody has such a code.
std::vector<std::string> calling_codes(const std::string& country);

}  // namespace integrart::personal_data
