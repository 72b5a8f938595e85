// Processes that are killed -9 at random moments: nothing lost, nothing done twice, nothing half visible.

#include <fstream>
#include <map>
#include <random>
#include <thread>

#include "tests/child_program.h"
#include "tests/contract/store/back_ends.h"
#include "tests/places.h"

using namespace integrart;
using namespace std::chrono_literals;

namespace {

std::vector<std::string> lines_of(const std::string& path) {
  std::ifstream file(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

void wait_for_lines(const std::string& path, std::size_t count) {
  const auto deadline = std::chrono::steady_clock::now() + 60s;
  while (lines_of(path).size() < count) {
    if (std::chrono::steady_clock::now() > deadline) FAIL("the other program did not come that far");
    std::this_thread::sleep_for(5ms);
  }
}

}  // namespace

TEST_CASE("workers killed at random lose no job and do none twice") {
  const TemporaryFolder folder;
  const std::string url = "sqlite:" + folder.string() + "/integrart.db";
  const std::string log = folder.string() + "/done";
  const auto database = value_of(open_database(url));
  const auto queue = database->queue();
  constexpr int jobs = 150;
  for (int job = 0; job < jobs; ++job) require_ok(queue->offer({std::to_string(job), "x", JobWeight::light, 0, {}}));

  const auto start = [&] { return ChildProgram({test::trial_program("store_trial"), "work", url, log}); };
  std::vector<ChildProgram> workers;
  for (int worker = 0; worker < 3; ++worker) workers.push_back(start());
  std::mt19937 random(20261124);
  int kills = 0;
  // A job whose workers were killed five times is buried, as it should be; it is offered again here.
  const auto all_done = [&] {
    bool all = true;
    for (int job = 0; job < jobs; ++job) {
      const std::string id = std::to_string(job);
      const JobStatus status = *value_of(queue->status(id));
      if (status.state == JobState::buried) {
        CHECK(status.error->what.id == "store.worker_died");
        require_ok(queue->offer({id, "x", JobWeight::light, 0, {}}));
      }
      all = all && status.state == JobState::done;
    }
    return all;
  };
  const auto deadline = std::chrono::steady_clock::now() + 120s;
  while (!all_done() && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50 + random() % 100));
    ChildProgram& victim = workers[random() % workers.size()];
    victim.kill_and_wait();
    victim = start();
    ++kills;
  }
  workers.clear();

  CHECK(all_done());
  CHECK(kills > 3);
  std::map<std::string, int> times_done;
  for (const std::string& id : lines_of(log)) ++times_done[id];
  for (const auto& [id, times] : times_done) CHECK(times == 1);
  WARN(kills << " workers killed while " << jobs << " jobs were done");
}

TEST_CASE("the job of a killed worker is taken over at once, and a job that kills its workers is buried") {
  const TemporaryFolder folder;
  const std::string url = "sqlite:" + folder.string() + "/integrart.db";
  const auto database = value_of(open_database(url));
  const auto queue = database->queue();
  require_ok(queue->offer({"deadly", "x", JobWeight::light, 0, {}}));
  for (int attempt = 1; attempt <= JobQueue::most_attempts; ++attempt) {
    const std::string log = folder.string() + "/taken" + std::to_string(attempt);
    ChildProgram worker({test::trial_program("store_trial"), "hold", url, log});
    wait_for_lines(log, 1);
    CHECK_FALSE(value_of(queue->take(false, 0ms, {})));  // its worker lives
    worker.kill_and_wait();
  }
  CHECK_FALSE(value_of(queue->take(false, 0ms, {})));
  const JobStatus status = *value_of(queue->status("deadly"));
  CHECK(status.state == JobState::buried);
  CHECK(status.attempts == JobQueue::most_attempts);
  CHECK(status.error->what.id == "store.worker_died");

  // A new build may have better luck: the machine was switched off, or had too little memory.
  require_ok(queue->offer({"deadly", "x", JobWeight::light, 0, {}}));
  const std::optional<Lease> fresh = value_of(queue->take(false, 0ms, {}));
  REQUIRE(fresh);
  CHECK(fresh->attempt == 1);
}

TEST_CASE(
    "a job whose last worker died in its fifth attempt starts afresh when it is offered before anybody buried it") {
  const TemporaryFolder folder;
  const std::string url = "sqlite:" + folder.string() + "/integrart.db";
  const auto database = value_of(open_database(url));
  const auto queue = database->queue();
  for (int attempt = 1; attempt <= 2 * JobQueue::most_attempts; ++attempt) {
    require_ok(queue->offer({"unlucky", "x", JobWeight::light, 0, {}}));  // each build offers what it needs
    const std::string log = folder.string() + "/taken" + std::to_string(attempt);
    ChildProgram worker({test::trial_program("store_trial"), "hold", url, log});
    wait_for_lines(log, 1);
    require_ok(queue->offer({"unlucky", "x", JobWeight::light, 0, {}}));  // whom somebody works for
    CHECK(value_of(queue->status("unlucky"))->attempts == 1);
    CHECK_FALSE(value_of(queue->take(false, 0ms, {})));
    worker.kill_and_wait();
  }
  require_ok(queue->offer({"unlucky", "x", JobWeight::light, 0, {}}));
  CHECK(value_of(queue->take(false, 0ms, {}))->attempt == 1);
}

