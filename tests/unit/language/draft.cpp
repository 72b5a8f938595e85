#include "pipeline/language/draft.h"

#include <catch2/catch.hpp>

using namespace integrart;

namespace {

/// Translates by turning words into capitals; what holds "secret" it does not know.
class CapitalEngine final : public TranslationEngine {
 public:
  int calls = 0;
  std::string id() const override { return "capitals"; }
  std::optional<std::string> identity(const LanguageTag&, const LanguageTag&, std::stop_token) override {
    return "capitals 1";
  }
  Result<EngineAnswer> translate(const std::vector<std::string>& lines, const LanguageTag&, const LanguageTag&,
                                 std::stop_token) override {
    ++calls;
    EngineAnswer answer;
    for (const std::string& line : lines) {
      if (line.find("secret") != std::string::npos) {
        answer.lines.emplace_back(std::nullopt);
        continue;
      }
      std::string translated = line;
      for (char& c : translated) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
      answer.lines.emplace_back(std::move(translated));
    }
    return answer;
  }
};

DraftOptions options_with(const TranslationMemory& memory, CapitalEngine& engine) {
  DraftOptions options;
  options.from = LanguageTag::parse("en").value().value;
  options.to = LanguageTag::parse("pl").value().value;
  options.memory = &memory;
  options.engines = {&engine};
  return options;
}

CueTrack track_of(const std::vector<std::string>& lines) {
  CueTrack track;
  for (const std::string& line : lines) {
    Cue cue;
    cue.id = "c" + std::to_string(track.cues.size() + 1);
    const double start = static_cast<double>(track.cues.size()) * 2;
    cue.when = {MediaTime::from_seconds(start), MediaTime::from_seconds(start + 1.8)};
    cue.text = line;
    CueNode node;
    node.type = "text";
    node.text = line;
    cue.tree = {node};
    track.cues.push_back(std::move(cue));
  }
  return track;
}

}  // namespace

TEST_CASE("drafts come from the memory first, then from what is similar, then from an engine, and else not at all") {
  TranslationMemory memory;
  MemoryEntry entry;
  entry.source = "Two homes and one song";
  entry.target = "Dwa domy i jedna piosenka";
  entry.origin = "human";
  memory.add(entry);
  CapitalEngine engine;
  const DraftOptions options = options_with(memory, engine);
  const auto draft =
      draft_lines({"Two homes and one song", "Two homes and one dance", "Nothing known", "a secret", ""}, options);
  REQUIRE(draft);
  REQUIRE(draft->lines.size() == 5);
  CHECK(draft->lines[0].from == DraftSource::memory);
  CHECK(draft->lines[0].target == "Dwa domy i jedna piosenka");
  CHECK(draft->lines[1].from == DraftSource::fuzzy);
  CHECK(draft->lines[1].score == 80);
  CHECK(draft->lines[2].from == DraftSource::engine);
  CHECK(draft->lines[2].origin == "capitals");
  CHECK(draft->lines[2].target == "NOTHING KNOWN");
  CHECK(draft->lines[3].from == DraftSource::none);
  CHECK_FALSE(draft->lines[3].target);
  CHECK_FALSE(draft->lines[4].target);
}

TEST_CASE("a private text goes to no engine") {
  const TranslationMemory memory;
  CapitalEngine engine;
  DraftOptions options = options_with(memory, engine);
  options.is_private = true;
  const auto draft = draft_lines({"words"}, options);
  REQUIRE(draft);
  CHECK(engine.calls == 0);
  CHECK_FALSE(draft->lines[0].target);
  CHECK_FALSE(draft->notes.empty());
}

TEST_CASE("cues of one sentence are translated together and split again; their number stays") {
  const TranslationMemory memory;
  CapitalEngine engine;
  const DraftOptions options = options_with(memory, engine);
  const auto draft = draft_cues(track_of({"When I was young,", "we had two homes.", "A secret", "song."}), options);
  REQUIRE(draft);
  REQUIRE(draft->lines.size() == 4);
  CHECK(draft->lines[0].target == "WHEN I WAS YOUNG,");
  CHECK(draft->lines[1].target == "WE HAD TWO HOMES.");
  CHECK(draft->lines[0].shared);
  // The sentence as a whole gave nothing, so its cues were asked for one by one.
  CHECK_FALSE(draft->lines[2].target);
  CHECK(draft->lines[3].target == "SONG.");
}
