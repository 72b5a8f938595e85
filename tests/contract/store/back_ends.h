#pragma once
// The back ends that the contract tests run on. INTEGRART_TEST_STORE and INTEGRART_TEST_DATABASE name another one by
// URL (it must be empty); without them each test gets a fresh embedded one.

#include <cstdlib>
#include <memory>
#include <string>

#include <catch2/catch.hpp>

#include "pipeline/store/artefact_store.h"
#include "pipeline/store/database.h"
#include "tests/temporary_folder.h"

namespace integrart {

template <class T>
T value_of(Result<T> result) {
  if (!result) throw std::runtime_error(render(result.error()));
  return std::move(*result);
}
inline void require_ok(const Result<>& result) {
  if (!result) FAIL(render(result.error()));
}

inline std::string url_or(const char* variable, const std::string& fallback) {
  const char* url = std::getenv(variable);
  return url != nullptr ? url : fallback;
}

struct StoreUnderTest {
  TemporaryFolder folder;
  std::string url = url_or("INTEGRART_TEST_STORE", "file:" + folder.string() + "/artefacts");
  std::unique_ptr<ArtefactStore> store = value_of(open_artefact_store(url));
};

struct DatabaseUnderTest {
  TemporaryFolder folder;
  std::string url = url_or("INTEGRART_TEST_DATABASE", "sqlite:" + folder.string() + "/integrart.db");
  std::unique_ptr<Database> database = value_of(open_database(url));
};

}  // namespace integrart
