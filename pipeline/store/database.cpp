#include "pipeline/store/database.h"

#include <string>

#include "pipeline/store/database_ledger.h"
#include "pipeline/store/database_memory.h"
#include "pipeline/store/database_queue.h"
#include "pipeline/store/migrations.h"
#include "pipeline/store/sqlite_session.h"

namespace integrart {
namespace {

class SqlDatabase final : public Database {
 public:
  SqlDatabase(SqlDialect dialect, SqlPool::Opener open) : m_pool(dialect, std::move(open)) {}

  Result<> bring_up_to_date() {
    TRY_ASSIGN(const std::vector<Migration> migrations, schema_migrations());
    TRY_ASSIGN(m_schema_version, migrate(m_pool, migrations));
    return {};
  }
  std::unique_ptr<Ledger> ledger() override { return make_database_ledger(m_pool); }
  std::unique_ptr<JobQueue> queue(std::chrono::milliseconds lease_time) override {
    return make_database_queue(m_pool, m_wake_up, lease_time);
  }
  std::unique_ptr<MemoryStore> memory() override { return make_database_memory(m_pool); }
  int schema_version() const override { return m_schema_version; }

 private:
  SqlPool m_pool;
  WakeUp m_wake_up;
  int m_schema_version = 0;
};

}  // namespace

Result<std::unique_ptr<Database>> open_database(std::string_view url) {
  constexpr std::string_view sqlite_scheme = "sqlite:";
  if (!url.starts_with(sqlite_scheme) || url.size() == sqlite_scheme.size()) {
    return fail(Errc::invalid_input, "store.unknown_database_url", {{"url", std::string(url)}});
  }
  const std::filesystem::path file(url.substr(sqlite_scheme.size()));
  auto database = std::make_unique<SqlDatabase>(sqlite_dialect(), [file] { return open_sqlite_session(file); });
  TRY(database->bring_up_to_date());
  return database;
}

}  // namespace integrart
