#pragma once
// An SQLite database as a document: formats say what stands in it, the store writes it (store/database_file.h).

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "pipeline/base/artefact.h"

namespace integrart {

/// NULL, a number or text.
using DatabaseCell = std::variant<std::nullptr_t, std::int64_t, double, std::string>;

struct DatabaseTable {
  std::string name;
  std::vector<std::vector<DatabaseCell>> rows;  // each as long as the table has columns, in their order
  bool operator==(const DatabaseTable&) const = default;
};

struct DatabaseFile {
  std::vector<std::string> schema;    // statements that make tables and indexes
  std::vector<DatabaseTable> tables;  // filled in this order
  MediaType type;
  bool operator==(const DatabaseFile&) const = default;
};

}  // namespace integrart
