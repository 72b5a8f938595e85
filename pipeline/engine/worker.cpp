#include "pipeline/engine/worker.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <random>

#include "pipeline/engine/child.h"
#include "pipeline/engine/sandbox.h"
#include "pipeline/engine/unit_folder.h"

namespace integrart {

namespace {

/// So often, a second apart, the queue may refuse before it is said to be broken: the disk is full, not only busy.
constexpr int most_refusals = 5;

StepBounds bounds_of(const Unit& unit, const Catalogue& catalogue) {
  StepBounds bounds{};
  for (const UnitStep& step : unit.steps)
    if (const StepKind* kind = find_by_id(catalogue.steps, step.kind)) {
      bounds.memory_bytes = std::max(bounds.memory_bytes, kind->bounds.memory_bytes);
      bounds.file_bytes = std::max(bounds.file_bytes, kind->bounds.file_bytes);
      bounds.cpu_seconds = std::max(bounds.cpu_seconds, kind->bounds.cpu_seconds);
      bounds.wall_seconds = std::max(bounds.wall_seconds, kind->bounds.wall_seconds);
      bounds.per_media_second = std::max(bounds.per_media_second, kind->bounds.per_media_second);
    }
  return bounds;
}

struct StepTime {
  double cpu_seconds = 0;
  double wall_seconds = 0;
};

/// What each step of a unit took. The steps of a decode pass are measured in their sinks, by threads that each work for
/// one sink at a time; what is left (decoding, conversions, threads that encoders start) is for all alike and divided
/// equally. The time on the wall is divided as the processor time is, so that both add up to those of the child.
std::vector<StepTime> times_of(const Json::Array& answers, const ChildResult& child) {
  std::vector<StepTime> times(answers.size());
  double measured = 0;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    // The child is not trusted: no number that is none, no more than it can have used.
    const double claimed = answers[i].at_or_null("cpu_seconds").number_or(0);
    times[i].cpu_seconds = claimed > 0 ? std::min(claimed, child.cpu_seconds) : 0.0;
    measured += times[i].cpu_seconds;
  }
  const double scale = measured > child.cpu_seconds ? child.cpu_seconds / measured : 1.0;
  const double rest = (child.cpu_seconds - measured * scale) / static_cast<double>(answers.size());
  for (StepTime& time : times) {
    time.cpu_seconds = time.cpu_seconds * scale + rest;
    time.wall_seconds = child.cpu_seconds > 0 ? child.wall_seconds * time.cpu_seconds / child.cpu_seconds
                                              : child.wall_seconds / static_cast<double>(answers.size());
  }
  return times;
}

Result<std::vector<Message>> notes_of(const Json& answer) {
  std::vector<Message> notes;
  for (const Json& note : answer.at_or_null("notes").items()) {
    TRY_ASSIGN(notes.emplace_back(), message_from_json(note));
  }
  return notes;
}

/// Takes the files of one step in and writes its record. What was noted about the source belongs to every step that was
/// made from it: whoever finds only the record is told so too.
Result<> record_step(const UnitStep& step, const Json& answer, const std::vector<Message>& notes_of_unit,
                     const std::filesystem::path& folder, const WorkerServices& services, const StepTime& time) {
  StepRecord record;
  record.key = step.key;
  record.kind = step.kind;
  record.preimage = step.preimage;
  record.document = answer.at_or_null("document");
  record.cpu_seconds = time.cpu_seconds;
  record.wall_seconds = time.wall_seconds;
  if (const StepKind* kind = find_by_id(services.catalogue.steps, step.kind)) record.version = kind->version;
  for (const Json& file : answer.at_or_null("files").items()) {
    // The child is not trusted: only a plain file directly below the step's own folder is taken.
    const std::filesystem::path relative = file.at_or_null("path").string_or("");
    if (relative.is_absolute() || relative.lexically_normal() != relative || *relative.begin() == "..")
      return fail(Errc::internal, "engine.output_outside", {{"file", relative.string()}});
    TRY_ASSIGN(auto opened, open_regular_file((folder / relative).string(), UINT64_MAX));
    TRY_ASSIGN(ArtefactRef artefact, services.store.import_file(
                                         opened.second, file.at_or_null("type").string_or("application/octet-stream")));
    record.files.push_back({file.at_or_null("name").string_or(""), std::move(artefact)});
  }
  record.notes = notes_of_unit;
  TRY_ASSIGN(std::vector<Message> notes, notes_of(answer));
  std::ranges::move(notes, std::back_inserter(record.notes));
  return services.ledger.record(record);
}

Result<UnitOutcome> take_in(const Unit& unit, const ChildResult& child, const std::filesystem::path& folder,
                            const WorkerServices& services) {
  TRY_ASSIGN(const Json answer, parse_json(child.result));
  if (const Json& error = answer.at_or_null("error"); !error.is_null()) {
    // The child itself answers for all its steps: taking the unit apart would only say the same again.
    TRY_ASSIGN(const Error parsed, error_from_json(error));
    UnitOutcome outcome;
    for (const UnitStep& step : unit.steps) outcome.steps.push_back({step.id, parsed});
    return outcome;
  }
  const Json::Array& answers = answer.at_or_null("steps").items();
  if (answers.size() != unit.steps.size()) return fail(Errc::internal, "engine.child_answer");
  UnitOutcome outcome;
  outcome.cpu_seconds = child.cpu_seconds;
  outcome.wall_seconds = child.wall_seconds;
  outcome.peak_memory_bytes = child.peak_memory_bytes;
  TRY_ASSIGN(outcome.notes, notes_of(answer));
  const std::vector<StepTime> times = times_of(answers, child);
  for (std::size_t i = 0; i < answers.size(); ++i) {
    UnitStepOutcome step{unit.steps[i].id, std::nullopt};
    if (const Json& error = answers[i].at_or_null("error"); !error.is_null()) {
      TRY_ASSIGN(step.error, error_from_json(error));
    } else if (auto recorded = record_step(unit.steps[i], answers[i], outcome.notes, folder, services, times[i]);
               !recorded) {
      step.error = std::move(recorded).error();
    }
    outcome.steps.push_back(std::move(step));
  }
  return outcome;
}

}  // namespace

