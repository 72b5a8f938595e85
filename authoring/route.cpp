#include "authoring/route.h"

namespace integrart {
namespace {

bool answers(const Route& route, std::string_view method) {
  return route.method == method || (route.method == "GET" && method == "HEAD");
}

HttpResponse method_not_allowed(const std::string& allowed, const HttpRequest& request) {
  const Message message{"server.method_not_allowed", {{"method", request.method}, {"allowed", allowed}}};
  HttpResponse response = json_response(
      405, Json::object(
               {{"error", Json::object({{"code", "unsupported"}, {"message", render(message, request.language)}})}}));
  response.headers["Allow"] = allowed;
  return response;
}

}  // namespace

HttpResponse dispatch(std::span<const Route* const> table, const HttpRequest& request, const Services& services) {
  std::string allowed;
  for (const Route* route : table) {
    if (route->path != request.path) continue;
    if (answers(*route, request.method)) {
      const Result<HttpResponse> response = guard([&] { return route->answer(request, services); });
      return response ? *response : error_response(response.error(), request.language);
    }
    if (!allowed.empty()) allowed += ", ";
    allowed += route->method == "GET" ? "GET, HEAD" : std::string(route->method);
  }
  if (!allowed.empty()) return method_not_allowed(allowed, request);
  return error_response(fail(Errc::not_found, "server.no_such_page", {{"path", request.path}}).value(),
                        request.language);
}

std::size_t most_body_bytes(std::span<const Route* const> table, std::string_view method, std::string_view path) {
  for (const Route* route : table)
    if (route->path == path && answers(*route, method)) return route->most_body_bytes;
  return 0;
}

}  // namespace integrart
