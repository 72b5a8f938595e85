#pragma once
// Check digits and dates of the numbers that states and banks give to people. All take digits "0".."9" without
// separators, and are false for any other length. Pure; any thread.

#include <string_view>

namespace integrart::personal_data {

/// Polish PESEL, 11 digits: weights 1 3 7 9, month carries the century. Source:
/// https://www.gov.pl/web/gov/czym-jest-numer-pesel
bool is_pesel(std::string_view digits);
/// Polish tax number NIP, 10 digits: weights 6 5 7 2 3 4 5 6 7 modulo 11.
bool is_nip(std::string_view digits);
/// Series and number of a Polish identity card, 3 capital letters and 6 digits: weights 7 3 1, A is 10; the fourth sign
/// is the check digit.
bool is_polish_identity_card(std::string_view signs);
/// Series and number of a Polish passport, 2 capital letters and 7 digits: weights 7 3 9 1 7 3 1 7 3, A is 10; the
/// third sign is the check digit.
bool is_polish_passport(std::string_view signs);

enum class NorwegianNumber : unsigned char { none, birth_number, d_number, synthetic };
/// Norwegian 11-digit numbers: two check digits modulo 11; day + 40 is a D-number (foreigners), month + 80 (and + 65, +
/// 40) made for tests. Source: https://www.skatteetaten.no (fødselsnummer, D-nummer)
NorwegianNumber norwegian_number(std::string_view digits);
/// Norwegian immigration number (DUF), 12 digits YYYYLLLLLLKK: weights 4 6 3 2 7 5 4 6 3 2 over LLLLLLYYYY, modulo 11.
bool is_duf(std::string_view digits);

/// Dutch citizen service number, 9 digits (8 with a leading zero left out): weights 9..2, -1, modulo 11.
bool is_bsn(std::string_view digits);

/// Ukrainian taxpayer number, 10 digits: weights -1 5 7 9 4 6 10 5 7, modulo 11 modulo 10; the first five are days
/// since 1899-12-31. Only dates of birth from 1925 to 2030 count, so that phone numbers do not look like one.
bool is_rnokpp(std::string_view digits);
/// Number in the Ukrainian demographic register, 13 digits YYYYMMDDNNNNC: date, check digit by weights 7 3 1.
bool is_unzr(std::string_view digits);

/// Payment card: 13 to 19 digits that begin as the card schemes begin, Luhn sum.
bool is_payment_card(std::string_view digits);
/// Norwegian bank account, 11 digits: weights 5 4 3 2 7 6 5 4 3 2, modulo 11. A birth number passes as well. Source:
/// https://www.bits.no (Systemspesifikasjon for kontonummer)
bool is_norwegian_account(std::string_view digits);
/// Polish bank account as it is written inside Poland (NRB), 26 digits: the IBAN without its country.
bool is_polish_account(std::string_view digits);
/// IBAN without spaces: length of its country (ISO 13616 registry), modulo 97 is 1.
bool is_iban(std::string_view signs);

/// Check digit of machine-readable travel documents over `field`: weights 7 3 1, '<' is 0, A is 10 (ICAO Doc
/// 9303-3, 4.9).
/// '?' when the field holds anything else.
char travel_document_check_digit(std::string_view field);

/// True for a day of the Gregorian calendar.
bool is_date(int year, int month, int day);

}  // namespace integrart::personal_data
