// Workers over a real database, store and sandbox, with steps that do what they are told.

#include "pipeline/engine/worker.h"
#include "pipeline/engine/fork_server.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <mutex>
#include <set>
#include <stdexcept>
#include <thread>

#include "pipeline/store/database.h"
#include "tests/places.h"
#include "tests/temporary_folder.h"
#include "tests/trial_steps.h"

using namespace integrart;
using namespace std::chrono_literals;

namespace {

template <class T>
T made_by(Result<T> result) {
  if (!result) throw std::runtime_error(render(result.error()));
  return std::move(*result);
}
void require_done(const Result<>& result) {
  if (!result) FAIL(render(result.error()));
}

/// One unit of one trial step; units of different names are different jobs.
Unit unit_of(const StepKind& kind, const std::string& name, Json parameters) {
  Unit unit;
  unit.work = "work";
  unit.steps.push_back({name, std::string(kind.id), std::move(parameters), {}, digest_of(name).hex(), "{}"});
  return unit;
}

Json deed(const std::string& name, double seconds = 0) {
  return Json::object({{"deed", name}, {"seconds", seconds}});
}

/// Everything a pool needs. What it tells is kept: which units run at the moment, and how many ever did at a time.
struct Workshop {
  TemporaryFolder folder;
  std::unique_ptr<Database> database = made_by(open_database("sqlite:" + folder.string() + "/integrart.db"));
  std::unique_ptr<ArtefactStore> store = made_by(open_artefact_store("file:" + folder.string() + "/artefacts"));
  std::unique_ptr<Ledger> ledger = database->ledger();
  std::unique_ptr<JobQueue> queue;
  Catalogue catalogue = trial::catalogue();
  ForkServer fork_server{test::trial_program("step_trial")};
  std::mutex mutex;
  std::set<std::string> running;  // by ticket, from the child's first word on
  std::size_t most_at_once = 0;

  explicit Workshop(std::chrono::milliseconds lease_time = JobQueue::usual_lease_time)
      : queue(database->queue(lease_time)) {
    std::filesystem::create_directory(work_folder());
  }

  std::filesystem::path work_folder() const { return folder.path() / "work"; }
  WorkerServices services() {
    return {catalogue, *store, *ledger, *queue, work_folder(), test::trial_program("step_trial"), &fork_server};
  }
  WorkerEvents events() {
    WorkerEvents events;
    events.progress = [this](const Unit& unit, double) {
      const std::lock_guard lock(mutex);
      running.insert(unit.id());
      most_at_once = std::max(most_at_once, running.size());
    };
    events.finished = [this](const std::string& ticket) {
      const std::lock_guard lock(mutex);
      running.erase(ticket);
    };
    return events;
  }
  std::string offer(const Unit& unit) {
    require_done(queue->offer(ticket_of(unit, catalogue)));
    return unit.id();
  }
  bool runs(const std::string& ticket) {
    const std::lock_guard lock(mutex);
    return running.contains(ticket);
  }
  JobStatus status(const std::string& ticket) { return *made_by(queue->status(ticket)); }
  /// Units leave folders only while they run.
  std::size_t folders_left() const {
    const std::filesystem::directory_iterator entries(work_folder());
    return static_cast<std::size_t>(
        std::count_if(begin(entries), end(entries), [](const auto& entry) { return entry.is_directory(); }));
  }
};

template <class Condition>
void wait_until(Condition condition, std::chrono::seconds most = 60s) {
  const auto deadline = std::chrono::steady_clock::now() + most;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > deadline) FAIL("it did not come to that in time");
    std::this_thread::sleep_for(10ms);
  }
}

