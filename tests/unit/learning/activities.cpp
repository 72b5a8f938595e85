// Rules of exercises, one by one.
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "pipeline/base/licence_name.h"
#include "pipeline/learning/activities.h"
#include "tests/learning_trial_works.h"

using namespace integrart;

namespace {

std::vector<Activity> activities_of(PackWork work, std::vector<std::string> kinds) {
  std::vector<PackWork> works{std::move(work)};
  const auto notes = learning::add_activities(works, collection_asking_for(std::move(kinds)));
  REQUIRE(notes);
  CHECK(notes->empty());
  return works.front().activities;
}

/// Every word that some exercise asks for.
std::set<std::string> asked_words(const std::string& language, const LinesOfText& lines) {
  std::set<std::string> words;
  for (const Activity& activity :
       activities_of(song_of("song", {{language, lines}}), {"gap_fill", "choice", "vocabulary"}))
    for (const ActivityItem& item : activity.items) {
      if (const auto* gaps = std::get_if<GapItem>(&item.content))
        for (const ActivityGap& gap : gaps->gaps) words.insert(gap.answers.front());
      if (const auto* choice = std::get_if<ChoiceItem>(&item.content))
        words.insert(choice->options.begin(), choice->options.end());
      if (const auto* word = std::get_if<VocabularyItem>(&item.content)) words.insert(word->word);
    }
  return words;
}

/// What an item asks for or shows, so that the same again is the same text.
std::vector<std::string> asked_by(const ActivityItem& item) {
  if (const auto* gaps = std::get_if<GapItem>(&item.content)) return {gaps->text};
  if (const auto* choice = std::get_if<ChoiceItem>(&item.content)) return {choice->text};
  if (const auto* order = std::get_if<OrderItem>(&item.content)) return order->lines;
  if (const auto* dictation = std::get_if<DictationItem>(&item.content)) return {dictation->text};
  if (const auto* word = std::get_if<VocabularyItem>(&item.content)) return {word->word};
  if (const auto* card = std::get_if<FlashcardItem>(&item.content)) return {card->front};
  if (const auto* line = std::get_if<LineItem>(&item.content)) return {line->text};
  std::vector<std::string> lines;
  if (const auto* match = std::get_if<MatchItem>(&item.content))
    for (const MatchPair& pair : match->pairs) lines.push_back(pair.line);
  return lines;
}

const LinesOfText chorus_song = {"Morning comes over the quiet harbour", "sailors carry bread and coffee",
                                 "Sing, river, sing to the people",      "wash the dust from the windows",
                                 "Evening falls on painted houses",      "children count the yellow trams",
                                 "Sing, river, sing to the people",      "wash the dust from the windows"};

}  // namespace

TEST_CASE("no exercise asks for a name", "[learning]") {
  const auto none_of = [](const std::string& language, const LinesOfText& lines,
                          const std::vector<std::string>& names) {
    const std::set<std::string> words = asked_words(language, lines);
    CHECK(words.size() >= 3);
    for (const std::string& name : names) {
      INFO(language << ": " << name);
      CHECK_FALSE(words.contains(name));
    }
  };
  none_of("uk",
          {"Оксана співає тихо вночі", "кличе Оксана до річки", "пливе Дніпро широкий додому",
           "старий Київ чекає світанку"},
          {"Оксана", "оксана", "Дніпро", "дніпро", "Київ", "київ"});
  none_of("pl", {"wieczorem Wisła płynie cicho", "Halina gotuje gorącą zupę", "dzieci biegną przez Kraków"},
          {"Wisła", "wisła", "Halina", "halina", "Kraków", "kraków"});
  none_of("nl", {"morgen fietst Selam naar Utrecht", "de regen valt op daken", "daar wacht moeder Selam"},
          {"Selam", "selam", "Utrecht", "utrecht"});
  none_of("nb", {"snøen faller over Bergen", "Marek leser brevet langsomt", "båten kommer fra Stavanger"},
          {"Bergen", "bergen", "Marek", "marek", "Stavanger"});
  none_of("nn", {"snøen fell over Bergen", "Marek les brevet sakte"}, {"Bergen", "bergen", "Marek", "marek"});
  none_of("en", {"rain walks slowly through London", "Amira opens every window", "a letter came for O'Brien today"},
          {"London", "london", "Amira", "amira", "O'Brien", "o'brien"});
  none_of("ru", {"поезд едет ночью через Харьков", "Марина считает звёзды", "снег ложится на крыши"},
          {"Харьков", "харьков", "Марина", "марина"});
  none_of("ar", {"صباح الخير يا فرات من الشرفة", "تزرع ليلى النعناع والورد", "الجيران يشربون القهوة صباحا"},
          {"فرات", "ليلى"});
}

