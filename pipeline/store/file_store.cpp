#include "pipeline/store/file_store.h"

#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <ctime>
#include <mutex>
#include <utility>

#include <fmt/format.h>

#include "pipeline/store/durable_file.h"
#include "pipeline/store/process_identity.h"

namespace integrart {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t copy_chunk = 1U << 20U;

/// Where things lie, and how a name appears. Shared by the store and its writers.
class Layout {
 public:
  explicit Layout(fs::path folder) : m_folder(std::move(folder)), m_writer(process_identity()) {}

  const fs::path& folder() const { return m_folder; }
  fs::path temporary_folder() const { return m_folder / "tmp"; }
  fs::path damaged_folder() const { return m_folder / "damaged"; }
  fs::path lock_file() const { return m_folder / "lock"; }
  fs::path path_of(const Digest& digest) const {
    const std::string hex = digest.hex();
    return m_folder / hex.substr(0, 2) / hex.substr(2, 2) / hex;
  }
  fs::path new_temporary() {
    static std::atomic<std::uint64_t> number = 0;  // process-wide: several stores may be open on one folder
    return temporary_folder() / fmt::format("{}.{}", m_writer, number++);
  }
  /// Gives the finished temporary its name. When this returns, the artefact survives a power failure.
  Result<> publish(const FileDescriptor& file, const fs::path& temporary, const Digest& digest);

 private:
  Result<> make_folders(const fs::path& path);

  fs::path m_folder;
  std::string m_writer;
  std::mutex m_mutex;
  std::set<fs::path> m_durable_folders;  // whose own names this process has seen onto the disk
};

Result<> Layout::make_folders(const fs::path& path) {
  const fs::path inner = path.parent_path();
  const std::scoped_lock lock(m_mutex);
  if (m_durable_folders.contains(inner)) return {};
  for (const fs::path& folder : {inner.parent_path(), inner}) {
    if (::mkdir(folder.c_str(), 0755) != 0 && errno != EEXIST) return fail_on_file(folder, errno);
    // Also when it was there: whoever made it may not have got as far as this.
    TRY(sync_folder(folder.parent_path()));
  }
  m_durable_folders.insert(inner);
  return {};
}

Result<> Layout::publish(const FileDescriptor& file, const fs::path& temporary, const Digest& digest) {
  if (::fchmod(file.get(), 0444) != 0) return fail_on_file(temporary, errno);
  TRY(sync_file(file, temporary));
  const fs::path path = path_of(digest);
  TRY_ASSIGN(const FileLock lock, FileLock::take(lock_file(), FileLock::Kind::shared));
  TRY(make_folders(path));
  // The age counts from here: with a slow disk the last write may have been a while ago.
  if (::futimens(file.get(), nullptr) != 0) return fail_on_file(temporary, errno);
  // Replaces an artefact of the same name: equal bytes unless that one was damaged, and its age starts again.
  if (::rename(temporary.c_str(), path.c_str()) != 0) return fail_on_file(path, errno);
  return sync_folder(path.parent_path());
}

/// A temporary file that disappears unless it is published.
class FileWriter final : public ArtefactWriter {
 public:
  FileWriter(std::shared_ptr<Layout> layout, MediaType type)
      : m_layout(std::move(layout)), m_path(m_layout->new_temporary()), m_type(std::move(type)) {}
  ~FileWriter() override {
    if (m_file) ::unlink(m_path.c_str());
  }
  FileWriter(const FileWriter&) = delete;
  FileWriter& operator=(const FileWriter&) = delete;

  Result<> open() {
    TRY_ASSIGN(m_file, open_file(m_path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, 0600));
    return {};
  }
  Result<> write(std::span<const std::byte> bytes) override {
    TRY(write_all(m_file, bytes, m_path));
    m_hasher.add(bytes);
    m_bytes += bytes.size();
    return {};
  }
  Result<ArtefactRef> commit() override { return publish(m_hasher.finish()); }

