#include "filters/text/links/host.h"

#include <fmt/format.h>
#include <libpsl.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "pipeline/base/domain_name.h"

namespace integrart::links {
namespace {

/// The list of the system, which is newer than the one in the library; that one where no file can be opened.
const psl_ctx_t* public_suffixes() {
  struct Free {
    void operator()(psl_ctx_t* list) const { psl_free(list); }
  };
  static const std::unique_ptr<psl_ctx_t, Free> latest(psl_latest(nullptr));
  return latest ? latest.get() : psl_builtin();
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string without_percents(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escaped =
        text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 && hex_value(text[i + 2]) >= 0;
    if (!escaped) {
      plain += text[i];
      continue;
    }
    plain += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
    i += 2;
  }
  return plain;
}

/// One part of a number; nothing when it is none.
std::optional<std::uint64_t> number_of(std::string_view part) {
  int base = 10;
  if (part.starts_with("0x") || part.starts_with("0X")) {
    part.remove_prefix(2);
    base = 16;
  } else if (part.size() > 1 && part.front() == '0') {
    part.remove_prefix(1);
    base = 8;
  } else if (part.empty()) {
    return std::nullopt;
  }
  std::uint64_t value = 0;
  for (const char c : part) {
    const int digit = hex_value(c);
    if (digit < 0 || digit >= base) return std::nullopt;
    value = value * static_cast<std::uint64_t>(base) + static_cast<std::uint64_t>(digit);
    if (value > 0xFFFFFFFF) return std::nullopt;
  }
  return value;
}

std::vector<std::string_view> split_at_dots(std::string_view text) {
  std::vector<std::string_view> parts;
  for (std::size_t dot = text.find('.'); dot != std::string_view::npos; dot = text.find('.')) {
    parts.push_back(text.substr(0, dot));
    text.remove_prefix(dot + 1);
  }
  parts.push_back(text);
  return parts;
}

void find_registrable(Host& host) {
  const psl_ctx_t* list = public_suffixes();
  if (list == nullptr || host.ascii.empty()) return;
  const std::string_view name = host.ascii;
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) return;
  const std::string top(name.substr(dot + 1));
  host.suffix_is_known = psl_is_public_suffix2(list, top.c_str(), PSL_TYPE_ICANN | PSL_TYPE_NO_STAR_RULE) != 0;
  const char* registrable = psl_registrable_domain(list, host.ascii.c_str());
  if (registrable != nullptr) host.registrable = registrable;
}

Host of_number(std::string ascii, bool is_disguised) {
  Host host;
  host.kind = HostKind::ip;
  host.unicode = ascii;
  host.ascii = std::move(ascii);
  host.is_disguised = is_disguised;
  return host;
}

}  // namespace

std::optional<std::string> ip4_of(std::string_view host) {
  if (host.ends_with('.')) host.remove_suffix(1);
  const std::vector<std::string_view> parts = split_at_dots(host);
  if (parts.size() > 4) return std::nullopt;
  std::uint64_t address = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto value = number_of(parts[i]);
    if (!value) return std::nullopt;
    const bool last = i + 1 == parts.size();
    const std::uint64_t most = last ? 0xFFFFFFFFULL >> (8 * i) : 255;  // the last part fills what is left
    if (*value > most) return std::nullopt;
    address += last ? *value : *value << (24 - 8 * i);
  }
  return fmt::format("{}.{}.{}.{}", address >> 24U, address >> 16U & 255U, address >> 8U & 255U, address & 255U);
}

Host read_host(std::string_view text) {
  if (text.starts_with('[')) return of_number(std::string(text), false);
  const std::string plain = without_percents(text);
  Host host;
  const DomainName name = read_domain_name(plain);
  host.ascii = name.ascii;
  host.unicode = name.unicode;
  if (auto number = ip4_of(host.ascii)) {
    const bool is_disguised = *number != plain;
    return of_number(std::move(*number), is_disguised);
  }
  host.is_valid = name.is_valid;
  if (host.ascii.find('.') == std::string::npos || host.ascii.ends_with(".local")) host.kind = HostKind::local;
  find_registrable(host);
  return host;
}

}  // namespace integrart::links
