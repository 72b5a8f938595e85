#include "filters/text/terms/small_words.h"

#include <array>

namespace integrart {

namespace {

struct SmallWords {
  std::string_view language;
  std::u32string_view words;  // each between blanks
};
constexpr auto small_words = std::to_array<SmallWords>({
    {"en", U" you your are is the my this that he she they what and with of not was "},
    {"nl", U" je jij jouw een het mijn wat ben bent niet dat die van zijn "},
    {"nb", U" du jeg ikke din deg det er som og min "},
    {"nn", U" du eg ikkje din deg det er som og min "},
    {"pl", U" ty jesteś to jest się nie ci cię twoja moja ale z "},
    {"uk", U" ти це не що моя твоя ви вона він та є "},
    {"ru", U" ты это не что моя твоя вы она он и "},
    {"sv", U" du jag inte din dig det är som och min på "},
    {"da", U" du jeg ikke din dig det er som og min på "},
    {"de", U" du ich nicht dein der das ist und mein "},
    {"it", U" il di che non è una per "},
    {"fi", U" ja on ei se minun sinä olet "},
    {"id", U" aku kamu dan itu saya di "},
    {"cs", U" je se na ty jsi není "},
    {"sk", U" je sa na ty si nie "},
    {"hr", U" je se na ti nije "},
    {"fr", U" tu es le la je "},
});

}  // namespace

std::vector<std::string_view> languages_of_small_word(std::u32string_view word) {
  std::vector<std::string_view> languages;
  if (word.empty()) return languages;
  const std::u32string whole = U" " + std::u32string(word) + U" ";
  for (const SmallWords& of : small_words)
    if (of.words.find(whole) != std::u32string_view::npos) languages.push_back(of.language);
  return languages;
}

}  // namespace integrart
