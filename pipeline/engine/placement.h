#pragma once
// Files and folders that appear all at once: written beside their place under a temporary name, then moved there.

#include <filesystem>
#include <string>

#include "pipeline/base/input_file.h"
#include "pipeline/base/result.h"

namespace integrart {

/// A new file or folder on its way to `target`. The destructor discards; only `publish` lets it be seen, and a process
/// that is killed at any moment leaves at `target` what was there before or the new one, complete. What killed
/// processes left beside it is removed by the next `begin` for the same target. Writers to targets in one folder wait
/// for each other (also between processes). One thread at a time.
class Placement {
 public:
  enum class Kind { file, folder };

  /// Makes the parent folder when needed. Errc::unavailable when nothing can be written there.
  static Result<Placement> begin(const std::filesystem::path& target, Kind kind);

  Placement(Placement&& other) noexcept;
  Placement& operator=(Placement&&) = delete;
  ~Placement();

  /// Of the temporary file, open for reading and writing, or of the temporary folder.
  int descriptor() const { return m_content.get(); }
  /// Makes the content durable and moves it to the target, in place of what was there.
  Result<> publish();

 private:
  Placement() = default;

  std::filesystem::path m_target;
  std::filesystem::path m_temporary;
  FileDescriptor m_parent;  // holds the lock
  FileDescriptor m_content;
  Kind m_kind = Kind::file;
};

}  // namespace integrart
