#include "pipeline/store/sql_session.h"

#include <charconv>
#include <cmath>
#include <mutex>

#include <fmt/format.h>

namespace integrart {
namespace {

constexpr std::size_t most_idle_sessions = 8;

template <class Number>
Number number_from_text(const std::string& text) {
  Number number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

template <class Number>
Number number_from(const SqlValue& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return static_cast<Number>(*integer);
  if (const auto* real = std::get_if<double>(&value)) return static_cast<Number>(*real);
  if (const auto* text = std::get_if<std::string>(&value)) return number_from_text<Number>(*text);
  return 0;
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

/// Passes statements of a transaction on with the dialect's words put in.
class DialectSession final : public SqlSession {
 public:
  DialectSession(const SqlPool& pool, SqlSession& session) : m_pool(pool), m_session(session) {}
  Result<SqlRows> run(std::string_view sql, const std::vector<SqlValue>& values) override {
    return m_session.run(m_pool.in_dialect(sql), values);
  }

 private:
  const SqlPool& m_pool;
  SqlSession& m_session;
};

}  // namespace

bool SqlRow::is_null(std::size_t column) const {
  return std::holds_alternative<std::nullptr_t>(m_columns.at(column));
}
std::int64_t SqlRow::integer(std::size_t column) const {
  return number_from<std::int64_t>(m_columns.at(column));
}
double SqlRow::real(std::size_t column) const {
  return number_from<double>(m_columns.at(column));
}
std::string SqlRow::text(std::size_t column) const {
  const SqlValue& value = m_columns.at(column);
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return std::to_string(*integer);
  if (const auto* real = std::get_if<double>(&value)) return fmt::format("{}", *real);
  return {};
}

struct SqlPool::Idle {
  std::mutex mutex;
  std::vector<std::unique_ptr<SqlSession>> sessions;
};

/// A session on loan; dropped instead of given back after `discard`, for its state is then unknown.
class SqlPool::Borrowed {
 public:
  Borrowed(SqlPool& pool, std::unique_ptr<SqlSession> session) : m_pool(pool), m_session(std::move(session)) {}
  ~Borrowed() {
    if (m_session) m_pool.give_back(std::move(m_session));
  }
  Borrowed(const Borrowed&) = delete;
  Borrowed& operator=(const Borrowed&) = delete;
  SqlSession& operator*() { return *m_session; }
  SqlSession* operator->() { return m_session.get(); }
  void discard() { m_session.reset(); }

 private:
  SqlPool& m_pool;
  std::unique_ptr<SqlSession> m_session;
};

SqlPool::SqlPool(SqlDialect dialect, Opener open)
    : m_dialect(dialect), m_open(std::move(open)), m_idle(std::make_unique<Idle>()) {}
SqlPool::~SqlPool() = default;

Result<std::unique_ptr<SqlSession>> SqlPool::take() {
  {
    const std::scoped_lock lock(m_idle->mutex);
    if (!m_idle->sessions.empty()) {
      std::unique_ptr<SqlSession> session = std::move(m_idle->sessions.back());
      m_idle->sessions.pop_back();
      return session;
    }
  }
  return m_open();
}

void SqlPool::give_back(std::unique_ptr<SqlSession> session) {
  const std::scoped_lock lock(m_idle->mutex);
  if (m_idle->sessions.size() < most_idle_sessions) m_idle->sessions.push_back(std::move(session));
}

std::string SqlPool::in_dialect(std::string_view sql) const {
  std::string text(sql);
  replace_all(text, "{{now}}", m_dialect.clock_milliseconds);
  replace_all(text, "{{identity}}", m_dialect.identity_column);
  return text;
}

Result<SqlRows> SqlPool::run(std::string_view sql, const std::vector<SqlValue>& values) {
  TRY_ASSIGN(std::unique_ptr<SqlSession> session, take());
  Borrowed borrowed(*this, std::move(session));
  Result<SqlRows> rows = borrowed->run(in_dialect(sql), values);
  if (!rows) borrowed.discard();
  return rows;
}

Result<> SqlPool::transaction(const std::function<Result<>(SqlSession&)>& body) {
  TRY_ASSIGN(std::unique_ptr<SqlSession> session, take());
  Borrowed borrowed(*this, std::move(session));
  DialectSession speaking(*this, *borrowed);
  Result<> outcome = [&]() -> Result<> {
    TRY(borrowed->run(m_dialect.begin_writing));
    TRY(body(speaking));
    TRY(borrowed->run("COMMIT"));
    return {};
  }();
  // Closing the connection rolls back, also when the connection itself is what failed.
  if (!outcome) borrowed.discard();
  return outcome;
}

}  // namespace integrart
