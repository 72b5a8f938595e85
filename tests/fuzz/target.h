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

/// A target that asks `check` what is wrong with the answer to the bytes: nothing may be. Of a format it asks by its
/// id.
#define FUZZ_READER(check) FUZZ_TARGET(check(bytes))
#define FUZZ_FORMAT(check, id) FUZZ_TARGET(check(id, bytes))

#define FUZZ_TARGET(problem_of_bytes)                                                 \
  extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) { \
    const std::string_view bytes = integrart::text_of(data, size);                    \
    const std::string problem = problem_of_bytes;                                     \
    if (problem.empty()) return 0;                                                    \
    std::cerr << problem << '\n';                                                     \
    std::abort();                                                                     \
  }
