// What every job queue promises, as far as it shows without waiting for a lease to run out.

#include <atomic>
#include <thread>

#include "tests/contract/store/back_ends.h"

using namespace integrart;
using namespace std::chrono_literals;

namespace {

Ticket ticket(const std::string& id, JobWeight weight = JobWeight::light, int priority = 0) {
  return {id, "probe", weight, priority, Json::object({{"digest", "abc"}, {"of", id}})};
}

Error some_error() {
  return fail(Errc::unavailable, "store.disk_full", {{"file", std::string("x")}}).value();
}

std::optional<Lease> take_now(JobQueue& queue, bool light_only = false) {
  return value_of(queue.take(light_only, 0ms, {}));
}

Lease take_one(JobQueue& queue) {
  std::optional<Lease> lease = take_now(queue);
  REQUIRE(lease);
  return *lease;
}

JobStatus status_of(JobQueue& queue, const std::string& id) {
  const std::optional<JobStatus> status = value_of(queue.status(id));
  REQUIRE(status);
  return *status;
}

}  // namespace

TEST_CASE("a job is offered, taken, done, and its result is kept") {
  const DatabaseUnderTest under_test;
  const auto queue = under_test.database->queue();
  CHECK_FALSE(take_now(*queue));
  CHECK_FALSE(value_of(queue->status("a")));

  require_ok(queue->offer(ticket("a")));
  CHECK(status_of(*queue, "a").state == JobState::ready);
  const Lease lease = take_one(*queue);
  CHECK(lease.ticket.id == "a");
  CHECK(lease.ticket.kind == "probe");
  CHECK(lease.ticket.payload == ticket("a").payload);
  CHECK(lease.attempt == 1);
  CHECK(status_of(*queue, "a").state == JobState::running);
  CHECK_FALSE(take_now(*queue));

  require_ok(queue->extend(lease));
  require_ok(queue->done(lease, Json::object({{"answer", 42}})));
  const JobStatus status = status_of(*queue, "a");
  CHECK(status.state == JobState::done);
  CHECK(status.attempts == 1);
  CHECK(status.result == Json::object({{"answer", 42}}));
  CHECK_FALSE(take_now(*queue));
}

TEST_CASE("offering a job twice makes one job, whether it waits or runs") {
  const DatabaseUnderTest under_test;
  const auto queue = under_test.database->queue();
  require_ok(queue->offer(ticket("a")));
  require_ok(queue->offer(ticket("a")));
  const Lease lease = take_one(*queue);
  require_ok(queue->offer(ticket("a")));
  CHECK_FALSE(take_now(*queue));
  require_ok(queue->done(lease, {}));
}

TEST_CASE("a done job that is offered again is ready with a fresh count, and its former worker is fenced off") {
  const DatabaseUnderTest under_test;
  const auto queue = under_test.database->queue();
  require_ok(queue->offer(ticket("a")));
  const Lease former = take_one(*queue);
  require_ok(queue->done(former, Json("first")));
  require_ok(queue->offer(ticket("a")));
  CHECK(status_of(*queue, "a").state == JobState::ready);
  CHECK(status_of(*queue, "a").attempts == 0);

  const Lease present = take_one(*queue);
  CHECK(present.attempt == 1);
  CHECK(queue->done(former, Json("late")).error().code == Errc::conflict);
  CHECK(queue->extend(former).error().code == Errc::conflict);
  require_ok(queue->done(present, Json("second")));
  CHECK(status_of(*queue, "a").result == Json("second"));
}

TEST_CASE("a settled lease settles nothing more") {
  const DatabaseUnderTest under_test;
  const auto queue = under_test.database->queue();
  require_ok(queue->offer(ticket("a")));
  const Lease lease = take_one(*queue);
  require_ok(queue->done(lease, {}));
  CHECK(queue->done(lease, {}).error().code == Errc::conflict);
  CHECK(queue->extend(lease).error().code == Errc::conflict);
  CHECK(queue->again(lease, 0ms, some_error()).error().code == Errc::conflict);
  CHECK(queue->bury(lease, some_error()).error().code == Errc::conflict);
  CHECK(status_of(*queue, "a").state == JobState::done);
}

