#include "pipeline/store/database_ledger.h"

#include <chrono>
#include <ctime>

#include <fmt/chrono.h>

namespace integrart {
namespace {

constexpr std::string_view work_step_columns =
    "SELECT work, step, key, preimage, previous_preimage, ran, why FROM work_step ";

std::int64_t milliseconds(std::chrono::milliseconds duration) {
  return duration.count();
}

std::string iso_8601(std::int64_t milliseconds) {
  const std::time_t seconds = static_cast<std::time_t>(milliseconds / 1000);
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z", fmt::gmtime(seconds), milliseconds % 1000);
}

Json notes_to_json(const std::vector<Message>& notes) {
  Json json = Json::empty_array();
  for (const Message& note : notes) json.push_back(to_json(note));
  return json;
}

Result<StepRecord> record_from(const SqlRow& row) {
  StepRecord record;
  record.key = row.text(0);
  record.kind = row.text(1);
  record.version = static_cast<int>(row.integer(2));
  record.preimage = row.text(3);
  TRY_ASSIGN(record.document, parse_json(row.text(4)));
  TRY_ASSIGN(const Json notes, parse_json(row.text(5)));
  for (const Json& note : notes.items()) {
    TRY_ASSIGN(Message message, message_from_json(note));
    record.notes.push_back(std::move(message));
  }
  record.cpu_seconds = row.real(6);
  record.wall_seconds = row.real(7);
  record.recorded_at = iso_8601(row.integer(8));
  return record;
}

WorkStep work_step_from(const SqlRow& row) {
  return {row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.integer(5) != 0, row.text(6)};
}

std::vector<WorkStep> work_steps_from(const SqlRows& rows) {
  std::vector<WorkStep> steps;
  for (const SqlRow& row : rows) steps.push_back(work_step_from(row));
  return steps;
}

/// Every string in `json` that is a digest: the inputs that a preimage names.
void collect_digests(const Json& json, std::set<Digest>& digests) {
  if (json.is_string()) {
    if (const Result<Digest> digest = Digest::from_hex(json.string_or(""))) digests.insert(*digest);
  }
  for (const Json& item : json.items()) collect_digests(item, digests);
  for (const auto& [key, member] : json.members()) collect_digests(member, digests);
}

Result<> insert_files(SqlSession& session, const StepRecord& record) {
  std::int64_t position = 0;
  for (const StepFile& file : record.files) {
    TRY(session.run(
        "INSERT INTO step_file (step_key, position, name, digest, bytes, media_type) VALUES ($1, $2, $3, $4, $5, $6)",
        {record.key, position++, file.name, file.artefact.digest.hex(), static_cast<std::int64_t>(file.artefact.bytes),
         file.artefact.type}));
  }
  return {};
}

/// Fills in what the preimage was before it last changed (kept while the key stays, moved on when the key changes) and,
/// of a step that ran, why.
Result<WorkStep> with_its_past(SqlSession& session, WorkStep step) {
  TRY_ASSIGN(const SqlRows rows,
             session.run("SELECT key, preimage, previous_preimage FROM work_step WHERE work = $1 AND step = $2",
                         {step.work, step.step}));
  const bool same_key = !rows.empty() && rows.front().text(0) == step.key;
  if (step.previous_preimage.empty() && !rows.empty()) step.previous_preimage = rows.front().text(same_key ? 2 : 1);
  if (step.ran && step.why.empty()) step.why = rows.empty() ? "first" : same_key ? "forgotten" : "changed";
  return step;
}

Result<> replace_work_steps(SqlSession& session, const std::vector<WorkStep>& steps) {
  std::vector<WorkStep> whole;
  std::set<std::string> works;
  for (const WorkStep& step : steps) {
    TRY_ASSIGN(WorkStep filled_in, with_its_past(session, step));
    whole.push_back(std::move(filled_in));
    works.insert(step.work);
  }
  for (const std::string& work : works) TRY(session.run("DELETE FROM work_step WHERE work = $1", {work}));
  for (std::size_t index = 0; index < whole.size(); ++index) {
    const WorkStep& step = whole[index];
    TRY(
        session.run("INSERT INTO work_step (work, step, position, key, preimage, previous_preimage, ran, why) "
                    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                    {step.work, step.step, static_cast<std::int64_t>(index), step.key, step.preimage,
                     step.previous_preimage, std::int64_t{step.ran ? 1 : 0}, step.why}));
  }
  return {};
}

class DatabaseLedger final : public Ledger {
 public:
  explicit DatabaseLedger(SqlPool& pool) : m_pool(pool) {}

