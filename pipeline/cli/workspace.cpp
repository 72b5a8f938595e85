#include "pipeline/cli/workspace.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "pipeline/store/durable_file.h"

namespace integrart {
Result<Workspace> Workspace::open(const std::string& database_url, const std::string& store_url,
                                  const std::filesystem::path& folder) {
  return guard([&]() -> Result<Workspace> {
    Workspace workspace;
    workspace.m_folder = folder;
    TRY(make_durable_folder(folder / "work"));
    TRY_ASSIGN(workspace.m_store, open_artefact_store(store_url));
    TRY_ASSIGN(workspace.m_database, open_database(database_url));
    workspace.m_ledger = workspace.m_database->ledger();
    workspace.m_queue = workspace.m_database->queue();
    workspace.m_memory = workspace.m_database->memory();
    TRY_ASSIGN(workspace.m_key, SigningKey::load_or_create(folder / "publisher.key"));
    workspace.m_fork_server = std::make_unique<ForkServer>();
    return workspace;
  });
}

Result<Workspace> Workspace::open(const std::filesystem::path& folder) {
  TRY(make_durable_folder(folder));
  return open("sqlite:" + (folder / "integrart.db").string(), "file:" + (folder / "artefacts").string(), folder);
}

Result<Workspace> Workspace::temporary() {
  std::string name = (std::filesystem::temp_directory_path() / "integrart-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr)
    return fail(Errc::unavailable, "cli.folder_not_made",
                {{"folder", name}, {"reason", std::string(std::strerror(errno))}});
  auto workspace = open(std::filesystem::path(name));
  if (workspace) workspace->m_temporary = true;
  return workspace;
}

Workspace::Workspace(Workspace&& other) noexcept
    : m_folder(std::move(other.m_folder)),
      m_temporary(std::exchange(other.m_temporary, false)),
      m_store(std::move(other.m_store)),
      m_database(std::move(other.m_database)),
      m_ledger(std::move(other.m_ledger)),
      m_queue(std::move(other.m_queue)),
      m_memory(std::move(other.m_memory)),
      m_key(other.m_key),
      m_fork_server(std::move(other.m_fork_server)) {}

Workspace::~Workspace() {
  if (!m_temporary) return;
  m_memory.reset();
  m_queue.reset();
  m_ledger.reset();
  m_database.reset();
  std::error_code ignored;
  std::filesystem::remove_all(m_folder, ignored);
}

WorkerServices Workspace::services(const Catalogue& catalogue) const {
  return {catalogue, *m_store, *m_ledger, *m_queue, m_folder / "work", {}, m_fork_server.get()};
}

Result<std::filesystem::path> data_folder_of_builds(const std::string& asked) {
  namespace fs = std::filesystem;
  std::error_code error;
  if (!asked.empty()) {
    if (!fs::is_directory(asked, error)) return fail(Errc::not_found, "cli.no_such_data_folder", {{"folder", asked}});
    return fs::path(asked);
  }
  if (fs::is_directory(".integrart", error)) return fs::path(".integrart");
  std::vector<fs::path> found;
  for (fs::directory_iterator at("out", error), end; !error && at != end; at.increment(error))
    if (fs::is_directory(at->path() / ".integrart", error)) found.push_back(at->path() / ".integrart");
  if (found.size() != 1) return fail(Errc::not_found, "cli.no_data_folder");
  return found.front();
}

}  // namespace integrart
