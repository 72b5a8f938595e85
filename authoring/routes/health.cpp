// GET /healthz: whether database and store answer. For load balancers and for whoever looks after the server.

#include "authoring/service/health.h"

#include "authoring/route.h"

namespace integrart {
namespace {

/// Never the text of the error: it could name folders of the server to strangers.
Json state_of(const Result<>& part) {
  return part ? Json("ok") : Json(policy_of(part.error().code).name);
}

Result<HttpResponse> answer(const HttpRequest&, const Services& services) {
  const Health health = check_health(services.database, services.store);
  return json_response(health.is_good() ? 200 : 503, Json::object({{"status", health.is_good() ? "ok" : "failing"},
                                                                   {"database", state_of(health.database)},
                                                                   {"store", state_of(health.store)},
                                                                   {"version", services.version}}));
}

}  // namespace

extern const Route route_health;
const Route route_health{
    .id = "health",
    .method = "GET",
    .path = "/healthz",
    .doc = {.summary = "Whether the server can work: its database answers and its store can be written.",
            .details = "200 when both are well, 503 otherwise. A part that is not well is named by the category of its "
                       "error. Nothing about people, folders or addresses is in the answer.",
            .source = "https://www.rfc-editor.org/rfc/rfc9110",
            .examples = {}},
    .answer = answer};

}  // namespace integrart