TEST_CASE("words that hold sentences together are names where they are written large, or where somebody is called so",
          "[learning]") {
  struct Row {
    std::string language;
    LinesOfText lines;
    std::string creator;
    std::vector<std::string> names, words;  // never asked for; asked for by the hardest gaps
  };
  // In such lines two words mean something, and only the fourth and fifth are far enough from them to be gaps too.
  const std::vector<Row> rows = {
      {"en", {"he sings with Will by the river"}, "", {"Will"}, {"by"}},
      {"en", {"Will she sing by the river", "he sings with Will by the river"}, "", {"Will"}, {"by"}},
      {"en", {"Will she sing by the river"}, "", {}, {"Will"}},
      {"en", {"he sings with will by the river"}, "", {}, {"will", "by"}},
      {"en", {"he sings with will by the river"}, "Will Adeyemi", {"will"}, {"by"}},
      {"en", {"she says that I'm in the river", "she says that I’ll be the river"}, "", {}, {"I'm", "I’ll"}},
      {"nl", {"ik zing met Jou in de rivier"}, "", {"Jou"}, {"in"}},
      {"nl", {"ik zing met jou in de rivier"}, "Jou Peeters", {"jou"}, {"in"}},
      {"pl", {"on śpiewa dla Ona na tej rzece"}, "", {"Ona"}, {"na"}},
      {"uk", {"він співає про Мій на ту річку"}, "", {"Мій"}, {"на"}},
      {"nb", {"han synger med Noen ved den elva"}, "", {"Noen"}, {"ved"}},
      {"nn", {"han syng med Berre ved den elva"}, "", {"Berre"}, {"ved"}},
      {"ru", {"он поёт про Через для той реки"}, "", {"Через"}, {"для"}}};
  for (const Row& row : rows) {
    PackWork work = song_of("song", {{row.language, row.lines}});
    if (!row.creator.empty()) work.creators.push_back({row.creator, "singer", false});
    // What is mixed depends on the name of the work: a name is left alone whatever is drawn.
    std::set<std::string> asked;
    for (int i = 0; i < 20; ++i) {
      work.id = "song-" + std::to_string(i);
      for (const Activity& activity : activities_of(work, {"gap_fill"}))
        for (const ActivityItem& item : activity.items)
          for (const ActivityGap& gap : std::get<GapItem>(item.content).gaps) asked.insert(gap.answers.front());
    }
    INFO(row.language << ": " << row.lines.front());
    CHECK(asked.size() >= 2);
    for (const std::string& name : row.names) {
      INFO(name);
      CHECK_FALSE(asked.contains(name));
    }
    for (const std::string& word : row.words) {
      INFO(word);
      CHECK(asked.contains(word));
    }
  }
}

TEST_CASE("a word that some line writes small may be asked for at the beginning of another", "[learning]") {
  CHECK(asked_words("en", {"River sings to people", "slowly flows the river home"}).contains("river"));
}

TEST_CASE("people who made the work are not asked for, whatever they are written like", "[learning]") {
  PackWork work = song_of("song", {{"en", {"little amira waits outside", "summer comes to amira slowly"}}});
  work.creators.push_back({"Amira Haddad", "singer", false});
  for (const Activity& activity : activities_of(work, {"vocabulary"}))
    for (const ActivityItem& item : activity.items) CHECK(std::get<VocabularyItem>(item.content).word != "amira");
}

TEST_CASE("a chorus is asked once and sung every time", "[learning]") {
  const LinesOfText ukrainian = {"ранок", "хліб", "співай", "пил", "вечір", "трамваї", "співай", "пил"};
  std::set<std::string> kinds;
  for (const Activity& activity :
       activities_of(song_of("song", {{"en", chorus_song}, {"uk", ukrainian}}), every_kind())) {
    INFO(activity.id);
    kinds.insert(activity.kind);
    if (activity.kind == "karaoke") {
      CHECK(activity.items.size() == 8);
      continue;
    }
    if (activity.kind == "gap_fill") CHECK(activity.instructions.id == "learning.instructions_gap_fill");
    std::set<std::string> texts;
    for (const ActivityItem& item : activity.items) {
      const std::vector<std::string> asked = asked_by(item);
      CHECK_FALSE(asked.empty());
      for (const std::string& text : asked) {
        INFO(text);
        CHECK(texts.insert(text).second);
      }
    }
    if (activity.kind == "gap_fill" || activity.kind == "repeat" || activity.kind == "dictation")
      CHECK(texts.size() == 6);
  }
  CHECK(kinds == std::set<std::string>{"karaoke", "gap_fill", "choice", "order", "match", "dictation", "vocabulary",
                                       "flashcards", "repeat"});
}

