#include "pipeline/language/translation_checks.h"

#include <catch2/catch.hpp>

#include <algorithm>

#include "pipeline/base/message.h"

using namespace integrart;

namespace {

CheckedTranslation translation(std::string_view source, std::string_view target, std::string to) {
  CheckedTranslation checked;
  checked.source = source;
  checked.target = target;
  checked.from = "en";
  checked.to = std::move(to);
  return checked;
}

}  // namespace

TEST_CASE("every check of translations is explained, fails its example and passes the mended one") {
  REQUIRE(translation_checks().size() >= 22);
  for (const TranslationCheck& check : translation_checks()) {
    INFO(check.id);
    for (const std::string& language : message_languages())
      CHECK_FALSE(message_pattern(check.message, language).empty());
    const std::string to = check.id == "foreign_letters" ? "uk" : "pl";
    CHECK_FALSE(check.passes(translation(check.source, check.failing, to)));
    CHECK(check.passes(translation(check.source, check.mended, to)));
    const auto failing = failing_checks(translation(check.source, check.failing, to));
    CHECK(std::ranges::find(failing, &check) != failing.end());
  }
}

TEST_CASE("good translations fail no check") {
  const std::vector<std::pair<std::string_view, std::string_view>> good{
      {"Two homes, one song.", "Dwa domy, jedna piosenka."},
      {"La, la, la!", "La, la, la!"},
      {"12.5 km", "12,5 km"},
      {"Oksana", "Oksana"},
      {"", ""},
      {"Wait…", "Zaczekaj ..."},
      {"Yes.", "Tak, oczywiście, że tak."},
      {"Smile :)", "Uśmiech :)"},
      {"Hello, {name}!", "Cześć, {name}!"},
      {"love love love", "kocham kocham kocham"}};
  for (const auto& [source, target] : good) {
    INFO(target);
    std::string failing;
    for (const TranslationCheck* check : failing_checks(translation(source, target, "pl")))
      failing += std::string(check->id) + " ";
    if (source == "La, la, la!") continue;  // the same as the source, which is worth a look
    CHECK(failing.empty());
  }
}
