#include "pipeline/engine/build_summary.h"

#include <map>
#include <string>

#include "pipeline/engine/work_review.h"

namespace integrart {

Json packs_json(const std::vector<PackOutcome>& packs) {
  Json list = Json::empty_array();
  for (const PackOutcome& pack : packs)
    list.push_back(Json::object({{"format", pack.format},
                                 {"kind", pack.kind},
                                 {"file", pack.file},
                                 {"sha256", pack.sha256},
                                 {"bytes", static_cast<long long>(pack.bytes)}}));
  return list;
}

Json work_summary(const WorkBuild& work, const std::vector<Message>& left_out, std::string_view language) {
  Json errors = Json::empty_array();
  for (const Error& error : work.errors()) errors.push_back(render(error, language));
  Json reasons = Json::empty_array();
  for (const Message& reason : left_out) reasons.push_back(render(reason, language));
  Json notes = Json::empty_array();
  for (const Message& note : work.notes()) notes.push_back(render(note, language));
  const auto verdict = work.verdict();
  return Json::object({{"id", work.work().id},
                       {"kind", work.facts() ? work.facts()->kind : work.work().kind},
                       {"state", work.failed() ? "failed" : "built"},
                       {"verdict", verdict ? Json(name_of(verdict->kind)) : Json()},
                       {"errors", std::move(errors)},
                       {"left_out", std::move(reasons)},
                       {"notes", std::move(notes)},
                       {"review", reviews_of(work)}});
}

Json not_checked(const std::vector<const WorkBuild*>& works, std::string_view language) {
  std::map<std::string, Json> works_by_reason;
  for (const WorkBuild* work : works)
    for (const FilterNotRun& filter : work->filters_not_run()) {
      Json& ids = works_by_reason[render(filter.reason, language)];
      if (ids.is_null()) ids = Json::empty_array();
      ids.push_back(work->work().id);
    }
  Json list = Json::empty_array();
  for (auto& [reason, ids] : works_by_reason)
    list.push_back(Json::object({{"reason", reason}, {"works", std::move(ids)}}));
  return list;
}

}  // namespace integrart
