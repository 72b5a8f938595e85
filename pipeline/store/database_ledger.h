#pragma once
// The ledger (ledger.h) in a database.

#include <memory>

#include "pipeline/store/ledger.h"
#include "pipeline/store/sql_session.h"

namespace integrart {

/// Must not outlive `pool`.
std::unique_ptr<Ledger> make_database_ledger(SqlPool& pool);

}  // namespace integrart
