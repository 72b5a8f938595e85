#include "pipeline/engine/unit_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <string_view>
#include <utility>
#include <vector>

#include "pipeline/store/durable_file.h"

namespace integrart {

namespace {

namespace fs = std::filesystem;

/// Held shared from the making of a folder until it is locked, exclusively while looking for folders without a lock.
fs::path gate_of(const fs::path& parent) {
  return parent / "lock";
}

/// "<process>-<number>"; the process is told to people who look, and means nothing here.
bool is_name_of_unit_folder(std::string_view name) {
  const std::size_t dash = name.find('-');
  const auto digits = [](std::string_view part) {
    return !part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos;
  };
  return dash != std::string_view::npos && digits(name.substr(0, dash)) && digits(name.substr(dash + 1));
}

/// The folder, locked by us; empty when somebody else has it, or it is no folder.
FileDescriptor locked(const fs::path& folder) {
  FileDescriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (!opened || ::flock(opened.get(), LOCK_EX | LOCK_NB) != 0) return {};
  return opened;
}

}  // namespace

Result<UnitFolder> UnitFolder::make(const fs::path& parent) {
  static std::atomic<unsigned> number{0};
  TRY_ASSIGN(const FileLock gate, FileLock::take(gate_of(parent), FileLock::Kind::shared));
  while (true) {
    fs::path path = parent / fmt::format("{}-{}", ::getpid(), ++number);
    if (::mkdir(path.c_str(), 0700) != 0) {
      if (errno == EEXIST) continue;  // of a former process of that number, or of another container
      return fail_on_file(path, errno);
    }
    FileDescriptor lock = locked(path);
    if (!lock) return fail_on_file(path, errno);
    return UnitFolder(std::move(path), std::move(lock));
  }
}

UnitFolder::UnitFolder(UnitFolder&& other) noexcept
    : m_path(std::exchange(other.m_path, {})), m_lock(std::move(other.m_lock)) {}

UnitFolder::~UnitFolder() {
  if (m_path.empty()) return;
  std::error_code ignored;
  fs::remove_all(m_path, ignored);
}

std::size_t sweep_unit_folders(const fs::path& parent) {
  std::vector<std::pair<fs::path, FileDescriptor>> abandoned;
  {
    const auto gate = FileLock::take(gate_of(parent), FileLock::Kind::exclusive);
    if (!gate) return 0;
    std::error_code ignored;
    for (const fs::directory_entry& entry : fs::directory_iterator(parent, ignored)) {
      if (!is_name_of_unit_folder(entry.path().filename().string())) continue;
      if (FileDescriptor lock = locked(entry.path())) abandoned.emplace_back(entry.path(), std::move(lock));
    }
  }
  std::size_t removed = 0;
  for (const auto& [path, lock] : abandoned) {
    std::error_code failed;
    fs::remove_all(path, failed);
    if (!failed) ++removed;
  }
  return removed;
}

}  // namespace integrart
