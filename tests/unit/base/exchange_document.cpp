#include <catch2/catch.hpp>

#include "pipeline/base/documents/exchange.h"

using namespace integrart;

TEST_CASE("an exchange document comes out of JSON as it went in") {
  ExchangeDocument document;
  document.version = "2.1";
  document.source_language = LanguageTag::parse("uk").value().value;
  document.target_language = LanguageTag::parse("pl").value().value;
  document.files = {{"f1", "a.vtt", {{"n1", "whole file", "context", "source", "Oksana", 2}}}, {"f2", "b.vtt", {}}};
  document.properties["tool"] = "x";
  ExchangePiece code;
  code.kind = ExchangePiece::Kind::opening;
  code.id = "1";
  code.text = "<i>";
  code.element = "pc";
  code.attributes["canCopy"] = "no";
  ExchangeUnit unit;
  unit.id = "u 1";
  unit.name = "cue one";
  unit.file = 1;
  unit.groups = {"g"};
  unit.translate = false;
  unit.keep_space = true;
  unit.variants.push_back(exchange_variant(document.source_language, {code, text_piece("Два\nключі")}));
  unit.variants.push_back(exchange_variant(document.target_language, {}, "reviewed"));
  unit.variants.back().segments[0].order = 1;
  unit.variants.back().segments.push_back({});
  unit.variants.back().properties["status"] = "preferred";
  unit.notes.push_back({"", "note", "", "", "", 1});
  unit.matches.push_back({"m", "memory", 87.5, {text_piece("a")}, {code}});
  unit.most_characters = 84;
  unit.properties["x-work"] = "homes/keys";
  document.units.push_back(unit);
  const auto back = ExchangeDocument::from_json(document.to_json());
  REQUIRE(back);
  REQUIRE(back->units.size() == 1);
  CHECK(back->units[0] == unit);
  CHECK(back->files == document.files);
  CHECK(back->properties == document.properties);
  CHECK(back->target_language == document.target_language);
  CHECK_FALSE(ExchangeDocument::from_json(Json::object({{"schema", "exchange/2"}})));
}
