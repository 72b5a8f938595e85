#pragma once
// What has been done: step results by key, so that nothing is done twice; and enough of the past to explain why
// something was. Interface; implementation over the database: database_ledger.cpp.

#include <chrono>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "pipeline/base/artefact.h"
#include "pipeline/base/result.h"

namespace integrart {

struct StepFile {
  std::string name;
  ArtefactRef artefact;
  bool operator==(const StepFile&) const = default;
};

/// Result of a step that succeeded. Keys and outputs carry no host, path, time or random id.
struct StepRecord {
  std::string key;  // 64 hex digits: SHA-256 of the preimage
  std::string kind;
  int version = 1;
  std::string preimage;  // canonical JSON of all that the result depends on
  std::vector<StepFile> files;
  Json document;
  std::vector<Message> notes;
  double cpu_seconds = 0;
  double wall_seconds = 0;
  std::string recorded_at;  // ISO 8601, by the database clock; filled by the ledger
};

/// Which key a step of a work had when it was last planned.
struct WorkStep {
  std::string work;
  std::string step;  // id in the plan: "video_rendition:720p"
  std::string key;
  std::string preimage;
  std::string previous_preimage;  // what it was before the last change; empty at first
  bool ran = false;               // in the last build (false: found in the ledger)
  std::string why = {};  // it ran: "first", "changed", "files_gone", "forgotten" (its record was gone); or empty
};

class Ledger {
 public:
  virtual ~Ledger() = default;
  /// Whoever finds a record uses it: its grace (`forget_all_but`) counts from then, to the hour.
  virtual Result<std::optional<StepRecord>> find(const std::string& key) = 0;
  /// Idempotent: the first record of a key stays. One transaction.
  virtual Result<> record(const StepRecord& record) = 0;
  /// Replaces the steps of the works named, in one transaction. An empty `previous_preimage` is filled in: what was
  /// remembered for that step before its key last changed. So is `why` of a step that ran, by what its key was before.
  virtual Result<> remember(const std::vector<WorkStep>& steps) = 0;
  virtual Result<std::vector<WorkStep>> steps_of(const std::string& work) = 0;
  virtual Result<std::vector<WorkStep>> steps_with_key(const std::string& key_prefix) = 0;
  /// The steps of that id of all works that were ever built, by work.
  virtual Result<std::vector<WorkStep>> steps_named(const std::string& step) = 0;
  /// Digest of a source file remembered by identity (path, size, modification time, inode), to avoid hashing it again.
  virtual Result<std::optional<Digest>> source_digest(const std::string& identity) = 0;
  virtual Result<> remember_source(const std::string& identity, const Digest& digest) = 0;
  /// Digests that records of `keys` refer to: their files, and every digest in their preimage (their inputs).
  virtual Result<std::set<Digest>> digests_of(const std::set<std::string>& keys) = 0;
  /// Keys that the last build of any work refers to.
  virtual Result<std::set<std::string>> live_keys() = 0;
  /// Keys of all records.
  virtual Result<std::set<std::string>> keys() = 0;
  /// Every artefact that a record has as a file, once.
  virtual Result<std::vector<ArtefactRef>> artefacts() = 0;
  /// Forgets one record, so that its step runs again; one that does not exist is fine.
  virtual Result<> forget(const std::string& key) = 0;
  /// Forgets records that are not in `keys` and that nobody has recorded or used for `grace` (which keeps what builds
  /// that run, or were killed, have done so far; `use_is_noted_after` is its least sensible value); their artefacts are
  /// then free for the sweeper. Number of records forgotten.
  virtual Result<std::size_t> forget_all_but(const std::set<std::string>& keys, std::chrono::seconds grace) = 0;

  /// A use is noted only when the last one is older than this, so that a build that does nothing writes nothing.
  static constexpr std::chrono::seconds use_is_noted_after{3600};
};

}  // namespace integrart
