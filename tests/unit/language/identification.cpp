#include "pipeline/language/identification.h"

#include <catch2/catch.hpp>

using namespace integrart;

namespace {

LanguageTag tag(std::string_view text) {
  return LanguageTag::parse(text)->value;
}

}  // namespace

TEST_CASE("whole texts are told by their letters or words, and what is not sure is not told") {
  const std::vector<std::pair<std::string_view, std::string_view>> texts{
      {"uk", "Спи, моя доню, вже ніч надворі, місяць у вікна дивиться з гори. Їде козак, її коня веде."},
      {"ru", "Спи, мой малыш, уже ночь на дворе, ты был сегодня очень тих, мы поём эту песню."},
      {"be", "Спі, мая дачушка, ужо ноч на двары, поўны месяц у вокны глядзіць, шэры воўк спіць у лесе, ён яшчэ тут."},
      {"pl", "Śpij, córeczko, już noc na dworze, księżyc zagląda przez okno do naszego domu i śpiewa tę piosenkę."},
      {"nl", "Slaap maar, mijn kind, het is al nacht buiten, de maan kijkt door het raam en zingt dit lied voor jou."},
      {"nb",
       "Sov nå, barnet mitt, det er natt ute, og jeg vet ikke hva månen sier når den ser inn av vinduet hjemme hos "
       "oss."},
      {"nn",
       "Sov no, barnet mitt, det er natt ute, og eg veit ikkje kva månen seier når han ser inn av vindauget heime hos "
       "oss."},
      {"en",
       "Sleep now, my child, it is night outside, the moon looks in through the window and sings this song for you."},
      {"ar", "نم يا صغيري فقد حل الليل في الخارج والقمر ينظر من النافذة ويغني لك هذه الأغنية الجميلة"},
  };
  for (const auto& [expected, text] : texts) {
    INFO(text);
    const IdentifiedLanguage found = identify_language(text);
    CHECK(found.language.text() == expected);
    CHECK(found.certainty > 0.5);
  }
  for (const std::string_view text : {"", "la la la", "12:30", "\xFF\xFE", "♪ ♪ ♪", "Xq zzv"}) {
    INFO(text);
    CHECK(identify_language(text).language.is_undetermined());
  }
}

TEST_CASE("the author's word is doubted only when the words are surely in another language") {
  const std::string_view ukrainian =
      "Спи, моя доню, вже ніч надворі, місяць у вікна дивиться з гори. Їде козак, її коня веде, спи вже, люба.";
  const std::string_view norwegian =
      "Sov nå, barnet mitt, det er natt ute, og jeg vet ikke hva månen sier når den ser inn av vinduet hjemme hos oss.";
  const std::string_view english =
      "Sleep now, my child, it is night outside, the moon looks in through the window and sings this song for you.";
  CHECK(contradicting_language(ukrainian, tag("pl")) == tag("uk"));
  CHECK(contradicting_language(ukrainian, tag("ru")) == tag("uk"));  // letters that Russian has not
  CHECK(contradicting_language(english, tag("nl")) == tag("en"));
  CHECK(contradicting_language(ukrainian, tag("uk-UA")).is_undetermined());
  for (const std::string_view near : {"nn", "da", "sv", "nb"})
    CHECK(contradicting_language(norwegian, tag(near)).is_undetermined());
  CHECK(contradicting_language("Спи, моя доню, їжак", tag("pl")).is_undetermined());  // too short
  CHECK(contradicting_language("", tag("pl")).is_undetermined());
}
