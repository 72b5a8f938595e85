#include "pipeline/base/input_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace integrart {

FileDescriptor& FileDescriptor::operator=(FileDescriptor&& other) noexcept {
  if (this != &other) {
    if (m_descriptor >= 0) close(m_descriptor);
    m_descriptor = std::exchange(other.m_descriptor, -1);
  }
  return *this;
}

FileDescriptor::~FileDescriptor() {
  if (m_descriptor >= 0) close(m_descriptor);
}

Result<std::pair<FileDescriptor, InputFile>> open_regular_file(const std::string& path, std::uint64_t limit) {
  // O_NONBLOCK: opening a named pipe must not wait for a writer.
  FileDescriptor descriptor(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (!descriptor) {
    const int reason = errno;
    if (reason == ENOENT) return fail(Errc::not_found, "base.file_not_found", {{"file", path}});
    if (reason == ELOOP) return fail(Errc::invalid_input, "base.file_is_link", {{"file", path}});
    if (reason == ENXIO) return fail(Errc::invalid_input, "base.file_not_regular", {{"file", path}});
    return fail(Errc::unavailable, "base.file_not_opened",
                {{"file", path}, {"reason", std::string(std::strerror(reason))}});
  }
  struct stat status {};
  if (fstat(descriptor.get(), &status) != 0)
    return fail(Errc::unavailable, "base.file_not_opened",
                {{"file", path}, {"reason", std::string(std::strerror(errno))}});
  if (S_ISDIR(status.st_mode)) return fail(Errc::invalid_input, "base.file_is_folder", {{"file", path}});
  if (!S_ISREG(status.st_mode)) return fail(Errc::invalid_input, "base.file_not_regular", {{"file", path}});
  const auto bytes = static_cast<std::uint64_t>(status.st_size);
  if (bytes > limit)
    return fail(
        Errc::limit_exceeded, "base.file_too_large",
        {{"file", path}, {"bytes", static_cast<std::int64_t>(bytes)}, {"limit", static_cast<std::int64_t>(limit)}});
  InputFile file{descriptor.get(), bytes, path};
  TRY(check_written(file));
  return std::pair(std::move(descriptor), std::move(file));
}

Result<> check_written(const InputFile& file) {
  constexpr std::uint64_t large = 1ULL << 30U;
  constexpr int most_pieces = 10'000;  // a file in more is no hole with something in it
  if (file.bytes <= large) return {};
  const auto end = static_cast<off_t>(file.bytes);
  off_t written = 0;
  off_t at = 0;
  for (int piece = 0; at < end && written <= end / 2; ++piece) {
    const off_t begin = lseek(file.descriptor, at, SEEK_DATA);
    if (begin < 0 && errno == ENXIO) break;  // nothing but a hole up to the end
    const off_t hole = begin < 0 ? -1 : lseek(file.descriptor, begin, SEEK_HOLE);
    if (hole < 0 || piece == most_pieces) {  // the file system does not say
      written = end;
      break;
    }
    written += hole - begin;
    at = hole;
  }
  lseek(file.descriptor, 0, SEEK_SET);
  if (written > end / 2) return {};
  return fail(Errc::invalid_input, "base.file_mostly_holes",
              {{"file", file.name}, {"bytes", static_cast<std::int64_t>(end)}, {"written", std::int64_t{written}}});
}

Result<std::string> read_all(const InputFile& file, std::uint64_t limit) {
  if (file.bytes > limit)
    return fail(Errc::limit_exceeded, "base.file_too_large",
                {{"file", file.name},
                 {"bytes", static_cast<std::int64_t>(file.bytes)},
                 {"limit", static_cast<std::int64_t>(limit)}});
  std::string bytes(file.bytes, '\0');
  std::size_t filled = 0;
  while (filled < bytes.size()) {
    const ssize_t count =
        pread(file.descriptor, bytes.data() + filled, bytes.size() - filled, static_cast<off_t>(filled));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0)
      return fail(Errc::unavailable, "base.file_not_opened",
                  {{"file", file.name}, {"reason", std::string(std::strerror(errno))}});
    if (count == 0) break;  // became shorter while we read
    filled += static_cast<std::size_t>(count);
  }
  bytes.resize(filled);
  return bytes;
}

}  // namespace integrart
