#pragma once
// Files as steps see them: descriptors that the executor opened, never paths of a store.

#include <cstdint>
#include <string>
#include <utility>

#include "pipeline/base/result.h"

namespace integrart {

/// Owns a file descriptor; closed at the end. Movable.
class FileDescriptor {
 public:
  FileDescriptor() = default;
  explicit FileDescriptor(int descriptor) : m_descriptor(descriptor) {}
  FileDescriptor(FileDescriptor&& other) noexcept : m_descriptor(std::exchange(other.m_descriptor, -1)) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept;
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;
  ~FileDescriptor();

  int get() const { return m_descriptor; }
  int release() { return std::exchange(m_descriptor, -1); }
  explicit operator bool() const { return m_descriptor >= 0; }

 private:
  int m_descriptor = -1;
};

/// A readable, seekable regular file that somebody else owns and keeps open.
struct InputFile {
  int descriptor = -1;
  std::uint64_t bytes = 0;
  std::string name;  // for messages; hostile, show it through display_name()
};

/// Opens an existing regular file for reading: links are not followed at the last component, directories, devices and
/// sockets are refused, and nothing blocks. `limit` bounds the size (Errc::limit_exceeded); see also `check_written`.
Result<std::pair<FileDescriptor, InputFile>> open_regular_file(const std::string& path, std::uint64_t limit);

/// Refuses a file above 1 GiB that is more holes than data: an unfinished download or a copy that broke off. What was
/// never written would be read as zeros for minutes.
Result<> check_written(const InputFile& file);

/// Everything in `file`, from its start (pread; the position does not move). Errc::limit_exceeded above `limit`.
Result<std::string> read_all(const InputFile& file, std::uint64_t limit);

}  // namespace integrart
