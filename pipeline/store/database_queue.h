#pragma once
// The job queue (job_queue.h) in a database.

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>

#include "pipeline/store/job_queue.h"
#include "pipeline/store/sql_session.h"

namespace integrart {

/// Tells waiting takers of this process that something changed. Those of other processes look every now and then.
struct WakeUp {
  std::mutex mutex;
  std::condition_variable_any changed;
  std::uint64_t changes = 0;  // guarded by mutex
};

/// Must not outlive `pool` and `wake_up`.
std::unique_ptr<JobQueue> make_database_queue(SqlPool& pool, WakeUp& wake_up, std::chrono::milliseconds lease_time);

}  // namespace integrart
