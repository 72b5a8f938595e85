#include "formats/collection/collection_yaml.h"

#include <catch2/catch.hpp>

using namespace integrart;

namespace {

Json yaml(std::string_view text) {
  const auto read = read_yaml(text, 1U << 20U);
  INFO((read ? std::string() : render(read.error())));
  REQUIRE(read);
  return *read;
}

Error refusal(std::string_view text) {
  const auto read = read_yaml(text, 1U << 20U);
  REQUIRE_FALSE(read);
  return read.error();
}

constexpr std::string_view two_homes = R"(schema: collection/1
id: two-homes
title: {en: Songs of two homes, uk: Пісні двох домівок, "no": To hjem}
languages: [uk, pl, nl, no, en]
licence: CC-BY-SA-4.0
works:
  - id: lullaby
    kind: video
    file: lullaby.mov
    language: ua
    title: {uk: Колискова, en: Lullaby}
    creators: [{name: Oksana, role: singer, pseudonym: true}]
    subtitles: [lullaby.pl.srt]
    level: A2
    consent: {people: 1, granted: [teach, show], expires: 2028-01-01, evidence: consent/lullaby.pdf}
pack:
  formats: [web]
  size_budget_mb: 150
)";

}  // namespace

TEST_CASE("plain scalars are typed by the core schema of YAML 1.2") {
  const Json document = yaml(
      "a: no\nb: yes\nc: 2028-01-01\nd: 12\ne: 1.50\nf: true\ng: ~\nh: \"12\"\ni: 0x1F\nj: 1e3\nk: .inf\nl: 07:30\nm: "
      "-3\n"
      "n: !!str 5\no: 99999999999999999999\np:\nq: +4\nr: on\ns: 1_000\nt: '~'\n");
  CHECK(document.at_or_null("a") == Json("no"));
  CHECK(document.at_or_null("b") == Json("yes"));
  CHECK(document.at_or_null("c") == Json("2028-01-01"));
  CHECK(document.at_or_null("d") == Json(12));
  CHECK(document.at_or_null("e") == Json(1.5));
  CHECK(document.at_or_null("f") == Json(true));
  CHECK(document.at_or_null("g").is_null());
  CHECK(document.at_or_null("h") == Json("12"));
  CHECK(document.at_or_null("i") == Json(31));
  CHECK(document.at_or_null("j") == Json(1000.0));
  CHECK(document.at_or_null("k") == Json(".inf"));
  CHECK(document.at_or_null("l") == Json("07:30"));
  CHECK(document.at_or_null("m") == Json(-3));
  CHECK(document.at_or_null("n") == Json("5"));
  CHECK(document.at_or_null("o") == Json(1e20));
  CHECK(document.at_or_null("p").is_null());
  CHECK(document.at_or_null("q") == Json(4));
  CHECK(document.at_or_null("r") == Json("on"));
  CHECK(document.at_or_null("s") == Json("1_000"));
  CHECK(document.at_or_null("t") == Json("~"));
}

TEST_CASE("keys are text whatever they look like") {
  const Json document = yaml("no: To hjem\n12: twelve\ntrue: yes\n");
  CHECK(document.at_or_null("no") == Json("To hjem"));
  CHECK(document.at_or_null("12") == Json("twelve"));
  CHECK(document.at_or_null("true") == Json("yes"));
}

TEST_CASE("aliases are filled in") {
  const Json document = yaml("a: &x [1, 2]\nb: *x\nc: {d: *x}\n&k key: 1\ne: *k\n");
  CHECK(document.at_or_null("b") == Json::array({1, 2}));
  CHECK(document.at_or_null("c").at_or_null("d") == Json::array({1, 2}));
  CHECK(document.at_or_null("e") == Json("key"));
}

