// Migrations, refusals, and what happens to leases that ran out, by the embedded database.

#include <sys/mount.h>

#include <fstream>
#include <iostream>

#include "pipeline/store/database_queue.h"
#include "pipeline/store/migrations.h"
#include "pipeline/store/sqlite_session.h"
#include "tests/contract/store/back_ends.h"

using namespace integrart;
using namespace std::chrono_literals;

namespace {

struct Sqlite {
  TemporaryFolder folder;
  std::filesystem::path file = folder.path() / "integrart.db";
  std::string url = "sqlite:" + file.string();
  SqlPool pool{sqlite_dialect(), [this] { return open_sqlite_session(file); }};

  std::int64_t number(std::string_view sql) { return value_of(pool.run(sql)).at(0).integer(0); }
};

void let_leases_run_out(Sqlite& sqlite) {
  value_of(sqlite.pool.run("UPDATE job SET lease_until = {{now}} - 1"));
}

}  // namespace

TEST_CASE("values of every kind pass through the database unchanged") {
  Sqlite sqlite;
  value_of(sqlite.pool.run("CREATE TABLE t (i BIGINT, r DOUBLE PRECISION, s TEXT, n TEXT)"));
  const std::string text = "it's \"quoted\"; DROP TABLE t; -- дім $1 {{now";
  value_of(sqlite.pool.run("INSERT INTO t (i, r, s, n) VALUES ($1, $2, $3, $4)",
                           {std::int64_t{-9'000'000'000'000'000'001}, 0.1, text, nullptr}));
  const SqlRows rows = value_of(sqlite.pool.run("SELECT i, r, s, n FROM t"));
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].integer(0) == -9'000'000'000'000'000'001);
  CHECK(rows[0].real(1) == 0.1);
  CHECK(rows[0].text(2) == text);
  CHECK(rows[0].is_null(3));
}

TEST_CASE("commits reach the disk before they are reported") {
  Sqlite sqlite;
  CHECK(value_of(sqlite.pool.run("PRAGMA journal_mode")).at(0).text(0) == "wal");
  CHECK(sqlite.number("PRAGMA synchronous") == 2);
  CHECK(sqlite.number("PRAGMA foreign_keys") == 1);
}

TEST_CASE("an error in a transaction takes all of it back") {
  Sqlite sqlite;
  value_of(sqlite.pool.run("CREATE TABLE t (i INTEGER)"));
  const Result<> outcome = sqlite.pool.transaction([](SqlSession& session) -> Result<> {
    TRY(session.run("INSERT INTO t (i) VALUES (1)"));
    TRY(session.run("INSERT INTO nowhere (i) VALUES (1)"));
    return {};
  });
  CHECK_FALSE(outcome);
  CHECK(sqlite.number("SELECT COUNT(*) FROM t") == 0);
  const Result<> next = sqlite.pool.transaction([](SqlSession& session) -> Result<> {
    TRY(session.run("INSERT INTO t (i) VALUES (2)"));
    return {};
  });
  CHECK(next);
  CHECK(sqlite.number("SELECT COUNT(*) FROM t") == 1);
}

TEST_CASE("a script is split into statements at semicolons that end a line") {
  CHECK(
      statements_of("-- words; only\nCREATE TABLE a (\n  i INTEGER, -- what; it is\n  t TEXT\n);\n\nDROP TABLE a;\n") ==
      std::vector<std::string>{"CREATE TABLE a (\n  i INTEGER,\n  t TEXT\n);\n", "DROP TABLE a;\n"});
  CHECK(statements_of("").empty());
}

TEST_CASE("migrations are applied once, in order, each with its record") {
  Sqlite sqlite;
  const std::vector<Migration> first{{1, "0001_a.sql", "CREATE TABLE a (i INTEGER);\n"}};
  const std::vector<Migration> both{first[0], {2, "0002_b.sql", "INSERT INTO a (i) VALUES (7);\n"}};
  CHECK(value_of(migrate(sqlite.pool, first)) == 1);
  CHECK(value_of(migrate(sqlite.pool, first)) == 1);
  CHECK(value_of(migrate(sqlite.pool, both)) == 2);
  CHECK(value_of(migrate(sqlite.pool, both)) == 2);
  CHECK(sqlite.number("SELECT COUNT(*) FROM a") == 1);
  CHECK(sqlite.number("SELECT COUNT(*) FROM schema_version") == 2);
}