Ticket ticket_of(const Unit& unit, const Catalogue& catalogue) {
  Ticket ticket{unit.id(), "unit", JobWeight::light, 0, unit.to_json()};
  for (const UnitStep& step : unit.steps)
    if (const StepKind* kind = find_by_id(catalogue.steps, step.kind);
        kind != nullptr && kind->weight == JobWeight::heavy)
      ticket.weight = JobWeight::heavy;
  return ticket;
}

Result<UnitOutcome> run_unit(const Unit& unit, const WorkerServices& services, const std::stop_token& stop,
                             const std::function<void(double)>& progress) {
  return guard([&]() -> Result<UnitOutcome> {
    std::vector<FileDescriptor> files;
    ChildRequest request;
    for (const UnitStep& step : unit.steps)
      for (const UnitInput& input : step.inputs)
        if (input.artefact) {
          TRY_ASSIGN(auto opened, services.store.open(input.artefact->digest));
          request.descriptors.push_back(opened.first.get());
          files.push_back(std::move(opened.first));
        }
    TRY_ASSIGN(const UnitFolder folder, UnitFolder::make(services.work_folder));
    request.program = services.program;
    request.fork_server = services.fork_server;
    request.arguments = {std::string(child_argument)};
    request.request = unit.to_json().dump();
    request.work_folder = folder.path();
    request.bounds = bounds_of(unit, services.catalogue);
    request.media_seconds = unit.media_seconds;
    request.stop = stop;
    request.on_progress = [&](std::string_view line) {
      if (progress) progress(std::clamp(std::atof(std::string(line).c_str()), 0.0, 1.0));
    };
    TRY_ASSIGN(const ChildResult child, run_child(request));
    return take_in(unit, child, folder.path(), services);
  });
}

