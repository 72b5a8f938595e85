#include "pipeline/store/sqlite_session.h"

#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <mutex>
#include <system_error>
#include <thread>

#include <sqlite3.h>

#include <Poco/Data/RecordSet.h>
#include <Poco/Data/SQLite/Connector.h>
#include <Poco/Data/SQLite/SQLiteException.h>
#include <Poco/Data/SQLite/Utility.h>
#include <Poco/Data/Session.h>
#include <Poco/Data/Statement.h>
#include <Poco/Nullable.h>

namespace integrart {
namespace {

namespace sqlite = Poco::Data::SQLite;

constexpr std::size_t open_timeout_seconds = 10;

void bind_value(Poco::Data::Statement& statement, const SqlValue& value) {
  using Poco::Data::Keywords::bind;
  if (const auto* integer = std::get_if<std::int64_t>(&value)) {
    statement.addBind(bind(static_cast<Poco::Int64>(*integer)));
  } else if (const auto* real = std::get_if<double>(&value)) {
    statement.addBind(bind(*real));
  } else if (const auto* text = std::get_if<std::string>(&value)) {
    statement.addBind(bind(*text));
  } else {
    statement.addBind(bind(Poco::Nullable<std::string>()));
  }
}

SqlValue value_of(const Poco::Data::RecordSet& records, std::size_t column, std::size_t row) {
  if (records.isNull(column, row)) return nullptr;
  const Poco::Dynamic::Var value = records.value(column, row);
  if (value.isInteger()) return static_cast<std::int64_t>(value.convert<Poco::Int64>());
  if (value.isNumeric()) return value.convert<double>();
  return value.convert<std::string>();
}

class SqliteSession final : public SqlSession {
 public:
  explicit SqliteSession(const std::filesystem::path& file)
      : m_file(file.string()), m_session(sqlite::Connector::KEY, m_file, open_timeout_seconds) {}

  Result<SqlRows> run(std::string_view sql, const std::vector<SqlValue>& values) override;
  Result<std::string> serialised();

 private:
  Result<SqlRows> run_unguarded(std::string_view sql, const std::vector<SqlValue>& values);

  std::string m_file;
  Poco::Data::Session m_session;
};

Result<SqlRows> SqliteSession::run_unguarded(std::string_view sql, const std::vector<SqlValue>& values) {
  Poco::Data::Statement statement(m_session);
  statement << std::string(sql);
  for (const SqlValue& value : values) bind_value(statement, value);
  statement.execute();
  SqlRows rows;
  if (statement.columnsExtracted() == 0) return rows;
  const Poco::Data::RecordSet records(statement);
  for (std::size_t row = 0; row < records.rowCount(); ++row) {
    std::vector<SqlValue> columns;
    for (std::size_t column = 0; column < records.columnCount(); ++column) {
      columns.push_back(value_of(records, column, row));
    }
    rows.emplace_back(std::move(columns));
  }
  return rows;
}

/// The bytes that a file of this database has: https://www.sqlite.org/c3ref/serialize.html
Result<std::string> SqliteSession::serialised() {
  sqlite3_int64 bytes = 0;
  const std::unique_ptr<unsigned char, decltype(&sqlite3_free)> image(
      sqlite3_serialize(sqlite::Utility::dbHandle(m_session), "main", &bytes, 0), &sqlite3_free);
  if (!image) return fail(Errc::limit_exceeded, "store.database_failed", {{"file", m_file}, {"reason", "memory"}});
  return std::string(image.get(), image.get() + bytes);
}

Result<SqlRows> SqliteSession::run(std::string_view sql, const std::vector<SqlValue>& values) {
  const auto failed = [this](Errc code, std::string_view message, const Poco::Exception& caught) {
    return fail(code, message, {{"file", m_file}, {"reason", caught.displayText()}});
  };
  try {
    return run_unguarded(sql, values);
  } catch (const sqlite::DBLockedException& caught) {
    return failed(Errc::unavailable, "store.database_busy", caught);
  } catch (const sqlite::TableLockedException& caught) {
    return failed(Errc::unavailable, "store.database_busy", caught);
  } catch (const sqlite::DatabaseFullException& caught) {
    return failed(Errc::unavailable, "store.database_full", caught);
  } catch (const sqlite::IOErrorException& caught) {
    return failed(Errc::unavailable, "store.database_full", caught);
  } catch (const sqlite::ReadOnlyException& caught) {
    return failed(Errc::unavailable, "store.database_unopenable", caught);
  } catch (const sqlite::CantOpenDBFileException& caught) {
    return failed(Errc::unavailable, "store.database_unopenable", caught);
  } catch (const sqlite::CorruptImageException& caught) {
    return failed(Errc::unavailable, "store.database_damaged", caught);
  } catch (const Poco::Exception& caught) {
    return failed(Errc::internal, "store.database_failed", caught);
  } catch (const std::exception& caught) {
    return tl::unexpected<Error>(error_of_exception(&caught, std::source_location::current()));
  }
}

/// Poco tries again for the whole time-out when a file cannot be opened; what will never work is told at once. Nothing
/// is opened here: closing a database file drops the locks that this process holds on it (fcntl(2)).
Result<> check_access(const std::filesystem::path& file) {
  const std::filesystem::path folder = file.has_parent_path() ? file.parent_path() : ".";
  const bool exists = ::access(file.c_str(), F_OK) == 0;
  if (::access(folder.c_str(), W_OK | X_OK) == 0 && (!exists || ::access(file.c_str(), R_OK | W_OK) == 0)) return {};
  return fail(Errc::unavailable, "store.database_unopenable",
              {{"file", file.string()}, {"reason", std::generic_category().message(errno)}});
}

/// Switching to WAL needs a moment without other users and does not wait for it by itself.
Result<> switch_to_wal(SqlSession& session) {
  constexpr int most_tries = 200;
  for (int tries = 1;; ++tries) {
    const Result<SqlRows> mode = session.run("PRAGMA journal_mode=WAL");
    if (mode) return {};
    if (mode.error().code != Errc::unavailable || tries == most_tries) return tl::unexpected<Error>(mode.error());
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
}

void register_connector() {
  static std::once_flag registered;
  std::call_once(registered, [] { sqlite::Connector::registerConnector(); });
}

}  // namespace

SqlDialect sqlite_dialect() {
  return {.begin_writing = "BEGIN IMMEDIATE",
          .clock_milliseconds = "CAST((julianday('now') - 2440587.5) * 86400000 AS BIGINT)",
          .identity_column = "INTEGER PRIMARY KEY AUTOINCREMENT"};
}

Result<std::unique_ptr<SqlSession>> open_sqlite_session(const std::filesystem::path& file) {
  register_connector();
  TRY(check_access(file));
  std::unique_ptr<SqlSession> session;
  try {
    session = std::make_unique<SqliteSession>(file);
  } catch (const Poco::Exception& caught) {
    return fail(Errc::unavailable, "store.database_unopenable",
                {{"file", file.string()}, {"reason", caught.displayText()}});
  }
  TRY(session->run("PRAGMA busy_timeout=10000"));
  TRY(switch_to_wal(*session));
  TRY(session->run("PRAGMA synchronous=FULL"));
  TRY(session->run("PRAGMA foreign_keys=ON"));
  return session;
}

Result<std::string> sqlite_file_of(const std::function<Result<>(SqlSession&)>& fill) {
  return guard([&]() -> Result<std::string> {
    register_connector();
    SqliteSession session(":memory:");
    TRY(fill(session));
    return session.serialised();
  });
}

}  // namespace integrart
