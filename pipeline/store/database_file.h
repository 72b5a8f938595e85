#pragma once
// SQLite files that formats of others ask for, from their description.

#include <string>

#include "pipeline/base/database_file.h"
#include "pipeline/base/result.h"

namespace integrart {

/// The bytes of the SQLite file. Deterministic: equal descriptions give equal bytes (on the same SQLite, whose version
/// stands in the file). Errc::internal when the schema or a row is not what SQLite takes. Thread-safe.
Result<std::string> bytes_of(const DatabaseFile& file);

}  // namespace integrart
