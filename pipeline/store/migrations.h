#pragma once
// The numbered steps of the database schema: migrations/NNNN_name.sql, compiled in. A released file is never edited;
// a change is a new file.

#include <span>
#include <string_view>
#include <vector>

#include "pipeline/base/result.h"
#include "pipeline/store/sql_session.h"

namespace integrart {

struct Migration {
  int version = 0;        // from 1, without gaps
  std::string_view name;  // "0001_ledger.sql"
  std::string_view sql;
};

/// The compiled-in migrations in order.
Result<std::vector<Migration>> schema_migrations();

/// Brings the database to the last of `migrations`; each is applied in one transaction together with the record of it,
/// so that a process killed at any moment leaves a whole schema. Safe when several processes start at once. A database
/// that knows more than we do, or whose recorded migrations differ from ours, is refused with Errc::conflict.
/// Gives the version reached.
Result<int> migrate(SqlPool& pool, std::span<const Migration> migrations);

/// The statements of a migration: each ends with a semicolon at the end of a line; comment lines are left out.
std::vector<std::string> statements_of(std::string_view sql);

}  // namespace integrart