TEST_CASE("easy gaps have a tip and one a line, harder ones more and none", "[learning]") {
  const std::vector<Activity> levels = activities_of(song_of("song", {{"en", chorus_song}}), {"gap_fill"});
  REQUIRE(levels.size() == 3);
  std::size_t gaps[3] = {};
  for (std::size_t level = 0; level < 3; ++level) {
    CHECK(levels[level].level == static_cast<int>(level) + 1);
    for (const ActivityItem& item : levels[level].items) {
      const GapItem& line = std::get<GapItem>(item.content);
      gaps[level] += line.gaps.size();
      for (const ActivityGap& gap : line.gaps) CHECK(gap.tip.empty() == (level > 0));
      if (level == 0) CHECK(line.gaps.size() == 1);
      for (std::size_t i = 1; i < line.gaps.size(); ++i) {
        const std::size_t end = line.gaps[i - 1].begin + line.gaps[i - 1].length;
        CHECK(line.text.substr(end, line.gaps[i].begin - end).find_first_not_of(" ,.!") != std::string::npos);
      }
    }
  }
  CHECK(gaps[0] < gaps[1]);
  CHECK(gaps[1] < gaps[2]);
}

TEST_CASE("options are about as long as the right word and no form of it", "[learning]") {
  const auto all = activities_of(song_of("song", {{"en", chorus_song}}), {"choice"});
  REQUIRE(all.size() == 1);
  for (const ActivityItem& item : all.front().items) {
    const ChoiceItem& choice = std::get<ChoiceItem>(item.content);
    const std::string& right = choice.options[choice.correct];
    INFO(right);
    CHECK(choice.options.size() >= 3);
    for (const std::string& option : choice.options) {
      CHECK(std::max(option.size(), right.size()) - std::min(option.size(), right.size()) <=
            std::max<std::size_t>(1, right.size() / 3));
      CHECK((option == right || choice.text.find(option) == std::string::npos));
    }
  }
}

TEST_CASE("translations belong to a line only when they share its time", "[learning]") {
  PackWork work = song_of(
      "song", {{"en", chorus_song}, {"uk", {"один", "два", "три", "чотири", "п'ять", "шість", "сім", "вісім"}}});
  const auto matched = activities_of(work, {"match"});
  REQUIRE(matched.size() == 1);
  const MatchItem& item = std::get<MatchItem>(matched.front().items.front().content);
  CHECK(item.pairs[1].translation.in("uk") == "два");
  // One long cue over all lines translates none of them.
  CueTrack late = CueTrack::from_json(work.tracks[1].cues).value();
  late.cues.resize(1);
  late.cues[0].when.end = MediaTime::from_milliseconds(16000);
  work.tracks[1].cues = late.to_json();
  CHECK(activities_of(work, {"match"}).empty());
}

TEST_CASE("nobody learns from a draft or from words bent to be sung", "[learning]") {
  const auto matched = [](bool draft, const char* variant) {
    PackWork work = song_of("song", {{"en", chorus_song}, {"pl", chorus_song}});
    work.tracks.back().draft = draft;
    work.tracks.back().variant = variant;
    std::vector<PackWork> works{std::move(work)};
    REQUIRE(learning::add_activities(works, collection_asking_for({"match"})));
    return !works.front().activities.empty();
  };
  CHECK(matched(false, ""));
  CHECK(matched(false, "literal"));
  CHECK_FALSE(matched(true, ""));
  CHECK_FALSE(matched(false, "singable"));
}

TEST_CASE("a text has exercises for reading, none for listening", "[learning]") {
  PackWork work;
  work.id = "poem";
  work.kind = "text";
  work.licence = "CC-BY-4.0";
  work.language = LanguageTag::parse("en").value().value;
  work.texts.push_back({work.language, "", "", chorus_song});
  work.texts.push_back({LanguageTag::parse("nl").value().value,
                        "",
                        "",
                        {"een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht"}});
  std::set<std::string> kinds;
  for (const Activity& activity : activities_of(work, every_kind())) {
    kinds.insert(activity.kind);
    for (const ActivityItem& item : activity.items) CHECK_FALSE(item.when);
    if (activity.kind == "gap_fill") CHECK(activity.instructions.id == "learning.instructions_gap_fill_text");
  }
  CHECK(kinds == std::set<std::string>{"gap_fill", "order", "match", "vocabulary", "flashcards"});
}