TEST_CASE("a migration that fails leaves nothing of itself") {
  Sqlite sqlite;
  const std::vector<Migration> broken{{1, "0001_a.sql", "CREATE TABLE a (i INTEGER);\nCREATE NONSENSE;\n"}};
  CHECK_FALSE(migrate(sqlite.pool, broken));
  CHECK(sqlite.number("SELECT COUNT(*) FROM schema_version") == 0);
  CHECK(sqlite.number("SELECT COUNT(*) FROM sqlite_master WHERE name = 'a'") == 0);
}

TEST_CASE("a database from a newer program or another edition is refused untouched") {
  Sqlite sqlite;
  value_of(open_database(sqlite.url));
  value_of(sqlite.pool.run("INSERT INTO schema_version (version, name, sha256, applied) VALUES (9999, 'x', 'y', 0)"));
  const auto newer = open_database(sqlite.url);
  REQUIRE_FALSE(newer);
  CHECK(newer.error().code == Errc::conflict);
  CHECK(newer.error().what.id == "store.database_newer");

  value_of(sqlite.pool.run("DELETE FROM schema_version WHERE version = 9999"));
  CHECK(open_database(sqlite.url));
  value_of(sqlite.pool.run("UPDATE schema_version SET sha256 = 'other' WHERE version = 1"));
  CHECK(open_database(sqlite.url).error().what.id == "store.database_differs");
}

TEST_CASE("what is no database, or cannot be one, is refused with the file's name") {
  const TemporaryFolder folder;
  std::ofstream(folder.path() / "text.db") << std::string(5000, 'x');
  const auto text = open_database("sqlite:" + folder.string() + "/text.db");
  REQUIRE_FALSE(text);
  CHECK(render(text.error()).find("text.db") != std::string::npos);
  const auto nowhere = open_database("sqlite:" + folder.string() + "/absent/x.db");
  REQUIRE_FALSE(nowhere);
  CHECK(nowhere.error().code == Errc::unavailable);
  CHECK(open_database("mysql://x").error().code == Errc::invalid_input);
  CHECK(open_database("sqlite:").error().code == Errc::invalid_input);
}

