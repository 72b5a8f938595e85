#include "filters/text/personal_data/number_runs.h"

#include <fmt/format.h>

#include "filters/text/personal_data/recognisers.h"
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

/// Signs that are not seen: they turn the direction of writing, or forbid a break.
bool is_invisible(char32_t point) {
  return (point >= 0x200B && point <= 0x200F) || (point >= 0x202A && point <= 0x202E) ||
         (point >= 0x2060 && point <= 0x2069) || point == 0x00AD || point == 0xFEFF;
}

/// What separates two groups at `at`. Brackets, alone or with a space, count as a space: +380 (67) 123-45-67. So do up
/// to two signs that are not seen, which stand between the groups of a number in a right-to-left text.
Separator separator_at(std::u32string_view text, std::size_t at) {
  std::size_t unseen = 0;
  while (unseen < 2 && is_invisible(point_at(text, at + unseen))) ++unseen;
  const auto point = [&](std::size_t index) { return point_at(text, at + unseen + index); };
  const auto found = [&](char32_t sign, std::size_t length) {
    length += unseen;
    while (length < unseen + 4 && is_invisible(point_at(text, at + length))) ++length;
    return Separator{sign, length};
  };
  if (unseen > 0 && digit_value(point(0)) >= 0) return {U' ', unseen};
  if (point(0) == U')') return found(U' ', separating_sign(point(1)) != 0 ? 2U : 1U);
  if (point(0) == U'(') return found(U' ', 1);
  const char32_t sign = separating_sign(point(0));
  return sign == U' ' && point(1) == U'(' ? found(U' ', 2) : found(sign, 1);
}

bool begins_number(std::u32string_view text, std::size_t at) {
  return digit_value(text[at]) >= 0 && (at == 0 || !is_letter_or_digit(text[at - 1]));
}

}  // namespace

NumberRun number_run_at(std::u32string_view text, std::size_t at) {
  NumberRun run;
  char32_t before = 0;
  while (at < text.size() && digit_value(text[at]) >= 0) {
    NumberRun::Group group;
    group.begin = at;
    group.before = before;
    for (; at < text.size() && digit_value(text[at]) >= 0; ++at)
      group.digits += static_cast<char>('0' + digit_value(text[at]));
    run.end = at;
    const bool ends_in_letter = at < text.size() && is_letter(text[at]);
    if (!ends_in_letter) run.groups.push_back(std::move(group));
    const Separator separator = separator_at(text, at);
    const std::size_t next = at + separator.length;
    if (ends_in_letter || separator.sign == 0 || next >= text.size() || digit_value(text[next]) < 0) break;
    before = separator.sign;
    at = next;
  }
  return run;
}

std::vector<NumberRun> number_runs(std::u32string_view text) {
  std::vector<NumberRun> runs;
  for (std::size_t at = 0; at < text.size();) {
    if (!begins_number(text, at)) {
      ++at;
      continue;
    }
    NumberRun run = number_run_at(text, at);
    at = run.end;
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

namespace {

/// What stands between two runs, when a line ends there and the number may go on: '-' after a hyphen, else ' '; 0 for
/// everything else.
char32_t joint_between(std::u32string_view text, const NumberRun& first, const NumberRun& second) {
  constexpr std::size_t longest = 12;
  const std::size_t begin = first.groups.back().begin + first.groups.back().digits.size();
  const std::size_t end = second.groups.front().begin;
  if (end <= begin || end - begin > longest) return 0;
  int lines = 0;
  char32_t joint = U' ';
  for (std::size_t at = begin; at < end; ++at) {
    const char32_t point = text[at];
    if (point == U'\n') ++lines;
    if (point == U'-' && lines == 0) joint = U'-';
    const bool carries_on =
        point == U'.' || point == U'\u2026' || (lines == 0 ? point == U'-' || point == U',' : point == U'(');
    if (point != U'\n' && point != U'\r' && !is_blank(point) && !carries_on) return 0;
  }
  return lines == 1 ? joint : 0;
}

/// Years and counts stand at the ends of lines as well: "1990" and "1991" are not 19901991.
bool may_be_glued(std::string_view first, std::string_view second) {
  constexpr std::size_t longer_than_years = 5;
  return first.size() >= longer_than_years || second.size() >= longer_than_years;
}

struct Joined {
  NumberRun spaced, glued;
  bool has_glued = true;
  std::string on_first_line;
};

Joined joined_runs(std::u32string_view text, const std::vector<NumberRun>& runs, std::size_t first, std::size_t last) {
  Joined joined{runs[first], runs[first], true, {}};
  for (const NumberRun::Group& group : runs[first].groups) joined.on_first_line += group.digits;
  for (std::size_t i = first + 1; i <= last; ++i) {
    std::vector<NumberRun::Group> groups = runs[i].groups;
    groups.front().before = joint_between(text, runs[i - 1], runs[i]);
    joined.has_glued &= may_be_glued(runs[i - 1].groups.back().digits, groups.front().digits);
    joined.glued.groups.back().digits += groups.front().digits;
    joined.spaced.groups.insert(joined.spaced.groups.end(), groups.begin(), groups.end());
    joined.glued.groups.insert(joined.glued.groups.end(), groups.begin() + 1, groups.end());
  }
  return joined;
}

}  // namespace

std::vector<NumberPart> parts_over_lines(std::u32string_view text, const std::vector<NumberRun>& runs,
                                         std::size_t least, std::size_t most) {
  constexpr std::size_t most_lines = 3;
  std::vector<NumberPart> parts;
  const auto add = [&](const NumberRun& run, const Joined& joined, std::size_t end) {
    for (NumberPart& part : parts_of(run, least, most)) {
      if (!part.whole_run) continue;
      part.end = end;  // a glued group is longer in the text than its digits
      part.on_first_line = joined.on_first_line;
      parts.push_back(std::move(part));
    }
  };
  for (std::size_t first = 0; first < runs.size();) {
    std::size_t behind = first + 1;  // the first run that does not belong to these lines
    while (behind < runs.size() && joint_between(text, runs[behind - 1], runs[behind]) != 0) ++behind;
    for (std::size_t from = first; behind - first <= most_lines && from < behind; ++from)
      for (std::size_t last = from + 1; last < behind; ++last) {
        const Joined joined = joined_runs(text, runs, from, last);
        const std::size_t end = runs[last].groups.back().begin + runs[last].groups.back().digits.size();
        add(joined.spaced, joined, end);
        if (joined.has_glued) add(joined.glued, joined, end);
      }
    first = behind;
  }
  return parts;
}

}  // namespace integrart::personal_data
