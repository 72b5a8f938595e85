// No gap falls into a name, also where parts of it look like other words; and what is no name is still asked for.
#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "pipeline/learning/activities.h"
#include "tests/learning_trial_works.h"

using namespace integrart;

namespace {

struct Row {
  std::string language, line, name;
};

/// Exercises of `lines` as several works mix them: whatever is drawn, names are left alone.
std::vector<Activity> many_exercises(PackWork work) {
  std::vector<Activity> all;
  for (int i = 0; i < 25; ++i) {
    work.id = "song-" + std::to_string(i);
    std::vector<PackWork> works{work};
    REQUIRE(learning::add_activities(works, collection_asking_for({"gap_fill", "choice", "vocabulary", "flashcards"})));
    for (Activity& activity : works.front().activities) all.push_back(std::move(activity));
  }
  return all;
}

struct Asked {
  std::string line;
  std::size_t begin = 0, end = 0;  // bytes
};

std::vector<Asked> asked_in(const std::vector<Activity>& activities) {
  std::vector<Asked> all;
  for (const Activity& activity : activities)
    for (const ActivityItem& item : activity.items) {
      if (const auto* gaps = std::get_if<GapItem>(&item.content))
        for (const ActivityGap& gap : gaps->gaps) all.push_back({gaps->text, gap.begin, gap.begin + gap.length});
      if (const auto* choice = std::get_if<ChoiceItem>(&item.content))
        all.push_back({choice->text, choice->gap.begin, choice->gap.begin + choice->gap.length});
      if (const auto* word = std::get_if<VocabularyItem>(&item.content))
        all.push_back({word->example, word->begin, word->begin + word->length});
      if (const auto* card = std::get_if<FlashcardItem>(&item.content)) {
        const std::string& word = card->back.by_language.begin()->second;
        const std::size_t begin = card->front.find("____");
        std::string line = card->front;
        all.push_back({line.replace(begin, 4, word), begin, begin + word.size()});
      }
    }
  return all;
}

/// Words that are asked for somewhere, each as it stands in its line.
std::set<std::string> asked_words(const PackWork& work) {
  std::set<std::string> words;
  for (const Asked& one : asked_in(many_exercises(work))) words.insert(one.line.substr(one.begin, one.end - one.begin));
  return words;
}

void check_rows(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    INFO(row.language << ": " << row.line);
    const std::size_t begin = row.line.find(row.name), end = begin + row.name.size();
    REQUIRE(begin != std::string::npos);
    const PackWork work = song_of("song", {{row.language, {row.line}}});
    const std::vector<Asked> asked = asked_in(many_exercises(work));
    CHECK_FALSE(asked.empty());
    for (const Asked& one : asked) {
      INFO(one.line.substr(one.begin, one.end - one.begin));
      REQUIRE(one.line == row.line);
      CHECK((one.end <= begin || one.begin >= end));
    }
  }
}

}  // namespace

