#include "pipeline/engine/likeness.h"

#include <algorithm>

#include "pipeline/fingerprint/look_alike.h"

namespace integrart {

namespace {

/// Raised whenever comparing may find something else.
constexpr int comparison_version = 2;

}  // namespace

Result<KnownWorks> KnownWorks::remembered(Ledger& ledger, const std::vector<std::string>& leave_out) {
  KnownWorks known;
  TRY_ASSIGN(const std::vector<WorkStep> steps, ledger.steps_named(std::string(fingerprint_step)));
  for (const WorkStep& step : steps) {
    if (std::ranges::find(leave_out, step.work) != leave_out.end()) continue;
    TRY_ASSIGN(const auto record, ledger.find(step.key));
    if (!record) continue;  // swept since
    if (auto fingerprint = Fingerprint::from_json(record->document); fingerprint)
      known.add(step.work, step.key, std::move(*fingerprint));
  }
  return known;
}

void KnownWorks::add(std::string work, std::string key, Fingerprint fingerprint) {
  fingerprint.sound.replayed.clear();  // only what is asked for is played at other speeds
  m_works.push_back({std::move(work), std::move(key), std::move(fingerprint)});
}

Result<Json> KnownWorks::look_alikes(const std::string& work, const std::string& key, const Fingerprint& fingerprint,
                                     Ledger& ledger) const {
  Json all = Json::object({{"step", "look_alikes"}, {"version", comparison_version}, {"fingerprint", key}});
  for (const Known& known : m_works)
    if (known.work != work) all["works"].push_back(Json::array({known.work, known.key}));
  const std::string preimage = all.dump();
  const std::string own_key = digest_of(preimage).hex();
  TRY_ASSIGN(const auto remembered, ledger.find(own_key));
  if (remembered) return remembered->document.at_or_null("look_alikes");
  StepRecord record;
  record.key = own_key;
  record.kind = "look_alikes";
  record.version = comparison_version;
  record.preimage = preimage;
  record.document = Json::object({{"look_alikes", compare(work, fingerprint)}});
  TRY(ledger.record(record));
  return record.document.at_or_null("look_alikes");
}

Json KnownWorks::compare(const std::string& work, const Fingerprint& fingerprint) const {
  Json list = Json::empty_array();
  for (const Known& known : m_works) {
    if (known.work == work) continue;
    for (const LookAlike& like : look_alikes_of(fingerprint, known.fingerprint, known.work)) {
      Json document = like.to_json();
      document["work"] = known.work;
      list.push_back(std::move(document));
    }
  }
  return list;
}

}  // namespace integrart
