#include "pipeline/base/licence_name.h"

#include <algorithm>
#include <array>

#include "pipeline/base/text.h"

namespace integrart {
namespace {

/// Words between hyphens: one for every run of spaces, underscores, slashes and dashes of any length.
std::string hyphenated(std::string_view text) {
  std::string name;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool long_dash = text.substr(at).starts_with("\u2010") || text.substr(at).starts_with("\u2011") ||
                           text.substr(at).starts_with("\u2013");
    if (long_dash) at += 2;  // three bytes in UTF-8
    const char c = text[at];
    if (long_dash || c == ' ' || c == '_' || c == '/' || c == '-' || c == '\t') {
      if (!name.empty() && name.back() != '-') name += '-';
    } else {
      name += c;
    }
  }
  while (!name.empty() && name.back() == '-') name.pop_back();
  return name;
}

}  // namespace

std::string licence_in_spdx_spelling(std::string_view licence) {
  constexpr std::string_view site = "creativecommons.org/", licences = "licenses/", zero = "publicdomain/zero/";
  const std::string folded = case_folded(licence);
  std::string_view rest = folded;
  const std::size_t found = rest.find(site);
  if (found == std::string_view::npos) return hyphenated(rest);
  rest.remove_prefix(found + site.size());
  const bool is_zero = rest.starts_with(zero);
  if (!is_zero && !rest.starts_with(licences)) return hyphenated(folded);
  rest.remove_prefix(is_zero ? zero.size() : licences.size());
  std::string name = (is_zero ? "cc0-" : "cc-") + hyphenated(rest);
  for (const std::string_view page : {"-legalcode", "-deed"})
    if (const std::size_t end = name.find(page); end != std::string::npos) name.resize(end);
  return name;
}

ChangesAllowed changes_under(std::string_view licence) {
  // The beginnings of names, whole words, as SPDX lists them.
  static constexpr auto open = std::to_array<std::string_view>(
      {"0bsd",    "agpl",   "apache", "artistic", "blueoak", "bsd",    "bsl",   "c-uda",     "cc-by",         "cc-nc",
       "cc-pddc", "cc-pdm", "cc-sa",  "cc0",      "cdla",    "cecill", "dl-de", "epl",       "etalab",        "eupl",
       "gfdl",    "gpl",    "isc",    "lal",      "lgpl",    "mit",    "mpl",   "nlod",      "odbl",          "odc-by",
       "ofl",     "ogl",    "pddl",   "psf",      "python",  "w3c",    "wtfpl", "unlicense", "public-domain", "zlib"});
  const std::string name = licence_in_spdx_spelling(licence) + "-";
  if (name == "-") return ChangesAllowed::yes;
  if (name.find("-nd-") != std::string::npos) return ChangesAllowed::no;
  const bool is_open =
      std::ranges::any_of(open, [&](std::string_view begin) { return name.starts_with(std::string(begin) + "-"); });
  return is_open ? ChangesAllowed::yes : ChangesAllowed::unsaid;
}

bool may_be_changed(std::string_view licence, std::span<const std::string> granted) {
  const ChangesAllowed allowed = changes_under(licence);
  const bool agreed = std::ranges::find(granted, "remix") != granted.end();
  return allowed == ChangesAllowed::yes || (allowed == ChangesAllowed::unsaid && agreed);
}

}  // namespace integrart