/// A decode pass of `sound`, a RIFF/WAVE file of a second, with a listener for each name, who uses so many seconds.
Unit listening_unit(const ArtefactRef& sound, const std::vector<std::pair<std::string, double>>& listeners) {
  SourceFacts facts;
  facts.kind = "audio";
  facts.container = "wav";
  facts.duration_seconds = 1;
  facts.audio.push_back({0, "pcm_s16le", 1, "mono", 8000, 1, 128000, "", ""});
  Unit unit;
  unit.work = "song";
  for (const auto& [name, seconds] : listeners) {
    UnitStep step{name, std::string(trial::listener.id), Json::object({{"burn_seconds", seconds}}),
                  {},   digest_of(name).hex(),           "{}"};
    step.inputs.push_back({"source", sound, "song.wav", {}});
    step.inputs.push_back({"facts", std::nullopt, "facts", facts.to_json()});
    unit.steps.push_back(std::move(step));
  }
  return unit;
}

/// One second of 16-bit silence at 8 kHz, as RIFF/WAVE.
std::string silent_wave() {
  constexpr std::uint32_t rate = 8000;
  std::string bytes;
  const auto number = [&](std::uint32_t value, int count) {
    for (int i = 0; i < count; ++i) bytes += static_cast<char>((value >> (8 * i)) & 0xFFU);
  };
  bytes += "RIFF";
  number(36 + rate * 2, 4);
  bytes += "WAVEfmt ";
  number(16, 4);
  number(1, 2);  // PCM
  number(1, 2);  // channels
  number(rate, 4);
  number(rate * 2, 4);
  number(2, 2);
  number(16, 2);
  bytes += "data";
  number(rate * 2, 4);
  return bytes + std::string(rate * 2, '\0');
}

}  // namespace

TEST_CASE("a unit is done: its file is in the store, its record in the ledger, and its folder gone") {
  Workshop shop;
  const Unit unit = unit_of(trial::light, "a", deed("write"));
  const std::string ticket = shop.offer(unit);
  const WorkerPool pool(shop.services(), shop.events(), 1);
  wait_until([&] { return shop.status(ticket).state == JobState::done; });
  const auto record = made_by(shop.ledger->find(unit.steps.front().key));
  REQUIRE(record);
  REQUIRE(record->files.size() == 1);
  CHECK(record->files.front().artefact.digest == digest_of("done"));
  CHECK(made_by(shop.store->contains(digest_of("done"))));
  CHECK(shop.folders_left() == 0);
}

TEST_CASE("a step's own error is the outcome of a unit that is done") {
  Workshop shop;
  const std::string ticket = shop.offer(unit_of(trial::light, "a", deed("fail")));
  const WorkerPool pool(shop.services(), shop.events(), 1);
  wait_until([&] { return shop.status(ticket).state == JobState::done; });
  const UnitOutcome outcome = made_by(UnitOutcome::from_json(shop.status(ticket).result));
  REQUIRE(outcome.steps.size() == 1);
  CHECK(outcome.steps.front().error->code == Errc::invalid_input);
}

TEST_CASE("a unit that crashes its child is buried at once") {
  Workshop shop;
  const std::string ticket = shop.offer(unit_of(trial::light, "a", deed("crash")));
  const WorkerPool pool(shop.services(), shop.events(), 1);
  wait_until([&] { return shop.status(ticket).state == JobState::buried; });
  const JobStatus status = shop.status(ticket);
  CHECK(status.attempts == 1);
  CHECK(status.error->code == Errc::corrupt_media);
  CHECK(shop.folders_left() == 0);
}

TEST_CASE("a unit whose child was killed from outside is tried again, after a while") {
  Workshop shop;
  const std::string ticket = shop.offer(unit_of(trial::light, "a", deed("die")));
  const auto begin = std::chrono::steady_clock::now();
  const WorkerPool pool(shop.services(), shop.events(), 1);
  wait_until([&] { return shop.status(ticket).error.has_value(); });
  const JobStatus first = shop.status(ticket);
  CHECK(first.state == JobState::ready);
  CHECK(first.attempts == 1);
  CHECK(first.error->code == Errc::unavailable);
  wait_until([&] { return shop.status(ticket).attempts == 2; });
  CHECK(std::chrono::steady_clock::now() - begin > 4s);  // retry_delay
}

