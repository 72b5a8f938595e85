// The closed classes of eight languages as grammar books list them, case by case and person by person: the program's
// own lists are held against these, and real sentences show that no learner is asked for such a word first.
#include <algorithm>
#include <catch2/catch.hpp>
#include <iterator>
#include <set>
#include <sstream>

#include "pipeline/learning/activities.h"
#include "pipeline/learning/function_words.h"
#include "pipeline/learning/words.h"
#include "tests/learning_trial_works.h"

using namespace integrart;

namespace {

struct ClosedClasses {
  std::string language;
  std::string words;      // of closed classes, between spaces
  LinesOfText sentences;  // of which most words are such
  std::string meaning;    // words of open classes that stay worth asking for
};

const std::vector<ClosedClasses> languages = {
    {"uk",
     "буду будеш буде будемо будете будуть був була було були є нема можу можеш може можемо можете можуть міг могла "
     "могли мушу мусиш мусить треба мого моєї моєму мою моїм моїх моїми твого твоєї твою твоїх свого своєї своєму свою "
     "своєю своїх своїми нашого нашої нашу наших вашого вашої вашу їхня їхнього їхню цього цієї цьому цю цією цим цих "
     "цими того тієї тому ту тією тих тими весь вся все всього всієї всьому всю всім всіма кожен кожна кожного кожну "
     "жоден жодної якого якої якому яку яких хтось когось щось чогось ніхто нікого ніщо нічого ніколи ніде мені мене "
     "мною тобі тебе йому його ним їй її нею нам нас нами вам вами їм ними собі собою перед біля між над під після "
     "через крізь навколо замість без крім серед проти щоб якщо хоча поки доки але або тому адже також лише навіть "
     "інша "
     "іншого інші іншу багато кілька один одного одну",
     {"Завтра біля нашої хати буде весь сад", "Може перед цією рікою хтось співає", "Між ними була тиха розмова",
      "Кожного ранку вона буде пекти хліб", "Ніхто крім мене вже може не чекає", "Перед його вікном весь двір у снігу"},
     "сад ріка хліб сніг вікно день мати голос"},
    {"pl",
     "będę będziesz będzie będziemy będziecie będą byłem byłam był była było byli były jestem jest są mam masz ma mają "
     "miał miała mogę możesz może możemy mogą mógł mogła muszę musisz musi muszą musiał musiała powinien powinna "
     "trzeba "
     "można mojego mojej mojemu moją moim moich moimi twojego twojej twoją swojego swojej swoją swoim swoich naszego "
     "naszej naszą waszego waszej tego tej temu tę tą tym tych tymi tamtego tamtej tamtą takiego takiej którego której "
     "któremu którą którym których czego czemu czym kogo komu kimś czegoś komuś każdego każdej każdą żaden żadna "
     "żadnej "
     "wszystko wszystkiego wszyscy wszystkich wszystkie nikogo nikomu niczego nigdy nigdzie mnie mną tobie tobą jemu "
     "nim "
     "niej nią nam nami wam nich nimi sobie sobą między więc przed nad pod podczas wśród przez przeciw dzięki zamiast "
     "oprócz ponieważ jednak chociaż dlatego gdyby jeżeli aby innego innej inny kilka wiele jednego jednej jedną",
     {"Jutro będzie tego dnia między nami cisza", "Swoją matkę więc wszystko trzeba zapytać",
      "Dla mojej siostry wszystko może być piosenką", "Więc między domami będzie ogród",
      "Przed swoją szkołą każdej zimy lepili bałwana", "Tę piosenkę wszyscy nasi sąsiedzi będą śpiewać"},
     "dom ogród piosenka szkoła zima chleb okno"},
    {"nl",
     "haar hem hen hun hij zij jij jou jouw mij mijn ons onze uw jullie zichzelf elkaar dit deze zulke dezelfde "
     "hetzelfde "
     "degene wie wiens welke hoeveel iemand niemand iets niets ieder iedereen elke alle allemaal andere beide enkele "
     "sommige veel vele weinig meer meest minder geen nooit ergens nergens ooit ben bent is was waren geweest heb hebt "
     "heeft had hadden gehad word wordt werd werden geworden zal zult zullen zou zouden kan kun kunt kunnen kon konden "
     "mag mogen mocht mochten moet moeten moest moesten wil wilt willen wilde wilden wou tussen tijdens sinds zonder "
     "tegen tegenover volgens achter boven onder naast binnen buiten vanaf vanwege ondanks behalve want terwijl omdat "
     "doordat zodat zodra totdat voordat nadat hoewel tenzij toen wanneer indien alsof ook toch nog zelfs alleen "
     "erbij daarmee waarin hiermee eruit daarom waarom",
     {"Want haar moeder moest tussen twee huizen lopen", "Terwijl zij kon zingen, werd het buiten stil",
      "Iedereen zou haar brief willen lezen", "Tussen de bomen moesten wij wachten",
      "Daarmee kon niemand de deur openen", "Want tijdens de winter werden alle ramen wit"},
     "moeder huis brief deur winter raam boom"},
    {"nb",
     "jeg meg du deg han ham hun henne den det vi oss dere de dem seg selv hverandre min mi mitt mine din ditt dine "
     "sin "
     "sitt sine hans hennes vår vårt våre deres denne dette disse slik slikt slike samme andre annen annet begge hvem "
     "hva "
     "hvilken hvilket hvilke hvor hvorfor hvordan noe noen ingen ingenting alle alt hver hvert mange mye mer mest få "
     "flere "
     "lite er var vært være har hadde hatt ha blir ble blitt bli kan kunne kunnet skal skulle vil ville villet må "
     "måtte "
     "bør burde burdet får fikk under over mellom siden mot gjennom uten etter før hos langs ifølge bak blant innen "
     "utenfor innenfor overfor mens fordi dersom hvis selv enten verken eller også likevel derfor dessuten aldri ikke "
     "bare både enda ennå når da der her",
     {"Siden burde andre under trærne vente", "Mens hun sang burde vi danse", "Under broa ville ingen sove",
      "De andre skulle mellom husene leke", "Ingenting kunne siden stanse elva",
      "Hver morgen måtte hans søster bake brød"},
     "elv hus brød bro søster morgen"},
    {"nn",
     "eg meg du deg han ho henne den det vi me oss de dykk dei dem seg sjølv kvarandre min mi mitt mine din ditt dine "
     "sin "
     "sitt sine hans hennar vår vårt våre dykkar deira denne dette desse slik slikt slike same andre annan anna begge "
     "kven "
     "kva kvar kvifor korleis noko nokon nokre ingen inga ingenting alle alt kvart mange mykje meir mest få fleire "
     "lite er "
     "var vore vere vera har hadde hatt ha blir blei blitt vert vart kan kunne skal skulle vil ville må måtte bør "
     "burde "
     "får fekk under over mellom sidan mot gjennom utan etter før hos langs bak blant innan utanfor medan fordi dersom "
     "viss anten korkje eller også likevel difor aldri ikkje berre både enno når då der her",
     {"Sidan burde andre under trea vente", "Medan ho song burde vi danse", "Under brua ville ingen sove",
      "Dei andre skulle mellom husa leike", "Ingenting kunne sidan stogge elva",
      "Kvar morgon måtte hennar syster bake brød"},
     "elv hus brød bru syster morgon"},
    {"en",
     "i me my mine myself you your yours yourself he him his himself she her hers herself it its itself we us our ours "
     "ourselves they them their theirs themselves this that these those who whom whose which what someone somebody "
     "something anyone anybody anything everyone everybody everything nobody nothing none every each either neither "
     "both "
     "all any some many much more most few less several other another such am is are was were be been being have has "
     "had "
     "having do does did done can could may might must shall should will would ought cannot can't couldn't mustn't "
     "mightn't shouldn't wouldn't won't don't doesn't didn't isn't aren't wasn't weren't haven't hasn't hadn't needn't "
     "i'm "
     "you're we've they'll she'd between without since during within among against across along around behind beside "
     "beyond despite except inside outside over past through toward towards under until upon because although though "
     "unless whether while whereas wherever whenever however here there never always ever",
     {"Someone might sing between every window", "Since may there must be rivers without stones",
      "You mustn't walk without everybody during winter", "Whoever might wait beside another door",
      "Nobody could sleep although everything was quiet", "They shouldn't dance within the garden"},
     "window river garden winter door stone"},
    {"ru",
     "я меня мне мной ты тебя тебе тобой он его него ему нему им ним она её неё ей ней мы нас нам нами вы вас вам вами "
     "они "
     "их них ими ними себя себе собой мой моего моему моим моём моя моей мою моё мои моих моими твоего твоей твою свой "
     "своего своей свою своими нашего нашей нашу ваша вашей этот этого этому этим этом эта этой эту эти этих этими тот "
     "того той ту тех весь всего всему вся всей всю всё все всех всеми каждый каждого каждую каждой который которого "
     "которой которую чей чья кто кого кем что чего чем никто никого ничего никогда нигде кто-то сам сама такой такая "
     "другой другого другую буду будешь будет будем будете будут был была было были могу можешь может можем могут мог "
     "могла могли должен должна должны нужно нельзя можно между перед около возле через сквозь вокруг среди против "
     "после "
     "кроме вместо из-за под над для без чтобы если хотя пока потому поэтому однако зато либо тоже даже лишь",
     {"Между домами всю зиму будет снег", "Всю ночь она могла между нами петь", "Перед этой рекой кто-то должен ждать",
      "Каждую осень наши соседи будут варить суп", "Никто кроме моей сестры всю дорогу не молчал",
      "Вокруг него всю весну будут цветы"},
     "дом снег река суп сестра дорога ёлка"},
    {"ar",
     "أنا أنت أنتم هو هي هم هن نحن عندي عندك عنده عندها عندنا عندكم عندهم معي معك معه معها معنا معكم معهم مني منك منه "
     "منها "
     "منا منكم منهم لي لك له لها لنا لكم لهم بي بك به بها بنا فيك فيه فيها فينا فيهم عليك عليه عليها علينا عليهم إليك "
     "إليه "
     "إليها إلينا عنك عنه عنها عنهم أنه أنها أنك أننا أنهم لأنه لأنها لأنك لأنني إنه إنها لكنه لكنها كأنه كأنها بدون "
     "دون سوف "
     "سوى غير بين بينهم بيننا قبل بعد قبله بعدها تحت تحته فوق فوقها أمام أمامي خلف خلفه حول حولي هذا هذه ذلك تلك هؤلاء "
     "أولئك "
     "الذي التي الذين من ما ماذا كيف متى أين كم كان كانت كانوا كنت كنا يكون تكون ليس ليست لست لم لن لا قد إذا لو حتى "
     "كي لكي "
     "ثم أو بل لكن منذ كل كلهم بعض بعضهم وهو وهي فهو ومن وفي وهذا ولكن لهذا بهذه كذلك",
     {"سوف تغني معك الجارة لأنه عندك نافذة", "كان عندي بدون ثلج منك مفتاح", "قالت لي أنه معي تحت الشجرة",
      "وهو بينهم يحمل منها خبزا", "لأنها كانت معنا فوق الجبل تضحك", "فيها زهرة وعليها ندى منك"},
     "نافذة ثلج مفتاح الشجرة خبز زهرة ورد فرح ولد"}};

std::vector<std::string> split(const std::string& words) {
  std::istringstream in(words);
  return {std::istream_iterator<std::string>(in), {}};
}

LanguageTag tag_of(const std::string& language) {
  return LanguageTag::parse(language).value().value;
}

/// What a learner of the first two levels is asked for.
std::vector<std::string> asked_first(const PackWork& work) {
  std::vector<std::string> asked;
  for (const Activity& activity : work.activities) {
    if (activity.level == 3) continue;
    for (const ActivityItem& item : activity.items) {
      if (const auto* line = std::get_if<GapItem>(&item.content))
        for (const ActivityGap& gap : line->gaps) asked.push_back(gap.answers.front());
      if (const auto* choice = std::get_if<ChoiceItem>(&item.content))
        asked.insert(asked.end(), choice->options.begin(), choice->options.end());
      if (const auto* word = std::get_if<VocabularyItem>(&item.content)) asked.push_back(word->word);
    }
  }
  return asked;
}

}  // namespace

