#include "pipeline/store/database_queue.h"

#include <algorithm>
#include <cmath>

#include "pipeline/base/artefact.h"
#include "pipeline/store/process_identity.h"

namespace integrart {
namespace {

using Clock = std::chrono::steady_clock;

/// How often a waiting taker looks for what other processes changed. Reading only, so that nobody is held up.
constexpr std::chrono::milliseconds look_interval{200};

/// Condition on a job: no worker has it, and nobody who offered it waits for it.
constexpr std::string_view is_abandoned =
    "NOT (state = 'running' AND lease_until >= {{now}}) AND "
    "NOT EXISTS (SELECT 1 FROM job_offer WHERE job_offer.job = job.id)";

std::int64_t milliseconds(std::chrono::milliseconds duration) {
  return duration.count();
}

std::string error_text(const Error& error) {
  return to_json(error).dump();
}

Result<Lease> lease_from(const SqlRow& row) {
  Lease lease;
  lease.job = row.integer(0);
  lease.ticket.id = row.text(1);
  lease.ticket.kind = row.text(2);
  lease.ticket.weight = row.integer(3) != 0 ? JobWeight::heavy : JobWeight::light;
  lease.ticket.priority = static_cast<int>(row.integer(4));
  TRY_ASSIGN(lease.ticket.payload, parse_json(row.text(5)));
  lease.fence = row.integer(6);
  lease.attempt = static_cast<int>(row.integer(7));
  return lease;
}

JobState state_from(std::string_view text) {
  if (text == "running") return JobState::running;
  if (text == "done") return JobState::done;
  return text == "buried" ? JobState::buried : JobState::ready;
}

class DatabaseQueue final : public JobQueue {
 public:
  DatabaseQueue(SqlPool& pool, WakeUp& wake_up, std::chrono::milliseconds lease_time)
      : m_pool(pool), m_wake_up(wake_up), m_lease_time(lease_time), m_worker(process_identity()) {}

  Result<> offer(const Ticket& ticket) override;
  Result<std::optional<Lease>> take(bool light_only, std::chrono::milliseconds wait, std::stop_token stop) override;
  Result<> extend(const Lease& lease) override;
  Result<> done(const Lease& lease, const Json& result) override;
  Result<> again(const Lease& lease, std::chrono::milliseconds after, const Error& error) override;
  Result<> bury(const Lease& lease, const Error& error) override;
  Result<std::optional<JobStatus>> status(const std::string& id) override;
  Result<> withdraw(const std::string& id) override;
  Result<> withdraw_abandoned() override;
  Result<> renew_offers() override;
  std::chrono::milliseconds lease_time() const override { return m_lease_time; }

 private:
  Result<> offer_in(SqlSession& session, const Ticket& ticket);
  Result<> withdraw_in(SqlSession& session, const std::string& id);
  Result<> end_leases_of_gone_workers();
  Result<bool> something_to_claim(bool light_only);
  Result<std::optional<Lease>> claim(bool light_only);
  Result<std::optional<Lease>> claim_in(SqlSession& session, bool light_only);
  Result<> settle(const Lease& lease, std::string_view assignments, std::vector<SqlValue> values);
  std::uint64_t changes();
  void tell_waiting_takers();