TEST_CASE("small words inside of a name are part of it", "[learning]") {
  check_rows({
      {"nl", "in Apeldoorn zingt Jan van der Berg zachtjes liedjes", "Jan van der Berg"},
      {"nl", "vandaag belt mevrouw de Vries onze buren", "de Vries"},
      {"nl", "De Vries belt vandaag onze buren", "De Vries"},
      {"nl", "de trein stopt morgen bij Den Haag", "Den Haag"},
      {"nl", "Den Haag slaapt onder zachte regen", "Den Haag"},
      {"nl", "wij fietsen samen naar 's-Hertogenbosch en terug", "'s-Hertogenbosch"},
      {"nl", "’s-Hertogenbosch wacht met warme lampen", "’s-Hertogenbosch"},
      {"nl", "wij wonen samen bij ter Apel tussen bomen", "ter Apel"},
      {"nl", "de boot vaart langs Alphen aan den Rijn verder", "Alphen aan den Rijn"},
      {"nl", "zij leest hoe Sophie in 't Veld dapper spreekt", "Sophie in 't Veld"},
      {"nl", "gisteren speelde op den Akker mooie muziek", "op den Akker"},
      {"nl", "zij luistert naar Ludwig van Beethoven tussen bomen", "Ludwig van Beethoven"},
      {"nl", "mijn tante woont in Frankfurt am Main tussen bomen", "Frankfurt am Main"},
      {"en", "my sister listens to Ludwig van Beethoven every evening", "Ludwig van Beethoven"},
      {"en", "grandmother moved from Frankfurt am Main last winter", "Frankfurt am Main"},
      {"en", "The Hague sleeps beneath quiet rain", "The Hague"},
      {"en", "letters arrive from Stratford upon Avon every week", "Stratford upon Avon"},
      {"en", "her father left Bosnia and Herzegovina with bread", "Bosnia and Herzegovina"},
      {"en", "she carries flowers for de la Cruz every morning", "de la Cruz"},
      {"en", "trains leave for Rio de Janeiro every morning", "Rio de Janeiro"},
      {"nb", "bestemor hører på Ludwig van Beethoven hver kveld", "Ludwig van Beethoven"},
      {"nb", "toget stopper ved Mo i Rana denne kvelden", "Mo i Rana"},
      {"nb", "læreren skriver brev til van der Berg denne uka", "van der Berg"},
      {"nb", "tanten flyttet fra Frankfurt am Main denne vinteren", "Frankfurt am Main"},
      {"nn", "bestemor høyrer på Ludwig van Beethoven kvar kveld", "Ludwig van Beethoven"},
      {"nn", "toget stoppar ved Nes på Romerike denne kvelden", "Nes på Romerike"},
      {"nn", "læraren skriv brev til van der Berg denne veka", "van der Berg"},
      {"pl", "babcia słucha utworów Ludwig van Beethoven każdego wieczoru", "Ludwig van Beethoven"},
      {"pl", "ciocia wyjechała zimą z Frankfurt nad Menem wieczorem", "Frankfurt nad Menem"},
      {"pl", "pociąg wjeżdża cicho do Rio de Janeiro wieczorem", "Rio de Janeiro"},
      {"pl", "jego ojciec kochał Bośnia i Hercegowina całym sercem", "Bośnia i Hercegowina"},
      {"uk", "тітка поїхала взимку в Ростов на Дону потягом", "Ростов на Дону"},
      {"uk", "Ростов на Дону чекає тихого снігу", "Ростов на Дону"},
      {"uk", "потяг зупиняється вранці в Івано-Франківськ біля річки", "Івано-Франківськ"},
      {"uk", "бабуся слухає твори Людвіг ван Бетховен щовечора", "Людвіг ван Бетховен"},
      {"uk", "художник малює портрет Леонардо да Вінчі щовечора", "Леонардо да Вінчі"},
      {"uk", "учитель розповідає дітям про де Голля щовечора", "де Голля"},
      {"ru", "тётя уехала зимой в Ростов на Дону поездом", "Ростов на Дону"},
      {"ru", "Ростов-на-Дону ждёт тихого снега", "Ростов-на-Дону"},
      {"ru", "бабушка слушает музыку Людвиг ван Бетховен вечером", "Людвиг ван Бетховен"},
      {"ru", "поезд идёт ночью через Франкфурт на Майне медленно", "Франкфурт на Майне"},
      {"ru", "художник рисует портрет Леонардо да Винчи вечером", "Леонардо да Винчи"},
      {"ar", "تسمع جدتي موسيقى Ludwig van Beethoven كل مساء", "Ludwig van Beethoven"},
  });
}

TEST_CASE("a word that begins a sentence and stands before a name may be part of it", "[learning]") {
  const std::vector<std::pair<std::string, LinesOfText>> rows = {
      {"en", {"New York sleeps beneath quiet rain", "a new letter waits beneath"}},
      {"pl", {"Nowy Jork śpi pod cichym deszczem", "jest nowy list pod drzwiami"}},
      {"uk", {"Біла Церква спить під тихим дощем", "наша біла хата чекає"}},
      {"ru", {"Нижний Тагил спит под тихим дождём", "наш нижний этаж молчит"}}};
  for (const auto& [language, lines] : rows) {
    INFO(language);
    const std::string first = lines[0].substr(0, lines[0].find(' '));
    const std::set<std::string> asked = asked_words(song_of("song", {{language, lines}}));
    CHECK(asked.size() >= 3);
    CHECK_FALSE(asked.contains(first));
  }
}

TEST_CASE("a name that is written small once is still one", "[learning]") {
  const std::set<std::string> asked = asked_words(song_of(
      "song",
      {{"uk",
        {"тітка бачила вчора Ростов уночі", "чайка летіла над Дону вранці", "хто живе далеко ростов на дону біля"}}}));
  CHECK(asked.contains("далеко"));
  CHECK_FALSE(asked.contains("на"));
}

