// Questions in the form of QTI that a look at the finished package does not show.
#include <catch2/catch.hpp>

#include "formats/pack/qti/package.h"

using namespace integrart;

TEST_CASE("what is to be written stands where the gap is, also in a line that has a blank of its own") {
  quiz::Item item;
  item.id = "1";
  item.kind = quiz::Kind::written;
  item.prompt = "____ and two ____ here";
  item.gap = 13;
  item.accepted = {"keys"};
  const auto has = [&](const std::string& words) {
    const std::string document = qti::item_document(item, "one", "", qti::Version::v21);
    INFO(document);
    return document.find(words) != std::string::npos;
  };
  CHECK(has(">____ and two <textEntryInteraction responseIdentifier=\"RESPONSE\"/> here<"));
  item.gap.reset();  // a curator's own question
  CHECK(has("><textEntryInteraction responseIdentifier=\"RESPONSE\"/> and two ____ here<"));
}
