#pragma once
// The translation memory (base/memory_store.h) in a database.

#include <memory>

#include "pipeline/base/memory_store.h"
#include "pipeline/store/sql_session.h"

namespace integrart {

/// Must not outlive `pool`.
std::unique_ptr<MemoryStore> make_database_memory(SqlPool& pool);

}  // namespace integrart
