#pragma once
// The database behind ledger and queue. (Poco::Data's home; none of its types leave.)

#include <chrono>
#include <memory>
#include <string_view>

#include "pipeline/base/memory_store.h"
#include "pipeline/base/result.h"
#include "pipeline/store/job_queue.h"
#include "pipeline/store/ledger.h"

namespace integrart {

/// An open database whose schema is up to date. Numbered migrations, each applied in one transaction, run at open; a
/// database from a newer program is refused (Errc::conflict) instead of damaged.
class Database {
 public:
  virtual ~Database() = default;
  virtual std::unique_ptr<Ledger> ledger() = 0;  // must not outlive the database
  /// Must not outlive the database. Another `lease_time` is for tests.
  virtual std::unique_ptr<JobQueue> queue(std::chrono::milliseconds lease_time) = 0;
  std::unique_ptr<JobQueue> queue() { return queue(JobQueue::usual_lease_time); }
  virtual std::unique_ptr<MemoryStore> memory() = 0;  // must not outlive the database
  virtual int schema_version() const = 0;
};

/// `sqlite:PATH` (WAL, synchronous FULL). The folder must exist.
Result<std::unique_ptr<Database>> open_database(std::string_view url);

}  // namespace integrart
