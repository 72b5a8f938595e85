#include "formats/exchange/xliff/states.h"

#include <array>
#include <utility>

namespace integrart::xliff {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 10> states{{
    {"new", "initial"},
    {"needs-translation", "initial"},
    {"needs-adaptation", "translated"},
    {"needs-l10n", "translated"},
    {"needs-review-adaptation", "translated"},
    {"needs-review-l10n", "translated"},
    {"needs-review-translation", "translated"},
    {"translated", "translated"},
    {"signed-off", "reviewed"},
    {"final", "final"},
}};

}  // namespace

std::string state_of_1_2(std::string_view state) {
  for (const auto& [old_name, name] : states)
    if (old_name == state) return std::string(name);
  return "translated";
}

std::string state_for_1_2(std::string_view state, std::string_view sub_state) {
  constexpr std::string_view prefix = "xliff12:";
  if (sub_state.starts_with(prefix) && state_of_1_2(sub_state.substr(prefix.size())) == state)
    return std::string(sub_state.substr(prefix.size()));
  if (state == "initial") return "needs-translation";
  if (state == "reviewed") return "signed-off";
  return std::string(state);
}

}  // namespace integrart::xliff
