#include "pipeline/cli/h5p_libraries.h"

#include <algorithm>
#include <map>
#include <system_error>

#include "pipeline/base/archive_format.h"
#include "pipeline/base/pack_path.h"
#include "pipeline/base/text.h"
#include "pipeline/cli/pack_releases.h"
#include "pipeline/cli/single_step.h"

namespace integrart {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t largest_file = 64ULL << 20U;
constexpr std::uint64_t most_bytes = 1ULL << 30U;  // of all libraries; those that this program uses have 10 MB
constexpr std::size_t most_files = 5000;           // of one library
constexpr std::uint64_t largest_package = 256ULL << 20U;
constexpr std::uint64_t largest_library_json = 1ULL << 20U;
constexpr std::string_view definition = "library.json";

tl::unexpected<Error> unreadable(const fs::path& folder, const std::error_code& error) {
  return fail(Errc::not_found, "cli.h5p_store_unreadable",
              {{"folder", display_name(folder.string())}, {"reason", error.message()}});
}

tl::unexpected<Error> too_large(const std::string& place) {
  return fail(Errc::limit_exceeded, "cli.h5p_store_large",
              {{"file", display_name(place)},
               {"megabytes", static_cast<std::int64_t>(most_bytes >> 20U)},
               {"files", static_cast<std::int64_t>(most_files)}});
}

Result<std::vector<fs::directory_entry>> sorted_entries(const fs::path& folder) {
  std::error_code error;
  std::vector<fs::directory_entry> entries;
  for (fs::directory_iterator next(folder, error), end; !error && next != end; next.increment(error))
    entries.push_back(*next);
  if (error) return unreadable(folder, error);
  std::ranges::sort(entries, {}, [](const fs::directory_entry& entry) { return entry.path(); });
  return entries;
}

/// A library on its way in.
struct LibraryFiles {
  std::string place;  // for messages
  std::map<std::string, ArtefactRef> files;
};

class LibraryStoreReader {
 public:
  LibraryStoreReader(const Session& session, const Workspace& workspace) : m_session(session), m_workspace(workspace) {}

  Result<std::vector<H5pLibrary>> read(const fs::path& folder) {
    TRY_ASSIGN(const auto entries, sorted_entries(folder));
    for (const fs::directory_entry& entry : entries) {
      const std::string extension = extension_of(entry.path().string());
      if (entry.path().filename().string().starts_with('.')) continue;
      if (entry.is_symlink()) return no_file(entry);
      if (entry.is_directory())
        TRY(read_folder(entry.path()));
      else if (extension == "h5p" || extension == "zip")
        TRY(read_package(entry.path()));
    }
    if (m_libraries.empty())
      return fail(Errc::not_found, "cli.h5p_store_empty", {{"folder", display_name(folder.string())}});
    std::vector<H5pLibrary> libraries;
    for (auto& [id, library] : m_libraries) libraries.push_back(std::move(library));
    return libraries;
  }

 private:
  static tl::unexpected<Error> no_file(const fs::directory_entry& entry) {
    return fail(Errc::invalid_input, "cli.h5p_store_link", {{"file", display_name(entry.path().string())}});
  }

  Result<> read_folder(const fs::path& folder) {
    std::error_code error;
    if (!fs::exists(folder / definition, error)) return {};
    LibraryFiles library{folder.string(), {}};
    TRY(add_folder(library, folder, ""));
    if (!library.files.contains(std::string(definition))) return no_file(fs::directory_entry(folder / definition));
    return add(std::move(library));
  }

  Result<> add_folder(LibraryFiles& library, const fs::path& folder, const std::string& inside) {
    TRY_ASSIGN(const auto entries, sorted_entries(folder));
    for (const fs::directory_entry& entry : entries) {
      const std::string name = entry.path().filename().string();
      if (name.starts_with('.') || name.starts_with('_')) continue;
      if (entry.is_symlink() || (!entry.is_directory() && !entry.is_regular_file())) return no_file(entry);
      if (entry.is_directory()) {
        TRY(check_pack_path(inside + name));  // also bounds how deep folders go
        TRY(add_folder(library, entry.path(), inside + name + "/"));
      } else if (is_h5p_library_file(name)) {
        TRY(add_file(library, entry.path(), inside + name));
      }
    }
    return {};
  }