TEST_CASE("an alias bomb is refused before it grows") {
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 12; ++i) {
    const std::string last = std::string("*a").append(std::to_string(i - 1));
    std::string list = last;
    for (int k = 0; k < 9; ++k) list.append(", ").append(last);
    bomb.append("a")
        .append(std::to_string(i))
        .append(": &a")
        .append(std::to_string(i))
        .append(" [")
        .append(list)
        .append("]\n");
  }
  const Error error = refusal(bomb);
  CHECK(error.code == Errc::limit_exceeded);
  CHECK(error.what.id == "collection.yaml_too_large");
}

TEST_CASE("nesting is bounded") {
  const Error error = refusal(std::string(50, '[') + "x" + std::string(50, ']'));
  CHECK(error.what.id == "collection.yaml_too_deep");
  CHECK(refusal(std::string(100000, '[')).code != Errc::internal);
  std::string block;
  for (int i = 0; i < 60; ++i) block += std::string(static_cast<std::size_t>(i), ' ') + "k:\n";
  CHECK(refusal(block).what.id == "collection.yaml_too_deep");
}

TEST_CASE("errors give line and column") {
  const Error twice = refusal("a: 1\nb:\n  c: 1\n  c: 2\n");
  CHECK(twice.what == Message{"collection.yaml_key_twice",
                              {{"line", std::int64_t{4}}, {"column", std::int64_t{3}}, {"key", std::string("c")}}});
  const Error syntax = refusal("a: 1\nb: [1, 2\nc: 3\n");
  CHECK(syntax.what.id == "collection.yaml_syntax");
  CHECK(std::get<std::int64_t>(syntax.what.arguments[0].second) >= 2);
  CHECK(render(syntax).find("Line 3") != std::string::npos);
}

TEST_CASE("what is not one plain document is refused") {
  CHECK(refusal("a: !!python/object:os.system x\n").what.id == "collection.yaml_tag");
  CHECK(refusal("? [a, b]\n: 1\n").what.id == "collection.yaml_key");
  CHECK(refusal("a: 1\n---\nb: 2\n").what.id == "collection.yaml_documents");
  CHECK(refusal("").what.id == "collection.yaml_empty");
  CHECK(refusal("a: &x [*x]\n").code == Errc::invalid_input);
  CHECK(refusal("a: *nobody\n").code == Errc::invalid_input);
  CHECK(refusal("a: b\tc: d: e\n  - x\n").code == Errc::invalid_input);
  CHECK_FALSE(read_yaml("a: 1", 3));
}

TEST_CASE("a collection is read with its notes") {
  const auto read = read_collection_yaml(two_homes, {});
  INFO((read ? std::string() : render(read.error())));
  REQUIRE(read);
  CHECK(read->value.id == "two-homes");
  REQUIRE(read->value.works.size() == 1);
  CHECK(read->value.works[0].language.text() == "uk");
  REQUIRE(read->value.works[0].consent);
  CHECK(read->value.works[0].consent->expires == "2028-01-01");
  CHECK(read->value.languages[3].text() == "nb");
  CHECK_FALSE(read->notes.empty());
}

TEST_CASE("the schema must be stated and known") {
  const auto missing = read_collection_yaml("id: a\nworks: []\n", {});
  REQUIRE_FALSE(missing);
  CHECK(missing.error().what.id == "collection.schema_missing");
  const auto newer = read_collection_yaml("schema: collection/2\nid: a\n", {});
  REQUIRE_FALSE(newer);
  CHECK(newer.error().code == Errc::unsupported);
  CHECK(newer.error().what.id == "collection.schema_unknown");
  CHECK(read_collection_yaml("- a\n", {}).error().what.id == "collection.not_a_mapping");
}

TEST_CASE("the number of works is bounded") {
  std::string text = "schema: collection/1\nid: a\nworks:\n";
  for (int i = 0; i < 5; ++i) text += "  - {id: w" + std::to_string(i) + ", kind: text, file: a.txt}\n";
  CollectionLimits limits;
  limits.works = 4;
  const auto read = read_collection_yaml(text, limits);
  REQUIRE_FALSE(read);
  CHECK(read.error().code == Errc::limit_exceeded);
}