WorkerPool::WorkerPool(WorkerServices services, WorkerEvents events, int heavy_lanes)
    : m_services(std::move(services)), m_events(std::move(events)) {
  sweep_unit_folders(m_services.work_folder);
  m_threads.emplace_back([this](const std::stop_token& stop) { heartbeat(stop); });
  m_threads.emplace_back([this](const std::stop_token& stop) { lane(stop, true); });
  for (int i = 0; i < heavy_lanes; ++i)
    m_threads.emplace_back([this](const std::stop_token& stop) { lane(stop, false); });
}

WorkerPool::~WorkerPool() {
  for (std::jthread& thread : m_threads) thread.request_stop();
  const std::lock_guard lock(m_mutex);
  for (auto& [job, running] : m_running) running.stop.request_stop();
  m_wake.notify_all();
}

void WorkerPool::pause(const std::stop_token& stop) {
  std::unique_lock lock(m_mutex);
  m_wake.wait_for(lock, stop, std::chrono::seconds(1), [] { return false; });
}

void WorkerPool::lane(const std::stop_token& stop, bool light_only) {
  for (int refusals = 0; !stop.stop_requested();) {
    const auto lease = m_services.queue.take(light_only, std::chrono::milliseconds(500), stop);
    refusals = lease ? 0 : refusals + 1;
    if (lease && *lease) {
      work_on(**lease, stop);
    } else if (!lease) {
      // The database is busy or away: wait, the job is still there.
      if (refusals == most_refusals && m_events.broken) m_events.broken(lease.error());
      pause(stop);
    }
  }
}

void WorkerPool::work_on(const Lease& lease, const std::stop_token& stop) {
  std::stop_source stop_source;
  {
    const std::lock_guard lock(m_mutex);
    m_running[lease.job] = {lease, stop_source};
    if (stop.stop_requested()) stop_source.request_stop();
  }
  Result<UnitOutcome> outcome = fail(Errc::internal, "engine.unit_empty");
  if (auto unit = Unit::from_json(lease.ticket.payload); unit) {
    outcome = run_unit(*unit, m_services, stop_source.get_token(), [&](double share) {
      if (m_events.progress) m_events.progress(*unit, share);
    });
  } else {
    outcome = tl::unexpected<Error>(std::move(unit).error());
  }
  Result<> settled = settle(lease, outcome);
  // A lost lease means that a successor settles this job; there is nothing left to say.
  const auto was_refused = [&] { return !settled && settled.error().code != Errc::conflict; };
  for (int refusals = 1; was_refused() && refusals < most_refusals && !stop.stop_requested(); ++refusals) {
    pause(stop);
    settled = settle(lease, outcome);
  }
  if (was_refused() && m_events.broken) m_events.broken(settled.error());
  {
    const std::lock_guard lock(m_mutex);
    m_running.erase(lease.job);
  }
  if (m_events.finished) m_events.finished(lease.ticket.id);
}

Result<> WorkerPool::settle(const Lease& lease, const Result<UnitOutcome>& outcome) {
  if (outcome) return m_services.queue.done(lease, outcome->to_json());
  const Error& error = outcome.error();
  if (error.code == Errc::cancelled) return m_services.queue.again(lease, std::chrono::milliseconds(0), error);
  if (policy_of(error.code).retry == Retry::never) return m_services.queue.bury(lease, error);
  std::random_device random;
  const double jitter = static_cast<double>(random()) / (static_cast<double>(std::random_device::max()) + 1);
  return m_services.queue.again(lease, retry_delay(lease.attempt, jitter), error);
}

void WorkerPool::heartbeat(const std::stop_token& stop) {
  std::unique_lock lock(m_mutex);
  while (!stop.stop_requested()) {
    m_wake.wait_for(lock, stop, m_services.queue.lease_time() / 3, [] { return false; });
    std::vector<Running> running;
    for (const auto& [job, one] : m_running) running.push_back(one);
    lock.unlock();
    // What could not be renewed is renewed the next time; there are three of them in the time of a lease.
    [[maybe_unused]] const Result<> renewed = m_services.queue.renew_offers();
    for (Running& one : running)
      if (const auto extended = m_services.queue.extend(one.lease);
          !extended && extended.error().code == Errc::conflict)
        one.stop.request_stop();
    lock.lock();
  }
}

}  // namespace integrart
