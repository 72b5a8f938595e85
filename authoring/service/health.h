#pragma once
// Is the server fit for work? Asks the parts it stands on, for real, each time.

#include <string>

#include "pipeline/base/result.h"
#include "pipeline/store/artefact_store.h"
#include "pipeline/store/database.h"

namespace integrart {

struct Health {
  Result<> database;  // a query was answered
  Result<> store;     // a temporary artefact could be written (it is discarded)
  bool is_good() const { return database.has_value() && store.has_value(); }
};

/// Thread-safe as far as `database` and `store` are. Takes one query and one small temporary file.
Health check_health(Database& database, ArtefactStore& store);

}  // namespace integrart