  SqlPool& m_pool;
  WakeUp& m_wake_up;
  std::chrono::milliseconds m_lease_time;
  std::string m_worker;
};

std::uint64_t DatabaseQueue::changes() {
  const std::scoped_lock lock(m_wake_up.mutex);
  return m_wake_up.changes;
}

void DatabaseQueue::tell_waiting_takers() {
  {
    const std::scoped_lock lock(m_wake_up.mutex);
    ++m_wake_up.changes;
  }
  m_wake_up.changed.notify_all();
}

Result<> DatabaseQueue::offer_in(SqlSession& session, const Ticket& ticket) {
  // The fence is not set back: a worker from before cannot settle the job that was offered again.
  TRY(session.run(
      "INSERT INTO job (id, kind, heavy, priority, payload, state, run_at, fence, attempts, worker, lease_until, "
      "offered) "
      "VALUES ($1, $2, $3, $4, $5, 'ready', 0, 0, 0, '', 0, {{now}}) ON CONFLICT (id) DO UPDATE SET "
      "kind = excluded.kind, heavy = excluded.heavy, priority = excluded.priority, payload = excluded.payload, "
      "state = 'ready', run_at = 0, attempts = 0, worker = '', result = NULL, error = NULL, offered = "
      "excluded.offered "
      "WHERE job.state <> 'running' OR job.lease_until < {{now}}",
      {ticket.id, ticket.kind, std::int64_t{ticket.weight == JobWeight::heavy ? 1 : 0}, std::int64_t{ticket.priority},
       ticket.payload.dump()}));
  TRY(
      session.run("INSERT INTO job_offer (job, offerer, until) VALUES ($1, $2, {{now}} + $3) "
                  "ON CONFLICT (job, offerer) DO UPDATE SET until = excluded.until",
                  {ticket.id, m_worker, milliseconds(m_lease_time)}));
  return {};
}

Result<> DatabaseQueue::offer(const Ticket& ticket) {
  TRY(end_leases_of_gone_workers());
  TRY(m_pool.transaction([&](SqlSession& session) { return offer_in(session, ticket); }));
  tell_waiting_takers();
  return {};
}

Result<> DatabaseQueue::end_leases_of_gone_workers() {
  TRY_ASSIGN(const SqlRows workers,
             m_pool.run("SELECT DISTINCT worker FROM job WHERE state = 'running' AND worker LIKE $1",
                        {process_identity_prefix() + "%"}));
  for (const SqlRow& row : workers) {
    if (liveness_of(row.text(0)) != Liveness::gone) continue;
    TRY(m_pool.run("UPDATE job SET lease_until = 0 WHERE state = 'running' AND worker = $1", {row.text(0)}));
  }
  return {};
}

Result<bool> DatabaseQueue::something_to_claim(bool light_only) {
  TRY_ASSIGN(const SqlRows ready,
             m_pool.run("SELECT 1 FROM job WHERE state = 'ready' AND run_at <= {{now}} AND heavy <= $1 LIMIT 1",
                        {std::int64_t{light_only ? 0 : 1}}));
  if (!ready.empty()) return true;
  TRY_ASSIGN(const SqlRows expired,
             m_pool.run("SELECT 1 FROM job WHERE state = 'running' AND lease_until < {{now}} LIMIT 1"));
  return !expired.empty();
}

/// Inside a transaction: the jobs of lost leases go back or, their attempts used up, to the buried; then one is
/// claimed.
Result<std::optional<Lease>> DatabaseQueue::claim_in(SqlSession& session, bool light_only) {
  const Error died = fail(Errc::internal, "store.worker_died", {{"attempts", std::int64_t{most_attempts}}}).value();
  TRY(
      session.run("UPDATE job SET state = 'buried', worker = '', error = $1 "
                  "WHERE state = 'running' AND lease_until < {{now}} AND attempts >= $2",
                  {error_text(died), std::int64_t{most_attempts}}));
  TRY(session.run("UPDATE job SET state = 'ready', worker = '' WHERE state = 'running' AND lease_until < {{now}}"));
  TRY_ASSIGN(const SqlRows claimed,
             session.run("UPDATE job SET state = 'running', fence = fence + 1, attempts = attempts + 1, worker = $1, "
                         "lease_until = {{now}} + $2 WHERE number = (SELECT number FROM job WHERE state = 'ready' AND "
                         "run_at <= {{now}} AND heavy <= $3 ORDER BY priority DESC, number LIMIT 1) "
                         "RETURNING number, id, kind, heavy, priority, payload, fence, attempts",
                         {m_worker, milliseconds(m_lease_time), std::int64_t{light_only ? 0 : 1}}));
  if (claimed.empty()) return std::nullopt;
  TRY_ASSIGN(Lease lease, lease_from(claimed.front()));
  return lease;
}

Result<std::optional<Lease>> DatabaseQueue::claim(bool light_only) {
  std::optional<Lease> lease;
  TRY(m_pool.transaction([&](SqlSession& session) -> Result<> {
    Result<std::optional<Lease>> claimed = claim_in(session, light_only);
    if (!claimed) return tl::unexpected<Error>(std::move(claimed).error());
    lease = std::move(*claimed);
    return {};
  }));
  return lease;
}

Result<std::optional<Lease>> DatabaseQueue::take(bool light_only, std::chrono::milliseconds wait,
                                                 std::stop_token stop) {
  const Clock::time_point deadline = Clock::now() + wait;
  while (!stop.stop_requested()) {
    const std::uint64_t seen = changes();
    TRY(end_leases_of_gone_workers());
    TRY_ASSIGN(const bool promising, something_to_claim(light_only));
    if (promising) {
      TRY_ASSIGN(std::optional<Lease> lease, claim(light_only));
      if (lease) return lease;
    }
    const Clock::time_point now = Clock::now();
    if (now >= deadline) break;
    std::unique_lock lock(m_wake_up.mutex);
    m_wake_up.changed.wait_until(lock, stop, std::min(deadline, now + look_interval),
                                 [&] { return m_wake_up.changes != seen; });
  }
  return std::nullopt;
}

/// Changes a job that `lease` still holds; everything that ends or prolongs a lease goes through here.
Result<> DatabaseQueue::settle(const Lease& lease, std::string_view assignments, std::vector<SqlValue> values) {
  const std::string sql = "UPDATE job SET " + std::string(assignments) + " WHERE number = $" +
                          std::to_string(values.size() + 1) + " AND fence = $" + std::to_string(values.size() + 2) +
                          " AND state = 'running' RETURNING number";
  values.insert(values.end(), {lease.job, lease.fence});
  TRY_ASSIGN(const SqlRows changed, m_pool.run(sql, values));
  if (changed.empty()) return fail(Errc::conflict, "store.lease_lost", {{"job", lease.ticket.id}});
  return {};
}

Result<> DatabaseQueue::extend(const Lease& lease) {
  return settle(lease, "lease_until = {{now}} + $1", {milliseconds(m_lease_time)});
}

Result<> DatabaseQueue::done(const Lease& lease, const Json& result) {
  return settle(lease, "state = 'done', worker = '', result = $1, error = NULL", {result.dump()});
}

Result<> DatabaseQueue::again(const Lease& lease, std::chrono::milliseconds after, const Error& error) {
  TRY(settle(lease,
             "state = CASE WHEN attempts >= $1 THEN 'buried' ELSE 'ready' END, worker = '', "
             "run_at = {{now}} + $2, error = $3",
             {std::int64_t{most_attempts}, milliseconds(after), error_text(error)}));
  tell_waiting_takers();
  return {};
}

Result<> DatabaseQueue::bury(const Lease& lease, const Error& error) {
  return settle(lease, "state = 'buried', worker = '', error = $1", {error_text(error)});
}

Result<std::optional<JobStatus>> DatabaseQueue::status(const std::string& id) {
  TRY_ASSIGN(const SqlRows rows, m_pool.run("SELECT state, attempts, result, error FROM job WHERE id = $1", {id}));
  if (rows.empty()) return std::nullopt;
  const SqlRow& row = rows.front();
  JobStatus status;
  status.state = state_from(row.text(0));
  status.attempts = static_cast<int>(row.integer(1));
  if (!row.is_null(2)) {
    TRY_ASSIGN(status.result, parse_json(row.text(2)));
  }
  if (!row.is_null(3)) {
    TRY_ASSIGN(const Json json, parse_json(row.text(3)));
    TRY_ASSIGN(status.error, error_from_json(json));
  }
  return status;
}

Result<> DatabaseQueue::withdraw_in(SqlSession& session, const std::string& id) {
  TRY(session.run("DELETE FROM job_offer WHERE job = $1 AND offerer = $2", {id, m_worker}));
  TRY(session.run("DELETE FROM job WHERE id = $1 AND " + std::string(is_abandoned), {id}));
  return {};
}

Result<> DatabaseQueue::withdraw(const std::string& id) {
  TRY(m_pool.transaction([&](SqlSession& session) { return withdraw_in(session, id); }));
  TRY_ASSIGN(const SqlRows running,
             m_pool.run("SELECT 1 FROM job WHERE id = $1 AND state = 'running' AND lease_until >= {{now}}", {id}));
  if (!running.empty()) return fail(Errc::conflict, "store.job_running", {{"job", id}});
  return {};
}

Result<> DatabaseQueue::withdraw_abandoned() {
  TRY(end_leases_of_gone_workers());
  TRY_ASSIGN(const SqlRows offerers,
             m_pool.run("SELECT offerer, MAX(until) < {{now}} FROM job_offer GROUP BY offerer"));
  for (const SqlRow& row : offerers) {
    const Liveness liveness = liveness_of(row.text(0));
    const bool is_silent = row.integer(1) != 0;
    if (liveness == Liveness::alive || (liveness == Liveness::unknown && !is_silent)) continue;
    TRY(m_pool.run("DELETE FROM job_offer WHERE offerer = $1", {row.text(0)}));
  }
  const std::string abandoned = "FROM job WHERE state IN ('ready', 'running') AND " + std::string(is_abandoned);
  TRY_ASSIGN(const SqlRows left, m_pool.run("SELECT 1 " + abandoned + " LIMIT 1"));
  if (!left.empty()) TRY(m_pool.run("DELETE " + abandoned));
  return {};
}

Result<> DatabaseQueue::renew_offers() {
  TRY(m_pool.run("UPDATE job_offer SET until = {{now}} + $1 WHERE offerer = $2",
                 {milliseconds(m_lease_time), m_worker}));
  return {};
}

}  // namespace

std::unique_ptr<JobQueue> make_database_queue(SqlPool& pool, WakeUp& wake_up, std::chrono::milliseconds lease_time) {
  return std::make_unique<DatabaseQueue>(pool, wake_up, lease_time);
}

std::chrono::milliseconds retry_delay(int attempt, double random) {
  constexpr double first_milliseconds = 5000;
  constexpr int most_doublings = 16;  // 91 hours; far above any number of attempts in use
  const double base = first_milliseconds * std::exp2(std::clamp(attempt - 1, 0, most_doublings));
  const double jitter = 0.25 * std::clamp(random, 0.0, 1.0);
  return std::chrono::milliseconds(std::llround(base * (1 + jitter)));
}

}  // namespace integrart
