// (ICU; see domain_name.h.)

#include "pipeline/base/domain_name.h"

#include <unicode/idna.h>

#include <memory>

namespace integrart {
namespace {

constexpr std::size_t longest_looked_at = 1000;
constexpr std::uint32_t checks = UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_USE_STD3_RULES |
                                 UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_NONTRANSITIONAL_TO_UNICODE;

std::string converted(const icu::IDNA& idna, std::string_view name, bool to_ascii, bool& is_valid) {
  UErrorCode status = U_ZERO_ERROR;
  icu::IDNAInfo info;
  std::string result;
  icu::StringByteSink<std::string> sink(&result);
  const icu::StringPiece piece(name.data(), static_cast<std::int32_t>(name.size()));
  if (to_ascii) {
    idna.nameToASCII_UTF8(piece, sink, info, status);
  } else {
    idna.nameToUnicodeUTF8(piece, sink, info, status);
  }
  is_valid = is_valid && U_SUCCESS(status) != 0 && !info.hasErrors();
  return result;
}

}  // namespace

DomainName read_domain_name(std::string_view name) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::IDNA> idna(icu::IDNA::createUTS46Instance(checks, status));
  if (U_FAILURE(status) != 0 || name.empty()) return {};
  DomainName domain;
  domain.is_valid = name.size() <= longest_looked_at;
  name = name.substr(0, longest_looked_at);
  if (name.ends_with('.')) name.remove_suffix(1);  // the root, which most people leave out
  domain.unicode = converted(*idna, name, false, domain.is_valid);
  domain.ascii = converted(*idna, name, true, domain.is_valid);
  return domain;
}

}  // namespace integrart