TEST_CASE("sound descriptions and music marks are not asked for", "[learning]") {
  const std::set<std::string> words = asked_words(
      "en",
      {"[applause]", "(thunder rolling far away)", "♪ summer wind carries letters ♪", "winter brings heavy silence"});
  CHECK(words.contains("letters"));
  for (const std::string& word : words)
    CHECK((word != "applause" && word != "thunder" && word.find("♪") == std::string::npos));
}

TEST_CASE("the curator chooses kinds for the pack and for a work, and asks her own questions", "[learning]") {
  Collection collection = collection_asking_for({"gap_fill", "karaoke", "crossword"});
  for (const std::string id : {"one", "two", "three"}) {
    CollectionWork& work = collection.works.emplace_back();
    work.id = id;
  }
  collection.works[1].activities = std::vector<std::string>{};
  collection.works[2].activities = std::vector<std::string>{"order"};
  Question question;
  question.question.by_language["en"] = "Where does the river go?";
  collection.works[1].questions.push_back(question);
  std::vector<PackWork> works;
  for (const std::string id : {"one", "two", "three"}) works.push_back(song_of(id, {{"en", chorus_song}}));
  const auto notes = learning::add_activities(works, collection);
  REQUIRE(notes);
  CHECK(*notes == std::vector<Message>{{"learning.kind_unknown", {{"kind", "crossword"}}}});
  CHECK(works[0].activities.size() == 4);
  REQUIRE(works[1].activities.size() == 1);
  CHECK(std::get<QuestionItem>(works[1].activities[0].items[0].content) == question);
  REQUIRE(works[2].activities.size() == 1);
  CHECK(works[2].activities[0].kind == "order");
}

TEST_CASE("words that may not be changed are left alone, and the curator is told", "[learning]") {
  for (const std::string licence : {"CC-BY-ND-4.0", "CC-BY-NC-ND-4.0"}) {
    std::vector<PackWork> works{song_of("kept", {{"en", chorus_song}})};
    works[0].licence = licence;
    Collection collection = collection_asking_for(every_kind());
    CollectionWork& source = collection.works.emplace_back();
    source.id = "kept";
    source.questions.emplace_back().question.by_language["en"] = "What do you hear?";
    const auto notes = learning::add_activities(works, collection);
    REQUIRE(notes);
    REQUIRE(notes->size() == 1);
    CHECK(notes->front().id == "learning.no_derivatives");
    REQUIRE(works[0].activities.size() == 1);
    CHECK(works[0].activities[0].kind == "questions");
  }
  for (const char* licence : {"cc-by-nd-4.0", "CC-by-nc-Nd-3.0", "CC-BY-ND-3.0-DE", "CC BY-ND 4.0", "CC BY–NC–ND",
                              "https://creativecommons.org/licenses/by-nd/4.0/"}) {
    CAPTURE(licence);
    CHECK(changes_under(licence) == ChangesAllowed::no);
  }
  for (const char* licence : {"CC-BY-NC-SA-4.0", "CC BY-SA 4.0", "CC0-1.0", "public domain", "ODbL-1.0", "MIT", ""}) {
    CAPTURE(licence);
    CHECK(changes_under(licence) == ChangesAllowed::yes);
  }
}

TEST_CASE("of a work whose rights are all reserved exercises are made when its makers agreed", "[learning]") {
  for (const char* licence : {"All rights reserved", "LicenseRef-all-rights-reserved", "LicenseRef-NDLA", "© 2020 Anna",
                              "with kind permission", "mitigated", "cc"}) {
    CAPTURE(licence);
    CHECK(changes_under(licence) == ChangesAllowed::unsaid);
    std::vector<PackWork> works{song_of("kept", {{"en", chorus_song}})};
    works[0].licence = licence;
    Collection collection = collection_asking_for(every_kind());
    CollectionWork& source = collection.works.emplace_back();
    source.id = "kept";
    source.questions.emplace_back().question.by_language["en"] = "What do you hear?";
    for (const std::vector<std::string>& granted : {std::vector<std::string>{}, {"teach", "show"}}) {
      works[0].consent = PackConsent{0, granted, ""};
      const auto notes = learning::add_activities(works, collection);
      REQUIRE(notes);
      REQUIRE(notes->size() == 1);
      CHECK(notes->front() == Message{"learning.no_permission", {{"work", "kept"}, {"licence", licence}}});
      REQUIRE(works[0].activities.size() == 1);
      CHECK(works[0].activities[0].kind == "questions");
    }
    works[0].consent = PackConsent{0, {"teach", "show", "remix"}, ""};
    const auto notes = learning::add_activities(works, collection);
    REQUIRE(notes);
    CHECK(notes->empty());
    CHECK(works[0].activities.size() > 5);
    works[0].licence = "CC-BY-ND-4.0";  // what a licence forbids stays forbidden
    REQUIRE(learning::add_activities(works, collection));
    CHECK(works[0].activities.size() == 1);
  }
}