TEST_CASE("a light unit is done while a heavy one hangs; stopping gives the heavy one back") {
  Workshop shop;
  const std::string heavy = shop.offer(unit_of(trial::heavy, "heavy", deed("work", 100)));
  {
    const WorkerPool pool(shop.services(), shop.events(), 1);
    wait_until([&] { return shop.runs(heavy); });
    const std::string light = shop.offer(unit_of(trial::light, "light", deed("write")));
    wait_until([&] { return shop.status(light).state == JobState::done; });
    CHECK(shop.status(heavy).state == JobState::running);
    CHECK(shop.folders_left() == 1);
  }
  const JobStatus status = shop.status(heavy);
  CHECK(status.state == JobState::ready);
  CHECK(status.error->code == Errc::cancelled);
  CHECK(shop.folders_left() == 0);
  CHECK(made_by(shop.queue->take(false, 0ms, {})));  // at once, for whoever comes next
}

TEST_CASE("no more heavy units run at once than there are lanes") {
  Workshop shop;
  std::vector<std::string> tickets;
  for (int i = 0; i < 6; ++i)
    tickets.push_back(shop.offer(unit_of(trial::heavy, std::to_string(i), deed("work", 0.4))));
  const WorkerPool pool(shop.services(), shop.events(), 2);
  wait_until([&] {
    return std::ranges::all_of(tickets,
                               [&](const auto& ticket) { return shop.status(ticket).state == JobState::done; });
  });
  CHECK(shop.most_at_once == 2);
}

TEST_CASE("the heartbeat keeps a lease longer than its time") {
  Workshop shop(1500ms);
  const std::string ticket = shop.offer(unit_of(trial::heavy, "long", deed("work", 5)));
  const auto rival = shop.database->queue(1500ms);
  const WorkerPool pool(shop.services(), shop.events(), 1);
  wait_until([&] { return shop.runs(ticket); });
  bool taken_over = false;
  wait_until([&] {
    taken_over = taken_over || made_by(rival->take(false, 0ms, {}));
    return shop.status(ticket).state == JobState::done;
  });
  CHECK_FALSE(taken_over);
  CHECK(shop.status(ticket).attempts == 1);
}

TEST_CASE("what killed workers left in the work folder goes away when a pool begins") {
  Workshop shop;
  std::filesystem::create_directories(shop.work_folder() / "4194305-1" / "0");
  const WorkerPool pool(shop.services(), shop.events(), 1);
  CHECK(shop.folders_left() == 0);
}

TEST_CASE("in a decode pass each step has the processor time of its own sink") {
  Workshop shop;
  const ArtefactRef sound = made_by(shop.store->put(silent_wave(), "audio/wav"));
  const Unit unit = listening_unit(sound, {{"idle", 0}, {"busy", 0.6}});
  const UnitOutcome outcome = made_by(run_unit(unit, shop.services(), {}, {}));
  for (const UnitStepOutcome& step : outcome.steps)
    if (step.error) FAIL(render(*step.error));
  const StepRecord idle = *made_by(shop.ledger->find(digest_of("idle").hex()));
  const StepRecord busy = *made_by(shop.ledger->find(digest_of("busy").hex()));
  CHECK(busy.cpu_seconds - idle.cpu_seconds > 0.3);  // clock(3) is the whole process's, so it may burn a little less
  CHECK(idle.cpu_seconds > 0);                       // its part of what the pass did for both
  CHECK(busy.wall_seconds > idle.wall_seconds);
  CHECK(idle.cpu_seconds + busy.cpu_seconds == Approx(outcome.cpu_seconds));
  CHECK(idle.wall_seconds + busy.wall_seconds == Approx(outcome.wall_seconds));
}

TEST_CASE("what a decode pass notes about its source is kept with every step that was made from it") {
  Workshop shop;
  const ArtefactRef sound = made_by(shop.store->put(silent_wave().substr(0, 10'001), "audio/wav"));
  const Unit unit = listening_unit(sound, {{"one", 0}, {"other", 0}});
  const UnitOutcome outcome = made_by(run_unit(unit, shop.services(), {}, {}));
  REQUIRE(outcome.notes.size() == 1);
  CHECK(outcome.notes.front().id == "media.truncated");
  for (const UnitStep& step : unit.steps) CHECK(made_by(shop.ledger->find(step.key))->notes == outcome.notes);
}
