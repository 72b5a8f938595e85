#include "pipeline/engine/build.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <set>

#include "pipeline/engine/build_summary.h"
#include "pipeline/engine/draft_pack.h"
#include "pipeline/engine/file_stamp.h"
#include "pipeline/engine/model_source.h"
#include "pipeline/engine/output_folder.h"
#include "pipeline/engine/pack_again.h"
#include "pipeline/engine/pack_assembly.h"
#include "pipeline/engine/pack_output.h"
#include "pipeline/engine/report_html.h"
#include "pipeline/engine/work_licence.h"
#include "pipeline/engine/work_review.h"
#include "pipeline/learning/activities.h"

namespace integrart {

namespace {

/// Tells the listener, one event at a time.
class Progress {
 public:
  explicit Progress(const ProgressListener& listener) : m_listener(listener) {}

  void tell(const ProgressEvent& event) {
    if (!m_listener) return;
    const std::lock_guard lock(m_mutex);
    m_listener(event);
  }

 private:
  const ProgressListener& m_listener;
  std::mutex m_mutex;
};

class Build {
 public:
  Build(const BuildRequest& request, const BuildServices& services, const ProgressListener& progress,
        std::stop_token stop)
      : m_request(request), m_services(services), m_progress(progress), m_stop(std::move(stop)) {}

  Result<BuildOutcome> run() {
    TRY_ASSIGN(const SourceFolder folder, SourceFolder::open(m_request.folder));
    TRY(begin_works(folder));
    TRY(run_works());
    TRY(write_outputs());
    write_packs();
    return finish();
  }

 private:
  /// With `only` nothing is done for the other works; what was done for them before is known.
  bool is_asked_for(const CollectionWork& work) const { return m_request.only.empty() || m_request.only == work.id; }

  Result<> begin_works(const SourceFolder& folder) {
    const Collection& collection = m_request.collection;
    if (std::ranges::none_of(collection.works, [&](const CollectionWork& work) { return is_asked_for(work); }))
      return fail(Errc::not_found, "engine.work_unknown", {{"work", m_request.only}});
    for (const CollectionWork& work : collection.works) m_licensed.push_back(under_licence(work, collection));
    for (const CollectionWork& work : m_licensed)
      m_works.emplace_back(
          work, WorkBuildSettings{
                    m_request.recipe, m_request.policy, m_services.worker.catalogue, m_services.worker.ledger,
                    DraftSettings{{collection.languages, collection.drafts_allowed}, m_services.translator, m_stop},
                    m_request.today, &m_services.worker.store, !is_asked_for(work)});
    TRY_ASSIGN(const auto glossaries,
               import_glossaries(folder, collection, m_services.worker.store, m_services.worker.ledger));
    TRY_ASSIGN(const auto known_media,
               import_known_media(m_request.known_media, m_services.worker.store, m_services.worker.ledger));
    TRY_ASSIGN(const auto models, import_models(m_request.models, m_services.worker.store, m_services.worker.ledger));
    for (WorkBuild& work : m_works) {
      if (m_stop.stop_requested()) return fail(Errc::cancelled, "engine.cancelled");
      if (is_asked_for(work.work())) m_progress.tell({work.work().id, "", {"engine.progress_reading", {}}, 0, false});
      auto sources = import_sources(folder, work.work(), m_services.worker.store, m_services.worker.ledger);
      if (sources) sources->glossaries = glossaries;
      if (sources) sources->known_media = known_media;
      if (sources) sources->models = models;
      work.begin(std::move(sources));
    }
    return {};
  }

