#pragma once
// SHA-256 by the instructions that processors since about 2017 have for it: four times as fast as portable code, which
// counts because every byte of every source, rendition and pack is hashed. Private to digest.cpp.

#include <cstddef>
#include <cstdint>

namespace integrart {

/// Whether this processor has the instructions (x86 SHA extensions).
bool has_sha256_instructions();

/// Takes `blocks` whole blocks of 64 bytes into `state` (FIPS 180-4, section 6.2.2). Only where the above is true.
void sha256_blocks(std::uint32_t (&state)[8], const std::uint8_t* bytes, std::size_t blocks);

}  // namespace integrart
