#include "pipeline/store/database_file.h"

#include <catch2/catch.hpp>
#include <fstream>

#include "pipeline/store/sqlite_session.h"
#include "tests/temporary_folder.h"

using namespace integrart;

namespace {

DatabaseFile trial() {
  DatabaseFile file;
  file.schema = {"CREATE TABLE words (id INTEGER PRIMARY KEY, word TEXT NOT NULL, share REAL, note TEXT)",
                 "CREATE INDEX words_word ON words (word)"};
  file.tables = {
      {"words", {{std::int64_t{1}, "дім 'x' \"y\"; --", 0.5, nullptr}, {std::int64_t{2}, "", nullptr, "$1 ? :a @b"}}}};
  file.type = "application/vnd.sqlite3";
  return file;
}

}  // namespace

TEST_CASE("a described database is a file that SQLite reads back, the same each time") {
  const Result<std::string> bytes = bytes_of(trial());
  REQUIRE(bytes);
  CHECK(bytes->starts_with("SQLite format 3"));
  CHECK(*bytes_of(trial()) == *bytes);
  const TemporaryFolder folder;
  const auto place = folder.path() / "words.sqlite3";
  std::ofstream(place, std::ios::binary) << *bytes;
  const auto session = open_sqlite_session(place);
  REQUIRE(session);
  const auto rows = (*session)->run("SELECT id, word, share, note FROM words ORDER BY id");
  REQUIRE(rows);
  REQUIRE(rows->size() == 2);
  CHECK((*rows)[0].text(1) == "дім 'x' \"y\"; --");
  CHECK((*rows)[0].real(2) == 0.5);
  CHECK((*rows)[0].is_null(3));
  CHECK((*rows)[1].text(1).empty());
  CHECK_FALSE((*rows)[1].is_null(1));
  CHECK((*rows)[1].text(3) == "$1 ? :a @b");
}

TEST_CASE("rows that do not fit their table are an error, not a broken file") {
  DatabaseFile file = trial();
  file.tables[0].rows[0].pop_back();
  CHECK_FALSE(bytes_of(file));
  file = trial();
  file.tables[0].name = "nowhere";
  CHECK_FALSE(bytes_of(file));
}
