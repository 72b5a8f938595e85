#include "pipeline/fingerprint/pdq_hash.h"

namespace integrart {

namespace {

constexpr std::size_t digits = 64;

int value_of(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return -1;
}

}  // namespace

std::string PdqHash::hex() const {
  std::string text(digits, '0');
  for (std::size_t i = 0; i < digits; ++i) {
    const std::size_t nibble = digits - 1 - i;
    text[i] = "0123456789abcdef"[words[nibble / 16] >> (nibble % 16 * 4) & 15U];
  }
  return text;
}

Result<PdqHash> PdqHash::from_hex(std::string_view hex) {
  PdqHash hash;
  bool valid = hex.size() == digits;
  for (std::size_t i = 0; valid && i < digits; ++i) {
    const int value = value_of(hex[i]);
    valid = value >= 0;
    const std::size_t nibble = digits - 1 - i;
    if (valid) hash.words[nibble / 16] |= static_cast<std::uint64_t>(value) << (nibble % 16 * 4);
  }
  if (!valid) return fail(Errc::invalid_input, "fingerprint.no_pdq");
  return hash;
}

}  // namespace integrart
