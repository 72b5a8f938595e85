#include "pipeline/cli/workspace.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "pipeline/base/text.h"
#include "pipeline/store/durable_file.h"

namespace integrart {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view database_name = "integrart.db";

std::string database_url_of(const fs::path& folder) {
  return "sqlite:" + (folder / database_name).string();
}
std::string store_url_of(const fs::path& folder) {
  return "file:" + (folder / "artefacts").string();
}

bool is_data_folder(const fs::path& folder) {
  std::error_code error;
  return fs::is_regular_file(folder / database_name, error);
}

}  // namespace

Result<Workspace> Workspace::open_parts(const std::string& database_url, const std::string& store_url,
                                        const fs::path& folder) {
  return guard([&]() -> Result<Workspace> {
    Workspace workspace;
    workspace.m_folder = folder;
    TRY_ASSIGN(workspace.m_store, open_artefact_store(store_url));
    TRY_ASSIGN(workspace.m_database, open_database(database_url));
    workspace.m_ledger = workspace.m_database->ledger();
    workspace.m_queue = workspace.m_database->queue();
    workspace.m_memory = workspace.m_database->memory();
    workspace.m_fork_server = std::make_unique<ForkServer>();
    return workspace;
  });
}

Result<Workspace> Workspace::open(const std::string& database_url, const std::string& store_url,
                                  const fs::path& folder) {
  TRY(make_durable_folder(folder / "work"));
  return open_parts(database_url, store_url, folder);
}

Result<Workspace> Workspace::open(const fs::path& folder) {
  TRY(make_durable_folder(folder));
  return open(database_url_of(folder), store_url_of(folder), folder);
}

Result<Workspace> Workspace::existing(const fs::path& folder) {
  if (!is_data_folder(folder))
    return fail(Errc::not_found, "cli.no_such_data_folder", {{"folder", display_name(folder.string())}});
  return open_parts(database_url_of(folder), store_url_of(folder), folder);
}

Result<SigningKey> Workspace::publisher_key() const {
  return SigningKey::load_or_create(m_folder / "publisher.key");
}

Result<SigningKey> Workspace::draft_key() const {
  return SigningKey::load_or_create(m_folder / "draft.key");
}

Result<Workspace> Workspace::temporary() {
  const char* asked = std::getenv("TMPDIR");
  const std::string parent = asked != nullptr && *asked != '\0' ? asked : "/tmp";
  std::string name = (fs::path(parent) / "integrart-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr)
    return fail(Errc::unavailable, "cli.no_temporary_folder",
                {{"folder", display_name(parent)}, {"reason", std::string(std::strerror(errno))}});
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

Result<fs::path> data_folder_of_builds(const std::string& asked) {
  if (!asked.empty()) {
    if (!is_data_folder(asked))
      return fail(Errc::not_found, "cli.no_such_data_folder", {{"folder", display_name(asked)}});
    return fs::path(asked);
  }
  if (is_data_folder(".integrart")) return fs::path(".integrart");
  std::vector<fs::path> found;
  std::error_code error;
  for (fs::directory_iterator at("out", error), end; !error && at != end; at.increment(error))
    if (is_data_folder(at->path() / ".integrart")) found.push_back(at->path() / ".integrart");
  if (found.size() != 1) return fail(Errc::not_found, "cli.no_data_folder");
  return found.front();
}

}  // namespace integrart