TEST_CASE("a question is called the same wherever it stands among the others", "[learning]") {
  const auto ids = [](const std::vector<std::string>& questions) {
    std::vector<PackWork> works{song_of("song", {{"en", chorus_song}})};
    Collection collection;
    CollectionWork& source = collection.works.emplace_back();
    source.id = "song";
    for (const std::string& words : questions) source.questions.emplace_back().question.by_language["en"] = words;
    REQUIRE(learning::add_activities(works, collection));
    std::map<std::string, std::string> found;
    for (const ActivityItem& item : works[0].activities.at(0).items)
      found[item.id] = std::get<QuestionItem>(item.content).question.in("en");
    return found;
  };
  auto all = ids({"Who?", "Where?", "When?"});
  CHECK(all.size() == 3);
  const auto fewer = ids({"When?", "Who?"});
  std::erase_if(all, [](const auto& entry) { return entry.second == "Where?"; });
  CHECK(fewer == all);
  CHECK(ids({"Who?", "Who?"}).size() == 2);
}

TEST_CASE("one more song leaves the exercises of the others as they are", "[learning]") {
  const auto first_of = [](std::vector<PackWork> works) {
    REQUIRE(learning::add_activities(works, collection_asking_for({"order", "gap_fill", "vocabulary", "choice"})));
    Json json;
    for (const Activity& activity : works.front().activities) json.push_back(activity.to_json());
    return json;
  };
  const PackWork song = song_of("song", {{"en", chorus_song}});
  const PackWork other = song_of("other", {{"en", {"Winter brings heavy silence", "letters wait beneath doors"}}});
  CHECK(first_of({song}) == first_of({song, other}));
}

TEST_CASE("a collection keeps its questions and switches", "[learning]") {
  const auto json = parse_json(R"({"schema":"collection/1","id":"c","works":[{"id":"w","kind":"text","file":"w.md",
    "activities":["order"],"questions":[{"question":{"en":"How many?","uk":"Скільки?"},"options":["one","two"],
    "correct":[2],"explanation":"Two homes."}]},{"id":"x","kind":"text","file":"x.md","activities":[]}]})");
  REQUIRE(json);
  const auto collection = Collection::from_json(*json);
  REQUIRE(collection);
  CHECK(collection->notes.empty());
  const CollectionWork& work = collection->value.works[0];
  CHECK(work.activities == std::vector<std::string>{"order"});
  REQUIRE(work.questions.size() == 1);
  CHECK(work.questions[0].correct == std::vector<std::size_t>{1});
  CHECK(work.questions[0].question.in("uk") == "Скільки?");
  CHECK(collection->value.works[1].activities == std::vector<std::string>{});
  const auto again = Collection::from_json(collection->value.to_json());
  REQUIRE(again);
  CHECK(again->value.works[0].questions == work.questions);
  CHECK(again->value.works[0].activities == work.activities);
  for (const std::string broken : {R"("correct":[3])", R"("correct":[0])", R"("correct":[])"}) {
    std::string text = json->dump();
    text.replace(text.find(R"("correct":[2])"), 13, broken);
    CHECK_FALSE(Collection::from_json(parse_json(text).value()));
  }
}

TEST_CASE("what the curator changed stands in the place of what was derived", "[learning]") {
  Collection collection = collection_asking_for({"gap_fill", "order"});
  CollectionWork& source = collection.works.emplace_back();
  source.id = "song";
  std::vector<PackWork> works{song_of("song", {{"en", chorus_song}})};
  REQUIRE(learning::add_activities(works, collection));
  REQUIRE(works[0].activities.size() == 4);
  Activity shorter = works[0].activities[0];
  shorter.items.resize(1);
  Activity gone = works[0].activities[3];
  gone.items.clear();
  Activity own = shorter;
  own.id = "own";
  source.activity_edits = Json::array({shorter.to_json(), gone.to_json(), own.to_json()});
  REQUIRE(learning::add_activities(works, collection));
  std::vector<std::string> ids;
  for (const Activity& activity : works[0].activities) ids.push_back(activity.id);
  CHECK(ids == std::vector<std::string>{"gap_fill-1", "gap_fill-2", "gap_fill-3", "own"});
  CHECK(works[0].activities[0].items.size() == 1);
  source.activity_edits = Json::array({"nothing"});
  CHECK_FALSE(learning::add_activities(works, collection));
}
