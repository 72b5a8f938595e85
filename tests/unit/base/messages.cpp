#include "pipeline/base/message.h"

#include <catch2/catch.hpp>

#include "pipeline/base/message_format.h"
#include "pipeline/base/result.h"

using namespace integrart;

TEST_CASE("every message exists in every language, well-formed, with the same arguments") {
  const auto ids = message_ids();
  REQUIRE(ids.size() > 30);
  for (const std::string& id : ids) {
    const auto english = pattern_arguments(message_pattern(id, "en"));
    INFO(id);
    REQUIRE(english);
    for (const std::string& language : message_languages()) {
      INFO(language);
      CHECK_FALSE(message_pattern(id, language).empty());
      CHECK(pattern_arguments(message_pattern(id, language)) == english);
    }
  }
}

TEST_CASE("messages are said in the reader's language and fall back to English") {
  const Message message{"base.file_not_found", {{"file", "пісня.mp4"}}};
  CHECK(render(message, "en") == "пісня.mp4: there is no such file. Check the name and the folder.");
  CHECK(render(message, "uk-UA").starts_with("пісня.mp4: такого файлу немає"));
  CHECK(render(message, "pl").starts_with("пісня.mp4: nie ma takiego pliku"));
  CHECK(render(message, "fr") == render(message, "en"));
}

TEST_CASE("a message that no catalogue has is shown raw instead of swallowed") {
  const std::string text = render(Message{"nobody.knows", {{"file", "a"}, {"n", std::int64_t{3}}}}, "en");
  CHECK(text == "nobody.knows file=a n=3");
}

TEST_CASE("braces and apostrophes in arguments are text, not patterns") {
  const std::string text = render(Message{"base.file_not_found", {{"file", "it's {0} '{'"}}}, "en");
  CHECK(text.starts_with("it's {0} '{':"));
}

TEST_CASE("the error policy is total and keeps the exit statuses of the contract") {
  for (int i = 0; i <= static_cast<int>(Errc::internal); ++i) {
    const ErrorPolicy& policy = policy_of(static_cast<Errc>(i));
    CHECK(policy.code == static_cast<Errc>(i));
    CHECK(policy.exit_status >= 1);
    CHECK(policy.exit_status <= 5);
    CHECK(policy.http_status >= 400);
    CHECK(errc_from_name(policy.name).value() == policy.code);
  }
  CHECK(policy_of(Errc::corrupt_media).exit_status == 3);
  CHECK(policy_of(Errc::internal).exit_status == 5);
}

TEST_CASE("exceptions of libraries become errors at the edge") {
  const auto thrown = guard([]() -> Result<int> { throw std::runtime_error("inside"); });
  REQUIRE_FALSE(thrown);
  CHECK(thrown.error().code == Errc::internal);
  CHECK(render(thrown.error()).find("inside") != std::string::npos);
  const auto memory = guard([]() -> Result<int> { throw std::bad_alloc(); });
  REQUIRE_FALSE(memory);
  CHECK(memory.error().code == Errc::limit_exceeded);
}
