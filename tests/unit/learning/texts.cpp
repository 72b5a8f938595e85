// Exercises from texts: what is a line of them, what it means in another language, and what nobody hears.
#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "pipeline/base/text.h"
#include "pipeline/learning/activities.h"
#include "pipeline/learning/lines.h"
#include "pipeline/learning/text_blocks.h"
#include "tests/learning_trial_works.h"

using namespace integrart;

namespace {

struct Block {
  std::string tag;
  LinesOfText sentences;
};

LanguageTag tag_of(const std::string& language) {
  return LanguageTag::parse(language).value().value;
}

/// As the reader of texts writes it.
PackText text_of_blocks(const std::string& language, const std::vector<Block>& blocks) {
  PackText text;
  text.language = tag_of(language);
  for (const Block& block : blocks) {
    text.html += "<" + block.tag + ">";
    for (const std::string& sentence : block.sentences) {
      text.sentences.push_back(sentence);
      text.html += "<span class=\"s\" id=\"s" + std::to_string(text.sentences.size()) + "\">" + html_escaped(sentence) +
                   "</span> ";
    }
    text.html += "</" + block.tag + ">\n";
  }
  return text;
}

PackWork text_work(const std::vector<PackText>& texts) {
  PackWork work;
  work.id = "letter";
  work.kind = "text";
  work.licence = "CC-BY-4.0";
  work.language = texts.front().language;
  work.texts = texts;
  return work;
}

std::vector<Activity> exercises_of(PackWork work, std::vector<std::string> kinds) {
  std::vector<PackWork> works{std::move(work)};
  REQUIRE(learning::add_activities(works, collection_asking_for(std::move(kinds))));
  return works.front().activities;
}

const std::vector<Block> english = {
    {"h1", {"Morning on the balcony"}},
    {"p", {"The neighbour waters <her> flowers.", "She waves with a green cup.", "Children run across the yard."}},
    {"h2", {"Later"}},
    {"p", {"We drink tea with fresh mint.", "The cups are small & blue."}},
    {"p", {"Evening falls over the roofs."}}};

}  // namespace

TEST_CASE("headings are no lines of exercises", "[learning]") {
  const PackText text = text_of_blocks("en", english);
  const auto lines = learning::lines_of(text_work({text}));
  REQUIRE(lines);
  REQUIRE(lines->all.size() == 6);
  CHECK(lines->all.front().text == "The neighbour waters <her> flowers.");
  const std::vector<Activity> all = exercises_of(text_work({text}), every_kind());
  CHECK(all.size() >= 4);
  for (const Activity& activity : all)
    for (const ActivityItem& item : activity.items)
      for (const char* heading : {"Morning", "balcony", "Later"}) {
        INFO(activity.id);
        Activity one = activity;
        one.items = {item};
        CHECK(one.to_json().at_or_null("items").dump().find(heading) == std::string::npos);
      }
  const std::vector<Activity> order = exercises_of(text_work({text}), {"order"});
  REQUIRE(order.size() == 1);
  CHECK(std::get<OrderItem>(order[0].items[0].content).lines.front() == "The neighbour waters <her> flowers.");
}

TEST_CASE("sentences know their paragraph from clean HTML", "[learning]") {
  const auto places = [](std::string_view html, std::size_t count) { return learning::sentence_places(html, count); };
  const std::string html =
      "<h2 lang=\"pl\"><span class=\"s\" id=\"s1\">Tytuł</span></h2>\n<blockquote><p><em>x</em> <span class=\"s\" "
      "id=\"s2\">Jeden <em>dwa</em>.</span> <span class=\"s\" id=\"s3\">Trzy.</span></p></blockquote>\n<ul><li><span "
      "class=\"s\" id=\"s4\">Cztery</span></li><li><span class=\"s\" id=\"s5\">Pięć<br></span></li></ul>";
  const auto found = places(html, 5);
  REQUIRE(found.size() == 5);
  std::vector<std::size_t> blocks;
  for (const auto& place : found) blocks.push_back(place.block);
  CHECK(blocks == std::vector<std::size_t>{0, 1, 1, 2, 3});
  CHECK(found[0].is_heading);
  CHECK_FALSE(found[1].is_heading);
  CHECK(places(html, 6).empty());
  CHECK(places("", 1).empty());
  CHECK(places("<p", 1).empty());
  CHECK(places("<p><span class=\"s\" id=\"s1\"", 1).size() <= 1);
}

TEST_CASE("a paragraph with other sentences costs its own translations, not those of the text", "[learning]") {
  std::vector<Block> dutch = {{"h1", {"Morgen op het balkon"}},
                              {"p", {"een", "twee en drie"}},
                              {"h2", {"Later"}},
                              {"p", {"vier", "vijf"}},
                              {"p", {"zes"}}};
  const auto translations = [&] {
    std::vector<std::string> list;
    const auto lines =
        learning::lines_of(text_work({text_of_blocks("en", english), text_of_blocks("nl", dutch)})).value();
    for (const learning::Line& line : lines.all) {
      const auto found = line.translation.by_language.find("nl");
      list.push_back(found == line.translation.by_language.end() ? "" : found->second);
    }
    return list;
  };
  CHECK(translations() == std::vector<std::string>{"", "", "", "vier", "vijf", "zes"});
  // As many sentences in all, but not in the same paragraphs: nothing is paired across them.
  dutch[3].sentences = {"vier", "vijf", "nog een"};
  CHECK(translations() == std::vector<std::string>{"", "", "", "", "", "zes"});
  dutch[1].sentences = {"een", "twee", "drie"};
  dutch[3].sentences = {"vier", "vijf"};
  CHECK(translations() == std::vector<std::string>{"een", "twee", "drie", "vier", "vijf", "zes"});
  dutch.pop_back();  // other paragraphs: who knows which
  CHECK(translations() == std::vector<std::string>(6, ""));
}

