#include "pipeline/engine/sources.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "pipeline/base/limits.h"
#include "pipeline/base/text.h"
#include "pipeline/base/track_name.h"
#include "pipeline/fingerprint/hash_list.h"

namespace integrart {

namespace {

/// Changes whenever the file's content may have changed.
std::string identity_of(const struct stat& status) {
  return fmt::format("{}:{}:{}:{}.{}:{}.{}", status.st_dev, status.st_ino, status.st_size, status.st_mtim.tv_sec,
                     status.st_mtim.tv_nsec, status.st_ctim.tv_sec, status.st_ctim.tv_nsec);
}

tl::unexpected<Error> open_error(const std::string& path, int reason) {
  const std::string shown = display_name(path);
  switch (reason) {
    case ENOENT:
      return fail(Errc::not_found, "base.file_not_found", {{"file", shown}});
    case ELOOP:
      return fail(Errc::invalid_input, "base.file_is_link", {{"file", shown}});
    case EXDEV:
      return fail(Errc::invalid_input, "engine.file_outside", {{"file", shown}});
    case ENXIO:
      return fail(Errc::invalid_input, "base.file_not_regular", {{"file", shown}});
    default:
      return fail(Errc::unavailable, "base.file_not_opened",
                  {{"file", shown}, {"reason", std::string(std::strerror(reason))}});
  }
}

std::uint64_t main_limit(const std::string& kind) {
  if (kind == "image") return ImageLimits{}.source_bytes;
  if (kind == "text") return TextLimits{}.source_bytes;
  return MediaLimits{}.source_bytes;
}

}  // namespace

Result<SourceFolder> SourceFolder::open(const std::filesystem::path& folder) {
  SourceFolder opened;
  opened.m_folder = FileDescriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!opened.m_folder) return open_error(folder.string(), errno);
  return opened;
}

Result<std::pair<FileDescriptor, InputFile>> SourceFolder::open_file(const std::string& path,
                                                                     std::uint64_t limit) const {
  struct open_how how {};
  how.flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
  FileDescriptor file(static_cast<int>(syscall(SYS_openat2, m_folder.get(), path.c_str(), &how, sizeof how)));
  if (!file) return open_error(path, errno);
  struct stat status {};
  if (fstat(file.get(), &status) != 0) return open_error(path, errno);
  const std::string shown = display_name(path);
  if (S_ISDIR(status.st_mode)) return fail(Errc::invalid_input, "base.file_is_folder", {{"file", shown}});
  if (!S_ISREG(status.st_mode)) return fail(Errc::invalid_input, "base.file_not_regular", {{"file", shown}});
  const auto bytes = static_cast<std::uint64_t>(status.st_size);
  if (bytes == 0) return fail(Errc::invalid_input, "engine.file_empty", {{"file", shown}});
  if (bytes > limit)
    return fail(
        Errc::limit_exceeded, "base.file_too_large",
        {{"file", shown}, {"bytes", static_cast<std::int64_t>(bytes)}, {"limit", static_cast<std::int64_t>(limit)}});
  InputFile input{file.get(), bytes, shown};
  TRY(check_written(input));
  return std::pair(std::move(file), std::move(input));
}

Result<SourceFile> SourceFolder::import(const std::string& path, std::uint64_t limit, ArtefactStore& store,
                                        Ledger& ledger) const {
  TRY_ASSIGN(const auto opened, open_file(path, limit));
  struct stat status {};
  if (fstat(opened.first.get(), &status) != 0) return open_error(path, errno);
  const std::string identity = identity_of(status);
  static constexpr std::string_view type = "application/octet-stream";
  TRY_ASSIGN(const auto known, ledger.source_digest(identity));
  if (known) {
    TRY_ASSIGN(const bool stored, store.contains(*known));
    if (stored) return SourceFile{{*known, opened.second.bytes, std::string(type)}, opened.second.name};
  }
  TRY_ASSIGN(ArtefactRef artefact, store.import_file(opened.second, std::string(type)));
  TRY(ledger.remember_source(identity, artefact.digest));
  return SourceFile{std::move(artefact), opened.second.name};
}

namespace {

/// Of two files for one track the first is taken.
Message note_of_second(const SourceFile& first, const SourceFile& second, const std::string& name) {
  const bool says_language = TrackName::parse(name).language != "und";
  return {says_language ? "engine.track_twice" : "engine.track_without_language_twice",
          {{"file", second.name}, {"first", first.name}, {"track", name}}};
}

}  // namespace

Result<WorkSources> import_sources(const SourceFolder& folder, const CollectionWork& work, ArtefactStore& store,
                                   Ledger& ledger) {
  WorkSources sources;
  TRY_ASSIGN(sources.main, folder.import(work.file, main_limit(work.kind), store, ledger));
  if (!work.lyrics.empty()) {
    TRY_ASSIGN(sources.lyrics, folder.import(work.lyrics, TextLimits{}.source_bytes, store, ledger));
  }
  const auto import_track = [&](const std::string& path, const std::string& name, std::uint64_t limit,
                                std::map<std::string, SourceFile>& tracks) -> Result<> {
    TRY_ASSIGN(SourceFile file, folder.import(path, limit, store, ledger));
    const auto [same, is_new] = tracks.emplace(name, file);
    if (!is_new) sources.notes.push_back(note_of_second(same->second, file, name));
    return {};
  };
  for (const std::string& path : work.subtitles)
    TRY(import_track(path, TrackName::of_file(path).text(), SubtitleLimits{}.source_bytes, sources.subtitles));
  for (const std::string& path : work.translations)
    TRY(import_track(path, TrackName::of_file(path).language, TextLimits{}.source_bytes, sources.translations));
  for (const auto& [language, path] : work.audio) {
    TRY_ASSIGN(sources.audio[language], folder.import(path, MediaLimits{}.source_bytes, store, ledger));
  }
  for (const std::string& path : work.pictures) {
    TRY_ASSIGN(SourceFile picture, folder.import(path, ImageLimits{}.source_bytes, store, ledger));
    sources.pictures.push_back(std::move(picture));
  }
  return sources;
}

Result<std::vector<SourceFile>> import_known_media(const std::vector<std::filesystem::path>& files,
                                                   ArtefactStore& store, Ledger& ledger) {
  std::vector<SourceFile> lists;
  for (const std::filesystem::path& file : files) {
    TRY_ASSIGN(const SourceFolder folder, SourceFolder::open(file.has_parent_path() ? file.parent_path() : "."));
    TRY_ASSIGN(SourceFile list, folder.import(file.filename().string(), HashListLimits{}.source_bytes, store, ledger));
    lists.push_back(std::move(list));
  }
  return lists;
}

Result<std::vector<SourceFile>> import_glossaries(const SourceFolder& folder, const Collection& collection,
                                                  ArtefactStore& store, Ledger& ledger) {
  std::vector<SourceFile> glossaries;
  for (const std::string& path : collection.glossaries) {
    TRY_ASSIGN(SourceFile glossary, folder.import(path, ExchangeLimits{}.source_bytes, store, ledger));
    glossaries.push_back(std::move(glossary));
  }
  return glossaries;
}

}  // namespace integrart
