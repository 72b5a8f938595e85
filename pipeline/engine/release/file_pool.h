#pragma once
// Files by digest, taken out of packs and deltas for as long as a new release is put together.

#include <filesystem>
#include <map>

#include "pipeline/base/archive_format.h"
#include "pipeline/base/artefact.h"
#include "pipeline/base/digest.h"

namespace integrart {

/// The bytes that are wanted, by their digests: in the folders where they lie, or in a temporary folder that goes away
/// with the object. What is opened is not checked again; whoever reads it does (pack_files_of).
class FilePool {
 public:
  /// The temporary folder is made in `beside`. Errc::unavailable when that cannot be written to.
  static Result<FilePool> open(const std::filesystem::path& beside);
  FilePool(FilePool&& other) noexcept;
  FilePool& operator=(FilePool&&) = delete;
  ~FilePool();

  bool holds(const Digest& digest) const { return m_files.contains(digest); }
  /// A file that lies somewhere already.
  void add(const Digest& digest, const std::filesystem::path& file) { m_files.emplace(digest, file); }
  /// Copies a file in. Errc::invalid_input when it has not `bytes` bytes or another digest; `name` is for the error.
  Result<> take(const Digest& digest, std::uint64_t bytes, const ByteSource& read, const std::string& name);
  /// Errc::not_found for what it does not hold.
  Result<std::pair<FileDescriptor, InputFile>> open_file(const ArtefactRef& file) const;

 private:
  FilePool() = default;

  std::filesystem::path m_folder;
  std::map<Digest, std::filesystem::path> m_files;
};

}  // namespace integrart