  Result<> add_file(LibraryFiles& library, const fs::path& file, const std::string& path) {
    TRY(check_pack_path(path));
    TRY_ASSIGN(const auto opened, open_regular_file(file.string(), largest_file));
    TRY_ASSIGN(const std::string bytes, read_all(opened.second, largest_file));
    return keep(library, path, bytes);
  }

  Result<> keep(LibraryFiles& library, const std::string& path, std::string_view bytes) {
    m_bytes += bytes.size();
    if (m_bytes > most_bytes || library.files.size() >= most_files) return too_large(library.place);
    TRY_ASSIGN(ArtefactRef kept, m_workspace.store().put(bytes, "application/octet-stream"));
    library.files[path] = std::move(kept);
    return {};
  }

  /// The archive comes out of the child as one of our own making.
  Result<> read_package(const fs::path& package) {
    TRY_ASSIGN(const ArchiveFormat* archive, archive_of(m_session.catalogue));
    TRY_ASSIGN(const StepRecord record,
               run_step_in(m_workspace, m_session, "unpack", Json::object({{"skip", Json::array({"content/"})}}),
                           package.string(), largest_package));
    std::map<std::string, LibraryFiles> folders;
    for (const StepFile& file : record.files) {
      TRY_ASSIGN(const auto opened, m_workspace.store().open(file.artefact.digest));
      TRY(archive->walk(opened.second, [&](const std::string& path, std::uint64_t, const ByteSource& read) {
        return add_member(folders, package, path, read);
      }));
    }
    for (auto& [name, library] : folders)
      if (library.files.contains(std::string(definition))) TRY(add(std::move(library)));
    return {};
  }

  Result<> add_member(std::map<std::string, LibraryFiles>& folders, const fs::path& package, const std::string& path,
                      const ByteSource& read) {
    const std::size_t slash = path.find('/');
    if (slash == std::string::npos || !is_h5p_library_file(path)) return {};
    const std::string folder = path.substr(0, slash);
    LibraryFiles& library = folders[folder];
    library.place = (package / folder).string();
    std::string bytes;
    TRY(read([&](std::string_view piece) -> Result<> {
      bytes.append(piece);
      return {};
    }));
    return keep(library, path.substr(slash + 1), bytes);
  }

  Result<> add(LibraryFiles found) {
    const std::string place = display_name(found.place);
    const ArtefactRef& own_words = found.files.at(std::string(definition));
    std::string text;  // a larger one is read as if it were empty: nothing
    if (own_words.bytes <= largest_library_json) {
      TRY_ASSIGN(const auto opened, m_workspace.store().open(own_words.digest));
      TRY_ASSIGN(text, read_all(opened.second, largest_library_json));
    }
    TRY_ASSIGN(H5pLibrary library, H5pLibrary::parse(text, place + "/" + std::string(definition)));
    for (const std::string& path : library.loads)
      if (!found.files.contains(path))
        return fail(Errc::invalid_input, "cli.h5p_file_missing", {{"place", place}, {"path", path}});
    library.files.assign(found.files.begin(), found.files.end());
    const auto [known, is_new] = m_libraries.try_emplace(library.id, library);
    if (!is_new && library.patch > known->second.patch) known->second = std::move(library);
    return {};
  }

  const Session& m_session;
  const Workspace& m_workspace;
  std::map<H5pLibraryId, H5pLibrary> m_libraries;
  std::uint64_t m_bytes = 0;
};

}  // namespace

Result<std::vector<H5pLibrary>> load_h5p_libraries(const Session& session, const Workspace& workspace,
                                                   const fs::path& folder) {
  return LibraryStoreReader(session, workspace).read(folder);
}

}  // namespace integrart
