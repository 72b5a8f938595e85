#include "pipeline/engine/placement.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <system_error>

namespace integrart {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> cannot_write(const fs::path& path, int error) {
  return fail(Errc::unavailable, "pack.cannot_place",
              {{"file", path.string()}, {"reason", std::generic_category().message(error)}});
}

std::string temporary_prefix(const fs::path& target) {
  std::string prefix(".");
  prefix += target.filename().string();
  return prefix + ".partial-";
}

/// Under the lock of the parent folder nobody else writes there, so every such name is a dead writer's.
void remove_leftovers(const fs::path& target) {
  const std::string prefix = temporary_prefix(target);
  std::error_code ignored;
  for (const fs::directory_entry& entry : fs::directory_iterator(target.parent_path(), ignored)) {
    if (entry.path().filename().string().starts_with(prefix)) fs::remove_all(entry.path(), ignored);
  }
}

/// Swaps or moves `temporary` to `target`. A folder that is in the way ends up under the temporary name.
int move_into_place(const fs::path& temporary, const fs::path& target) {
  if (renameat2(AT_FDCWD, temporary.c_str(), AT_FDCWD, target.c_str(), RENAME_EXCHANGE) == 0) return 0;
  if (errno == ENOENT) return rename(temporary.c_str(), target.c_str()) == 0 ? 0 : errno;
  if (errno != EINVAL && errno != ENOSYS) return errno;
  // File systems without the exchange (old FAT drivers, some network ones): a moment without either name remains.
  if (rename(temporary.c_str(), target.c_str()) == 0) return 0;
  const fs::path old = temporary.string() + "-old";
  if (rename(target.c_str(), old.c_str()) != 0) return errno;
  if (rename(temporary.c_str(), target.c_str()) != 0) return errno;
  std::error_code ignored;
  fs::remove_all(old, ignored);
  return 0;
}

}  // namespace

Result<Placement> Placement::begin(const fs::path& target, Kind kind) {
  Placement placement;
  std::error_code error;
  placement.m_target = fs::absolute(target, error).lexically_normal();
  if (!placement.m_target.has_filename()) placement.m_target = placement.m_target.parent_path();
  const fs::path parent = placement.m_target.parent_path();
  fs::create_directories(parent, error);
  placement.m_parent = FileDescriptor(open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!placement.m_parent) return cannot_write(parent, errno);
  while (flock(placement.m_parent.get(), LOCK_EX) != 0) {
    if (errno != EINTR) return cannot_write(parent, errno);
  }
  remove_leftovers(placement.m_target);

  std::string name = (parent / (temporary_prefix(placement.m_target) + "XXXXXX")).string();
  if (kind == Kind::folder) {
    if (mkdtemp(name.data()) == nullptr) return cannot_write(parent, errno);
    placement.m_temporary = name;
    placement.m_content = FileDescriptor(open(name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  } else {
    placement.m_content = FileDescriptor(mkostemp(name.data(), O_CLOEXEC));
    if (placement.m_content) placement.m_temporary = name;
  }
  if (!placement.m_content) return cannot_write(name, errno);
  placement.m_kind = kind;
  if (fchmod(placement.m_content.get(), kind == Kind::folder ? 0755 : 0644) != 0) return cannot_write(name, errno);
  return placement;
}

Placement::Placement(Placement&& other) noexcept
    : m_target(std::move(other.m_target)),
      m_temporary(std::exchange(other.m_temporary, {})),
      m_parent(std::move(other.m_parent)),
      m_content(std::move(other.m_content)),
      m_kind(other.m_kind) {}

Placement::~Placement() {
  std::error_code ignored;
  if (!m_temporary.empty()) fs::remove_all(m_temporary, ignored);
}

Result<> Placement::publish() {
  const int synced = m_kind == Kind::folder ? syncfs(m_content.get()) : fdatasync(m_content.get());
  if (synced != 0) return cannot_write(m_temporary, errno);
  const int error = move_into_place(m_temporary, m_target);
  if (error != 0) return cannot_write(m_target, error);
  fsync(m_parent.get());  // the new name; a file system that cannot do it has no better promise to give
  // After an exchange the old content stands under the temporary name; the destructor removes it.
  return {};
}

}  // namespace integrart