  Result<> run_works() {
    WorkerEvents events;
    events.progress = [this](const Unit& unit, double share) {
      if (!is_ours(unit)) return;
      m_progress.tell({unit.work,
                       unit.steps.size() > 1 ? "decode_pass" : unit.steps.front().id,
                       {"engine.progress_running", {}},
                       share,
                       false});
    };
    events.finished = [this](const std::string& ticket) {
      const std::lock_guard lock(m_mutex);
      m_finished.insert(ticket);
      m_wake.notify_all();
    };
    events.broken = [this](const Error& error) {
      const std::lock_guard lock(m_mutex);
      m_broken = error;
      m_wake.notify_all();
    };
    TRY(m_services.worker.queue.withdraw_abandoned());
    const WorkerPool pool(m_services.worker, std::move(events), m_request.heavy_lanes);
    for (WorkBuild& work : m_works) TRY(advance(work));
    TRY(begin_drafts());
    TRY(compare_works());
    while (!m_outstanding.empty()) {
      if (m_stop.stop_requested()) return withdraw_all();
      TRY(settle_tickets());
      TRY(begin_drafts());
      TRY(compare_works());
    }
    return {};
  }

  /// As soon as all fingerprints are taken. A duplicate is the later one: works that other collections left in the
  /// store and works before it in this one were there first.
  Result<> compare_works() {
    if (m_works_compared || !std::ranges::all_of(m_works, &WorkBuild::fingerprint_is_taken)) return {};
    m_works_compared = true;
    std::vector<std::string> ids;
    for (const CollectionWork& work : m_request.collection.works) ids.push_back(work.id);
    TRY_ASSIGN(KnownWorks known, KnownWorks::remembered(m_services.worker.ledger, ids));
    for (WorkBuild& work : m_works) {
      Json look_alikes = Json::empty_array();
      if (std::optional<Fingerprint> fingerprint = work.fingerprint()) {
        const std::string& key = work.find(fingerprint_step)->key.hex;
        TRY_ASSIGN(look_alikes, known.look_alikes(work.work().id, key, *fingerprint, m_services.worker.ledger));
        known.add(work.work().id, key, std::move(*fingerprint));
      }
      work.set_other_works(std::move(look_alikes));
      TRY(advance(work));
    }
    return {};
  }

  /// As soon as all tracks that people made are read: the memory learns them, then drafts are asked for. In this order,
  /// so that a second build finds the same in the memory.
  Result<> begin_drafts() {
    if (m_drafts_begun || !std::ranges::all_of(m_works, &WorkBuild::tracks_are_read)) return {};
    m_drafts_begun = true;
    for (const WorkBuild& work : m_works) TRY(learn(work));
    for (WorkBuild& work : m_works) {
      work.allow_drafts();
      TRY(advance(work));
    }
    return {};
  }

  /// Lines of works that may not be published stay private, whatever the licence says.
  Result<> learn(const WorkBuild& build) {
    const std::vector<CueTrack> tracks = build.tracks_of_people();
    if (m_services.translator == nullptr || tracks.size() < 2) return {};
    const Collection& collection = m_request.collection;
    const CollectionWork& work = build.work();
    const bool may_share = !work.is_private && publication_obstacles(collection, work, m_request.today).empty();
    TRY_ASSIGN(const std::size_t pairs, m_services.translator->learn(tracks, collection.id + "/" + work.id,
                                                                     may_share ? work.licence : std::string()));
    m_learnt += static_cast<std::int64_t>(pairs);
    return {};
  }

  /// Lanes also do what other builds on the same data folder wait for.
  bool is_ours(const Unit& unit) {
    const std::lock_guard lock(m_mutex);
    return m_offered.contains(unit.id());
  }

  Result<> advance(WorkBuild& work) {
    for (const Unit& unit : work.advance()) {
      const Ticket ticket = ticket_of(unit, m_services.worker.catalogue);
      const bool is_new = !m_outstanding.contains(ticket.id);
      m_outstanding[ticket.id].push_back(&work);
      {
        const std::lock_guard lock(m_mutex);
        m_offered.insert(ticket.id);
      }
      if (is_new) TRY(m_services.worker.queue.offer(ticket));
    }
    int settled = 0;
    int all = 0;
    for (const WorkBuild& one : m_works)
      for (const StepProgress& step : one.steps()) {
        ++all;
        if (step.state != StepState::waiting && step.state != StepState::running) ++settled;
      }
    m_progress.tell(
        {"", "", {"engine.progress_running", {}}, all == 0 ? 0.0 : static_cast<double>(settled) / all, false});
    if (work.finished() && is_asked_for(work.work()) && m_told.insert(work.work().id).second)
      m_progress.tell(
          {work.work().id, "", {work.failed() ? "engine.progress_failed" : "engine.progress_done", {}}, 1, true});
    return {};
  }