TEST_CASE("higher priority goes first, then who came first") {
  const DatabaseUnderTest under_test;
  const auto queue = under_test.database->queue();
  for (const auto& [id, priority] : {std::pair("a", 0), {"b", 5}, {"c", 5}, {"d", -1}}) {
    require_ok(queue->offer(ticket(id, JobWeight::light, priority)));
  }
  std::string order;
  while (const std::optional<Lease> lease = take_now(*queue)) order += lease->ticket.id;
  CHECK(order == "bcad");
}

TEST_CASE("the light lane takes light jobs only, however urgent the heavy ones are") {
  const DatabaseUnderTest under_test;
  const auto queue = under_test.database->queue();
  require_ok(queue->offer(ticket("encode", JobWeight::heavy, 9)));
  CHECK_FALSE(take_now(*queue, true));
  require_ok(queue->offer(ticket("probe", JobWeight::light)));
  CHECK(take_now(*queue, true)->ticket.id == "probe");
  CHECK_FALSE(take_now(*queue, true));
  CHECK(take_now(*queue, false)->ticket.weight == JobWeight::heavy);
}

TEST_CASE("a failed job comes again after its time, and is buried when its attempts are used up") {
  const DatabaseUnderTest under_test;
  const auto queue = under_test.database->queue();
  require_ok(queue->offer(ticket("a")));
  require_ok(queue->again(take_one(*queue), 1h, some_error()));
  CHECK_FALSE(take_now(*queue));
  CHECK(status_of(*queue, "a").state == JobState::ready);
  CHECK(status_of(*queue, "a").error->what.id == "store.disk_full");

  require_ok(queue->offer(ticket("b")));
  for (int attempt = 1; attempt <= JobQueue::most_attempts; ++attempt) {
    const Lease lease = take_one(*queue);
    CHECK(lease.attempt == attempt);
    require_ok(queue->again(lease, 0ms, some_error()));
  }
  CHECK_FALSE(take_now(*queue));
  CHECK(status_of(*queue, "b").state == JobState::buried);
  CHECK(status_of(*queue, "b").attempts == JobQueue::most_attempts);

  require_ok(queue->offer(ticket("b")));
  CHECK_FALSE(status_of(*queue, "b").error);
  CHECK(take_one(*queue).attempt == 1);
}

TEST_CASE("a job that was put off is done now when it is offered again") {
  const DatabaseUnderTest under_test;
  const auto queue = under_test.database->queue();
  require_ok(queue->offer(ticket("a")));
  const Lease former = take_one(*queue);
  require_ok(queue->again(former, 1h, some_error()));
  CHECK_FALSE(take_now(*queue));
  require_ok(queue->offer(ticket("a")));
  CHECK_FALSE(status_of(*queue, "a").error);
  const Lease present = take_one(*queue);
  CHECK(present.attempt == 1);
  CHECK(queue->done(former, Json("late")).error().code == Errc::conflict);
}

TEST_CASE("a lease holds for the time that the queue was opened with") {
  const DatabaseUnderTest under_test;
  const auto queue = under_test.database->queue(300ms);
  CHECK(queue->lease_time() == 300ms);
  CHECK(under_test.database->queue()->lease_time() == JobQueue::usual_lease_time);
  require_ok(queue->offer(ticket("a")));
  const Lease lease = take_one(*queue);
  std::this_thread::sleep_for(400ms);
  CHECK(take_one(*queue).attempt == 2);
  CHECK(queue->done(lease, {}).error().code == Errc::conflict);
}

TEST_CASE("a buried job rests with its reason") {
  const DatabaseUnderTest under_test;
  const auto queue = under_test.database->queue();
  require_ok(queue->offer(ticket("a")));
  require_ok(queue->bury(take_one(*queue), some_error()));
  CHECK_FALSE(take_now(*queue));
  const JobStatus status = status_of(*queue, "a");
  CHECK(status.state == JobState::buried);
  REQUIRE(status.error);
  CHECK(status.error->code == Errc::unavailable);
  CHECK(status.error->what == some_error().what);
}

