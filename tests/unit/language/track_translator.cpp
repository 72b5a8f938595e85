#include "pipeline/language/track_translator.h"

#include <catch2/catch.hpp>

#include "pipeline/language/track_pairs.h"

using namespace integrart;

namespace {

LanguageTag tag(std::string_view text) {
  return LanguageTag::parse(text).value().value;
}

struct Line {
  double begin, end;
  std::string text;
};

CueTrack track_in(std::string_view language, const std::vector<Line>& lines) {
  CueTrack track;
  track.language = tag(language);
  for (const Line& line : lines) {
    Cue cue;
    cue.id = "c" + std::to_string(track.cues.size() + 1);
    cue.when = {MediaTime::from_seconds(line.begin), MediaTime::from_seconds(line.end)};
    cue.text = line.text;
    track.cues.push_back(std::move(cue));
  }
  return track;
}

/// A memory that forgets when the test ends.
class ShortMemory final : public MemoryStore {
 public:
  struct Kept {
    LanguageTag from, to;
    MemoryEntry entry;
  };
  std::vector<Kept> kept;
  int additions = 0;

  Result<> add(const LanguageTag& from, const LanguageTag& to, const std::vector<MemoryEntry>& entries) override {
    ++additions;
    for (const MemoryEntry& entry : entries) {
      std::erase_if(kept, [&](const Kept& old) {
        return old.from == from && old.to == to && old.entry.source == entry.source && old.entry.work == entry.work;
      });
      kept.push_back({from, to, entry});
    }
    return {};
  }
  Result<std::vector<MemoryEntry>> entries(const LanguageTag& from, const LanguageTag& to,
                                           std::string_view circle) override {
    std::vector<MemoryEntry> found;
    for (const Kept& one : kept)
      if (one.from == from && one.to == to && (one.entry.circle == circle || !one.entry.licence.empty()))
        found.push_back(one.entry);
    return found;
  }
  Result<std::vector<MemoryEntry>> entries_of_person(std::string_view) override { return std::vector<MemoryEntry>{}; }
  Result<std::size_t> forget_person(std::string_view) override { return std::size_t{0}; }
  Result<std::size_t> forget_work(std::string_view) override { return std::size_t{0}; }
};

/// Knows Bokmål and Nynorsk, and that "ikke" is "ikkje".
class OneWordEngine final : public TranslationEngine {
 public:
  explicit OneWordEngine(bool remote = false) : m_remote(remote) {}
  std::string id() const override { return "one-word"; }
  bool is_remote() const override { return m_remote; }
  std::optional<std::string> identity(const LanguageTag& from, const LanguageTag& to, std::stop_token) override {
    if (from.text() != "nb" || to.text() != "nn") return std::nullopt;
    return "one-word 1";
  }
  Result<EngineAnswer> translate(const std::vector<std::string>& lines, const LanguageTag&, const LanguageTag&,
                                 std::stop_token) override {
    EngineAnswer answer;
    for (std::string line : lines) {
      const std::size_t word = line.find("ikke");
      answer.lines.push_back(word == std::string::npos ? std::optional<std::string>() : line.replace(word, 4, "ikkje"));
    }
    return answer;
  }

 private:
  bool m_remote;
};

TrackTranslator translator_with(MemoryStore& memory, bool remote = false) {
  std::vector<std::unique_ptr<TranslationEngine>> engines;
  engines.push_back(std::make_unique<OneWordEngine>(remote));
  return {memory, std::move(engines), "choir"};
}

const std::vector<Line> bokmal{{0, 2, "Jeg vet ikke"}, {2, 4, "To nøkler"}, {4, 6, "Kom inn"}};

TrackDraft drafted(TrackTranslator& translator, const MissingTrack& missing) {
  const auto basis = translator.basis(missing);
  REQUIRE(basis);
  auto draft = translator.draft(missing, *basis, {});
  REQUIRE(draft);
  return std::move(*draft);
}

}  // namespace

TEST_CASE("lines that are shown together are pairs, also one with two; what fits half is none") {
  const CueTrack one = track_in("uk", {{0, 2, "Один"}, {2, 6, "Два\nі три"}, {6, 8, "Чотири"}});
  const CueTrack other = track_in("pl", {{0.1, 2, "Jeden"}, {2, 4, "Dwa"}, {4, 6, "i trzy"}, {7.5, 12, "Pięć"}});
  const auto pairs = track_pairs(one, other);
  REQUIRE(pairs.size() == 2);
  CHECK(pairs[0].source == "Один");
  CHECK(pairs[0].target == "Jeden");
  CHECK(pairs[0].source_after == "Два і три");
  CHECK(pairs[1].target == "Dwa i trzy");
  CHECK(pairs[1].origin == "human");
  // The other way round half a line would stand for a whole one.
  CHECK(track_pairs(other, one).size() == 1);
}

TEST_CASE("licences without derivatives are not shared") {
  for (const char* shared : {"CC0-1.0", "CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0"})
    CHECK(licence_allows_sharing(shared));
  for (const char* kept : {"", "CC-BY-ND-4.0", "CC-BY-NC-ND-4.0", "LicenseRef-mine"})
    CHECK_FALSE(licence_allows_sharing(kept));
}

