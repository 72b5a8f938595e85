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

/// Documents that people write. What their keys mean stands in tables beside the examples, which are longer than this.
constexpr Doc recipe_doc{
    "What is made of works: the ladder, sounds, streams, pictures, checks. JSON, named with --recipe.",
    "default, phone and archive are known by name; samples/recipes has them as files to copy and change. A file of "
    "one's "
    "own needs \"schema\": \"recipe/1\" and what differs from default.json. Every key is described in "
    "samples/recipes/README.md.",
    "",
    {}};
constexpr Doc policy_doc{
    "What findings ask for: block, review, warn. YAML or JSON, named with --policy.",
    "samples/policies has the one that the program uses by itself, and a strict one, with a remark on every key.",
    "",
    {}};
constexpr Doc collection_doc{
    "The works of a folder and the packs to make of them: collection.yaml.",
    "samples/two-homes/collection.yaml is an example; formats/README.md describes the keys that it does not show.",
    "",
    {}};

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
  all.push_back({"documents", "collection", &collection_doc});
  all.push_back({"documents", "policy", &policy_doc});
  all.push_back({"documents", "recipe", &recipe_doc});
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
