#include "pipeline/store/database_memory.h"

#include <ctime>

#include <fmt/chrono.h>

#include "pipeline/base/digest.h"
#include "pipeline/base/json.h"

namespace integrart {
namespace {

constexpr std::string_view columns =
    "SELECT source, target, source_before, source_after, work, circle, licence, person, origin, changed "
    "FROM memory_line ";

MemoryEntry entry_from(const SqlRow& row) {
  MemoryEntry entry;
  entry.source = row.text(0);
  entry.target = row.text(1);
  entry.source_before = row.text(2);
  entry.source_after = row.text(3);
  entry.work = row.text(4);
  entry.circle = row.text(5);
  entry.licence = row.text(6);
  entry.person = row.text(7);
  entry.origin = row.text(8);
  const auto seconds = static_cast<std::time_t>(row.integer(9) / 1000);
  entry.changed = fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(seconds));
  return entry;
}

std::vector<MemoryEntry> entries_from(const SqlRows& rows) {
  std::vector<MemoryEntry> entries;
  entries.reserve(rows.size());
  for (const SqlRow& row : rows) entries.push_back(entry_from(row));
  return entries;
}

std::string identity_of(const LanguageTag& from, const LanguageTag& to, const MemoryEntry& entry) {
  return digest_of(json_list({from.text(), to.text(), entry.circle, entry.work, entry.source_before, entry.source,
                              entry.source_after})
                       .dump())
      .hex();
}

class DatabaseMemory final : public MemoryStore {
 public:
  explicit DatabaseMemory(SqlPool& pool) : m_pool(pool) {}

  Result<> add(const LanguageTag& from, const LanguageTag& to, const std::vector<MemoryEntry>& entries) override {
    const std::string sql = m_pool.in_dialect(
        "INSERT INTO memory_line (identity, source_language, target_language, source, target, source_before, "
        "source_after, work, circle, licence, person, origin, changed) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, {{now}})");
    return m_pool.transaction([&](SqlSession& session) -> Result<> {
      for (const MemoryEntry& entry : entries) {
        // A line said again gets a new number: it comes last, also among those of one millisecond.
        const std::string identity = identity_of(from, to, entry);
        TRY(session.run("DELETE FROM memory_line WHERE identity = $1", {identity}));
        TRY(session.run(
            sql, {identity, from.text(), to.text(), entry.source, entry.target, entry.source_before, entry.source_after,
                  entry.work, entry.circle, entry.licence, entry.person, entry.origin}));
      }
      return {};
    });
  }

  Result<std::vector<MemoryEntry>> entries(const LanguageTag& from, const LanguageTag& to,
                                           std::string_view circle) override {
    TRY_ASSIGN(const SqlRows rows,
               m_pool.run(std::string(columns) + "WHERE source_language = $1 AND target_language = $2 AND "
                                                 "(circle = $3 OR licence <> '') ORDER BY changed, number",
                          {from.text(), to.text(), std::string(circle)}));
    return entries_from(rows);
  }

  Result<std::vector<MemoryEntry>> entries_of_person(std::string_view person) override {
    TRY_ASSIGN(const SqlRows rows,
               m_pool.run(std::string(columns) + "WHERE person = $1 ORDER BY number", {std::string(person)}));
    return entries_from(rows);
  }

  Result<std::size_t> forget_person(std::string_view person) override {
    if (person.empty()) return std::size_t{0};
    TRY_ASSIGN(const SqlRows rows, m_pool.run("UPDATE memory_line SET person = '' WHERE person = $1 RETURNING number",
                                              {std::string(person)}));
    return rows.size();
  }

  Result<std::size_t> forget_work(std::string_view work) override {
    if (work.empty()) return std::size_t{0};
    TRY_ASSIGN(const SqlRows rows,
               m_pool.run("DELETE FROM memory_line WHERE work = $1 RETURNING number", {std::string(work)}));
    return rows.size();
  }

 private:
  SqlPool& m_pool;
};

}  // namespace

std::unique_ptr<MemoryStore> make_database_memory(SqlPool& pool) {
  return std::make_unique<DatabaseMemory>(pool);
}

}  // namespace integrart