TEST_CASE("the word that is heard is chosen only where something is heard", "[learning]") {
  const LinesOfText lines = {"the river carries grey stones", "the window follows yellow trams",
                             "morning washes painted houses", "children remember quiet gardens"};
  PackWork read = text_work({text_of_blocks("en", {{"p", lines}})});
  CHECK(exercises_of(read, {"choice"}).empty());
  // The same text with a recording and the times of its sentences.
  PackWork heard = read;
  heard.tracks.push_back(track_of("en", lines));
  CHECK(exercises_of(heard, {"choice"}).empty());  // times alone sound like nothing
  PackRendition& sound = heard.renditions.emplace_back();
  sound.id = sound.role = "audio";
  const std::vector<Activity> choices = exercises_of(heard, {"choice"});
  REQUIRE(choices.size() == 1);
  for (const ActivityItem& item : choices[0].items) CHECK(item.when);
  CHECK(exercises_of(song_of("song", {{"en", lines}}), {"choice"}).size() == 1);
}

TEST_CASE("tips of Arabic words go past the article", "[learning]") {
  struct Row {
    std::string line, word, tip;
  };
  const std::vector<Row> rows = {{"غسل المطر من", "المطر", "الم…"},       {"منها والنعناع من", "والنعناع", "والن…"},
                                 {"منها بالقطار من", "بالقطار", "بالق…"}, {"منها للمدينة من", "للمدينة", "للم…"},
                                 {"منها كالبحر من", "كالبحر", "كالب…"},   {"منها وبالخبز من", "وبالخبز", "وبالخ…"},
                                 {"منها الشَّمس من", "الشَّمس", "الش…"},      {"منها والدتي من", "والدتي", "و…"},
                                 {"منها زهرة من", "زهرة", "ز…"},          {"منها ألوان من", "ألوان", "أ…"},
                                 {"منها بالون من", "بالون", "ب…"}};
  for (const Row& row : rows) {
    std::set<std::string> tips;
    for (int i = 0; i < 10; ++i)
      for (const Activity& activity :
           exercises_of(song_of("s" + std::to_string(i), {{"ar", {row.line}}}), {"gap_fill"}))
        for (const ActivityItem& item : activity.items)
          for (const ActivityGap& gap : std::get<GapItem>(item.content).gaps)
            if (activity.level == 1 && gap.answers.front() == row.word) tips.insert(gap.tip);
    INFO(row.word);
    CHECK(tips == std::set<std::string>{row.tip});
  }
}

TEST_CASE("abbreviations are neither asked for nor offered", "[learning]") {
  struct Row {
    std::string language;
    LinesOfText lines;
    std::vector<std::string> never;
  };
  const std::vector<Row> rows = {
      {"pl",
       {"tramwaj nr siedem jedzie wolno", "mieszkamy przy ul. Długiej", "jabłka tzn. owoce i kg chleba"},
       {"nr", "ul", "tzn", "kg"}},
      {"uk", {"наш трамвай їде на вул. Садову", "хліб, сіль див. там", "купили кг хліба"}, {"вул", "див", "кг"}},
      {"nl", {"de brief van mevr. Bos ligt hier", "fruit bijv. appels en kg brood"}, {"mevr", "bijv", "kg"}},
      {"nb", {"huset har tlf. og nr syv", "frukten osv. koster ti kr nå"}, {"tlf", "nr", "osv", "kr"}},
      {"nn", {"huset har tlf. og nr sju", "frukta osv. kostar ti kr no"}, {"tlf", "nr", "osv", "kr"}},
      {"en", {"the bread cheese etc. was warm", "ten km behind the river"}, {"etc", "km"}},
      {"ru", {"наш трамвай едет на ул. Садовую", "купили кг хлеба"}, {"ул", "кг"}}};
  for (const Row& row : rows) {
    std::set<std::string> asked;
    for (int i = 0; i < 20; ++i)
      for (const Activity& activity : exercises_of(song_of("s" + std::to_string(i), {{row.language, row.lines}}),
                                                   {"gap_fill", "choice", "vocabulary"}))
        for (const ActivityItem& item : activity.items) {
          if (const auto* line = std::get_if<GapItem>(&item.content))
            for (const ActivityGap& gap : line->gaps) asked.insert(gap.answers.front());
          if (const auto* choice = std::get_if<ChoiceItem>(&item.content))
            asked.insert(choice->options.begin(), choice->options.end());
          if (const auto* word = std::get_if<VocabularyItem>(&item.content)) asked.insert(word->word);
        }
    INFO(row.language);
    CHECK(asked.size() >= 4);
    for (const std::string& word : row.never) {
      INFO(word);
      CHECK_FALSE(asked.contains(word));
    }
  }
}