  /// Waits for tickets to finish; looks at all of them once a second, because another process may have done the work.
  Result<> settle_tickets() {
    std::set<std::string> finished;
    bool told = false;
    {
      std::unique_lock lock(m_mutex);
      told = m_wake.wait_for(lock, std::chrono::seconds(1),
                             [&] { return !m_finished.empty() || m_broken || m_stop.stop_requested(); });
      if (m_broken) return tl::unexpected<Error>(*m_broken);
      finished.swap(m_finished);
      if (!told)
        for (const auto& [ticket, works] : m_outstanding) finished.insert(ticket);
    }
    if (!told) TRY(m_services.worker.queue.withdraw_abandoned());
    for (const std::string& ticket : finished)
      if (m_outstanding.contains(ticket)) TRY(settle_ticket(ticket));
    return {};
  }

  Result<> settle_ticket(const std::string& ticket) {
    TRY_ASSIGN(const auto status, m_services.worker.queue.status(ticket));
    if (!status) return fail(Errc::internal, "engine.ticket_lost", {{"ticket", ticket}});
    if (status->state != JobState::done && status->state != JobState::buried) return {};  // runs, or is tried again
    const auto works = m_outstanding.extract(ticket);
    for (WorkBuild* work : works.mapped()) {
      if (status->state == JobState::done) {
        TRY_ASSIGN(const UnitOutcome outcome, UnitOutcome::from_json(status->result));
        work->unit_done(ticket, outcome);
      } else {
        work->unit_failed(
            ticket,
            status->error.value_or(Error{
                Errc::internal, {"engine.ticket_lost", {{"ticket", ticket}}}, {}, std::source_location::current()}));
      }
      TRY(advance(*work));
    }
    return {};
  }

  Result<> withdraw_all() {
    // What runs keeps its job: the pool stops it and gives it back.
    for (const auto& [ticket, works] : m_outstanding)
      if (auto withdrawn = m_services.worker.queue.withdraw(ticket);
          !withdrawn && withdrawn.error().code != Errc::conflict)
        return withdrawn;
    return fail(Errc::cancelled, "engine.cancelled");
  }

  Result<> write_outputs() {
    std::vector<WorkStep> memory;
    for (const WorkBuild& work : m_works) {
      if (!is_asked_for(work.work()) && lacks(work)) continue;  // what an earlier build made of it stays
      for (WorkStep& step : work.memory()) memory.push_back(std::move(step));
      TRY(write_output_folder(m_request.out / "works" / work.work().id, output_files_of(work),
                              m_services.worker.store));
    }
    return m_services.worker.ledger.remember(memory);
  }

  /// Why `work` is in no pack; empty when it is, or when no pack was asked for.
  std::vector<Message> reasons_to_leave_out(const WorkBuild& work) const {
    std::vector<Message> reasons;
    if (m_request.collection.pack.formats.empty()) return reasons;
    if (work.failed()) reasons.push_back({"engine.left_out_failed", {{"work", work.work().id}}});
    if (const std::string& step = work.missing_step(); m_request.draft && !step.empty())
      reasons.push_back({"engine.left_out_not_built", {{"work", work.work().id}, {"step", step}}});
    if (m_request.draft) return reasons;
    for (Message& obstacle : publication_obstacles(m_request.collection, work.work(), m_request.today))
      reasons.push_back(std::move(obstacle));
    if (!work.failed())
      for (Message& obstacle : review_obstacles(work)) reasons.push_back(std::move(obstacle));
    return reasons;
  }

