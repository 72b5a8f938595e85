// Every text format: the first byte chooses it. No script and no event handler comes through.

#include <cstdlib>

#include "formats/tables.h"
#include "pipeline/base/text.h"
#include "tests/fuzz/target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto table = integrart::text_formats();
  if (size == 0 || table.empty()) return 0;
  const integrart::TextFormat& format = *table[data[0] % table.size()];
  const std::string_view text = integrart::text_of(data + 1, size - 1);
  if (!integrart::is_valid_utf8(text)) return 0;  // the reader's caller decodes
  const auto clean = format.read(text, integrart::LanguageTag{}, {});
  if (clean && clean->value.html.find("<script") != std::string::npos) std::abort();
  return 0;
}
