#pragma once
// SQLite: connections (through Poco::Data) and its dialect.

#include <filesystem>
#include <functional>
#include <string>

#include "pipeline/store/sql_session.h"

namespace integrart {

SqlDialect sqlite_dialect();

/// Opens (and creates) a database file: WAL, synchronous FULL, so that what was committed survives a power failure;
/// foreign keys on; waits up to 10 s for another writer, then Errc::unavailable.
Result<std::unique_ptr<SqlSession>> open_sqlite_session(const std::filesystem::path& file);

/// The bytes of the database file that `fill` makes, without a file: equal statements give equal bytes on the same
/// SQLite. Errors are those of `fill`, and Errc::limit_exceeded when memory does not suffice.
Result<std::string> sqlite_file_of(const std::function<Result<>(SqlSession&)>& fill);

}  // namespace integrart
