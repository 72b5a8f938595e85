// Every subtitle format: the first byte chooses it. What it reads, it can write, or says why not.

#include "formats/tables.h"
#include "pipeline/base/text.h"
#include "tests/fuzz/target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto table = integrart::subtitle_formats();
  if (size == 0 || table.empty()) return 0;
  const integrart::SubtitleFormat& format = *table[data[0] % table.size()];
  const std::string_view text = integrart::text_of(data + 1, size - 1);
  if (!integrart::is_valid_utf8(text)) return 0;  // the reader's caller decodes
  const auto track = format.read(text, {});
  if (track && format.write != nullptr) (void)format.write(track->value);
  return 0;
}
