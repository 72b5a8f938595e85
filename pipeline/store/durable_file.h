#pragma once
// Writing files so that they survive a power failure, with errors that name the file.

#include <cstddef>
#include <filesystem>
#include <source_location>
#include <span>

#include "pipeline/base/input_file.h"
#include "pipeline/base/result.h"

namespace integrart {

/// The failure of a system call on `path`, from `error_number`: a full disk, a quota and the like are
/// Errc::unavailable, anything unexpected Errc::internal.
tl::unexpected<Error> fail_on_file(const std::filesystem::path& path, int error_number,
                                   std::source_location where = std::source_location::current());

Result<FileDescriptor> open_file(const std::filesystem::path& path, int flags, unsigned mode = 0);
/// All of `bytes`, whatever the signals and short writes.
Result<> write_all(const FileDescriptor& file, std::span<const std::byte> bytes, const std::filesystem::path& path);
Result<> sync_file(const FileDescriptor& file, const std::filesystem::path& path);
/// Makes what was renamed into or created in `folder` durable.
Result<> sync_folder(const std::filesystem::path& folder);
/// Makes `folder` and what is missing above it; when this returns, their names survive a power failure.
Result<> make_durable_folder(const std::filesystem::path& folder);

/// Holds flock(2) on a file until destroyed; each has its own open file, so threads exclude each other too.
class FileLock {
 public:
  enum class Kind : bool { shared, exclusive };
  static Result<FileLock> take(const std::filesystem::path& file, Kind kind);

 private:
  explicit FileLock(FileDescriptor file) : m_file(std::move(file)) {}
  FileDescriptor m_file;
};

}  // namespace integrart
