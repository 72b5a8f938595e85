// What packs say of what is not in them as one would think: exercises nobody allowed, labels in another language.
#include <algorithm>

#include "tests/conformance/formats/trial_pack.h"

using namespace integrart;

TEST_CASE("of works whose rights are all reserved no exercises are packed unless their makers agreed") {
  PackManifest manifest = trial_pack("Home");
  manifest.works[0].licence = "LicenseRef-all-rights-reserved";
  const auto said = [&](std::string_view format) {
    const auto notes = value_of(pack_format_of(format).check(manifest));
    return std::ranges::count(notes, Message{"pack.licence_no_exercises", {{"work", "film"}}}) == 1;
  };
  const auto asks = [&](std::string_view format) {
    for (const PackEntry& entry : value_of(pack_format_of(format).write(manifest)).value.entries)
      if (entry.path.find("gap_fill") != std::string::npos) return true;
    return false;
  };
  for (const std::string_view format : {"h5p", "cc11"}) {
    CAPTURE(format);
    manifest.works[0].consent.reset();
    CHECK_FALSE(asks(format));
    CHECK(said(format));
    manifest.works[0].consent = PackConsent{0, {"teach", "remix"}, ""};
    CHECK(asks(format));
    CHECK_FALSE(said(format));
  }
}

TEST_CASE("labels in another language than the lesson's are told of, and those of exercises are in Arabic too") {
  PackManifest manifest = trial_pack("Home");
  const auto told = [&](std::string_view format) {
    for (const Message& note : value_of(pack_format_of(format).check(manifest)))
      if (note.id == "pack.labels_in_other_language") return render(note);
    return std::string();
  };
  const auto quiz = [&] {
    for (const PackEntry& entry : value_of(pack_format_of("cc11").write(manifest)).value.entries)
      if (entry.path.starts_with("quizzes/")) return std::get<std::string>(entry.content);
    return std::string();
  };
  CHECK(told("web").empty());
  for (const char* language : {"ar", "de"}) {
    const LanguageTag tag = value_of(LanguageTag::parse(language)).value;
    manifest.languages = {tag};
    manifest.title.by_language = {{language, "Home"}};
    for (const std::string_view format : {"web", "cc11", "epub", "scorm12", "kolibri"}) {
      CAPTURE(format, language);
      CHECK(told(format).find(language) != std::string::npos);
    }
    CHECK(told("h5p").empty() == (tag.text() == "ar"));
  }
  manifest.languages = {value_of(LanguageTag::parse("ar")).value};
  manifest.works[0].activities[0].title = {"learning.title_gap_fill_2", {}};
  CHECK(quiz().find("املأ الفراغات") != std::string::npos);
}
