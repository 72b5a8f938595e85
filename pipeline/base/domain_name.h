#pragma once
// Names of internet hosts by Unicode Technical Standard 46. (ICU; see text.h.)

#include <string>
#include <string_view>

namespace integrart {

struct DomainName {
  std::string ascii;    // as it is asked for: "xn--e1afmkfd.com"
  std::string unicode;  // as it is shown: "пример.com"
  /// Keeps to the standard: allowed characters, STD3 (letters, digits, hyphens), right-to-left and joining rules,
  /// lengths. A name that does not is still given as far as it could be read.
  bool is_valid = false;
};

/// `name` is UTF-8, labels separated by dots (or what IDNA takes for one); at most 1000 bytes are looked at, longer
/// names are not valid. Empty names are not valid.
DomainName read_domain_name(std::string_view name);

}  // namespace integrart