  Result<PackManifest> assemble() {
    PackManifest manifest;
    const Collection& collection = m_request.collection;
    manifest.id = collection.id;
    manifest.title = collection.title;
    manifest.description = collection.description;
    manifest.languages = collection.languages;
    manifest.licence = collection.licence;
    manifest.publisher = collection.publisher;
    manifest.published = collection.published;
    manifest.h5p_libraries = m_request.h5p_libraries;
    manifest.tool_version = m_request.tool_version;
    for (const WorkBuild& work : m_works) {
      if (!reasons_to_leave_out(work).empty()) continue;
      TRY_ASSIGN(PackWork packed, assemble_work(work, collection, m_services.worker.store));
      manifest.works.push_back(std::move(packed));
    }
    TRY_ASSIGN(std::vector<Message> notes, learning::add_activities(manifest.works, collection));
    for (Message& note : notes) m_problems.push_back(std::move(note));
    if (m_request.draft) return draft_of(std::move(manifest));
    return manifest;
  }

  /// Of a work that is not to be built: it is not as a whole build would make it.
  static bool lacks(const WorkBuild& work) { return work.failed() || !work.missing_step().empty(); }

  /// A release holds every work that may be published, or is not made: clients would take what is not in it for gone.
  std::optional<Message> reason_to_wait() const {
    if (m_request.draft) return std::nullopt;
    for (const WorkBuild& work : m_works) {
      if (is_asked_for(work.work()) || !lacks(work)) continue;
      if (!publication_obstacles(m_request.collection, work.work(), m_request.today).empty()) continue;
      return Message{
          "engine.packs_wait",
          {{"work", work.work().id},
           {"step", work.failed() ? render(work.errors().front(), m_request.language) : work.missing_step()}}};
    }
    return std::nullopt;
  }

  void write_packs() {
    if (m_request.collection.pack.formats.empty()) return;
    if (std::optional<Message> reason = reason_to_wait()) {
      m_problems.push_back(std::move(*reason));
      return;
    }
    const auto manifest = assemble();
    if (!manifest) {
      pack_failed("*", manifest.error());
      return;
    }
    if (manifest->works.empty()) {
      m_problems.push_back({"engine.pack_empty", {}});
      m_packs_failed = true;
      return;
    }
    if (!m_request.draft)
      if (const auto kept = keep_lesson(m_request.out, *manifest, m_request.collection); !kept)
        pack_failed("*", kept.error());
    for (const std::string& id : m_request.collection.pack.formats) {
      m_progress.tell({"", "pack:" + id, {"engine.progress_packing", {{"format", id}}}, 0, false});
      if (const auto written = write_pack(id, *manifest); !written) pack_failed(id, written.error());
    }
  }

  void pack_failed(const std::string& format, const Error& error) {
    m_problems.push_back({"engine.pack_failed", {{"format", format}, {"reason", render(error, m_request.language)}}});
    m_packs_failed = true;
  }

  Result<> write_pack(const std::string& id, const PackManifest& manifest) {
    const PackOutput output{m_request.out, m_services.worker.store, m_services.key,
                            m_request.draft ? PackPurpose::draft : PackPurpose::release, m_request.today};
    TRY_ASSIGN(auto written,
               output.write(id, manifest, m_services.worker.catalogue, m_request.collection.pack.size_budget_mb));
    for (Message& note : written.notes) m_problems.push_back(std::move(note));
    for (PackOutcome& pack : written.value.packs) m_packs.push_back(std::move(pack));
    if (written.value.remarks.empty()) return {};
    Json remarks = Json::empty_array();
    for (const Message& remark : written.value.remarks) remarks.push_back(render(remark, m_request.language));
    m_remarks.push_back(Json::object({{"format", id}, {"remarks", std::move(remarks)}}));
    return {};
  }

  /// Those of which summary and report tell.
  std::vector<const WorkBuild*> works_asked_for() const {
    std::vector<const WorkBuild*> works;
    for (const WorkBuild& work : m_works)
      if (is_asked_for(work.work())) works.push_back(&work);
    return works;
  }

