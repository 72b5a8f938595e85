#pragma once
// Remembering files that were written, to tell later whether somebody touched them.

#include <filesystem>
#include <string>

#include "pipeline/base/json.h"
#include "pipeline/base/result.h"

namespace integrart {

/// {"bytes","modified"} of a file or folder as it lies there now; null when there is none.
Json file_stamp(const std::filesystem::path& file);

/// A JSON object that was written by `write_memory`; empty when absent or damaged (everything is then written again).
Json read_memory(const std::filesystem::path& file);
/// Atomic. Errc::unavailable when it cannot be written.
Result<> write_memory(const std::filesystem::path& file, const Json& memory);
/// The same for any text.
Result<> write_text_file(const std::filesystem::path& file, std::string_view text);

}  // namespace integrart
