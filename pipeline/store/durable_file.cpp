#include "pipeline/store/durable_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace integrart {

tl::unexpected<Error> fail_on_file(const std::filesystem::path& path, int error_number, std::source_location where) {
  const std::string file = path.string();
  switch (error_number) {
    case ENOSPC:
    case EDQUOT:
      return fail(Errc::unavailable, "store.disk_full", {{"file", file}}, where);
    case EFBIG:
      return fail(Errc::limit_exceeded, "store.file_too_large", {{"file", file}}, where);
    case EACCES:
    case EPERM:
    case EROFS:
      return fail(Errc::unavailable, "store.not_writable", {{"file", file}}, where);
    case EMFILE:
    case ENFILE:
      return fail(Errc::unavailable, "store.too_many_open_files", {{"file", file}}, where);
    default:
      break;
  }
  return fail(error_number == EIO ? Errc::unavailable : Errc::internal, "store.file_failed",
              {{"file", file}, {"reason", std::generic_category().message(error_number)}}, where);
}

Result<FileDescriptor> open_file(const std::filesystem::path& path, int flags, unsigned mode) {
  int descriptor = -1;
  do {
    descriptor = ::open(path.c_str(), flags | O_CLOEXEC, mode);
  } while (descriptor < 0 && errno == EINTR);
  if (descriptor < 0) return fail_on_file(path, errno);
  return FileDescriptor(descriptor);
}

Result<> write_all(const FileDescriptor& file, std::span<const std::byte> bytes, const std::filesystem::path& path) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file.get(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return fail_on_file(path, errno);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return {};
}

Result<> sync_file(const FileDescriptor& file, const std::filesystem::path& path) {
  // Never tried again after a failure: the kernel may have dropped the pages and a second fsync would wrongly succeed.
  if (::fsync(file.get()) != 0) return fail_on_file(path, errno);
  return {};
}

Result<> sync_folder(const std::filesystem::path& folder) {
  TRY_ASSIGN(const FileDescriptor opened, open_file(folder, O_RDONLY | O_DIRECTORY));
  return sync_file(opened, folder);
}

namespace {

/// Where people let a folder be made may be no place for one.
tl::unexpected<Error> fail_on_folder(const std::filesystem::path& folder, int error_number) {
  tl::unexpected<Error> failure = fail_on_file(folder, error_number);
  if (failure.value().what.id != "store.file_failed") return failure;
  return fail(Errc::unavailable, "store.folder_not_made",
              {{"folder", folder.string()}, {"reason", std::generic_category().message(error_number)}});
}

}  // namespace

Result<> make_durable_folder(const std::filesystem::path& folder) {
  std::error_code error;
  if (std::filesystem::is_directory(folder, error)) return {};
  const std::filesystem::path parent = folder.has_parent_path() ? folder.parent_path() : ".";
  TRY(make_durable_folder(parent));
  if (::mkdir(folder.c_str(), 0777) != 0 && errno != EEXIST) return fail_on_folder(folder, errno);
  if (!std::filesystem::is_directory(folder, error))
    return fail(Errc::unavailable, "store.not_a_folder", {{"folder", folder.string()}});
  return sync_folder(parent);
}

Result<FileLock> FileLock::take(const std::filesystem::path& file, Kind kind) {
  TRY_ASSIGN(FileDescriptor opened, open_file(file, O_RDWR | O_CREAT | O_NOFOLLOW, 0644));
  while (::flock(opened.get(), kind == Kind::exclusive ? LOCK_EX : LOCK_SH) != 0) {
    if (errno != EINTR) return fail_on_file(file, errno);
  }
  return FileLock(std::move(opened));
}

}  // namespace integrart
