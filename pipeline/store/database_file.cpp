#include "pipeline/store/database_file.h"

#include "pipeline/store/sqlite_session.h"

namespace integrart {
namespace {

std::string insertion(const std::string& table, std::size_t columns) {
  std::string sql = "INSERT INTO \"" + table + "\" VALUES (";
  for (std::size_t i = 1; i <= columns; ++i) sql += (i == 1 ? "$" : ", $") + std::to_string(i);
  return sql + ")";
}

}  // namespace

Result<std::string> bytes_of(const DatabaseFile& file) {
  return sqlite_file_of([&](SqlSession& session) -> Result<> {
    TRY(session.run("BEGIN"));
    for (const std::string& statement : file.schema) TRY(session.run(statement));
    for (const DatabaseTable& table : file.tables)
      for (const std::vector<DatabaseCell>& row : table.rows) TRY(session.run(insertion(table.name, row.size()), row));
    TRY(session.run("COMMIT"));
    return {};
  });
}

}  // namespace integrart
