#pragma once
// A route is a plug-in: one file authoring/routes/<name>.cpp that defines `route_<name>` and one line in routes.def.

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "authoring/http/exchange.h"
#include "pipeline/base/descriptor.h"
#include "pipeline/store/artefact_store.h"
#include "pipeline/store/database.h"

namespace integrart {

/// What routes may use. Built once by main; everything in it is thread-safe and outlives the server.
struct Services {
  Database& database;
  ArtefactStore& store;
  std::string version;  // of the program
};

struct Route {
  std::string_view id;
  std::string_view method;  // GET also answers HEAD, without the body
  std::string_view path;    // exact
  std::size_t most_body_bytes = 0;
  Doc doc;
  Result<HttpResponse> (*answer)(const HttpRequest& request, const Services& services);
};

std::span<const Route* const> routes();

/// The answer to `request` by the route that matches it. No such path: 404. Another method: 405 with `Allow`. A failing
/// route: its error as JSON. Thread-safe.
HttpResponse dispatch(std::span<const Route* const> table, const HttpRequest& request, const Services& services);

/// How large the body of a request may be: the limit of its route, 0 when there is none.
std::size_t most_body_bytes(std::span<const Route* const> table, std::string_view method, std::string_view path);

}  // namespace integrart