TEST_CASE("a full disk is told, loses nothing, and does not stop reading or what comes after") {
  const TemporaryFolder folder;
  if (::mount("tmpfs", folder.string().c_str(), "tmpfs", 0, "size=2m") != 0) {
    std::cout << "skipped: no right to mount a small disk\n";
    return;
  }
  {
    const auto database = value_of(open_database("sqlite:" + folder.string() + "/integrart.db"));
    const auto ledger = database->ledger();
    StepRecord record;
    record.key = "kept";
    require_ok(ledger->record(record));

    record.document = Json(std::string(300'000, 'x'));
    Result<> outcome;
    int recorded = 0;
    for (; outcome && recorded < 20; ++recorded) {
      record.key = "large " + std::to_string(recorded);
      outcome = ledger->record(record);
    }
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error().code == Errc::unavailable);
    CHECK(outcome.error().what.id == "store.database_full");
    CHECK(value_of(ledger->find("kept")));
    CHECK(value_of(ledger->find("large 0")));
    CHECK_FALSE(value_of(ledger->find(record.key)));

    REQUIRE(::mount("tmpfs", folder.string().c_str(), "tmpfs", MS_REMOUNT, "size=8m") == 0);
    require_ok(ledger->record(record));
    CHECK(value_of(ledger->find(record.key)));
  }
  ::umount2(folder.string().c_str(), MNT_DETACH);
}

TEST_CASE("a worker whose lease ran out is fenced off by its successor") {
  Sqlite sqlite;
  const auto database = value_of(open_database(sqlite.url));
  const auto queue = database->queue();
  require_ok(queue->offer({"a", "x", JobWeight::heavy, 0, {}}));
  const Lease first = *value_of(queue->take(false, 0ms, {}));
  let_leases_run_out(sqlite);
  const Lease second = *value_of(queue->take(false, 0ms, {}));
  CHECK(second.job == first.job);
  CHECK(second.attempt == 2);
  CHECK(queue->extend(first).error().code == Errc::conflict);
  CHECK(queue->done(first, Json("zombie")).error().code == Errc::conflict);
  CHECK(queue->again(first, 0ms, first.ticket.payload.require_string("x").error()).error().code == Errc::conflict);
  require_ok(queue->done(second, Json("successor")));
  CHECK(value_of(queue->status("a"))->result == Json("successor"));
}

TEST_CASE("a late heartbeat saves a lease that nobody has taken over") {
  Sqlite sqlite;
  const auto database = value_of(open_database(sqlite.url));
  const auto queue = database->queue();
  require_ok(queue->offer({"a", "x", JobWeight::light, 0, {}}));
  const Lease lease = *value_of(queue->take(false, 0ms, {}));
  let_leases_run_out(sqlite);
  require_ok(queue->extend(lease));
  CHECK_FALSE(value_of(queue->take(false, 0ms, {})));
  require_ok(queue->done(lease, {}));
}

TEST_CASE("the light lane does not take over a heavy job whose lease ran out") {
  Sqlite sqlite;
  const auto database = value_of(open_database(sqlite.url));
  const auto queue = database->queue();
  require_ok(queue->offer({"a", "x", JobWeight::heavy, 0, {}}));
  value_of(queue->take(false, 0ms, {}));
  let_leases_run_out(sqlite);
  CHECK_FALSE(value_of(queue->take(true, 0ms, {})));
  CHECK(value_of(queue->take(false, 0ms, {})));
}

TEST_CASE("a job just offered waits for no time of day, so that a clock set back does not hold it up") {
  Sqlite sqlite;
  const auto database = value_of(open_database(sqlite.url));
  const auto queue = database->queue();
  require_ok(queue->offer({"a", "x", JobWeight::light, 0, {}}));
  CHECK(sqlite.number("SELECT run_at FROM job") == 0);
  require_ok(queue->done(*value_of(queue->take(false, 0ms, {})), {}));
  require_ok(queue->offer({"a", "x", JobWeight::light, 0, {}}));
  CHECK(sqlite.number("SELECT run_at FROM job") == 0);
}

TEST_CASE("a database of an earlier schema is brought up to date with its jobs") {
  Sqlite sqlite;
  const std::vector<Migration> all = value_of(schema_migrations());
  value_of(migrate(sqlite.pool, std::span(all).first(2)));
  value_of(
      sqlite.pool.run("INSERT INTO job (id, kind, heavy, priority, payload, state, run_at, fence, attempts, worker, "
                      "lease_until, offered) VALUES ('old', 'x', 0, 0, '{}', 'ready', {{now}}, 0, 0, '', 0, 0)"));
  const auto database = value_of(open_database(sqlite.url));
  CHECK(database->schema_version() == static_cast<int>(all.size()));
  CHECK(value_of(database->queue()->take(false, 0ms, {}))->ticket.id == "old");
}

TEST_CASE("claiming uses the index of ready jobs however many are done") {
  Sqlite sqlite;
  value_of(open_database(sqlite.url));
  std::string plan;
  for (const SqlRow& row : value_of(sqlite.pool.run(
           "EXPLAIN QUERY PLAN SELECT number FROM job WHERE state = 'ready' AND run_at <= {{now}} AND heavy <= 1 "
           "ORDER BY priority DESC, number LIMIT 1"))) {
    plan += row.text(3) + "\n";
  }
  CHECK(plan.find("job_ready") != std::string::npos);
  CHECK(plan.find("TEMP B-TREE") == std::string::npos);
}

TEST_CASE("whoever finds an old record keeps it for a while; those that only live builds name need no note") {
  Sqlite sqlite;
  const auto database = value_of(open_database(sqlite.url));
  const auto ledger = database->ledger();
  for (const char* key : {"found", "named", "neither"}) {
    StepRecord record;
    record.key = key;
    require_ok(ledger->record(record));
  }
  require_ok(ledger->remember({{"work", "step", "named", "{}", "", true}}));
  value_of(sqlite.pool.run("UPDATE step_record SET used = used - 86400000"));
  CHECK(value_of(ledger->find("found")));
  CHECK(value_of(ledger->find("named")));
  CHECK(sqlite.number("SELECT COUNT(*) FROM step_record WHERE used > recorded - 3600000") == 1);
  // Neither does it help a record that the sweeper looks at what it refers to.
  value_of(ledger->digests_of({"neither"}));
  CHECK(value_of(ledger->forget_all_but(value_of(ledger->live_keys()), std::chrono::hours(2))) == 1);
  CHECK(value_of(ledger->keys()) == std::set<std::string>{"found", "named"});
}
