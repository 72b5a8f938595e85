#include "pipeline/base/letter_fit.h"

#include <unicode/uchar.h>
#include <unicode/ulocdata.h>
#include <unicode/uniset.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>

namespace integrart {

namespace {

constexpr std::size_t sample_bytes = 64U << 10U;

/// Letters of a language from the most to the least frequent. The order is enough: the frequency of the letter of rank
/// r among n is close to (ln(n + 1) - ln r) / n. (S. M. Gusein-Zade, "Frequency distribution of letters in the Russian
/// language", 1988)
struct Alphabet {
  std::string_view language;
  std::u16string_view letters;
};
constexpr std::array alphabets{
    Alphabet{"uk", u"оаниітевсрлкудмпязьбгйчхїжшцюєщфґ"},
    Alphabet{"ru", u"оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"},
    Alphabet{"be", u"анісыреолтквдзумцяпьбгўйхчжшэюёф"},
    Alphabet{"bg", u"аоиентрсвлдкпмзъуябгчйжшхцщюьф"},
    Alphabet{"sr", u"аоиенсртјувкдплмзгбшчцњжћхђљфџ"},
    Alphabet{"pl", u"iaeoznrwscytkdpmujlłbgęhążśóćńfźvxq"},
    Alphabet{"nl", u"enatirodslgvhkmubpwjzcfxyqéëïóöüèáà"},
    Alphabet{"nb", u"erntsialdogkmvfupbhøjyåæcwzxqéòôü"},
    Alphabet{"nn", u"eraintsldogkmvufpbhøåjyæcwzxqéòô"},
    Alphabet{"da", u"erntisdalogmkfvubphøåyæjcwzxqé"},
    Alphabet{"sv", u"eantrsildomkgväfhupåöbcyjxwzéqü"},
    Alphabet{"de", u"enisratdhulcgmobwfkzvüpäßjöxqyé"},
    Alphabet{"en", u"etaoinshrdlcumwfgypbvkjxqzé"},
    Alphabet{"fr", u"esaitnrulodcmpévqfbghjàxèyêzçôâîkwûùïüëœ"},
    Alphabet{"es", u"eaosrnidltcumpbgvyqóíhfzájéñxúüwk"},
    Alphabet{"pt", u"aeosrindmutclpvgqbfhãçzáéjíóõêâúàxôwk"},
    Alphabet{"it", u"eaionlrtscdupmvghfbqzàèùòìéxyjwk"},
    Alphabet{"cs", u"eoantivlskrdpímuázyjběhcéčřžýůšfgúxňťóďwq"},
    Alphabet{"sk", u"aoeinsrvtlkdmcupzáyhjbčéžíýšľťúäôňďófgxwĺŕq"},
    Alphabet{"sl", u"aeionrsltjvkdpmuzbghčcšžf"},
    Alphabet{"hr", u"aioenrjstuvkldmpzgbčcšžhfćđ"},
    Alphabet{"hu", u"eatlnskorzáimgéydbvhjőföpuóücíúűxwq"},
    Alphabet{"ro", u"eiaturnoslcdpmăfvîbgșțâzhjxkyşţ"},
    Alphabet{"tr", u"aeinrlıkdmuytsboüşzgğçhvcöpfj"},
    Alphabet{"el", u"αοιεστνηυρπκμλςγδωχθφάόίέήύώβξζψϊ"},
    Alphabet{"he", u"יוהלארתבשמנדקחעפסכגצטזםןךףץ"},
    Alphabet{"ar", u"اليمنرتبوةعدفسهكحقجأشطصخذضغزىئثءآإؤظ"},
    Alphabet{"fa", u"اینردهموتبسشکزفگحخجعقپلصطذضچغظثژئآيك"},
    Alphabet{"lt", u"iasortenukmlpvdjgėbyųšžcąįūčęfzh"},
};

// Bits that each of these costs.
constexpr double of_foreign_letter = -14;
constexpr double of_capital = -2;
constexpr double of_capital_after_capital = -0.5;
constexpr double of_capital_after_small = -10;
constexpr UChar32 first_not_latin = 0x370;
constexpr double of_mixed_scripts = -8;  // a Cyrillic and a Latin letter side by side
constexpr double of_mark = -8;           // punctuation and combining marks
constexpr double of_symbol = -14;
constexpr double of_drawing = -20;  // boxes and blocks
constexpr double of_control = -25;

/// log2 of the frequency of letters, small ones.
using Frequencies = std::map<UChar32, double>;

Frequencies frequencies_of(std::u16string_view letters) {
  Frequencies frequencies;
  const auto count = static_cast<double>(letters.size());
  for (std::size_t rank = 1; rank <= letters.size(); ++rank)
    frequencies[letters[rank - 1]] = std::log2((std::log(count + 1) - std::log(static_cast<double>(rank))) / count);
  return frequencies;
}

const std::map<std::string_view, Frequencies>& known_languages() {
  static const auto languages = [] {
    std::map<std::string_view, Frequencies> all;
    for (const Alphabet& alphabet : alphabets) all.emplace(alphabet.language, frequencies_of(alphabet.letters));
    return all;
  }();
  return languages;
}

/// All letters of a language that has no table, each as likely as any other.
Frequencies exemplar_frequencies(const std::string& language) {
  Frequencies frequencies;
  UErrorCode status = U_ZERO_ERROR;
  ULocaleData* const data = ulocdata_open(language.c_str(), &status);
  if (U_FAILURE(status)) return frequencies;
  icu::UnicodeSet letters;
  ulocdata_getExemplarSet(data, letters.toUSet(), 0, ULOCDATA_ES_STANDARD, &status);
  ulocdata_close(data);
  if (U_FAILURE(status)) return frequencies;
  const double each = -std::log2(std::max(1.0, static_cast<double>(letters.size())));
  for (std::int32_t i = 0; i < letters.size(); ++i)
    if (letters.charAt(i) >= 0) frequencies[letters.charAt(i)] = each;
  return frequencies;
}

bool is_cyrillic(UChar32 point) {
  return point >= 0x400 && point <= 0x52F;
}

/// What a sign costs that is no letter.
double cost_of_sign(UChar32 point, UChar32 previous) {
  if (point == '\n' || point == '\r' || point == '\t') return 0;
  if (u_charType(point) == U_CONTROL_CHAR) return of_control;
  if (point <= 0x7F || u_isdigit(point)) return 0;
  if (point >= 0x2500 && point <= 0x259F) return of_drawing;
  if (u_charType(point) == U_NON_SPACING_MARK && previous < first_not_latin) return of_drawing;  // of another script
  if (u_ispunct(point) || u_isUWhiteSpace(point) || u_charType(point) == U_NON_SPACING_MARK) return of_mark;
  return of_symbol;
}

LetterFit fit_to(const icu::UnicodeString& text, const Frequencies& frequencies) {
  LetterFit fit;
  double beyond = 0, belonging = 0, other_script = 0, bits_of_script = 0;
  UChar32 previous = 0;
  for (std::int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1)) {
    const UChar32 point = text.char32At(at);
    double bits = 0;
    if (u_isalpha(point)) {
      const auto known = frequencies.find(u_tolower(point));
      bits = known == frequencies.end() ? of_foreign_letter : known->second;
      if (u_isupper(point))
        bits += u_islower(previous)   ? of_capital_after_small
                : u_isupper(previous) ? of_capital_after_capital
                                      : of_capital;
      if (u_isalpha(previous) && is_cyrillic(previous) != is_cyrillic(point)) bits += of_mixed_scripts;
      if (point > 0x7F) ++beyond;
      if (point > 0x7F && known != frequencies.end()) ++belonging;
    } else {
      bits = cost_of_sign(point, previous);
      if (bits <= of_symbol) ++beyond;
    }
    if (point >= first_not_latin && u_isalpha(point)) {
      ++other_script;
      bits_of_script += bits;
    }
    fit.bits += bits;
    previous = point;
  }
  fit.belonging = beyond == 0 ? 1 : belonging / beyond;
  fit.surprise = other_script == 0 ? 0 : -bits_of_script / other_script;
  return fit;
}

icu::UnicodeString sample_of(std::string_view utf8) {
  const auto beyond = std::ranges::find_if(utf8, [](char c) { return static_cast<unsigned char>(c) > 0x7F; });
  auto begin = static_cast<std::size_t>(beyond - utf8.begin());
  begin -= std::min<std::size_t>(begin, 200);  // with the words before it
  std::size_t end = std::min(utf8.size(), begin + sample_bytes);
  while (end < utf8.size() && (static_cast<unsigned char>(utf8[end]) & 0xC0U) == 0x80) ++end;
  return icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data() + begin, static_cast<std::int32_t>(end - begin)));
}

}  // namespace

LetterFit letter_fit(std::string_view utf8, const LanguageTag& language) {
  const icu::UnicodeString text = sample_of(utf8);
  if (!language.is_undetermined()) {
    const auto known = known_languages().find(language.primary());
    return fit_to(text, known != known_languages().end() ? known->second : exemplar_frequencies(language.primary()));
  }
  std::optional<LetterFit> best;
  for (const auto& [name, frequencies] : known_languages()) {
    const LetterFit fit = fit_to(text, frequencies);
    if (!best || fit.bits > best->bits) best = fit;
  }
  return best.value_or(LetterFit{});
}

}  // namespace integrart
