#pragma once
// What every fuzz target defines: it must come back, whatever the bytes are.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace integrart {

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

}  // namespace integrart

/// A target that asks `check` what is wrong with the answer to the bytes: nothing may be.
#define FUZZ_READER(check)                                                            \
  extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) { \
    const std::string problem = check(integrart::text_of(data, size));                \
    if (problem.empty()) return 0;                                                    \
    std::cerr << problem << '\n';                                                     \
    std::abort();                                                                     \
  }
