#include "pipeline/base/json.h"

#include <catch2/catch.hpp>

using namespace integrart;

TEST_CASE("equal JSON values have equal bytes, whatever the order they were written in") {
  const auto a = parse_json(R"({"b":1,"a":[true,null,"x"],"c":2.0})");
  const auto b = parse_json(R"( { "c" : 2, "a" : [ true , null , "x" ] , "b" : 1 } )");
  REQUIRE(a);
  REQUIRE(b);
  CHECK(a->dump() == R"({"a":[true,null,"x"],"b":1,"c":2})");
  CHECK(a->dump() == b->dump());
}

TEST_CASE("JSON keeps text in every script and escapes what must be escaped") {
  Json json = Json::empty_object();
  json["title"] = "Колискова \"ї\" \x01 عربي";
  const auto back = parse_json(json.dump());
  REQUIRE(back);
  CHECK(*back == json);
}

TEST_CASE("broken JSON is refused with the byte where it breaks") {
  const auto broken = parse_json(R"({"a": [1, 2)");
  REQUIRE_FALSE(broken);
  CHECK(broken.error().code == Errc::invalid_input);
  CHECK(broken.error().what.id == "base.json_malformed");
  REQUIRE_FALSE(broken.error().what.arguments.empty());
  CHECK(std::get<std::int64_t>(broken.error().what.arguments.front().second) >= 10);
}

TEST_CASE("a key that stands twice is refused") {
  const auto twice = parse_json(R"({"id":"a","id":"b"})");
  REQUIRE_FALSE(twice);
  CHECK(twice.error().what.id == "base.json_duplicate_key");
}

TEST_CASE("nesting and size are bounded") {
  const auto deep = parse_json(std::string(200, '[') + std::string(200, ']'));
  REQUIRE_FALSE(deep);
  CHECK(deep.error().what.id == "base.json_too_deep");
  const auto large = parse_json(std::string(100, ' '), {.bytes = 50, .depth = 8});
  REQUIRE_FALSE(large);
  CHECK(large.error().code == Errc::limit_exceeded);
}

TEST_CASE("strict views name the key and what was expected") {
  const auto json = parse_json(R"({"n": "5", "whole": 3.5})");
  REQUIRE(json);
  const auto number = json->require_integer("n");
  REQUIRE_FALSE(number);
  CHECK(render(number.error()).find("n") != std::string::npos);
  CHECK_FALSE(json->require_integer("whole"));
  CHECK(json->require_number("whole").value() == 3.5);
  CHECK_FALSE(json->require_string("absent"));
}

TEST_CASE("numbers beyond 64 bits become floating point instead of wrapping") {
  const auto json = parse_json("18446744073709551615");
  REQUIRE(json);
  CHECK(json->number_or(0) > 1.8e19);
}
