#include <catch2/catch.hpp>

#include <set>

#include "formats/tables.h"
#include "pipeline/base/catalogue.h"

using namespace integrart;

namespace {

using Kind = ExchangePiece::Kind;

LanguageTag language(std::string_view tag) {
  return LanguageTag::parse(tag).value().value;
}

ExchangePiece code(Kind kind, std::string_view id, std::string_view text) {
  ExchangePiece piece;
  piece.kind = kind;
  piece.id = id;
  piece.text = text;
  return piece;
}

/// Units that use everything a format may claim to keep.
ExchangeDocument everything() {
  ExchangeDocument document;
  document.source_language = language("uk");
  document.target_language = language("pl");
  document.files.push_back({"f1", "колискова.srt", {}});
  ExchangeUnit song;
  song.id = "c1";
  ExchangeText source{code(Kind::opening, "1", "<i>"), text_piece("Спи"), code(Kind::closing, "1", "</i>"),
                      text_piece(", мій & <твій>"), code(Kind::standalone, "2", "<br/>")};
  ExchangeText target{code(Kind::opening, "1", "<i>"), text_piece("Śpij"), code(Kind::closing, "1", "</i>"),
                      text_piece(", mój & <twój>"), code(Kind::standalone, "2", "<br/>")};
  song.variants = {exchange_variant(document.source_language, source),
                   exchange_variant(document.target_language, target, "reviewed")};
  ExchangeNote note;
  note.text = "співати тихо";
  song.notes.push_back(note);
  song.most_characters = 42;
  ExchangeMatch match;
  match.quality = 87;
  match.source = plain_exchange_text("Спи, мій");
  match.target = plain_exchange_text("Śpij, mój");
  song.matches.push_back(match);
  ExchangeUnit plain;
  plain.id = "c2";
  plain.variants = {exchange_variant(document.source_language, plain_exchange_text("Два доми"))};
  plain.variants.push_back(exchange_variant(document.target_language, plain_exchange_text("Dwa domy")));
  document.units = {song, plain};
  return document;
}

std::size_t codes_in(const ExchangeVariant& variant) {
  std::size_t count = 0;
  for (const ExchangeSegment& segment : variant.segments)
    for (const ExchangePiece& piece : segment.text.value_or(ExchangeText{})) count += piece.kind == Kind::text ? 0 : 1;
  return count;
}

void check_kept(const ExchangeFeatures& keeps, const ExchangeDocument& before, const ExchangeDocument& after) {
  REQUIRE(after.units.size() == before.units.size());
  for (std::size_t i = 0; i < before.units.size(); ++i) {
    const ExchangeUnit& unit = before.units[i];
    const ExchangeUnit& again = after.units[i];
    for (const ExchangeVariant& variant : unit.variants) {
      const ExchangeVariant* other = again.find(variant.language);
      REQUIRE(other != nullptr);
      CHECK(plain_text(*other) == plain_text(variant));
      if (keeps.codes) CHECK(codes_in(*other) == codes_in(variant));
      if (keeps.states && !variant.segments.front().state.empty())
        CHECK(other->segments.front().state == variant.segments.front().state);
    }
    if (keeps.notes) CHECK(again.notes.size() == unit.notes.size());
    if (keeps.limits) CHECK(again.most_characters == unit.most_characters);
    if (keeps.matches) {
      REQUIRE(again.matches.size() == unit.matches.size());
      for (std::size_t m = 0; m < unit.matches.size(); ++m) {
        CHECK(again.matches[m].quality == unit.matches[m].quality);
        CHECK(plain_text(again.matches[m].target) == plain_text(unit.matches[m].target));
      }
    }
  }
}

}  // namespace

TEST_CASE("every exchange format documents itself and its examples hold") {
  REQUIRE(exchange_formats().size() == 5);
  std::set<std::string_view> ids;
  for (const ExchangeFormat* const format : exchange_formats()) {
    INFO("format " << format->id);
    CHECK(ids.insert(format->id).second);
    CHECK_FALSE(format->media_type.empty());
    CHECK_FALSE(format->extensions.empty());
    CHECK_FALSE(format->versions.empty());
    CHECK_FALSE(format->doc.summary.empty());
    CHECK_FALSE(format->doc.details.empty());
    CHECK(format->doc.source.starts_with("https://"));
    REQUIRE_FALSE(format->doc.examples.empty());
    for (const Example& example : format->doc.examples) {
      INFO("example " << example.name);
      CHECK(format->read(example.input, {}).has_value() == example.accepted);
    }
  }
}

TEST_CASE("a write and a read keep what an exchange format claims, and what is written is valid") {
  const ExchangeDocument document = everything();
  for (const ExchangeFormat* const format : exchange_formats()) {
    for (const std::string_view version : format->versions) {
      INFO("format " << format->id << " " << version);
      const auto written = format->write(document, version);
      REQUIRE(written);
      INFO(written->value);
      const auto again = format->read(written->value, {});
      REQUIRE(again);
      check_kept(format->keeps, document, again->value);
      const auto problems = format->check(written->value, {});
      REQUIRE(problems);
      for (const ExchangeProblem& problem : *problems) FAIL_CHECK(render(problem.message));
      const auto twice = format->write(again->value, version);
      REQUIRE(twice);
      CHECK(twice->value == written->value);
      CHECK_FALSE(format->write(document, "no such version"));
    }
  }
}

TEST_CASE("losses of an exchange writer are noted") {
  const auto written = find_by_id(exchange_formats(), "po")->write(everything(), "");
  REQUIRE(written);
  std::string notes;
  for (const Message& note : written->notes) notes += render(note) + "\n";
  CHECK(notes.find("inline code") != std::string::npos);
  CHECK(notes.find("match") != std::string::npos);
  CHECK(notes.find("state") != std::string::npos);
}

TEST_CASE("each exchange format leaves the others' files to them") {
  for (const ExchangeFormat* const format : exchange_formats())
    for (const ExchangeFormat* const other : exchange_formats()) {
      if (format == other) continue;
      for (const Example& example : other->doc.examples) {
        if (!example.accepted) continue;
        INFO(format->id << " reads " << other->id << ": " << example.name);
        const auto read = format->read(example.input, {});
        REQUIRE_FALSE(read);
        CHECK(read.error().code == Errc::unrecognised);
      }
    }
}
