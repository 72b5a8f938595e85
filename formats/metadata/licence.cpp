#include "formats/metadata/licence.h"

#include <algorithm>
#include <array>

#include "pipeline/base/licence_name.h"

namespace integrart {

LicenceTerms licence_terms(std::string_view licence) {
  const std::string lower = licence_in_spdx_spelling(licence);
  LicenceTerms terms;
  if (lower == "cc0-1.0") {
    terms.is_known = true;
    terms.family = "zero";
    terms.version = "1.0";
    terms.url = "https://creativecommons.org/publicdomain/zero/1.0/";
    return terms;
  }
  static constexpr std::array<std::string_view, 6> families{"by", "by-sa", "by-nd", "by-nc", "by-nc-sa", "by-nc-nd"};
  static constexpr std::array<std::string_view, 5> versions{"1.0", "2.0", "2.5", "3.0", "4.0"};
  const std::size_t last = lower.rfind('-');
  if (!lower.starts_with("cc-") || last <= 2) return terms;
  const std::string family = lower.substr(3, last - 3);
  const std::string version = lower.substr(last + 1);
  if (std::ranges::find(families, family) == families.end() || std::ranges::find(versions, version) == versions.end())
    return terms;
  terms.is_known = true;
  terms.non_commercial = family.find("nc") != std::string::npos;
  terms.no_derivatives = family.find("nd") != std::string::npos;
  terms.share_alike = family.find("sa") != std::string::npos;
  terms.url = "https://creativecommons.org/licenses/" + family + "/" + version + "/";
  terms.family = family;
  terms.version = version;
  return terms;
}

}  // namespace integrart