TEST_CASE("jobs that only a killed build wanted can be taken back, whether they wait or somebody had them") {
  const TemporaryFolder folder;
  const std::string url = "sqlite:" + folder.string() + "/integrart.db";
  const auto database = value_of(open_database(url));
  const auto queue = database->queue();
  ChildProgram build({test::trial_program("store_trial"), "offer", url, folder.string() + "/offered"});
  wait_for_lines(folder.string() + "/offered", 1);
  require_ok(queue->offer({"shared", "x", JobWeight::light, 0, {}}));
  require_ok(queue->offer({"own", "x", JobWeight::light, 0, {}}));
  const auto taken = [&] {
    std::vector<std::string> ids;
    while (const auto lease = value_of(queue->take(false, 0ms, {}))) ids.push_back(lease->ticket.id);
    return ids;
  };
  SECTION("while it lives they are anybody's, also those that another one takes back") {
    require_ok(queue->withdraw("shared"));
    require_ok(queue->withdraw_abandoned());
    CHECK(taken() == std::vector<std::string>{"alone", "shared", "own"});
  }
  SECTION("a worker does them too") {
    build.kill_and_wait();
    CHECK(taken() == std::vector<std::string>{"alone", "shared", "own"});
  }
  SECTION("they waited") {
    build.kill_and_wait();
    require_ok(queue->withdraw_abandoned());
    CHECK(taken() == std::vector<std::string>{"shared", "own"});
    CHECK_FALSE(value_of(queue->status("alone")));
  }
  SECTION("somebody had one of them") {
    ChildProgram worker({test::trial_program("store_trial"), "hold", url, folder.string() + "/taken"});
    wait_for_lines(folder.string() + "/taken", 1);
    CHECK(lines_of(folder.string() + "/taken") == std::vector<std::string>{"alone"});
    build.kill_and_wait();
    require_ok(queue->withdraw_abandoned());
    CHECK(taken() == std::vector<std::string>{"shared", "own"});
    CHECK(value_of(queue->status("alone"))->state == JobState::running);  // whose worker lives
    worker.kill_and_wait();
    require_ok(queue->withdraw_abandoned());
    CHECK(taken().empty());
    CHECK_FALSE(value_of(queue->status("alone")));
  }
}

TEST_CASE("a writer killed at any moment leaves only whole artefacts") {
  const TemporaryFolder folder;
  const std::string url = "file:" + folder.string() + "/artefacts";
  const std::string log = folder.string() + "/committed";
  std::mt19937 random(7);
  for (int round = 0; round < 60; ++round) {
    ChildProgram writer({test::trial_program("store_trial"), "write", url, log});
    // Between commits and in the middle of one, also on a machine that has much else to do.
    wait_for_lines(log, lines_of(log).size() + random() % 3);
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 30000));
    writer.kill_and_wait();
  }
  const auto store = value_of(open_artefact_store(url));
  CHECK(value_of(store->verify({})).empty());
  const std::vector<std::string> committed = lines_of(log);
  CHECK(committed.size() > 30);
  for (const std::string& hex : committed) CHECK(value_of(store->contains(value_of(Digest::from_hex(hex)))));

  const std::string temporary = folder.string() + "/artefacts/tmp";
  value_of(store->sweep({}, 1h));  // too young to be swept
  value_of(store->sweep({}, 0s));
  CHECK(std::filesystem::is_empty(temporary));
}

TEST_CASE("a process killed while it brings the schema up to date leaves a whole schema") {
  std::mt19937 random(3);
  for (int round = 0; round < 25; ++round) {
    const TemporaryFolder folder;
    const std::string url = "sqlite:" + folder.string() + "/integrart.db";
    ChildProgram first({test::trial_program("store_trial"), "open", url, folder.string() + "/log"});
    ChildProgram second({test::trial_program("store_trial"), "open", url, folder.string() + "/log"});
    std::this_thread::sleep_for(std::chrono::microseconds(2000 + random() % 30000));
    first.kill_and_wait();
    second.kill_and_wait();
    const auto database = value_of(open_database(url));
    require_ok(database->ledger()->remember_source("a", digest_of("a")));
    require_ok(database->queue()->offer({"a", "x", JobWeight::light, 0, {}}));
  }
}
