// Machine-readable zones of passports and identity cards: ICAO Doc 9303 parts 4 (TD3), 5 (TD1) and 6 (TD2).

#include <array>

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

struct Field {
  std::size_t begin, length;  // the check digit follows
};

int correct_fields(const std::string& line, std::array<Field, 3> fields) {
  int correct = 0;
  for (const Field field : fields)
    if (travel_document_check_digit(std::string_view(line).substr(field.begin, field.length)) ==
        line[field.begin + field.length])
      ++correct;
  return correct;
}

/// Document number, date of birth and date of expiry of the zone whose line with the numbers is `line`.
bool is_numbers_line(const std::string& line) {
  if (line.size() == 30) return false;
  return correct_fields(line, {Field{0, 9}, Field{13, 6}, Field{21, 6}}) >= 2;
}
bool is_td1(const Line& first, const Line& second) {
  if (first.signs.size() != 30 || second.signs.size() != 30) return false;
  const bool number = travel_document_check_digit(std::string_view(first.signs).substr(5, 9)) == first.signs[14];
  const bool birth = travel_document_check_digit(std::string_view(second.signs).substr(0, 6)) == second.signs[6];
  const bool expiry = travel_document_check_digit(std::string_view(second.signs).substr(8, 6)) == second.signs[14];
  return static_cast<int>(number) + static_cast<int>(birth) + static_cast<int>(expiry) >= 2;
}
bool is_first_line(char sign) {
  return sign == 'P' || sign == 'I' || sign == 'A' || sign == 'C' || sign == 'V';
}

}  // namespace

void find_travel_documents(const Prepared& prepared, std::vector<Found>& found) {
  const std::vector<Line> lines = zone_lines(prepared.text);
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    if (!is_first_line(lines[i].signs[0])) continue;
    if (is_td1(lines[i], lines[i + 1])) {
      const bool third = i + 2 < lines.size() && lines[i + 2].signs.size() == 30;
      found.push_back({"mrz", "checksum", lines[i].begin, lines[i + (third ? 2 : 1)].end, 0.99});
    } else if (lines[i].signs.size() == lines[i + 1].signs.size() && is_numbers_line(lines[i + 1].signs)) {
      found.push_back({"mrz", "checksum", lines[i].begin, lines[i + 1].end, 0.99});
    }
  }
}

}  // namespace integrart::personal_data
