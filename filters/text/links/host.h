#pragma once
// What a link leads to: a name or a number. Pure; any thread. (libpsl's home)

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace integrart::links {

enum class HostKind : std::uint8_t { name, ip, local };

struct Host {
  HostKind kind = HostKind::name;
  std::string ascii;        // "xn--e1afmkfd.com.ua", "192.168.1.254", "[::1]"
  std::string unicode;      // as people see it
  std::string registrable;  // the part that somebody registered: "xn--e1afmkfd.com.ua"; empty for numbers and suffixes
  bool is_valid = true;     // keeps to UTS 46
  bool suffix_is_known = false;  // its ending is in the Public Suffix List
  /// A number written so that people do not see it is one: decimal, octal or hexadecimal.
  bool is_disguised = false;
};

/// `host` as it stands in a link, UTF-8, percent signs allowed, without port.
Host read_host(std::string_view host);

/// Numbers as browsers read them (https://url.spec.whatwg.org/#concept-ipv4-parser): up to four parts, each decimal,
/// octal with a leading 0 or hexadecimal with 0x. The dotted decimal form; nothing for names.
std::optional<std::string> ip4_of(std::string_view host);

}  // namespace integrart::links
