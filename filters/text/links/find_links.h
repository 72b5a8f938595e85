#pragma once
// Where a text names places on the internet. Pure; any thread.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace integrart::links {

/// How clearly it is meant to be followed.
enum class LinkForm : std::uint8_t {
  scheme,  // "https://example.org/a"
  www,     // "www.example.org"
  path,    // "example.org/a"
  bare,    // "example.org": may be a full stop without a space behind it
};

struct Link {
  std::size_t begin = 0, end = 0;  // code points of the text, half-open
  LinkForm form = LinkForm::bare;
  std::string scheme;     // lower case; "http" when none is written
  std::string user_info;  // what stands before an @
  std::string host;       // as written, UTF-8; empty for "javascript:"
  std::string rest;       // path, query, fragment
  /// Written so that programs do not see a link: "hxxp", "example[.]org".
  bool is_defanged = false;
};

/// In order of place. Bare names are given when their ending is in the Public Suffix List. E-mail addresses are no
/// links. Of a text with very many the first 20 000 candidates are looked at.
std::vector<Link> find_links(std::u32string_view text);

}  // namespace integrart::links
