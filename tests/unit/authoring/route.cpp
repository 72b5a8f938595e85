#include "authoring/route.h"

#include <stdexcept>

#include <catch2/catch.hpp>

#include "tests/unit/authoring/fake_back_ends.h"

using namespace integrart;

namespace {

Json body_of(const HttpResponse& response) {
  return parse_json(response.body).value();
}

HttpRequest request(std::string method, std::string path) {
  return {std::move(method), std::move(path), "", "en", ""};
}

const Route throwing_route{
    .id = "throwing",
    .method = "POST",
    .path = "/throws",
    .most_body_bytes = 10,
    .doc = {},
    .answer = [](const HttpRequest&, const Services&) -> Result<HttpResponse> { throw std::runtime_error("lost"); }};

}  // namespace

TEST_CASE("health is good when database and store are") {
  FakeDatabase database;
  FakeStore store;
  const auto response = dispatch(routes(), request("GET", "/healthz"), {database, store, "1.2.3"});
  CHECK(response.status == 200);
  CHECK(body_of(response) ==
        Json::object({{"status", "ok"}, {"database", "ok"}, {"store", "ok"}, {"version", "1.2.3"}}));
  CHECK(store.writers == 1);
  CHECK(store.commits == 0);
}

TEST_CASE("health says which part is not well and no more") {
  FakeDatabase database;
  FakeStore store;
  SECTION("database") {
    database.is_broken = true;
  }
  SECTION("store") {
    store.is_broken = true;
  }
  const auto response = dispatch(routes(), request("GET", "/healthz"), {database, store, "1.2.3"});
  CHECK(response.status == 503);
  CHECK(body_of(response).at_or_null("status") == Json("failing"));
  CHECK(body_of(response).at_or_null("database") == Json(database.is_broken ? "unavailable" : "ok"));
  CHECK(body_of(response).at_or_null("store") == Json(store.is_broken ? "unavailable" : "ok"));
  CHECK(response.body.find("secret") == std::string::npos);
}

TEST_CASE("unknown paths and methods are answered as JSON") {
  FakeDatabase database;
  FakeStore store;
  const Services services{database, store, "1"};
  CHECK(dispatch(routes(), request("GET", "/nowhere"), services).status == 404);
  CHECK(dispatch(routes(), request("GET", "/healthz/"), services).status == 404);
  CHECK(dispatch(routes(), request("HEAD", "/healthz"), services).status == 200);
  const auto refused = dispatch(routes(), request("DELETE", "/healthz"), services);
  CHECK(refused.status == 405);
  CHECK(refused.headers.at("Allow") == "GET, HEAD");
  CHECK(body_of(refused).at_or_null("error").find("message") != nullptr);
}

TEST_CASE("a route that throws is an internal error, not a crash") {
  FakeDatabase database;
  FakeStore store;
  const Route* const table[] = {&throwing_route};
  CHECK(dispatch(table, request("POST", "/throws"), {database, store, "1"}).status == 500);
  CHECK(most_body_bytes(table, "POST", "/throws") == 10);
  CHECK(most_body_bytes(table, "GET", "/throws") == 0);
}

TEST_CASE("every route is documented") {
  REQUIRE_FALSE(routes().empty());
  for (const Route* route : routes()) {
    INFO(route->id);
    CHECK_FALSE(route->doc.summary.empty());
    CHECK_FALSE(route->doc.details.empty());
    CHECK(route->doc.source.starts_with("https://"));
    CHECK(route->path.starts_with("/"));
  }
}
