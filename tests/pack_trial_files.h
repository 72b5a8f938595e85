#pragma once
// Small files for packs, made in memory, and what tests do with them.

#include <fcntl.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>

#include "pipeline/base/archive_format.h"
#include "pipeline/base/input_file.h"
#include "pipeline/base/message.h"
#include "tests/file_bytes.h"

namespace integrart {

template <class T>
T value_of(Result<T> result) {
  if (!result) FAIL(render(result.error()));
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

inline PackFile file_of(std::string path, std::string bytes) {
  const std::uint64_t size = bytes.size();
  return {std::move(path), size, [bytes = std::move(bytes)](const ByteSink& sink) -> Result<> {
            // In two pieces, so that nobody relies on one.
            const std::string_view all = bytes;
            const Result<> first = sink(all.substr(0, all.size() / 3));
            return first ? sink(all.substr(all.size() / 3)) : first;
          }};
}

/// Status of a shell command; its output goes nowhere.
inline int run(const std::string& command) {
  return std::system((command + " >/dev/null 2>&1").c_str());
}

}  // namespace integrart
