#pragma once
// What a licence lets people do, as far as packs have to know: read off the SPDX identifier.
// Source: https://spdx.org/licenses/ and https://creativecommons.org/share-your-work/cclicenses/

#include <string>
#include <string_view>

namespace integrart {

struct LicenceTerms {
  bool is_known = false;  // a Creative Commons licence or a public domain mark; of others nothing is assumed
  bool non_commercial = false;
  bool no_derivatives = false;
  bool share_alike = false;
  std::string family;   // "by-nc-sa", "zero"; empty when unknown
  std::string version;  // "4.0"; empty when unknown
  std::string url;      // of the licence's own page; empty when unknown
};

/// Terms of "CC-BY-NC-SA-4.0", "CC0-1.0" and their like, also as people write them ("CC BY-NC-SA 4.0", the address of
/// the licence; pipeline/base/licence_name.h).
LicenceTerms licence_terms(std::string_view licence);

}  // namespace integrart