TEST_CASE("every form of every closed class is known as what it is", "[learning][property]") {
  for (const ClosedClasses& classes : languages) {
    const std::vector<std::string> words = split(classes.words);
    CHECK(std::set<std::string>(words.begin(), words.end()).size() >= 60);
    for (const std::string& word : words)
      for (const std::string& part : learning::folded_words(word, tag_of(classes.language))) {
        INFO(classes.language << " " << word);
        CHECK(learning::is_function_word(part, tag_of(classes.language)));
      }
    for (const std::string& word : split(classes.meaning)) {
      INFO(classes.language << " " << word);
      CHECK_FALSE(learning::is_function_word(word, tag_of(classes.language)));
    }
  }
}

TEST_CASE("Arabic and Russian words are known however they are spelt", "[learning]") {
  for (const char* word : {"مَعَكَ", "لأَنَّهُ", "لانه", "اين", "وَهُوَ", "إلَيْهِ"}) {
    INFO(word);
    CHECK(learning::is_function_word(word, tag_of("ar")));
  }
  CHECK(learning::is_function_word("все", tag_of("ru")));
  CHECK(learning::is_function_word("её", tag_of("ru")));
  CHECK(learning::is_function_word("ее", tag_of("ru")));
  CHECK_FALSE(learning::is_function_word("все", tag_of("de")));
}

TEST_CASE("sentences full of small words ask for the others first", "[learning][property]") {
  for (const ClosedClasses& classes : languages) {
    const LanguageTag language = tag_of(classes.language);
    std::set<std::string> closed;
    for (const std::string& word : split(classes.words))
      for (const std::string& part : learning::folded_words(word, language)) closed.insert(part);
    std::vector<PackWork> works{song_of("song", {{classes.language, classes.sentences}})};
    REQUIRE(learning::add_activities(works, collection_asking_for({"gap_fill", "choice", "vocabulary"})));
    const std::vector<std::string> asked = asked_first(works.front());
    INFO(classes.language);
    CHECK(asked.size() >= 15);
    for (const std::string& words : asked)
      for (const std::string& word : learning::folded_words(words, language)) {
        INFO(word);
        CHECK_FALSE(closed.contains(word));
      }
  }
}