  /// Shares the blocks of `source` where the file system can (btrfs, XFS). False: nothing was written.
  bool clone_from(int source) { return ::ioctl(m_file.get(), FICLONE, source) == 0; }
  int descriptor() const { return m_file.get(); }
  /// What lies in the file, whoever wrote it; `show` gets it too.
  Result<ArtefactRef> commit_file(const std::function<Result<>(std::string_view)>& show = nullptr) {
    struct stat status {};
    if (::fstat(m_file.get(), &status) != 0) return fail_on_file(m_path, errno);
    m_bytes = static_cast<std::uint64_t>(status.st_size);
    TRY_ASSIGN(const Digest digest, digest_of_file(m_file.get(), show));
    return publish(digest);
  }

 private:
  Result<ArtefactRef> publish(const Digest& digest) {
    TRY(m_layout->publish(m_file, m_path, digest));
    m_file = FileDescriptor();
    return ArtefactRef{digest, m_bytes, m_type};
  }

  std::shared_ptr<Layout> m_layout;
  fs::path m_path;
  MediaType m_type;
  FileDescriptor m_file;
  Hasher m_hasher;
  std::uint64_t m_bytes = 0;
};

Result<> copy_into(FileWriter& writer, const InputFile& source) {
  std::vector<std::byte> chunk(copy_chunk);
  for (off_t at = 0;;) {
    const ssize_t count = ::pread(source.descriptor, chunk.data(), chunk.size(), at);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return fail_on_file(source.name, errno);
    if (count == 0) return {};
    TRY(writer.write(std::span(chunk).first(static_cast<std::size_t>(count))));
    at += count;
  }
}

std::chrono::nanoseconds age_of(const struct stat& status) {
  timespec now{};
  ::clock_gettime(CLOCK_REALTIME, &now);
  return std::chrono::seconds(now.tv_sec - status.st_mtim.tv_sec) +
         std::chrono::nanoseconds(now.tv_nsec - status.st_mtim.tv_nsec);
}

class FileStore final : public ArtefactStore {
 public:
  explicit FileStore(const fs::path& folder) : m_layout(std::make_shared<Layout>(folder)) {}

  Result<> prepare();
  Result<std::unique_ptr<ArtefactWriter>> create(const MediaType& type) override;
  Result<ArtefactRef> make(const MediaType& type, const std::function<Result<>(int)>& fill,
                           const std::function<Result<>(std::string_view)>& show) override;
  Result<ArtefactRef> import_file(const InputFile& file, const MediaType& type) override;
  Result<std::pair<FileDescriptor, InputFile>> open(const Digest& digest) const override;
  Result<bool> contains(const Digest& digest) const override;
  Result<std::vector<Digest>> list() const override;
  Result<std::vector<StoreProblem>> verify(const std::function<void(double)>& each) const override;
  Result<std::string> set_aside(const Digest& digest) override;
  Result<SweepReport> sweep(const std::set<Digest>& live, std::chrono::seconds grace) override;

 private:
  Result<std::unique_ptr<FileWriter>> new_writer(const MediaType& type);
  std::optional<StoreProblem> examine(const Digest& digest) const;
  Result<> sweep_artefact(const Digest& digest, std::chrono::seconds grace, SweepReport& report);
  void sweep_folder(const fs::path& folder, std::chrono::seconds grace, SweepReport& report) const;

