#pragma once
// Every registered plug-in in one shape, for the commands that list them and for `integrart doc`.

#include <string_view>
#include <vector>

#include "pipeline/base/catalogue.h"
#include "pipeline/base/descriptor.h"
#include "pipeline/base/json.h"
#include "pipeline/cli/session.h"

namespace integrart {

struct Registered {
  // "subtitles", "texts", "manifests", "packs", "exchanges", "filters", "cue_rules", "encoders", "steps"
  std::string_view table;
  std::string_view id;
  const Doc* doc = nullptr;

  Json to_json() const;
};

/// In the order of the tables.
std::vector<Registered> registered(const Catalogue& catalogue);

/// Prints the entries of those tables, one a line, or as JSON.
void list_registered(const Session& session, const std::vector<std::string_view>& tables);

}  // namespace integrart
