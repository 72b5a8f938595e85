#pragma once
// Work to be done: the job table is the queue of record. Lease + attempt fencing by the database clock, so that a
// worker that was declared dead and comes back cannot overwrite its successor.

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "pipeline/base/json.h"
#include "pipeline/base/result.h"

namespace integrart {

/// Light jobs (probe, judge, text, pack) never wait behind heavy ones (decode passes): workers keep a lane for them.
enum class JobWeight : std::uint8_t { light, heavy };

struct Ticket {
  std::string id;  // idempotence key: offering the same id twice makes one job
  std::string kind;
  JobWeight weight = JobWeight::light;
  int priority = 0;  // higher first
  Json payload;      // self-contained: digests and parameters, no paths of this process
};

struct Lease {
  Ticket ticket;
  std::int64_t job = 0;
  int attempt = 0;         // from 1, since the job was last offered
  std::int64_t fence = 0;  // grows with every claim, also after the job was offered again; tells late settlers
};

enum class JobState : std::uint8_t { ready, running, done, buried };
struct JobStatus {
  JobState state = JobState::ready;
  int attempts = 0;
  Json result;                 // of done
  std::optional<Error> error;  // of the last failure
};

/// Thread-safe, and safe between processes.
class JobQueue {
 public:
  virtual ~JobQueue() = default;

  /// Wanted by this process from now on, until it is withdrawn. Idempotent. A job of the same id that nobody is working
  /// on is made ready at once with a fresh count of attempts: one that is done, buried or put off, and one whose
  /// workers died, however often. Who offers wants it done now.
  virtual Result<> offer(const Ticket& ticket) = 0;
  /// The next job: light ones only when `light_only`. Waits up to `wait`; empty when nothing came. Jobs whose lease ran
  /// out, or whose worker process on this host is gone, are taken over.
  virtual Result<std::optional<Lease>> take(bool light_only, std::chrono::milliseconds wait, std::stop_token stop) = 0;
  /// Heartbeat. Errc::conflict when the lease was lost: stop working, discard.
  virtual Result<> extend(const Lease& lease) = 0;
  /// Errc::conflict when the lease was lost.
  virtual Result<> done(const Lease& lease, const Json& result) = 0;
  /// Try again after `after`; buried instead when the attempts are used up (5).
  virtual Result<> again(const Lease& lease, std::chrono::milliseconds after, const Error& error) = 0;
  virtual Result<> bury(const Lease& lease, const Error& error) = 0;
  virtual Result<std::optional<JobStatus>> status(const std::string& id) = 0;
  /// Takes back a job that nobody has leased, whatever its state; one that does not exist is fine, and one that another
  /// process offered too stays for that one. Errc::conflict while a worker has it.
  virtual Result<> withdraw(const std::string& id) = 0;
  /// Takes back what processes offered that are gone, or that have not renewed their offers for the time of a lease
  /// where nobody here can look. What a worker has is finished.
  virtual Result<> withdraw_abandoned() = 0;
  /// Heartbeat of whoever waits for jobs that it offered.
  virtual Result<> renew_offers() = 0;

  /// How long a lease holds without a heartbeat.
  virtual std::chrono::milliseconds lease_time() const = 0;

  static constexpr std::chrono::milliseconds usual_lease_time{60'000};
  static constexpr int most_attempts = 5;
};

/// Back-off before attempt `attempt + 1`: 5 s x 2^(attempt-1), with up to a quarter of jitter taken from `random` in
/// [0, 1).
std::chrono::milliseconds retry_delay(int attempt, double random);

}  // namespace integrart