  Result<std::optional<StepRecord>> find(const std::string& key) override;
  Result<> record(const StepRecord& record) override;
  Result<> remember(const std::vector<WorkStep>& steps) override;
  Result<std::vector<WorkStep>> steps_of(const std::string& work) override;
  Result<std::vector<WorkStep>> steps_with_key(const std::string& key_prefix) override;
  Result<std::vector<WorkStep>> steps_named(const std::string& step) override;
  Result<std::optional<Digest>> source_digest(const std::string& identity) override;
  Result<> remember_source(const std::string& identity, const Digest& digest) override;
  Result<std::set<Digest>> digests_of(const std::set<std::string>& keys) override;
  Result<std::set<std::string>> live_keys() override;
  Result<std::set<std::string>> keys() override;
  Result<std::vector<ArtefactRef>> artefacts() override;
  Result<> forget(const std::string& key) override;
  Result<std::size_t> forget_all_but(const std::set<std::string>& keys, std::chrono::seconds grace) override;

 private:
  /// A record, and whether its use is to be noted: it is no live one, and was not used lately.
  struct Known {
    StepRecord record;
    bool use_is_due = false;
  };
  Result<std::optional<Known>> look_up(const std::string& key);

  SqlPool& m_pool;
};

Result<std::optional<DatabaseLedger::Known>> DatabaseLedger::look_up(const std::string& key) {
  // One statement, so that a record is never read apart from its files while another process forgets it.
  TRY_ASSIGN(const SqlRows rows,
             m_pool.run("SELECT r.key, r.kind, r.version, r.preimage, r.document, r.notes, r.cpu_seconds, "
                        "r.wall_seconds, r.recorded, f.name, f.digest, f.bytes, f.media_type, "
                        "r.used < {{now}} - $1 AND NOT EXISTS (SELECT 1 FROM work_step w WHERE w.key = r.key) "
                        "FROM step_record r LEFT JOIN step_file f ON f.step_key = r.key WHERE r.key = $2 "
                        "ORDER BY f.position",
                        {milliseconds(use_is_noted_after), key}));
  if (rows.empty()) return std::nullopt;
  Known known;
  TRY_ASSIGN(known.record, record_from(rows.front()));
  known.use_is_due = rows.front().integer(13) != 0;
  for (const SqlRow& row : rows) {
    if (row.is_null(9)) continue;  // a record without files
    TRY_ASSIGN(const Digest digest, Digest::from_hex(row.text(10)));
    known.record.files.push_back({row.text(9), {digest, static_cast<std::uint64_t>(row.integer(11)), row.text(12)}});
  }
  return known;
}

Result<std::optional<StepRecord>> DatabaseLedger::find(const std::string& key) {
  TRY_ASSIGN(std::optional<Known> known, look_up(key));
  if (!known) return std::nullopt;
  if (known->use_is_due) {
    TRY_ASSIGN(const SqlRows noted,
               m_pool.run("UPDATE step_record SET used = {{now}} WHERE key = $1 RETURNING key", {key}));
    if (noted.empty()) return std::nullopt;  // forgotten meanwhile
  }
  return std::move(known->record);
}

Result<> DatabaseLedger::record(const StepRecord& record) {
  return m_pool.transaction([&record](SqlSession& session) -> Result<> {
    TRY_ASSIGN(
        const SqlRows fresh,
        session.run("INSERT INTO step_record (key, kind, version, preimage, document, notes, cpu_seconds, "
                    "wall_seconds, recorded, used) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, {{now}}, {{now}}) "
                    "ON CONFLICT (key) DO NOTHING RETURNING key",
                    {record.key, record.kind, std::int64_t{record.version}, record.preimage, record.document.dump(),
                     notes_to_json(record.notes).dump(), record.cpu_seconds, record.wall_seconds}));
    if (fresh.empty()) return {};  // somebody recorded the same step first
    return insert_files(session, record);
  });
}

Result<> DatabaseLedger::remember(const std::vector<WorkStep>& steps) {
  if (steps.empty()) return {};
  return m_pool.transaction([&steps](SqlSession& session) { return replace_work_steps(session, steps); });
}

Result<std::vector<WorkStep>> DatabaseLedger::steps_of(const std::string& work) {
  TRY_ASSIGN(const SqlRows rows,
             m_pool.run(std::string(work_step_columns) + "WHERE work = $1 ORDER BY position", {work}));
  return work_steps_from(rows);
}

Result<std::vector<WorkStep>> DatabaseLedger::steps_with_key(const std::string& key_prefix) {
  TRY_ASSIGN(const SqlRows rows,
             m_pool.run(std::string(work_step_columns) + "WHERE substr(key, 1, $1) = $2 ORDER BY work, position",
                        {static_cast<std::int64_t>(key_prefix.size()), key_prefix}));
  return work_steps_from(rows);
}

Result<std::vector<WorkStep>> DatabaseLedger::steps_named(const std::string& step) {
  TRY_ASSIGN(const SqlRows rows,
             m_pool.run(std::string(work_step_columns) + "WHERE step = $1 ORDER BY work, position", {step}));
  return work_steps_from(rows);
}

Result<std::optional<Digest>> DatabaseLedger::source_digest(const std::string& identity) {
  TRY_ASSIGN(const SqlRows rows, m_pool.run("SELECT digest FROM source_digest WHERE identity = $1", {identity}));
  if (rows.empty()) return std::nullopt;
  TRY_ASSIGN(const Digest digest, Digest::from_hex(rows.front().text(0)));
  return digest;
}

Result<> DatabaseLedger::remember_source(const std::string& identity, const Digest& digest) {
  TRY(
      m_pool.run("INSERT INTO source_digest (identity, digest, seen) VALUES ($1, $2, {{now}}) "
                 "ON CONFLICT (identity) DO UPDATE SET digest = excluded.digest, seen = excluded.seen",
                 {identity, digest.hex()}));
  return {};
}

Result<std::set<Digest>> DatabaseLedger::digests_of(const std::set<std::string>& keys) {
  std::set<Digest> digests;
  for (const std::string& key : keys) {
    TRY_ASSIGN(const std::optional<Known> known, look_up(key));
    if (!known) continue;
    for (const StepFile& file : known->record.files) digests.insert(file.artefact.digest);
    if (const Result<Json> preimage = parse_json(known->record.preimage)) collect_digests(*preimage, digests);
  }
  return digests;
}

Result<std::set<std::string>> DatabaseLedger::live_keys() {
  TRY_ASSIGN(const SqlRows rows, m_pool.run("SELECT DISTINCT key FROM work_step"));
  std::set<std::string> keys;
  for (const SqlRow& row : rows) keys.insert(row.text(0));
  return keys;
}

Result<std::set<std::string>> DatabaseLedger::keys() {
  TRY_ASSIGN(const SqlRows rows, m_pool.run("SELECT key FROM step_record"));
  std::set<std::string> keys;
  for (const SqlRow& row : rows) keys.insert(row.text(0));
  return keys;
}

Result<std::vector<ArtefactRef>> DatabaseLedger::artefacts() {
  TRY_ASSIGN(const SqlRows rows, m_pool.run("SELECT digest, MAX(bytes), MIN(media_type) FROM step_file "
                                            "GROUP BY digest ORDER BY digest"));
  std::vector<ArtefactRef> artefacts;
  for (const SqlRow& row : rows) {
    TRY_ASSIGN(const Digest digest, Digest::from_hex(row.text(0)));
    artefacts.push_back({digest, static_cast<std::uint64_t>(row.integer(1)), row.text(2)});
  }
  return artefacts;
}

Result<> DatabaseLedger::forget(const std::string& key) {
  TRY(m_pool.run("DELETE FROM step_record WHERE key = $1", {key}));
  return {};
}

Result<std::size_t> DatabaseLedger::forget_all_but(const std::set<std::string>& keys, std::chrono::seconds grace) {
  std::size_t forgotten = 0;
  const Result<> outcome = m_pool.transaction([&](SqlSession& session) -> Result<> {
    TRY_ASSIGN(const SqlRows rows,
               session.run("SELECT key FROM step_record WHERE used <= {{now}} - $1", {milliseconds(grace)}));
    for (const SqlRow& row : rows) {
      if (keys.contains(row.text(0))) continue;
      TRY(session.run("DELETE FROM step_record WHERE key = $1", {row.text(0)}));
      ++forgotten;
    }
    return {};
  });
  TRY(outcome);
  return forgotten;
}

}  // namespace

std::unique_ptr<Ledger> make_database_ledger(SqlPool& pool) {
  return std::make_unique<DatabaseLedger>(pool);
}

}  // namespace integrart
