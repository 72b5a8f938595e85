#include "formats/exchange/shared/term_status.h"

#include <array>
#include <utility>

namespace integrart {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 5> statuses{{
    {"preferredTerm", "preferred"},
    {"admittedTerm", "admitted"},
    {"deprecatedTerm", "forbidden"},
    {"supersededTerm", "forbidden"},
    {"legalTerm", "preferred"},
}};
constexpr std::string_view suffix_of_edition_2 = "-admn-sts";

}  // namespace

std::string status_of_tbx(std::string_view status) {
  if (status.ends_with(suffix_of_edition_2)) status.remove_suffix(suffix_of_edition_2.size());
  for (const auto& [written, meant] : statuses)
    if (written == status) return std::string(meant);
  return {};
}

std::string tbx_of_status(std::string_view status, bool third_edition) {
  for (const auto& [written, meant] : statuses)
    if (meant == status) return std::string(written) + (third_edition ? "" : std::string(suffix_of_edition_2));
  return {};
}

bool is_term_status(std::string_view status) {
  return status == "preferred" || status == "admitted" || status == "forbidden";
}

}  // namespace integrart