TEST_CASE("small words are asked for where they stand in no name", "[learning]") {
  const std::vector<std::pair<Row, std::string>> rows = {
      {{"nl", "zij zingt met Jan in de rivier", ""}, "in"},
      {{"en", "she sings with Amira by the river", ""}, "by"},
      {{"nb", "han synger med Marek ved den elva", ""}, "ved"},
      {{"nn", "han syng med Marek ved den elva", ""}, "ved"},
      {{"pl", "ona śpiewa dla Anny na tej rzece", ""}, "na"},
      {{"uk", "він співає про Оксану на ту річку", ""}, "на"},
      {{"ru", "он поёт про Марину для той реки", ""}, "для"},
      {{"en", "we saw Bergen, and London slept quietly", ""}, "and"}};
  for (const auto& [row, word] : rows) {
    INFO(row.line << ": " << word);
    CHECK(asked_words(song_of("song", {{row.language, {row.line}}})).contains(word));
  }
}

TEST_CASE("what a name takes out of one line leaves the exercises of the others as they are", "[learning]") {
  const auto exercises = [](const std::string& first) {
    std::vector<PackWork> works{
        song_of("song", {{"nb",
                          {first, "snøen faller over stille tak", "barna teller de gule trikkene",
                           "båten kommer hjem med brød", "elva synger under den gamle brua"}}})};
    REQUIRE(learning::add_activities(works, collection_asking_for({"gap_fill", "choice", "vocabulary", "flashcards"})));
    Json all;
    for (const Activity& activity : works.front().activities)
      for (std::size_t i = 1; i < activity.items.size(); ++i)
        if (activity.items[i].cues != std::vector<std::string>{"c1"}) {
          Activity one = activity;
          one.items = {activity.items[i]};
          all.push_back(one.to_json());
        }
    return all;
  };
  const Json with_name = exercises("toget kjører fra Bosnia og Hercegovina om morgenen");
  CHECK(with_name.items().size() >= 12);
  CHECK(with_name == exercises("toget kjører fra Bosnia, og Hercegovina om morgenen"));
}

TEST_CASE("Arabic names are seen behind what is written onto them", "[learning]") {
  check_rows({{"ar", "تحمل الجارة خبزا ساخنا وليلى تغني بصوت هادئ", "وليلى"},
              {"ar", "كتبت الجارة رسالة طويلة لمحمد عند النافذة", "لمحمد"},
              {"ar", "كتبت الجارة رسالة طويلة لِمُحَمَّدٍ عند النافذة", "لِمُحَمَّدٍ"},
              {"ar", "نزل المطر خفيفا فمريم تفتح النافذة", "فمريم"},
              {"ar", "يمر القطار بدمشق ليلا ويكمل الطريق", "بدمشق"},
              {"ar", "مدينة صغيرة كبيروت تنام قرب البحر", "كبيروت"},
              {"ar", "يسافر القطار ليلا للقاهرة ويحمل الرسائل", "للقاهرة"},
              {"ar", "يسكن الجيران بالقاهرة ويحملون المفاتيح", "بالقاهرة"},
              {"ar", "سافر الجيران صباحا وللعراق طريق طويل", "وللعراق"},
              {"ar", "يسافر القطار ليلا للاردن ويحمل الرسائل", "للاردن"},
              {"ar", "يسافر القطار ليلا للاذقية ويحمل الرسائل", "للاذقية"},
              {"ar", "سكن الجيران صيفا باوسلو قرب البحر", "باوسلو"},
              {"ar", "يسافر القطار ليلا لباريس ويحمل الرسائل", "لباريس"}});
}

