#pragma once

#include <map>

#include "pipeline/store/ledger.h"

namespace integrart {

/// A ledger that forgets when the test ends.
class MemoryLedger : public Ledger {
 public:
  Result<std::optional<StepRecord>> find(const std::string& key) override {
    const auto found = records.find(key);
    if (found == records.end()) return std::optional<StepRecord>{};
    return std::optional<StepRecord>(found->second);
  }
  Result<> record(const StepRecord& record) override {
    records.emplace(record.key, record);
    return {};
  }
  Result<> remember(const std::vector<WorkStep>&) override { return {}; }
  Result<std::vector<WorkStep>> steps_of(const std::string&) override { return std::vector<WorkStep>{}; }
  Result<std::vector<WorkStep>> steps_with_key(const std::string&) override { return std::vector<WorkStep>{}; }
  Result<std::vector<WorkStep>> steps_named(const std::string&) override { return std::vector<WorkStep>{}; }
  Result<std::optional<Digest>> source_digest(const std::string&) override { return std::optional<Digest>{}; }
  Result<> remember_source(const std::string&, const Digest&) override { return {}; }
  Result<std::set<Digest>> digests_of(const std::set<std::string>&) override { return std::set<Digest>{}; }
  Result<std::set<std::string>> live_keys() override { return std::set<std::string>{}; }
  Result<std::set<std::string>> keys() override { return std::set<std::string>{}; }
  Result<std::vector<ArtefactRef>> artefacts() override { return std::vector<ArtefactRef>{}; }
  Result<> forget(const std::string& key) override {
    records.erase(key);
    return {};
  }
  Result<std::size_t> forget_all_but(const std::set<std::string>&, std::chrono::seconds) override {
    return std::size_t{0};
  }

  std::map<std::string, StepRecord> records;
};

}  // namespace integrart
