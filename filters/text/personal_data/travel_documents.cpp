// Machine-readable zones of passports and identity cards: ICAO Doc 9303 parts 4 (TD3), 5 (TD1) and 6 (TD2).

#include "filters/text/personal_data/checks.h"
#include "filters/text/personal_data/recognisers.h"

namespace integrart::personal_data {
namespace {

struct Line {
  std::string signs;
  std::size_t begin = 0, end = 0;
};

/// Lines that hold nothing but what a zone may hold; spaces, which text recognition adds, are left out.
std::vector<Line> zone_lines(std::u32string_view text) {
  std::vector<Line> lines;
  Line line;
  bool fits = true;
  const auto finish = [&](std::size_t end) {
    line.end = end;
    if (fits && (line.signs.size() == 30 || line.signs.size() == 36 || line.signs.size() == 44)) lines.push_back(line);
    line = {};
    line.begin = end + 1;
    fits = true;
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char32_t point = text[at];
    if (point == U'\n') {
      finish(at);
    } else if ((point >= U'A' && point <= U'Z') || (point >= U'0' && point <= U'9') || point == U'<') {
      line.signs += static_cast<char>(point);
    } else if (point != U' ' && point != U'\r') {
      fits = false;
    }
    if (line.signs.size() > 44) fits = false;
  }
  finish(text.size());
  return lines;
}

/// How many check digits of a zone are right.
struct Checked {
  int told = 0;     // of number, date of birth and date of expiry, which tell a zone from other text
  bool all = true;  // every digit of the zone, also that over all of it
  void count(bool right) {
    told += right ? 1 : 0;
    all = all && right;
  }
};

bool is_right(std::string_view field, char check) {
  return travel_document_check_digit(field) == check;
}
/// A field that may be empty: then its check digit is 0 or a filler.
bool is_right_or_empty(std::string_view field, char check) {
  return is_right(field, check) || (check == '<' && field.find_first_not_of('<') == std::string_view::npos);
}

/// A zone of two lines of 44 (TD3) or 36 (TD2) signs, whose second is `line`. Visas have no digit over all of it.
Checked check_of_two_lines(char first_sign, std::string_view line) {
  Checked checked;
  checked.count(is_right(line.substr(0, 9), line[9]));
  checked.count(is_right(line.substr(13, 6), line[19]));
  checked.count(is_right(line.substr(21, 6), line[27]));
  if (first_sign == 'V') return checked;
  const bool large = line.size() == 44;
  if (large) checked.all = checked.all && is_right_or_empty(line.substr(28, 14), line[42]);
  const std::size_t last = line.size() - 1;
  const std::string over_all =
      std::string(line.substr(0, 10)) + std::string(line.substr(13, 7)) + std::string(line.substr(21, last - 21));
  checked.all = checked.all && is_right(over_all, line[last]);
  return checked;
}

/// The number of an identity card: one of more than nine signs goes on in the field behind its check digit, which is a
/// filler then (Doc 9303-5, 4.2.2, note j).
bool is_card_number_right(std::string_view first) {
  if (first[14] != '<') return is_right(first.substr(5, 9), first[14]);
  const std::string_view rest = first.substr(15, first.find('<', 15) - 15);
  if (rest.size() < 2) return false;
  return is_right(std::string(first.substr(5, 9)) + std::string(rest.substr(0, rest.size() - 1)), rest.back());
}

/// The first two of the three lines of an identity card (TD1).
Checked check_of_card(std::string_view first, std::string_view second) {
  Checked checked;
  checked.count(is_card_number_right(first));
  checked.count(is_right(second.substr(0, 6), second[6]));
  checked.count(is_right(second.substr(8, 6), second[14]));
  const std::string over_all = std::string(first.substr(5, 25)) + std::string(second.substr(0, 7)) +
                               std::string(second.substr(8, 7)) + std::string(second.substr(18, 11));
  checked.all = checked.all && is_right(over_all, second[29]);
  return checked;
}

bool is_first_line(char sign) {
  return sign == 'P' || sign == 'I' || sign == 'A' || sign == 'C' || sign == 'V';
}

}  // namespace

void find_travel_documents(const Prepared& prepared, std::vector<Found>& found) {
  constexpr int enough = 2;  // of three, each of which one of ten texts has right by chance
  const std::vector<Line> lines = zone_lines(prepared.text);
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    const std::string& first = lines[i].signs;
    const std::string& second = lines[i + 1].signs;
    if (!is_first_line(first[0]) || first.size() != second.size()) continue;
    const bool card = first.size() == 30;
    const Checked checked = card ? check_of_card(first, second) : check_of_two_lines(first[0], second);
    if (checked.told < enough) continue;
    const bool third = card && i + 2 < lines.size() && lines[i + 2].signs.size() == 30;
    const std::size_t end = lines[i + (third ? 2 : 1)].end;
    // Print readers take one sign for another, so a wrong digit does not make it something else, only less sure.
    if (checked.all)
      found.push_back({"mrz", "checksum", lines[i].begin, end, 0.99});
    else
      found.push_back({"mrz", "checksum-in-part", lines[i].begin, end, 0.8});
  }
}

}  // namespace integrart::personal_data