TEST_CASE("a work's tracks fill the memory once, under its licence") {
  ShortMemory memory;
  TrackTranslator translator = translator_with(memory);
  const std::vector<CueTrack> tracks{track_in("nb", bokmal),
                                     track_in("pl", {{0, 2, "Nie wiem"}, {2, 4, "Dwa klucze"}})};
  CHECK(translator.learn(tracks, "homes/keys", "CC-BY-SA-4.0").value() == 4);  // two lines, both ways
  REQUIRE(memory.kept.size() == 4);
  CHECK(memory.kept[0].entry.circle == "choir");
  CHECK(memory.kept[0].entry.licence == "CC-BY-SA-4.0");
  CHECK(memory.kept[0].entry.work == "homes/keys");
  const int additions = memory.additions;
  CHECK(translator.learn(tracks, "homes/keys", "CC-BY-SA-4.0").value() == 0);
  CHECK(memory.additions == additions);
  // The licence was taken back.
  translator.learn(tracks, "homes/keys", "").value();
  for (const auto& kept : memory.kept) CHECK(kept.entry.licence.empty());
}

TEST_CASE("a version made for singing teaches the memory nothing") {
  ShortMemory memory;
  TrackTranslator translator = translator_with(memory);
  CueTrack sung = track_in("pl", {{0, 2, "Tralala"}});
  sung.variant = "singable";
  CHECK(translator.learn({track_in("nb", bokmal), sung}, "homes/keys", "CC0-1.0").value() == 0);
  CHECK(memory.kept.empty());
}

TEST_CASE("a draft comes from memory and engine, leaves out what neither knows, and says where each line is from") {
  ShortMemory memory;
  MemoryEntry known;
  known.source = "To nøkler";
  known.target = "To nyklar";
  known.circle = "choir";
  known.origin = "human";
  CHECK(memory.add(tag("nb"), tag("nn"), {known}));
  TrackTranslator translator = translator_with(memory);
  MissingTrack missing;
  missing.language = tag("nn");
  missing.sources = {track_in("uk", {{0, 2, "Я не знаю"}}), track_in("nb", bokmal)};
  const TrackDraft draft = drafted(translator, missing);
  CHECK(draft.from.text() == "nb");  // the one that an engine reads
  CHECK(draft.lines == 3);
  CHECK(draft.final);
  CHECK(draft.track.draft);
  REQUIRE(draft.track.cues.size() == 2);
  CHECK(draft.track.cues[0].text == "Jeg vet ikkje");
  CHECK(draft.track.cues[0].origin == "engine: one-word");
  CHECK(draft.track.cues[1].id == "c2");
  CHECK(draft.track.cues[1].text == "To nyklar");
  CHECK(draft.track.cues[1].origin == "memory 100%, human");
}

TEST_CASE("the basis changes with the memory's lines and engines, and with nothing else") {
  ShortMemory memory;
  MissingTrack missing;
  missing.language = tag("nn");
  missing.sources = {track_in("nb", bokmal)};
  TrackTranslator translator = translator_with(memory);
  const Json before = translator.basis(missing).value();
  MemoryEntry other;
  other.source = "Noe helt annet her";
  other.target = "Noko heilt anna her";
  other.circle = "choir";
  CHECK(memory.add(tag("nb"), tag("nn"), {other}));
  CHECK(translator_with(memory).basis(missing).value() == before);
  other.source = "Kom inn";
  other.target = "Kom inn, du";
  CHECK(memory.add(tag("nb"), tag("nn"), {other}));
  CHECK_FALSE(translator_with(memory).basis(missing).value() == before);
  CHECK_FALSE(TrackTranslator(memory, {}, "choir").basis(missing).value() == before);
}

TEST_CASE("a private work's words go to no server, and nothing known gives no cue") {
  ShortMemory memory;
  MissingTrack missing;
  missing.language = tag("nn");
  missing.sources = {track_in("nb", bokmal)};
  missing.is_private = true;
  TrackTranslator remote = translator_with(memory, true);
  CHECK(drafted(remote, missing).track.cues.empty());
  TrackTranslator local = translator_with(memory, false);
  CHECK_FALSE(drafted(local, missing).track.cues.empty());
  missing.sources.clear();
  CHECK(drafted(local, missing).track.cues.empty());
}

TEST_CASE("a line that is nothing but a term gets the glossary's word") {
  ShortMemory memory;
  ExchangeDocument glossary;
  glossary.files.emplace_back();
  ExchangeUnit unit;
  unit.id = "1";
  unit.variants.push_back(exchange_variant(tag("nb"), plain_exchange_text("nøkkel")));
  unit.variants.push_back(exchange_variant(tag("nn"), plain_exchange_text("nykel")));
  unit.variants.back().properties["status"] = "preferred";
  glossary.units.push_back(unit);
  TrackTranslator translator(memory, {}, "");
  MissingTrack missing;
  missing.language = tag("nn");
  missing.sources = {track_in("nb", {{0, 2, "Nøkkel!"}, {2, 4, "En gul nøkkel"}})};
  missing.glossaries = {glossary.to_json()};
  const TrackDraft draft = drafted(translator, missing);
  REQUIRE(draft.track.cues.size() == 1);
  CHECK(draft.track.cues[0].text == "nykel!");
  CHECK(draft.track.cues[0].origin == "glossary");
}