  Result<BuildOutcome> finish() {
    const std::vector<const WorkBuild*> works = works_asked_for();
    const StepCounts counts = count_steps(works);
    const Json steps = Json::object({{"run", counts.run}, {"cached", counts.cached}, {"failed", counts.failed}});
    BuildOutcome outcome;
    outcome.summary = Json::object({{"packs", packs_json(m_packs)},
                                    {"steps", steps},
                                    {"works", Json::empty_array()},
                                    {"problems", Json::empty_array()},
                                    {"notes", Json::empty_array()},
                                    {"remarks", m_remarks},
                                    {"not_checked", not_checked(works, m_request.language)}});
    for (const Message& problem : m_problems)
      outcome.summary["problems"].push_back(render(problem, m_request.language));
    for (const Message& note : m_request.notes) outcome.summary["notes"].push_back(render(note, m_request.language));
    outcome.complete = !m_packs_failed;
    for (const WorkBuild* work : works) {
      outcome.summary["works"].push_back(work_summary(*work, reasons_to_leave_out(*work), m_request.language));
      outcome.complete = outcome.complete && !work->failed();
      if (work->failed() && !outcome.failure) outcome.failure = work->errors().front().code;
    }
    TRY(write_report(steps, outcome.summary));
    return outcome;
  }

  Result<> write_report(const Json& steps, const Json& summary) {
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - m_begin).count();
    Json report =
        Json::object({{"schema", "report/1"},
                      {"collection", Json::object({{"id", m_request.collection.id},
                                                   {"title", m_request.collection.title.in(m_request.language)}})},
                      {"started", m_request.today},
                      {"seconds", seconds},
                      {"steps", steps},
                      {"memory", Json::object({{"learnt", m_learnt}})},
                      {"packs", summary.at_or_null("packs")},
                      {"remarks", summary.at_or_null("remarks")},
                      {"problems", summary.at_or_null("problems")}});
    for (const Message& note : m_request.notes) report["problems"].push_back(render(note, m_request.language));
    report["works"] = Json::empty_array();
    for (const WorkBuild* work : works_asked_for())
      report["works"].push_back(
          report_work(*work, reasons_to_leave_out(*work), m_services.worker.store, m_request.language));
    TRY(write_text_file(m_request.out / "report.json", report.dump_pretty()));
    return write_text_file(m_request.out / "report.html", report_html(report, m_request.language));
  }

  const BuildRequest& m_request;
  const BuildServices& m_services;
  Progress m_progress;
  std::stop_token m_stop;
  std::chrono::steady_clock::time_point m_begin = std::chrono::steady_clock::now();
  std::vector<CollectionWork> m_licensed;  // the works, each under its licence
  std::vector<WorkBuild> m_works;          // all of them: packs hold also those that are not to be built
  std::set<std::string> m_told;            // works of which it was said that they are done
  std::map<std::string, std::vector<WorkBuild*>> m_outstanding;  // ticket -> works that wait for it
  std::mutex m_mutex;
  std::condition_variable m_wake;
  bool m_drafts_begun = false;
  bool m_works_compared = false;
  std::int64_t m_learnt = 0;         // pairs of lines that are new in the memory
  std::set<std::string> m_finished;  // tickets told of by workers; guarded by m_mutex
  std::optional<Error> m_broken;     // of the queue, told of by workers; guarded by m_mutex
  std::set<std::string> m_offered;   // tickets of this build; guarded by m_mutex
  std::vector<Message> m_problems;
  std::vector<PackOutcome> m_packs;
  Json m_remarks = Json::empty_array();  // of the packs: [{"format", "remarks": [text]}]
  bool m_packs_failed = false;
};

}  // namespace

Result<BuildOutcome> build(const BuildRequest& request, const BuildServices& services, const ProgressListener& progress,
                           std::stop_token stop) {
  return guard([&] { return Build(request, services, progress, std::move(stop)).run(); });
}

}  // namespace integrart
