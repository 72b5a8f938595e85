#pragma once
// Where a text names numbers, accounts and addresses that belong to a person. Pure; any thread.

#include <string>
#include <string_view>
#include <vector>

#include "filters/text/personal_data/help_line_numbers.h"

namespace integrart::personal_data {

/// A stretch of the text that is personal data, in code points, half-open.
struct Found {
  std::string_view kind;  // "pesel": what stands after "pii." in a finding's kind
  std::string_view rule;  // what made it sure: "checksum", "checksum+context", "format", "context"
  std::size_t begin = 0;
  std::size_t end = 0;
  /// [0, 1]: 0.95 a check that random text passes in fewer than one of a thousand cases, or a check and a word near it;
  /// 0.6 a check that a tenth passes, in the written form that people use for it; 0.35 such a check and nothing else.
  double score = 0;
};

/// A text prepared once for all recognisers.
struct Prepared {
  Prepared(std::string_view utf8, const HelpLineNumbers& of_help);
  /// The code points of the text, one for one, but digits of every script that is known and signs of full width as
  /// ASCII.
  std::u32string text;
  std::u32string lower;               // same length
  const HelpLineNumbers& help_lines;  // which must live longer
};

/// Letters and digits without a gap, apostrophes among them; code points, half-open.
struct Word {
  std::size_t begin = 0, end = 0;
};
std::vector<Word> words_of(std::u32string_view text);
/// The code point there; 0 behind the end.
inline char32_t point_at(std::u32string_view text, std::size_t at) {
  return at < text.size() ? text[at] : U'\0';
}
inline bool is_blank(char32_t point) {
  return point == U' ' || point == U'\u00A0' || point == U'\u202F' || point == U'\t';
}

/// How much of a word is given.
enum class WordMatch : unsigned char { beginning, whole };
/// True when one of `words` (lower case) stands at most 48 code points before `begin` or 24 after `end`.
bool has_context(const Prepared& text, std::size_t begin, std::size_t end,
                 const std::vector<std::u32string_view>& words, WordMatch match = WordMatch::beginning);

// Each recogniser appends what it finds.
void find_numbers(const Prepared& text, std::vector<Found>& found);           // national numbers and payment cards
void find_accounts(const Prepared& text, std::vector<Found>& found);          // IBAN, accounts of Norway and Poland
void find_documents(const Prepared& text, std::vector<Found>& found);         // identity cards, passports
void find_travel_documents(const Prepared& text, std::vector<Found>& found);  // machine-readable zones (ICAO Doc 9303)
void find_contacts(const Prepared& text, std::vector<Found>& found);          // e-mail addresses, telephone numbers
void find_disguised_mail(const Prepared& text, std::vector<Found>& found);    // "name (at) example (dot) org"
void find_places(const Prepared& text, std::vector<Found>& found);            // street addresses
void find_plates(const Prepared& text, std::vector<Found>& found);            // number plates

/// What all of them find, in no order; the same digits may be read as several things.
std::vector<Found> every_reading(const Prepared& text);
/// In order of place; of two that overlap the surer one stays, of equally sure ones the longer.
std::vector<Found> surest(std::vector<Found> found);

/// The surest of all readings of a text.
std::vector<Found> find_all(std::string_view utf8, const HelpLineNumbers& help_lines);
/// The same in the name of a file, which a camera or a telephone may have made up.
std::vector<Found> find_in_file_name(std::string_view utf8, const HelpLineNumbers& help_lines);

}  // namespace integrart::personal_data
