#include "authoring/service/health.h"

#include <array>

namespace integrart {
namespace {

Result<> ask_database(Database& database) {
  TRY(database.queue()->status("health"));
  return {};
}

Result<> ask_store(ArtefactStore& store) {
  TRY_ASSIGN(const std::unique_ptr<ArtefactWriter> writer, store.create(MediaType{"application/octet-stream"}));
  constexpr std::array<std::byte, 1> content{};
  return writer->write(content);
}

}  // namespace

Health check_health(Database& database, ArtefactStore& store) {
  return {ask_database(database), ask_store(store)};
}

}  // namespace integrart
