#include "pipeline/cli/registered.h"

#include <fmt/format.h>

#include <algorithm>

#include "pipeline/base/cue_rule.h"
#include "pipeline/base/exchange_format.h"
#include "pipeline/base/filter.h"
#include "pipeline/base/manifest_format.h"
#include "pipeline/base/pack_format.h"
#include "pipeline/base/subtitle_format.h"
#include "pipeline/base/text_format.h"
#include "pipeline/engine/step.h"
#include "pipeline/media/encoder.h"

namespace integrart {

namespace {

template <class T>
void add(std::string_view table, std::span<const T* const> entries, std::vector<Registered>& all) {
  for (const T* entry : entries) all.push_back({table, entry->id, &entry->doc});
}

}  // namespace

Json Registered::to_json() const {
  return Json::object(
      {{"table", table}, {"id", id}, {"summary", doc->summary}, {"details", doc->details}, {"source", doc->source}});
}

std::vector<Registered> registered(const Catalogue& catalogue) {
  std::vector<Registered> all;
  add("subtitles", catalogue.subtitles, all);
  add("texts", catalogue.texts, all);
  add("manifests", catalogue.manifests, all);
  add("packs", catalogue.packs, all);
  add("exchanges", catalogue.exchanges, all);
  add("filters", catalogue.filters, all);
  if (catalogue.cue_checker != nullptr) add("cue_rules", catalogue.cue_checker->rules, all);
  add("encoders", catalogue.encoders, all);
  add("steps", catalogue.steps, all);
  return all;
}

void list_registered(const Session& session, const std::vector<std::string_view>& tables) {
  Json list = Json::empty_array();
  for (const Registered& entry : registered(session.catalogue)) {
    if (std::find(tables.begin(), tables.end(), entry.table) == tables.end()) continue;
    list.push_back(entry.to_json());
    if (!session.json) session.print(fmt::format("{:<10} {:<16} {}", entry.table, entry.id, entry.doc->summary));
  }
  if (session.json) session.print_json(Json::object({{"registered", std::move(list)}}));
}

}  // namespace integrart
