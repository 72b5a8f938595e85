#include "pipeline/store/migrations.h"

#include <algorithm>
#include <charconv>
#include <string>

#include "pipeline/base/digest.h"
#include "pipeline/base/embedded.h"

namespace integrart {

std::span<const EmbeddedFile> migration_files();  // generated; see CMakeLists.txt

namespace {

Result<> apply(SqlSession& session, const Migration& migration) {
  for (const std::string& statement : statements_of(migration.sql)) TRY(session.run(statement));
  TRY(session.run("INSERT INTO schema_version (version, name, sha256, applied) VALUES ($1, $2, $3, {{now}})",
                  {std::int64_t{migration.version}, std::string(migration.name), digest_of(migration.sql).hex()}));
  return {};
}

/// Applies `migration` unless another process was faster; checks that what is recorded is what we know.
Result<> apply_once(SqlPool& pool, const Migration& migration) {
  return pool.transaction([&migration](SqlSession& session) -> Result<> {
    TRY_ASSIGN(const SqlRows known,
               session.run("SELECT sha256 FROM schema_version WHERE version = $1", {std::int64_t{migration.version}}));
    if (known.empty()) return apply(session, migration);
    if (known.front().text(0) == digest_of(migration.sql).hex()) return {};
    return fail(Errc::conflict, "store.database_differs", {{"migration", std::string(migration.name)}});
  });
}

}  // namespace

std::vector<std::string> statements_of(std::string_view sql) {
  std::vector<std::string> statements;
  std::string statement;
  while (!sql.empty()) {
    const std::size_t end = std::min(sql.find('\n'), sql.size());
    std::string line(sql.substr(0, end));
    sql.remove_prefix(std::min(end + 1, sql.size()));
    line = line.substr(0, line.find("--"));
    line.erase(line.find_last_not_of(" \t\r") + 1);
    if (line.empty()) continue;
    statement += line + '\n';
    if (line.back() == ';') statements.push_back(std::exchange(statement, {}));
  }
  if (!statement.empty()) statements.push_back(std::move(statement));
  return statements;
}

Result<std::vector<Migration>> schema_migrations() {
  std::vector<Migration> migrations;
  for (const EmbeddedFile& file : migration_files()) {
    Migration migration{0, file.path.substr(file.path.rfind('/') + 1), file.bytes};
    std::from_chars(migration.name.data(), migration.name.data() + migration.name.size(), migration.version);
    migrations.push_back(migration);
  }
  std::ranges::sort(migrations, {}, &Migration::version);
  for (std::size_t index = 0; index < migrations.size(); ++index) {
    if (migrations[index].version != static_cast<int>(index) + 1) {
      return fail(Errc::internal, "store.migration_gap", {{"migration", std::string(migrations[index].name)}});
    }
  }
  return migrations;
}

Result<int> migrate(SqlPool& pool, std::span<const Migration> migrations) {
  TRY(
      pool.run("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY, name TEXT NOT NULL, "
               "sha256 TEXT NOT NULL, applied BIGINT NOT NULL)"));
  TRY_ASSIGN(const SqlRows newest, pool.run("SELECT COALESCE(MAX(version), 0) FROM schema_version"));
  const std::int64_t known = migrations.empty() ? 0 : migrations.back().version;
  if (newest.at(0).integer(0) > known) {
    return fail(Errc::conflict, "store.database_newer", {{"found", newest.at(0).integer(0)}, {"known", known}});
  }
  for (const Migration& migration : migrations) TRY(apply_once(pool, migration));
  return static_cast<int>(known);
}

}  // namespace integrart
