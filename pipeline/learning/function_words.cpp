#include "pipeline/learning/function_words.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>

namespace integrart::learning {

namespace {

// One word between two spaces; the spaces at the ends make every word findable as " word ".
constexpr std::string_view ukrainian =
    " а або але аби адже аж б без би бо був була були було бути в вам вами вас ваш ваша ваше ваші ви вже ви від він "
    "вона вони воно все всі всього він де для до є ж же з за зі із й його йому її їй їм їх і інколи іще ким коли кого "
    "кому крізь куди лише між мене мені ми мій моя моє мої мною на над нам нами нас наш наша наше наші не неї нема ні "
    "ніби ним них но о об один одна одне по під після поки при про проти ж саме сам сама самі свій своя своє свої себе "
    "собі та так така таке такі такий там те тебе ти тим тих то того той том тому тоді тобі тобою тою ту тут ті тільки "
    "твій "
    "твоя твоє твої у уже хай нехай хто це цей ця ці цю цього цьому цим через чи чий що щоб щось як яка яке які який "
    "якщо якби наче мов хіба навіть також теж ще ось он ну ой ах ";
constexpr std::string_view polish =
    " byłam byłem byłaś byłeś taka taki takie takich każda każde każdej każdego każdym a aby albo ale ani aż bez bo by "
    "być był była było byli były bym byś ci cię ciebie co coś czy czyj czyja czyje da "
    "dla do dla gdy gdyby gdzie go i ich ile im iż ja jak jaka jaki jakie jako je jeden jedna jedno jego jej jemu jest "
    "jestem jesteś jesteśmy jesteście jeszcze jeśli już każdy kiedy kim kogo komu która które który których lecz lub "
    "ma "
    "mam masz mają mi mną mnie mój moja moje moi mu my na nad nam nami nas nasz nasza nasze nawet nią nic nich nie "
    "niech "
    "niej nim niż no o obok od on ona one oni ono oraz pan pani po pod poza przed przez przy są sam sama się skąd so "
    "swoja swoje swój sobą sobie ta tam te tej ten też to tobą tobie tu tutaj twoja twoje twój tych tyle tylko tym ty "
    "u "
    "w was wam wami wasz wasza wasze we wie wtedy wy z za zaś ze że żeby ";
constexpr std::string_view dutch =
    " elk elke net aan al alle als altijd an ben bent bij daar dan dat de der deze die dit doe doen door dus een één "
    "en er ge geen "
    "had hadden heb hebben hebt heeft hem hen het hier hij hoe hun ie iemand iets ik in is ja je jij jou jouw jullie "
    "kan "
    "kun kunnen maar me mee meer men met mij mijn moet moeten mogen mag na naar nee niet niets noch nog nu of om omdat "
    "onder ons onze ook op over s 's t 't 'n 'k m'n z'n d'r zo'n te tegen ten ter toch toen tot u uit uw van veel voor "
    "waar waarom wanneer was waren wat we wel welke werd wie wij wil willen word worden wordt zal ze zei zelf zich zij "
    "zijn zo zonder zou zouden zullen ";
constexpr std::string_view bokmaal =
    " gjennom alle at av bare ble bli blir da de deg dem den denne der dere deres det dette di din ditt dine disse du "
    "eller en "
    "enn er et ett etter for fordi fra før ha hadde han hans har hennes henne her hit hun hva hvem hver hvis hvor "
    "hvorfor "
    "hvordan i igjen ikke inn ingen jeg kan kunne man med meg mellom men mer min mine mitt mot må måtte ned noe noen "
    "nok "
    "nå når og også om opp oss over på selv seg si sin sine sitt skal skulle slik som så til ut uten var ved vi vil "
    "ville "
    "vår våre vært være å ";
constexpr std::string_view nynorsk =
    " gjennom alle at av berre blei bli blir vart då dei deg den denne der dykk dykkar deira det dette di din ditt "
    "dine desse "
    "du "
    "eg ein eit ei eller enn er etter for fordi frå før ha hadde han hans har henne hennar her hit ho kva kven kvar "
    "kvifor "
    "korleis i ikkje igjen inn ingen kan kunne man me med meg mellom men meir min mine mitt mot må måtte ned noko "
    "nokon "
    "nokre nok no når og også om opp oss over på seg si sin sine sitt sjølv skal skulle slik som så til ut utan var "
    "ved vi "
    "vil ville vår våre vore vere å ";
constexpr std::string_view english =
    " a about after again ago all along also am an and any are aren't as at be because been before being but by can "
    "can't could couldn't "
    "did "
    "didn't do does doesn't doing don't down each for from had hadn't has hasn't have haven't having he he'd he'll "
    "he's "
    "her here here's hers him his how how's i i'd i'll i'm i've if in into is isn't it it's its itself just let's me "
    "more "
    "most must my no nor not now of off on once one only or other our ours out over own s same shall she she'd she'll "
    "she's should so some such t than that that's the their theirs them then there there's these they they'd they'll "
    "they're they've this those through to too under until up us very was wasn't we we'd we'll we're we've were "
    "weren't "
    "what what's when where where's which while who who's whom whose why will with won't would wouldn't yes you you'd "
    "you'll you're you've your yours ";
constexpr std::string_view russian =
    " а без бы был была были было быть в вам вами вас ваш ваша ваше ваши весь во вот все всё всего всех вы где да даже "
    "для до его ее её ей ему если есть еще ещё ею ж же за здесь и из или им ими их к как какая какие какой когда кого "
    "кому "
    "кто куда ли лишь мне мной мною мои мой моя моё моего мы на над нам нами нас наш наша наше наши не него нее неё "
    "ней "
    "нет ни ним них но ну через который которая которое которые которых о об один одна одно он она они оно от по под "
    "пока после потом при про с сам сама свой своя "
    "свои "
    "себя себе со та так такая такие такой там твой твоя твои те тебя тебе тем то тобой того тоже той только том тому "
    "тот "
    "ту тут ты у уж уже хоть чего чем что чтоб чтобы чья эта эти это этого этой этом этот эту я ";
constexpr std::string_view arabic =
    " ا أن إن أنا أنت أنتم أنتِ هو هي هم هن نحن في من إلى الى على عن مع هذا هذه ذلك تلك هؤلاء التي الذي الذين ما ماذا "
    "لا لم "
    "لن ليس ليست قد كان كانت كانوا يكون تكون كل بعض أي أو ثم أم بل لكن ولكن إذا اذا لو حتى كما كيف متى أين هل نعم كلا "
    "بين "
    "عند عندي عنده عندها لي لك له لها لنا لكم لهم به بها بي بك فيه فيها منه منها عليه عليها إليه إليها و ف ب ك ل هنا "
    "هناك "
    "يا منذ بعد قبل تحت فوق أمام خلف غير سوى إلا وهو وهي وأنا وفي ومن وعلى ولا وما فقط أيضا ايضا حين عندما لأن لان "
    "الآن ";
constexpr std::string_view arabic_names =
    " محمد أحمد احمد علي حسن حسين عمر خالد يوسف إبراهيم ابراهيم مصطفى محمود كريم سامي سمير رامي زياد طارق وليد ياسر "
    "هاني نور "
    "ليلى فاطمة عائشة مريم زينب سارة هدى منى رنا ريم دينا سلمى ياسمين أمينة خديجة سميرة نادية هالة لينا دانا جميلة "
    "سوريا دمشق "
    "حلب حمص بيروت لبنان بغداد العراق مصر القاهرة اليمن السودان فلسطين القدس غزة الأردن عمان المغرب تونس الجزائر ليبيا "
    "هولندا "
    "أمستردام النرويج أوسلو بولندا وارسو أوكرانيا كييف أوروبا ";

struct WordList {
  std::string_view language, words;
};
constexpr auto function_words = std::to_array<WordList>({{"uk", ukrainian},
                                                         {"pl", polish},
                                                         {"nl", dutch},
                                                         {"nb", bokmaal},
                                                         {"nn", nynorsk},
                                                         {"en", english},
                                                         {"ru", russian},
                                                         {"ar", arabic}});
constexpr auto known_names = std::to_array<WordList>({{"ar", arabic_names}});

bool is_listed(std::span<const WordList> lists, std::string_view word, const LanguageTag& language) {
  const std::string primary = language.primary();
  const auto list = std::ranges::find(lists, primary, &WordList::language);
  return list != lists.end() && list->words.find(" " + std::string(word) + " ") != std::string_view::npos;
}

}  // namespace

bool is_function_word(std::string_view folded, const LanguageTag& language) {
  return is_listed(function_words, folded, language);
}

bool is_known_name(std::string_view folded, const LanguageTag& language) {
  return is_listed(known_names, folded, language);
}

}  // namespace integrart::learning
