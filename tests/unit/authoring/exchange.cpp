#include "authoring/http/exchange.h"

#include <catch2/catch.hpp>

using namespace integrart;

TEST_CASE("the language of an answer") {
  CHECK(language_from_accept("") == "en");
  CHECK(language_from_accept("uk") == "uk");
  CHECK(language_from_accept("de, uk-UA;q=0.8, en;q=0.5") == "uk");
  CHECK(language_from_accept("en;q=0.5,nb;q=0.9") == "nb");
  CHECK(language_from_accept("no") == "nb");
  CHECK(language_from_accept("PL-pl") == "pl");
  CHECK(language_from_accept("nl;q=0") == "en");
  CHECK(language_from_accept("nl;q=nan, ,,;;, *;q=1") == "en");
}

TEST_CASE("an error becomes JSON with the status of its category") {
  const Error error = fail(Errc::not_found, "server.no_such_page", {{"path", "/\"x\n"}}).value();
  const HttpResponse response = error_response(error, "pl");
  CHECK(response.status == policy_of(Errc::not_found).http_status);
  const auto body = parse_json(response.body);
  REQUIRE(body);
  CHECK(body->at_or_null("error").at_or_null("code") == Json("not_found"));
  CHECK(body->at_or_null("error").at_or_null("message").string_or("") == render(error, "pl"));
}