  std::shared_ptr<Layout> m_layout;
};

Result<> FileStore::prepare() {
  TRY(make_durable_folder(m_layout->temporary_folder()));
  TRY(FileLock::take(m_layout->lock_file(), FileLock::Kind::shared));
  return sync_folder(m_layout->folder());
}

Result<std::unique_ptr<FileWriter>> FileStore::new_writer(const MediaType& type) {
  auto writer = std::make_unique<FileWriter>(m_layout, type);
  TRY(writer->open());
  return writer;
}

Result<std::unique_ptr<ArtefactWriter>> FileStore::create(const MediaType& type) {
  return new_writer(type);
}

Result<ArtefactRef> FileStore::make(const MediaType& type, const std::function<Result<>(int)>& fill,
                                    const std::function<Result<>(std::string_view)>& show) {
  TRY_ASSIGN(const std::unique_ptr<FileWriter> writer, new_writer(type));
  TRY(fill(writer->descriptor()));
  return writer->commit_file(show);
}

Result<ArtefactRef> FileStore::import_file(const InputFile& file, const MediaType& type) {
  struct stat before {};
  struct stat after {};
  if (::fstat(file.descriptor, &before) != 0) return fail_on_file(file.name, errno);
  TRY_ASSIGN(const std::unique_ptr<FileWriter> writer, new_writer(type));
  // Never a hard link: the owner of the file could change the artefact through it.
  const bool cloned = writer->clone_from(file.descriptor);
  if (!cloned) TRY(copy_into(*writer, file));
  if (::fstat(file.descriptor, &after) != 0) return fail_on_file(file.name, errno);
  const bool changed = before.st_size != after.st_size || before.st_mtim.tv_sec != after.st_mtim.tv_sec ||
                       before.st_mtim.tv_nsec != after.st_mtim.tv_nsec ||
                       static_cast<std::uint64_t>(after.st_size) != file.bytes;
  if (changed) return fail(Errc::conflict, "store.file_changed", {{"file", file.name}});
  return cloned ? writer->commit_file() : writer->commit();
}

Result<std::pair<FileDescriptor, InputFile>> FileStore::open(const Digest& digest) const {
  const fs::path path = m_layout->path_of(digest);
  FileDescriptor file(::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (!file && (errno == ENOENT || errno == ENOTDIR || errno == ELOOP)) {
    return fail(Errc::not_found, "store.artefact_missing", {{"digest", digest.hex()}});
  }
  struct stat status {};
  if (!file || ::fstat(file.get(), &status) != 0) return fail_on_file(path, errno);
  if (!S_ISREG(status.st_mode)) return fail(Errc::not_found, "store.artefact_missing", {{"digest", digest.hex()}});
  InputFile input{file.get(), static_cast<std::uint64_t>(status.st_size), digest.hex()};
  return std::pair(std::move(file), std::move(input));
}

Result<bool> FileStore::contains(const Digest& digest) const {
  const fs::path path = m_layout->path_of(digest);
  struct stat status {};
  if (::lstat(path.c_str(), &status) == 0) return S_ISREG(status.st_mode);
  if (errno == ENOENT || errno == ENOTDIR) return false;
  return fail_on_file(path, errno);
}

/// Every name that is an artefact's and lies where it belongs, whatever is behind it; sorted.
Result<std::vector<Digest>> FileStore::list() const {
  return guard([this]() -> Result<std::vector<Digest>> {
    std::set<Digest> found;
    for (const fs::directory_entry& entry : fs::directory_iterator(m_layout->folder())) {
      if (entry.path().filename().string().size() != 2 || !entry.is_directory()) continue;
      for (const fs::directory_entry& inner : fs::directory_iterator(entry)) {
        if (!inner.is_directory()) continue;
        for (const fs::directory_entry& file : fs::directory_iterator(inner)) {
          const Result<Digest> digest = Digest::from_hex(file.path().filename().string());
          if (digest && m_layout->path_of(*digest) == file.path()) found.insert(*digest);
        }
      }
    }
    return std::vector<Digest>(found.begin(), found.end());
  });
}

std::optional<StoreProblem> FileStore::examine(const Digest& digest) const {
  const Result<std::pair<FileDescriptor, InputFile>> opened = open(digest);
  if (!opened) {
    struct stat status {};
    if (::lstat(m_layout->path_of(digest).c_str(), &status) != 0) return std::nullopt;  // swept meanwhile
    return StoreProblem{digest, opened.error().what};
  }
  const Result<Digest> actual = digest_of_file(opened->first.get());
  if (!actual) return StoreProblem{digest, actual.error().what};
  if (*actual == digest) return std::nullopt;
  return StoreProblem{digest, {"store.artefact_damaged", {{"digest", digest.hex()}, {"actual", actual->hex()}}}};
}

Result<std::vector<StoreProblem>> FileStore::verify(const std::function<void(double)>& each) const {
  TRY_ASSIGN(const std::vector<Digest> all, list());
  std::vector<StoreProblem> problems;
  for (std::size_t number = 0; number < all.size(); ++number) {
    if (std::optional<StoreProblem> problem = examine(all[number])) problems.push_back(std::move(*problem));
    if (each) each(static_cast<double>(number + 1) / static_cast<double>(all.size()));
  }
  return problems;
}

Result<> FileStore::sweep_artefact(const Digest& digest, std::chrono::seconds grace, SweepReport& report) {
  const fs::path path = m_layout->path_of(digest);
  // Held while looking and removing: otherwise a writer could renew the artefact between the two.
  TRY_ASSIGN(const FileLock lock, FileLock::take(m_layout->lock_file(), FileLock::Kind::exclusive));
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0) return {};
  if (age_of(status) < grace) {
    ++report.kept;
    return {};
  }
  if (::unlink(path.c_str()) != 0) return fail_on_file(path, errno);
  ++report.removed;
  report.removed_bytes += static_cast<std::uint64_t>(status.st_size);
  return {};
}

Result<std::string> FileStore::set_aside(const Digest& digest) {
  TRY(make_durable_folder(m_layout->damaged_folder()));
  // Held while looking and moving: otherwise a writer could mend the artefact between the two.
  TRY_ASSIGN(const FileLock lock, FileLock::take(m_layout->lock_file(), FileLock::Kind::exclusive));
  if (!examine(digest)) return std::string();
  const fs::path path = m_layout->path_of(digest);
  const fs::path target = m_layout->damaged_folder() / digest.hex();
  if (::rename(path.c_str(), target.c_str()) != 0) return fail_on_file(path, errno);
  ::utimensat(AT_FDCWD, target.c_str(), nullptr, AT_SYMLINK_NOFOLLOW);  // its grace counts from here
  TRY(sync_folder(path.parent_path()));
  return target.string();
}

/// Temporary files of writers that are gone, and what was set aside.
void FileStore::sweep_folder(const fs::path& folder, std::chrono::seconds grace, SweepReport& report) const {
  std::error_code ignored;  // what cannot be looked at stays for the next sweep
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored)) {
    const std::string name = entry.path().filename().string();
    struct stat status {};
    if (::lstat(entry.path().c_str(), &status) != 0 || age_of(status) < grace) continue;
    if (liveness_of(std::string_view(name).substr(0, name.rfind('.'))) == Liveness::alive) continue;
    if (::unlink(entry.path().c_str()) != 0) continue;
    ++report.removed;
    report.removed_bytes += static_cast<std::uint64_t>(status.st_size);
  }
}

Result<SweepReport> FileStore::sweep(const std::set<Digest>& live, std::chrono::seconds grace) {
  TRY_ASSIGN(const std::vector<Digest> all, list());
  SweepReport report;
  for (const Digest& digest : all) {
    if (live.contains(digest)) {
      ++report.kept;
    } else {
      TRY(sweep_artefact(digest, grace, report));
    }
  }
  sweep_folder(m_layout->temporary_folder(), grace, report);
  sweep_folder(m_layout->damaged_folder(), grace, report);
  return report;
}

}  // namespace

Result<std::unique_ptr<ArtefactStore>> open_file_store(const fs::path& folder) {
  auto store = std::make_unique<FileStore>(folder);
  TRY(store->prepare());
  return store;
}

}  // namespace integrart
