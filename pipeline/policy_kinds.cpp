#include "pipeline/policy_kinds.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <set>
#include <utility>

#include "pipeline/base/text.h"

namespace integrart {

namespace {

/// "term.support" is of the kind "term" and of its own.
bool is_of_kind(std::string_view one, std::string_view kind) {
  return one == kind || (one.starts_with(kind) && one[kind.size()] == '.');
}

bool is_reported(std::string_view kind, std::span<const Filter* const> filters) {
  return std::ranges::any_of(filters, [&](const Filter* filter) {
    return std::ranges::any_of(filter->kinds, [&](std::string_view known) {
      return is_of_kind(known, kind) || (filter->model == ModelUse::needs && is_of_kind(kind, known));
    });
  });
}

/// How many letters must be put in, left out or changed to make one of the other.
std::size_t slips_between(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = diagonal + (a[i - 1] == b[j - 1] ? 0U : 1U);
      diagonal = std::exchange(row[j], std::min({changed, row[j] + 1, row[j - 1] + 1}));
    }
  }
  return row.back();
}

/// The three kinds most like a word, of the filters themselves and of what they report.
std::string most_alike(std::string_view word, std::span<const Filter* const> filters) {
  constexpr std::size_t most = 3, longest_word = 64;
  std::set<std::string_view> known;
  for (const Filter* filter : filters) {
    if (!filter->kinds.empty()) known.insert(filter->id);
    known.insert(filter->kinds.begin(), filter->kinds.end());
  }
  std::erase_if(known, [&](std::string_view kind) { return !is_reported(kind, filters); });
  std::vector<std::string_view> sorted(known.begin(), known.end());
  word = word.substr(0, longest_word);
  std::ranges::stable_sort(sorted, {}, [&](std::string_view kind) { return slips_between(word, kind); });
  sorted.resize(std::min(sorted.size(), most));
  return fmt::format("{}", fmt::join(sorted, ", "));
}

}  // namespace

Result<> refuse_unknown_kinds(const Policy& policy, std::span<const Filter* const> filters) {
  for (std::size_t i = 0; i < policy.rules.size(); ++i) {
    const std::string& kind = policy.rules[i].kind;
    if (kind.empty() || is_reported(kind, filters)) continue;
    return fail(Errc::invalid_input, "policy.kind_unknown",
                {{"path", fmt::format("rules[{}].kind", i)},
                 {"kind", display_name(kind)},
                 {"known", most_alike(kind, filters)}});
  }
  return {};
}

}  // namespace integrart
