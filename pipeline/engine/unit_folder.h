#pragma once
// Folders that running units write into, and what is left of those whose process was killed.

#include <cstddef>
#include <filesystem>

#include "pipeline/base/input_file.h"
#include "pipeline/base/result.h"

namespace integrart {

/// A new empty folder that goes away with its owner. While the owner lives it is locked (flock(2)); the system gives
/// the lock back when the process ends, however that happens, so that numbers of processes need not be believed.
class UnitFolder {
 public:
  /// Below `parent`, which exists; not taken by any other thread, process or container that shares it.
  static Result<UnitFolder> make(const std::filesystem::path& parent);
  UnitFolder(UnitFolder&& other) noexcept;
  UnitFolder& operator=(UnitFolder&&) = delete;
  ~UnitFolder();

  const std::filesystem::path& path() const { return m_path; }

 private:
  UnitFolder(std::filesystem::path path, FileDescriptor lock) : m_path(std::move(path)), m_lock(std::move(lock)) {}

  std::filesystem::path m_path;  // empty: moved from
  FileDescriptor m_lock;
};

/// Removes the folders below `parent` whose owners are gone, and nothing else; the number of them. What cannot be
/// removed stays for the next time. Safe beside others that make and use such folders.
std::size_t sweep_unit_folders(const std::filesystem::path& parent);

}  // namespace integrart
