#pragma once
// What a child is given besides its request, and what this build can bound.

#include <string>
#include <vector>

namespace integrart {

#if defined(__has_feature)  // clang's way to say it; the other two are gcc's
#define INTEGRART_CLANG_SANITIZER (__has_feature(address_sanitizer) || __has_feature(thread_sanitizer))
#else
#define INTEGRART_CLANG_SANITIZER 0
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || INTEGRART_CLANG_SANITIZER
inline constexpr bool memory_can_be_bounded = false;  // sanitizers reserve terabytes of address space
#else
inline constexpr bool memory_can_be_bounded = true;
#endif

/// The whole environment of a child ("NAME=value"), of ours only INTEGRART_SANDBOX.
std::vector<std::string> clean_environment();

}  // namespace integrart
