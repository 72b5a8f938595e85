#pragma once
// The data folder of builds: artefact store, database and signing keys, opened together.

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
  /// One that a build has made; nothing is made there. Errc::not_found, which names the database that was looked for,
  /// for any other folder: a mistyped name must not be taken for a build in which all is well.
  static Result<Workspace> existing(const std::filesystem::path& folder);
  /// One that goes away with the object, for commands on single files.
  static Result<Workspace> temporary();
  /// By URLs, as distributed installations name them. `folder` holds running units and the keys.
  static Result<Workspace> open(const std::string& database_url, const std::string& store_url,
                                const std::filesystem::path& folder);

  Workspace(Workspace&&) noexcept;
  Workspace& operator=(Workspace&&) = delete;
  ~Workspace();

  WorkerServices services(const Catalogue& catalogue) const;
  ArtefactStore& store() const { return *m_store; }
  Ledger& ledger() const { return *m_ledger; }
  /// The key that releases are signed with; made when absent.
  Result<SigningKey> publisher_key() const;
  /// The key that drafts are signed with, which no client follows; made when absent.
  Result<SigningKey> draft_key() const;
  MemoryStore& memory() const { return *m_memory; }
  const std::filesystem::path& folder() const { return m_folder; }

 private:
  Workspace() = default;
  static Result<Workspace> open_parts(const std::string& database_url, const std::string& store_url,
                                      const std::filesystem::path& folder);

  std::filesystem::path m_folder;
  bool m_temporary = false;
  std::unique_ptr<ArtefactStore> m_store;
  std::unique_ptr<Database> m_database;
  std::unique_ptr<Ledger> m_ledger;
  std::unique_ptr<JobQueue> m_queue;
  std::unique_ptr<MemoryStore> m_memory;
  std::unique_ptr<ForkServer> m_fork_server;
};

/// The data folder that a command means which looks at builds: the one asked for; when none was named, .integrart in
/// the current folder, or the only out/*/.integrart. Errc::not_found, which says what to name, when no build has been
/// there.
Result<std::filesystem::path> data_folder_of_builds(const std::string& asked);

}  // namespace integrart
