// decode_text: what it decodes is valid UTF-8 without U+0000.

#include <cstdlib>

#include "pipeline/base/text.h"
#include "tests/fuzz/target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto decoded = integrart::decode_text(integrart::text_of(data, size));
  if (!decoded) return 0;
  if (!integrart::is_valid_utf8(decoded->utf8)) std::abort();
  if (decoded->utf8.find('\0') != std::string::npos) std::abort();
  return 0;
}