TEST_CASE("Arabic names of two words are left alone as a whole", "[learning]") {
  check_rows({{"ar", "زرع الجار عبد الرحمن شجرة صغيرة", "عبد الرحمن"},
              {"ar", "حملت الجارة خبزا لعبد القادر صباحا", "لعبد القادر"},
              {"ar", "زرع الجار عبدالله شجرة صغيرة", "عبدالله"},
              {"ar", "قرأت الجارة قصة أبو بكر صباحا", "أبو بكر"},
              {"ar", "قرأت الجارة قصة وأبو نواس يضحك", "وأبو نواس"},
              {"ar", "تسمع الجارة أغنية لأم كلثوم صباحا", "لأم كلثوم"},
              {"ar", "تسمع الجارة أغنية أُمّ كلثوم صباحا", "كلثوم"},
              {"ar", "قرأ الجيران كتاب ابن خلدون صباحا", "ابن خلدون"},
              {"ar", "قرأ الجيران كتاب طارق بن زياد صباحا", "طارق بن زياد"},
              {"ar", "قرأ الجيران كتاب طرفة بن العبد صباحا", "طرفة بن العبد"},
              {"ar", "زار الجيران قبر عمر بن عبد العزيز صباحا", "عمر بن عبد العزيز"},
              {"ar", "سمع الجيران أغنية فاطمة بنت ناصر صباحا", "فاطمة بنت ناصر"},
              {"ar", "سافر الجيران صباحا للسيد حداد قرب البحر", "حداد"},
              {"ar", "تنام مدينة رام الله قرب الجبل", "رام الله"},
              {"ar", "تنام مدينة الدار البيضاء قرب البحر", "الدار البيضاء"}});
}

TEST_CASE("Arabic words that only look like a name with something before it are asked for", "[learning]") {
  struct Word {
    std::string line, word;
  };
  for (const Word& row :
       {Word{"شربت الجارة لبن طازج", "لبن"}, Word{"شربت الجارة لبن طازج", "طازج"}, Word{"بدأنا الطريق صباحا", "بدأنا"},
        Word{"كان القمر كاملا", "كاملا"}, Word{"تحمل الجارة النور", "النور"}, Word{"جلس أبي قرب الشجرة", "الشجرة"}}) {
    INFO(row.line << ": " << row.word);
    CHECK(asked_words(song_of("song", {{"ar", {row.line}}})).contains(row.word));
  }
}

TEST_CASE("people who made an Arabic work are seen behind what is written onto them", "[learning]") {
  PackWork work = song_of("song", {{"ar", {"تحمل الجارة خبزا لسناء صباحا"}}});
  CHECK(asked_words(work).contains("لسناء"));
  work.creators.push_back({"سناء", "singer", false});
  CHECK_FALSE(asked_words(work).contains("لسناء"));
}

TEST_CASE("names that only the title writes large are left alone", "[learning]") {
  struct Title {
    std::string language, title, line, name, word;
  };
  for (const Title& row : {Title{"en", "A long letter to Amira", "little amira waits outside", "amira", "waits"},
                           Title{"en", "A long letter to Amira", "outside waits amira's brother", "amira's", "brother"},
                           Title{"nl", "Brief aan Selam", "kleine selam wacht buiten", "selam", "wacht"},
                           Title{"pl", "List do Haliny", "dzieci czekają na haliny chleb", "haliny", "chleb"},
                           Title{"uk", "Лист до Оксани", "діти чекають оксани вдома", "оксани", "вдома"},
                           Title{"ru", "Письмо для Марины", "дети ждут марины дома", "марины", "дома"},
                           Title{"nb", "Brev til Marek", "lille marek venter ute", "marek", "venter"},
                           Title{"nn", "Brev til Marek", "vesle marek ventar heime", "marek", "ventar"}}) {
    INFO(row.language << ": " << row.line);
    PackWork work = song_of("song", {{row.language, {row.line}}});
    CHECK(asked_words(work).contains(row.name));
    work.title.by_language[row.language] = row.title;
    const std::set<std::string> asked = asked_words(work);
    CHECK_FALSE(asked.contains(row.name));
    CHECK(asked.contains(row.word));
  }
  // English writes every word of a title large: that makes no names of them.
  PackWork work = song_of("song", {{"en", {"the quiet harbour sleeps outside"}}});
  work.title.by_language["en"] = "The Quiet Harbour";
  CHECK(asked_words(work).contains("harbour"));
}

TEST_CASE("names of creators are left alone with what stands between their parts", "[learning]") {
  PackWork work = song_of("song", {{"nl", {"buiten zingt jan van der berg zachtjes liedjes"}}});
  work.creators.push_back({"Jan van der Berg", "singer", false});
  for (const char* word : {"jan", "van", "der", "berg"}) CHECK_FALSE(asked_words(work).contains(word));
  work = song_of("song", {{"en", {"outside waits amira's little brother"}}});
  work.creators.push_back({"Amira", "singer", false});
  CHECK_FALSE(asked_words(work).contains("amira's"));
}
