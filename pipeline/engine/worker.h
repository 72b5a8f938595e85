#pragma once
// Takes tickets from the queue, runs their units in sandboxed children, puts results into store and ledger.

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

#include "pipeline/base/catalogue.h"
#include "pipeline/engine/unit.h"
#include "pipeline/store/artefact_store.h"
#include "pipeline/store/job_queue.h"
#include "pipeline/store/ledger.h"

namespace integrart {

class ForkServer;

struct WorkerServices {
  const Catalogue& catalogue;
  ArtefactStore& store;
  Ledger& ledger;
  JobQueue& queue;
  std::filesystem::path work_folder;   // for the folders of running units; must exist
  std::filesystem::path program = {};  // that runs units as a child (child.h); empty: this program itself
  ForkServer* fork_server = nullptr;   // forks the children when given
};

/// What listeners learn; called from worker threads.
struct WorkerEvents {
  std::function<void(const Unit&, double)> progress;        // [0, 1] of the unit
  std::function<void(const std::string& ticket)> finished;  // done, buried or to be tried again
  std::function<void(const Error&)> broken;  // the queue takes and gives nothing any more; the lanes go on trying
};

/// Runs `unit` in one child and takes its outputs in. A step's own error is in the outcome; an error of the whole unit
/// (the child died, the source cannot be opened) is the Result's.
Result<UnitOutcome> run_unit(const Unit& unit, const WorkerServices& services, const std::stop_token& stop,
                             const std::function<void(double)>& progress);

/// Lanes that work until destroyed: one for light jobs only, so that they never wait behind encodes, and `heavy_lanes`
/// for anything. A heartbeat keeps the leases, and what this process offered. Destruction stops running units; their
/// jobs go back to the queue. What killed workers left in the work folder is removed at the beginning.
class WorkerPool {
 public:
  WorkerPool(WorkerServices services, WorkerEvents events, int heavy_lanes);
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

 private:
  struct Running {
    Lease lease;
    std::stop_source stop;
  };

  void lane(const std::stop_token& stop, bool light_only);
  void work_on(const Lease& lease, const std::stop_token& stop);
  Result<> settle(const Lease& lease, const Result<UnitOutcome>& outcome);
  void pause(const std::stop_token& stop);
  void heartbeat(const std::stop_token& stop);

  WorkerServices m_services;
  WorkerEvents m_events;
  std::mutex m_mutex;
  std::condition_variable_any m_wake;
  std::map<std::int64_t, Running> m_running;  // by job
  std::vector<std::jthread> m_threads;        // last member: joined first
};

/// The queue's name for a unit.
Ticket ticket_of(const Unit& unit, const Catalogue& catalogue);

}  // namespace integrart
