#include "pipeline/language/translation_memory.h"

#include <catch2/catch.hpp>

#include "pipeline/language/tokens.h"

using namespace integrart;

namespace {

MemoryEntry entry(std::string source, std::string target) {
  MemoryEntry made;
  made.source = std::move(source);
  made.target = std::move(target);
  made.origin = "human";
  return made;
}

std::vector<MemoryMatch> find(const TranslationMemory& memory, std::string_view source, std::string_view before = "",
                              std::string_view after = "", std::string_view circle = "") {
  return memory.find({source, before, after, circle});
}

}  // namespace

TEST_CASE("the same line is 100, the same line between the same lines 101") {
  TranslationMemory memory;
  MemoryEntry placed = entry("Спи, моя доню", "Śpij, córeczko");
  placed.source_before = "Ніч яка";
  memory.add(placed);
  memory.add(entry("Спи, моя доню", "Śpij, moja córko"));
  const auto in_place = find(memory, "Спи,  моя доню", "Ніч яка");
  REQUIRE(in_place.size() == 2);
  CHECK(in_place[0].score == 101);
  CHECK(in_place[0].target == "Śpij, córeczko");
  CHECK(in_place[1].score == 100);
  const auto elsewhere = find(memory, "Спи, моя доню", "Інший рядок");
  REQUIRE(elsewhere.size() == 2);
  CHECK(elsewhere[0].score == 100);
  CHECK(elsewhere[0].target == "Śpij, moja córko");  // the later one
}

TEST_CASE("similar lines score by what differs") {
  TranslationMemory memory;
  memory.add(entry("Two homes and one song", "Dwa domy i jedna piosenka"));
  const auto score = [&](std::string_view line) {
    const auto matches = find(memory, line);
    return matches.empty() ? 0 : matches.front().score;
  };
  CHECK(score("Two homes and one song!") >= 94);
  CHECK(score("two homes and one song") >= 95);
  CHECK(score("two homes and one song") < 100);
  CHECK(score("Two homes and one songs") >= 90);
  CHECK(score("Two homes and one dance") == 80);
  CHECK(score("Two homes and my dance") == 0);
  CHECK(score("Something else altogether here") == 0);
  CHECK(score("") == 0);
}

TEST_CASE("another number is put into the translation and costs a point") {
  TranslationMemory memory;
  memory.add(entry("Lesson 3 of 12", "Lekcja 3 z 12"));
  const auto matches = find(memory, "Lesson 4 of 12");
  REQUIRE(matches.size() == 1);
  CHECK(matches[0].score == 98);
  CHECK(matches[0].target == "Lekcja 4 z 12");
  memory.add(entry("Room 5 and 5", "Sala 5 i 5"));
  const auto unclear = find(memory, "Room 6 and 5");
  REQUIRE(unclear.size() == 1);
  CHECK(unclear[0].target == "Sala 5 i 5");
  CHECK(unclear[0].score == 97);
}

TEST_CASE("machine translations and other circles' lines stand behind people's own") {
  TranslationMemory memory;
  MemoryEntry machine = entry("Good night", "God natt (m)");
  machine.origin = "apertium";
  MemoryEntry shared = entry("Good night", "God natt (s)");
  shared.circle = "north";
  shared.licence = "CC-BY-SA-4.0";
  MemoryEntry own = entry("Good night", "God natt");
  own.circle = "south";
  for (const MemoryEntry& e : {machine, shared, own}) memory.add(e);
  const auto matches = find(memory, "Good night", "", "", "south");
  REQUIRE(matches.size() == 3);
  CHECK(matches[0].target == "God natt");
  CHECK(matches[1].score == 99);
  CHECK(matches[2].score == 95);
}

TEST_CASE("a memory goes out as an exchange document and comes back") {
  const LanguageTag uk = LanguageTag::parse("uk").value().value;
  const LanguageTag nb = LanguageTag::parse("nb").value().value;
  MemoryEntry line = entry("дім", "hjem");
  line.source_before = "пісня";
  line.work = "lullaby";
  line.licence = "CC-BY-4.0";
  line.person = "Oksana";
  const ExchangeDocument document = memory_document({line}, uk, nb);
  auto back = memory_entries(document, uk, nb);
  REQUIRE(back.size() == 1);
  CHECK(back[0].person.empty());  // personal data stays in the database
  back[0].person = line.person;
  CHECK(back[0] == line);
  const auto reverse = memory_entries(document, nb, uk);
  REQUIRE(reverse.size() == 1);
  CHECK(reverse[0].source == "hjem");
}

TEST_CASE("tokens are words, numbers and marks") {
  const auto tokens = tokens_of("Зв’яжи 2,5 м — «п'ять» O'Neil!");
  std::vector<std::string> folded;
  for (const Token& token : tokens) folded.push_back(token.folded);
  CHECK(folded == std::vector<std::string>{"зв'яжи", "2,5", "м", "—", "«", "п'ять", "»", "o'neil", "!"});
  CHECK(tokens[1].kind == Token::Kind::number);
  CHECK(tokens[3].kind == Token::Kind::punctuation);
  CHECK(word_similarity("пісня", "пісні") > 0.7);
  CHECK(word_similarity("дім", "дому") == 0);
  CHECK(word_similarity("", "a") == 0);
  CHECK(tokens_of("\xFF\xFE").size() <= 2);
}
