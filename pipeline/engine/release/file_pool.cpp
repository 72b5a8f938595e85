#include "pipeline/engine/release/file_pool.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace integrart {
namespace {

tl::unexpected<Error> cannot_write(const std::filesystem::path& path, int error) {
  return fail(Errc::unavailable, "pack.cannot_place",
              {{"file", path.string()}, {"reason", std::generic_category().message(error)}});
}

}  // namespace

Result<FilePool> FilePool::open(const std::filesystem::path& beside) {
  std::string name = (beside / ".release-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) return cannot_write(beside, errno);
  FilePool pool;
  pool.m_folder = name;
  return pool;
}

FilePool::FilePool(FilePool&& other) noexcept
    : m_folder(std::exchange(other.m_folder, {})), m_files(std::move(other.m_files)) {}

FilePool::~FilePool() {
  std::error_code ignored;
  if (!m_folder.empty()) std::filesystem::remove_all(m_folder, ignored);
}

Result<> FilePool::take(const Digest& digest, std::uint64_t bytes, const ByteSource& read, const std::string& name) {
  const std::filesystem::path file = m_folder / digest.hex();
  const FileDescriptor out(::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!out) return cannot_write(file, errno);
  Hasher hasher;
  std::uint64_t taken = 0;
  TRY(read([&](std::string_view piece) -> Result<> {
    taken += piece.size();
    if (taken > bytes) return fail(Errc::invalid_input, "release.file_differs", {{"path", name}});
    hasher.add(piece);
    while (!piece.empty()) {
      const ssize_t count = write(out.get(), piece.data(), piece.size());
      if (count < 0 && errno != EINTR) return cannot_write(file, errno);
      if (count > 0) piece.remove_prefix(static_cast<std::size_t>(count));
    }
    return {};
  }));
  if (taken != bytes || hasher.finish() != digest)
    return fail(Errc::invalid_input, "release.file_differs", {{"path", name}});
  m_files.emplace(digest, file);
  return {};
}

Result<std::pair<FileDescriptor, InputFile>> FilePool::open_file(const ArtefactRef& file) const {
  const auto found = m_files.find(file.digest);
  if (found == m_files.end()) return fail(Errc::not_found, "release.file_missing", {{"path", file.digest.hex()}});
  return open_regular_file(found->second.string(), UINT64_MAX);
}

}  // namespace integrart
