#include "filters/text/personal_data/number_runs.h"

#include <fmt/format.h>

#include "filters/text/reading/code_points.h"

namespace integrart::personal_data {
namespace {

constexpr std::size_t most_groups = 12;  // longer rows of numbers are tables, not numbers of a person

struct Separator {
  char32_t sign = 0;  // 0: what stands here separates no groups
  std::size_t length = 1;
};

char32_t separating_sign(char32_t point) {
  if (point == U' ' || point == U'\u00A0' || point == U'\u202F' || point == U'\u2009') return U' ';
  if (point == U'-' || point == U'\u2010' || point == U'\u2011' || point == U'\u2013') return U'-';
  return point == U'.' || point == U'/' ? point : 0;
}

/// What separates two groups at `at`. Brackets, alone or with a space, count as a space: +380 (67) 123-45-67.
Separator separator_at(std::u32string_view text, std::size_t at) {
  const auto point = [&](std::size_t index) { return index < text.size() ? text[index] : U'\0'; };
  if (point(at) == U')') return {U' ', separating_sign(point(at + 1)) != 0 ? 2U : 1U};
  if (point(at) == U'(') return {U' ', 1};
  const char32_t sign = separating_sign(point(at));
  return sign == U' ' && point(at + 1) == U'(' ? Separator{U' ', 2} : Separator{sign, 1};
}

bool begins_number(std::u32string_view text, std::size_t at) {
  return digit_value(text[at]) >= 0 && (at == 0 || !is_letter_or_digit(text[at - 1]));
}

}  // namespace

std::vector<NumberRun> number_runs(std::u32string_view text) {
  std::vector<NumberRun> runs;
  std::size_t at = 0;
  while (at < text.size()) {
    if (!begins_number(text, at)) {
      ++at;
      continue;
    }
    NumberRun run;
    char32_t before = 0;
    while (at < text.size() && digit_value(text[at]) >= 0) {
      NumberRun::Group group;
      group.begin = at;
      group.before = before;
      for (; at < text.size() && digit_value(text[at]) >= 0; ++at)
        group.digits += static_cast<char>('0' + digit_value(text[at]));
      const bool ends_in_letter = at < text.size() && is_letter(text[at]);
      if (!ends_in_letter) run.groups.push_back(std::move(group));
      const Separator separator = separator_at(text, at);
      const std::size_t next = at + separator.length;
      if (ends_in_letter || separator.sign == 0 || next >= text.size() || digit_value(text[next]) < 0) break;
      before = separator.sign;
      at = next;
    }
    if (!run.groups.empty()) runs.push_back(std::move(run));
  }
  return runs;
}

std::vector<NumberPart> parts_of(const NumberRun& run, std::size_t least, std::size_t most) {
  std::vector<NumberPart> parts;
  if (run.groups.size() > most_groups) return parts;
  for (std::size_t first = 0; first < run.groups.size(); ++first) {
    NumberPart part;
    part.begin = run.groups[first].begin;
    for (std::size_t last = first; last < run.groups.size(); ++last) {
      const NumberRun::Group& group = run.groups[last];
      part.digits += group.digits;
      if (part.digits.size() > most) break;
      if (last > first) part.shape += static_cast<char>(group.before);
      part.shape += fmt::format("{}", group.digits.size());
      part.end = group.begin + group.digits.size();
      part.whole_run = first == 0 && last + 1 == run.groups.size();
      if (part.digits.size() >= least) parts.push_back(part);
    }
  }
  return parts;
}

}  // namespace integrart::personal_data
