#pragma once
// How a tree of files becomes one file and is read back: the shape that formats/ fills in and the engine calls.

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "pipeline/base/input_file.h"
#include "pipeline/base/result.h"

namespace integrart {

/// Takes the next piece of a stream of bytes. An error stops the reader.
using ByteSink = std::function<Result<>(std::string_view piece)>;
/// Hands all bytes of one file to `sink`, from the first to the last, in pieces of any size. Can be called again.
using ByteSource = std::function<Result<>(const ByteSink& sink)>;

/// One file on its way into an archive or a folder.
struct PackFile {
  std::string path;         // checked by check_pack_paths
  std::uint64_t bytes = 0;  // what `read` will give; another amount is Errc::conflict
  ByteSource read;
};

/// Called once per member, in the order of the archive. The source is valid during the call only.
using ArchiveVisitor = std::function<Result<>(const std::string& path, std::uint64_t bytes, const ByteSource& read)>;

/// Bounds on an archive that somebody else made.
struct ForeignArchiveLimits {
  std::uint64_t members = 20'000;
  std::uint64_t file_bytes = 64ULL << 20U;    // of one member, unpacked
  std::uint64_t total_bytes = 256ULL << 20U;  // of all of them, as the archive says and as they turn out
};

/// All functions are thread-safe and hold no more than some buffers in memory, whatever the size of the members.
struct ArchiveFormat {
  std::string_view id;  // "zip"
  /// Writes `files` to an empty, seekable file. Deterministic: equal files give equal bytes.
  Result<> (*write)(std::span<const PackFile> files, int file_descriptor);
  /// Reads an archive that `write` made. Strict: anything `write` would not have written is Errc::invalid_input, so no
  /// byte of the file is unaccounted for. The visitor may leave a member unread.
  Result<> (*walk)(const InputFile& archive, const ArchiveVisitor& visit);
  /// Reads an archive that anybody made, within `limits`. The paths are as they stand there, for the visitor to judge;
  /// folders have none. Errc::invalid_input for what is damaged, encrypted, a link or there twice,
  /// Errc::limit_exceeded, Errc::unsupported for packings that it does not know. Null: only its own are read.
  Result<> (*walk_foreign)(const InputFile& archive, const ForeignArchiveLimits& limits,
                           const ArchiveVisitor& visit) = nullptr;
};

}  // namespace integrart
