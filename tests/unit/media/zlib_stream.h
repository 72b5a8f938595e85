#pragma once
// Streams that are packed without being made smaller, for tests of what unpacks them.

#include <algorithm>
#include <string>
#include <string_view>

#include "pipeline/media/still/bytes.h"

namespace integrart::test {

/// `text` as a zlib stream (RFC 1950) of stored blocks (RFC 1951, 3.2.4).
inline std::string zlib_stream(std::string_view text) {
  std::string stream = "\x78\x01";
  std::uint32_t a = 1, b = 0;
  for (const unsigned char byte : text) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  do {
    const std::string_view block = text.substr(0, std::min<std::size_t>(text.size(), 65535));
    text.remove_prefix(block.size());
    stream += text.empty() ? '\1' : '\0';
    stream += bytes_of(block.size(), 2, ByteOrder::little) + bytes_of(block.size() ^ 0xFFFFU, 2, ByteOrder::little);
    stream += block;
  } while (!text.empty());
  return stream + bytes_of((std::uint64_t{b} << 16U) | a, 4);
}

}  // namespace integrart::test