TEST_CASE("a job is taken back unless somebody works on it") {
  const DatabaseUnderTest under_test;
  const auto queue = under_test.database->queue();
  require_ok(queue->withdraw("never offered"));
  require_ok(queue->offer(ticket("a")));
  require_ok(queue->withdraw("a"));
  CHECK_FALSE(value_of(queue->status("a")));

  require_ok(queue->offer(ticket("a")));
  const Lease lease = take_one(*queue);
  CHECK(queue->withdraw("a").error().code == Errc::conflict);
  require_ok(queue->done(lease, {}));
  require_ok(queue->withdraw("a"));
  require_ok(queue->offer(ticket("a")));
  const Lease next = take_one(*queue);
  CHECK(next.job != lease.job);
  CHECK(queue->done(lease, {}).error().code == Errc::conflict);
}

TEST_CASE("a waiting taker gets a job as soon as it is offered") {
  const DatabaseUnderTest under_test;
  const auto queue = under_test.database->queue();
  std::jthread giver([&] {
    std::this_thread::sleep_for(100ms);
    require_ok(queue->offer(ticket("a")));
  });
  const auto begin = std::chrono::steady_clock::now();
  const std::optional<Lease> lease = value_of(queue->take(false, 10s, {}));
  CHECK(lease);
  CHECK(std::chrono::steady_clock::now() - begin < 5s);
}

TEST_CASE("a waiting taker gets what another process offered") {
  const DatabaseUnderTest under_test;
  const auto other = value_of(open_database(under_test.url));
  std::jthread giver([&] {
    std::this_thread::sleep_for(100ms);
    require_ok(other->queue()->offer(ticket("a")));
  });
  CHECK(value_of(under_test.database->queue()->take(false, 10s, {})));
}

TEST_CASE("waiting ends by itself and when it is told to stop") {
  const DatabaseUnderTest under_test;
  const auto queue = under_test.database->queue();
  const auto begin = std::chrono::steady_clock::now();
  CHECK_FALSE(value_of(queue->take(false, 150ms, {})));
  CHECK(std::chrono::steady_clock::now() - begin >= 150ms);

  std::stop_source stop;
  std::jthread stopper([&] {
    std::this_thread::sleep_for(50ms);
    stop.request_stop();
  });
  CHECK_FALSE(value_of(queue->take(false, 1h, stop.get_token())));
  CHECK(std::chrono::steady_clock::now() - begin < 30s);
}

TEST_CASE("many takers share the jobs without taking one twice") {
  const DatabaseUnderTest under_test;
  const auto other = value_of(open_database(under_test.url));
  constexpr int jobs = 60;
  const auto queue = under_test.database->queue();
  for (int job = 0; job < jobs; ++job) require_ok(queue->offer(ticket("job " + std::to_string(job))));
  std::atomic<int> done = 0;
  std::atomic<int> failures = 0;
  {
    std::vector<std::jthread> takers;
    for (Database* database : {under_test.database.get(), other.get(), under_test.database.get(), other.get()}) {
      takers.emplace_back([&, database] {
        const auto own = database->queue();
        for (;;) {
          const auto lease = own->take(false, 0ms, {});
          if (!lease) ++failures;
          if (!lease || !*lease) return;
          own->done(**lease, {}) ? ++done : ++failures;
        }
      });
    }
  }
  CHECK(done == jobs);
  CHECK(failures == 0);
}

TEST_CASE("the delay before the next attempt doubles, with at most a quarter of jitter") {
  CHECK(retry_delay(1, 0) == 5s);
  CHECK(retry_delay(2, 0) == 10s);
  CHECK(retry_delay(4, 0) == 40s);
  CHECK(retry_delay(1, 0.5) == 5625ms);
  CHECK(retry_delay(1, 0.999) < 6250ms);
  CHECK(retry_delay(0, 0) == 5s);
  CHECK(retry_delay(1000, 0) > 1h);
}
