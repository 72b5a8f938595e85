#pragma once
// The data folder of builds: artefact store, database and signing key, opened together.

#include <filesystem>
#include <memory>

#include "pipeline/base/digest.h"
#include "pipeline/engine/fork_server.h"
#include "pipeline/engine/worker.h"
#include "pipeline/store/database.h"

namespace integrart {

class Workspace {
 public:
  /// Makes the folder when it is absent.
  static Result<Workspace> open(const std::filesystem::path& folder);
  /// One that goes away with the object, for commands on single files.
  static Result<Workspace> temporary();
  /// By URLs, as distributed installations name them. `folder` holds running units and the key.
  static Result<Workspace> open(const std::string& database_url, const std::string& store_url,
                                const std::filesystem::path& folder);

  Workspace(Workspace&&) noexcept;
  Workspace& operator=(Workspace&&) = delete;
  ~Workspace();

  WorkerServices services(const Catalogue& catalogue) const;
  ArtefactStore& store() const { return *m_store; }
  Ledger& ledger() const { return *m_ledger; }
  const SigningKey& key() const { return m_key; }
  MemoryStore& memory() const { return *m_memory; }
  const std::filesystem::path& folder() const { return m_folder; }

 private:
  Workspace() = default;

  std::filesystem::path m_folder;
  bool m_temporary = false;
  std::unique_ptr<ArtefactStore> m_store;
  std::unique_ptr<Database> m_database;
  std::unique_ptr<Ledger> m_ledger;
  std::unique_ptr<JobQueue> m_queue;
  std::unique_ptr<MemoryStore> m_memory;
  SigningKey m_key;
  std::unique_ptr<ForkServer> m_fork_server;
};

/// The data folder that a command means which looks at builds: the one asked for, which must be there; when none was
/// named, .integrart in the current folder, or the only out/*/.integrart. Errc::not_found says what to name.
Result<std::filesystem::path> data_folder_of_builds(const std::string& asked);

}  // namespace integrart
