#pragma once
// SQL as ledger and queue see it: no database library's type, and only what SQLite and PostgreSQL have in common.
// What differs is in SqlDialect. Placeholders are $1, $2, ... in the order of their first use.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "pipeline/base/result.h"

namespace integrart {

/// NULL, a number or text.
using SqlValue = std::variant<std::nullptr_t, std::int64_t, double, std::string>;

class SqlRow {
 public:
  explicit SqlRow(std::vector<SqlValue> columns) : m_columns(std::move(columns)) {}
  bool is_null(std::size_t column) const;
  /// The value converted; NULL and what cannot be read as a number give 0.
  std::int64_t integer(std::size_t column) const;
  double real(std::size_t column) const;
  std::string text(std::size_t column) const;

 private:
  std::vector<SqlValue> m_columns;
};
using SqlRows = std::vector<SqlRow>;

/// One connection; one thread at a time. A changing statement tells what it changed through RETURNING.
class SqlSession {
 public:
  virtual ~SqlSession() = default;
  virtual Result<SqlRows> run(std::string_view sql, const std::vector<SqlValue>& values = {}) = 0;
};

/// What the databases say differently.
struct SqlDialect {
  std::string_view begin_writing;       // starts a transaction that excludes other writers of the same rows
  std::string_view clock_milliseconds;  // expression: the database clock, milliseconds since 1970
  std::string_view identity_column;     // replaces {{identity}} in migrations: a number that is never given out twice
};

/// Connections to one database, opened as needed and kept for the next caller. Thread-safe.
class SqlPool {
 public:
  using Opener = std::function<Result<std::unique_ptr<SqlSession>>()>;
  SqlPool(SqlDialect dialect, Opener open);
  ~SqlPool();
  SqlPool(const SqlPool&) = delete;
  SqlPool& operator=(const SqlPool&) = delete;

  const SqlDialect& dialect() const { return m_dialect; }
  /// One statement on its own. `sql` may hold {{now}}, the database clock in milliseconds.
  Result<SqlRows> run(std::string_view sql, const std::vector<SqlValue>& values = {});
  /// All of `body` or nothing of it: an error rolls back.
  Result<> transaction(const std::function<Result<>(SqlSession&)>& body);
  /// `sql` with {{now}} and {{identity}} replaced by what this database says.
  std::string in_dialect(std::string_view sql) const;

 private:
  class Borrowed;
  struct Idle;
  Result<std::unique_ptr<SqlSession>> take();
  void give_back(std::unique_ptr<SqlSession> session);

  SqlDialect m_dialect;
  Opener m_open;
  std::unique_ptr<Idle> m_idle;
};

}  // namespace integrart
